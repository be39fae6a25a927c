"""Status in words, with colours and signs; a class and a chance of the target have no sign but their words."""

from analytics import verdict
from pages.words import language
from pages.words.language import t
from pages.words.row import Row

STATES = {
    "improving": ("keyboard_double_arrow_right", "green"),
    "worsening": ("keyboard_double_arrow_left", "red"),
    "no_clear_change": ("airwave", "gray"),
    "cannot_say": ("more_horiz", "gray"),
}
ASSURANCES = {"will_meet": "green", "may_miss": "orange", "will_miss": "red", "cannot_say": "gray"}
TONES = {"very_good": "green", "good": "green", "fair": "orange", "poor": "red", "very_poor": "red"}
PIPS = {tone: "■" * n + "□" * (len(TONES) - n) for n, tone in enumerate(reversed(TONES), start=1)}
"""Five bars beside the name of a class, as many of them full as it is high."""
NO_CHANCE = (
    "no_values", "no_direction", "no_target", "target_passed", "too_short", "too_few_cycles", "too_far", "constant",
    "too_wide", "derived", "later_data",
)  # fmt: skip
SIGNAL_OF_STATE = {"improving": "improvement", "worsening": "concern"}
MARKS = {"improving": "»", "worsening": "«", "no_clear_change": "~", "cannot_say": "…"}


def icon(state: str) -> str:
    """The sign of a state as Streamlit's badges and figures take it."""
    return f":material/{STATES.get(state, STATES['cannot_say'])[0]}:"


def state_word(state: object) -> str:
    """`improving` in words."""
    return t(f"cards.state_{state if state in STATES else 'cannot_say'}")


def state_short(state: object, mark: bool = False) -> str:
    """`improving` in one or two words for tables and cards, with its sign in front when `mark`."""
    state = state if state in STATES else "cannot_say"
    word = t(f"cards.short_{state}")
    return f"{MARKS[state]} {word}" if mark else word


def assurance_word(assurance: object) -> str:
    """`will_meet` in words."""
    return t(f"cards.assurance_{assurance if assurance in ASSURANCES else 'cannot_say'}")


def assurance_short(assurance: object) -> str:
    """`will_meet` in one or two words for tables and cards."""
    return t(f"cards.chance_{assurance if assurance in ASSURANCES else 'cannot_say'}")


def chance_short(row: Row) -> str:
    """Chance of the target at its date in a word and percent, or that it cannot be told and why; row of the series."""
    chance = row["chance"]
    if language.missing(chance):
        reason = "" if language.missing(row["chance_reason"]) else str(row["chance_reason"])
        return t(f"cards.no_chance_{reason}") if reason in NO_CHANCE else t("cards.no_chance")
    words = t(f"cards.likelihood_{verdict.chance_word(chance)}")
    return t("cards.chance_of", words=words, percent=chance_percent(chance))


def chance_percent(chance: object) -> str:
    """Chance of the target in percent alone, as narrow columns show it; a dash where it cannot be told."""
    if language.missing(chance):
        return language.NOTHING
    kind, percent = verdict.chance_steps(float(str(chance)))
    return t(f"cards.chance_{kind}", n=percent)


def simulated_mark(status: object) -> str:
    """Mark behind a name whose values are simulated, for tables and titles; empty otherwise."""
    return f" ({t('cards.simulated_short')})" if status == "simulated" else ""
