"""A chance in words and in steps, and the reason where none can be given."""

from analytics.thresholds import CHANCE_STEP, CHANCE_WORDS
from analytics.verdict.templates import wording


def chance_word(chance: float) -> str | None:
    """The word for a chance (0 … 1): likely, rather, even, rather_not, unlikely; None where there is none."""
    if not chance >= 0:
        return None
    return next(word for word, least in CHANCE_WORDS if chance >= least)


def chance_steps(chance: float) -> tuple[str, int]:
    """A chance in percent as it is told: ("about", 35), or ("below", 5) and ("above", 95) at the ends."""
    steps = round(100 * chance / CHANCE_STEP) * CHANCE_STEP
    if chance < CHANCE_STEP / 100:
        return "below", CHANCE_STEP
    return ("above", 100 - CHANCE_STEP) if chance > 1 - CHANCE_STEP / 100 else ("about", steps)


def chance_text(chance: float, language: str) -> str:
    """A chance in words, rounded to five percent: sekitar 35 persen; empty where there is none."""
    if not chance >= 0:
        return ""
    kind, percent = chance_steps(chance)
    return wording()["chance"][kind][language].replace("{v}", str(percent))


def why(reason: str, language: str) -> str:
    """Why a chance cannot be told, by the reason's name; empty for a name that is not known."""
    return wording()["why"].get(reason, {}).get(language, "")
