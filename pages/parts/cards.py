"""Status words with icons and tones, badges, empty states, tables, and the one place that marks simulated data."""

from collections.abc import Callable, Mapping
from typing import NoReturn

import numpy as np
import pandas as pd
import streamlit as st

from analytics import verdict
from analytics.figures import legend, sparkline, template
from pages.parts import language, scope, source
from pages.parts.formatted import formatted, styled
from pages.parts.language import t

STATES = {
    "improving": ("trending_up", "green"),
    "worsening": ("trending_down", "red"),
    "no_clear_change": ("trending_flat", "gray"),
    "cannot_say": ("help", "gray"),
}
ASSURANCES = {
    "will_meet": ("verified", "green"),
    "may_miss": ("contrast", "orange"),
    "will_miss": ("dangerous", "red"),
    "cannot_say": ("help", "gray"),
}
CHANCES = {
    "likely": ("verified", "green"),
    "rather": ("verified", "green"),
    "even": ("contrast", "orange"),
    "rather_not": ("warning", "red"),
    "unlikely": ("warning", "red"),
}
TONES = {
    "very_good": ("star", "green"),
    "good": ("check_circle", "green"),
    "fair": ("error", "orange"),
    "poor": ("warning", "red"),
    "very_poor": ("cancel", "red"),
}
NO_CHANCE = (
    "no_values", "no_direction", "no_target", "target_passed", "too_short", "too_few_cycles", "too_far", "constant",
    "too_wide", "derived",
)  # fmt: skip
SIGNAL_OF_STATE = {"improving": "improvement", "worsening": "concern"}
MARKS = {"improving": "▲", "worsening": "▼", "no_clear_change": "●", "cannot_say": "?"}
TONE_MARKS = {"very_good": "★", "good": "●", "fair": "◐", "poor": "▲", "very_poor": "✕"}


def state_badge(state: str) -> None:
    """The trend signal as a badge: icon, word and colour."""
    icon, color = STATES.get(state, STATES["cannot_say"])
    st.badge(state_word(state), icon=f":material/{icon}:", color=color)


def assurance_badge(assurance: str) -> None:
    """Whether the target will be met, as a badge."""
    icon, color = ASSURANCES.get(assurance, ASSURANCES["cannot_say"])
    st.badge(assurance_word(assurance), icon=f":material/{icon}:", color=color)


def chance_badge(row: Mapping[str, object]) -> None:
    """The chance of the target ahead, with its period; nothing where it cannot be told. Row of the series."""
    if language.missing(row["chance"]):
        return
    kind, percent = verdict.chance_steps(row["chance"])
    icon, color = CHANCES[verdict.chance_word(row["chance"])]
    period = language.period(row["forecast_period"], short=True)
    words = t("cards.chance_in", period=period, percent=t(f"cards.chance_{kind}", n=percent))
    st.badge(words, icon=f":material/{icon}:", color=color)


def class_badge(tone: str, words: str) -> None:
    """The class of an achievement as a badge; `words` from `class_words`."""
    icon, color = TONES.get(tone, ("help", "gray"))
    st.badge(words, icon=f":material/{icon}:", color=color)


def explained(key: str, topic: str = "read") -> None:
    """A button to what the words and signs of status mean, in the guide."""
    st.button(
        t("cards.explained"), icon=":material/help:", type="tertiary", key=f"explained_{key}",
        on_click=scope.open_page, args=("guide_page",), kwargs={"guide_topic": topic},
    )  # fmt: skip


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


def chance_short(row: Mapping[str, object]) -> str:
    """Chance of the target at its date in a word and percent, or that it cannot be told and why; row of the series."""
    chance = row["chance"]
    if language.missing(chance):
        reason = "" if language.missing(row["chance_reason"]) else str(row["chance_reason"])
        return t(f"cards.no_chance_{reason}") if reason in NO_CHANCE else t("cards.no_chance")
    kind, percent = verdict.chance_steps(chance)
    words = t(f"cards.likelihood_{verdict.chance_word(chance)}")
    return t("cards.chance_of", words=words, percent=t(f"cards.chance_{kind}", n=percent))


def class_words(mark: bool = False) -> dict[tuple[str, str], str]:
    """Labels of all classes by (scale, class), with the tone's sign in front when `mark`."""
    rows = source.fetch("class_labels")
    labels = [legend.lettered(*pair) for pair in rows[["class", language.name_column(stem="label")]].to_numpy()]
    signs = rows["tone"].map(TONE_MARKS).fillna("") if mark else pd.Series("", index=rows.index)
    keys = zip(rows["scale"], rows["class"], strict=True)
    return {key: f"{sign} {label}".strip() for key, sign, label in zip(keys, signs, labels, strict=True)}


class NothingHere(Exception):
    """Ends a page that has nothing to show; the frame catches it and goes on with the footer."""


def nothing_here(here: scope.Scope) -> NoReturn:
    """Say that nothing matches, which filters are in force and what to widen; then end the page."""
    words = scope.describe(here)
    st.info(
        t("cards.nothing_filtered", filters=language.plain("; ".join(words))) if words else t("cards.nothing"),
        icon=":material/search_off:",
    )
    for hint in _widenings(here):
        st.markdown(f"- {hint}")
    if words:
        st.button(t("scope.reset"), on_click=scope.reset, icon=":material/restart_alt:", key="cards_reset")
    raise NothingHere


def _widenings(here: scope.Scope) -> list[str]:
    hints = {"period": here.period, "regions": here.regions, "units": here.units, "agency": here.agency}
    return [t(f"cards.widen_{name}") for name, chosen in hints.items() if chosen]


def filters_line(here: scope.Scope) -> None:
    """One line naming the filters in force; nothing when there are none."""
    words = scope.describe(here)
    if words:
        st.caption(f":material/filter_alt: {language.plain(' · '.join(words))}")


def simulated_note(rows: int, total: int) -> None:
    """The mark of simulated data, wherever any of it is shown."""
    if rows:
        key = "cards.simulated_all" if rows == total else "cards.simulated_some"
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            simulated_badge()
            st.caption(t(key, n=rows, total=total), width="content")


def derived_note(rows: pd.DataFrame) -> None:
    """What the mark of derived values means, where any is shown."""
    if rows["derived"].any():
        st.caption(t("cards.derived", mark=t("cards.derived_mark")))


def simulated_badge() -> None:
    """The mark of simulated data beside a single item."""
    st.badge(t("cards.simulated"), icon=":material/science:", color="orange")


def simulated_mark(status: object) -> str:
    """Mark behind a name whose values are simulated, for tables and titles; empty otherwise."""
    return f" ({t('cards.simulated_short')})" if status == "simulated" else ""


def caption_of(rows: pd.DataFrame, what: str = "") -> None:
    """Caption below a figure or table: `what`, publishers, snapshot, and what of it is simulated."""
    parts = [what] if what else []
    if "source" in rows:
        named = [str(name) for name in rows["source"].dropna().unique() if name][:3]
        if named:
            parts.append(t("cards.source", source=language.plain("; ".join(named))))
    parts.append(t("cards.snapshot", snapshot=source.snapshot().id))
    st.caption(" · ".join(parts))
    if "status" in rows:
        simulated_note(int((rows["status"] == "simulated").sum()), len(rows))


def table(
    rows: pd.DataFrame,
    columns: Mapping[str, object],
    formats: Mapping[str, Callable[[object], str]] | None = None,
    opens: tuple[str, Mapping[str, str]] | None = None,
    **options: object,
):
    """An interactive table in the reader's language; returns what `st.dataframe` returns.

    `columns` maps a column to its heading or to a `st.column_config` column, in order; other columns are left out.
    `formats` maps a column to a function from value to text: the table still sorts by the value. Empty cells show a
    dash. `opens` makes rows clickable: (page stem, {sidebar key: column}), for example
    `("indicator_page", {"indicator": "indicator"})`; a `key` is then needed. `options` go to `st.dataframe`.
    """
    headings = {name: st.column_config.Column(entry) for name, entry in columns.items() if isinstance(entry, str)}
    chosen = rows[list(columns)].reset_index(drop=True)
    texts = [name for name in chosen.select_dtypes(["object", "string"]) if name not in (formats or ())]
    chosen[texts] = chosen[texts].where(chosen[texts].notna(), language.NOTHING)
    shown = styled(formatted(chosen, formats)) if formats else chosen
    if opens:
        page, keys = opens
        targets = [dict(zip(keys, values, strict=True)) for values in rows[list(keys.values())].itertuples(index=False)]
        options |= {
            "on_select": lambda: _open_row(options["key"], page, targets),
            "selection_mode": "single-row",
        }
    return st.dataframe(
        shown, column_config={**columns, **headings}, hide_index=True, placeholder=language.NOTHING, **options
    )


def as_table(key: str):
    """A fold for the table behind a figure; make the table where its `open` says that it is asked for."""
    return st.expander(t("cards.as_table"), key=f"{key}_as_table", on_change="rerun")


def indicator_table(rows: pd.DataFrame, **options: object):
    """Table of series: indicator, where, values, class, signal and course; a row opens its indicator."""
    rows = rows.copy()
    rows["name"] = rows[language.name_column(stem="short")]
    rows["origin"] = origins(rows)
    rows["standing"] = standings(rows)
    rows["signal"] = [state_short(state, mark=True) for state in rows["state"]]
    rows["course"] = courses(rows)
    rows["value"] = values_in_words(rows, "actual")
    rows["goal"] = values_in_words(rows, "target")
    rows["when"] = [language.period(period, short=True) for period in rows["period"]]
    rows["place"] = rows[language.name_column(stem="unit")]
    columns = {
        "name": st.column_config.Column(t("cards.indicator"), width="medium"),
        "origin": t("cards.origin"),
        "abbreviation": t("cards.agency"),
        "place": st.column_config.Column(t("cards.unit"), width=130),
        "course": course_column(),
        "achievement": t("cards.achievement"),
        "standing": t("cards.class"),
        "signal": t("cards.signal"),
        "value": t("cards.actual"),
        "goal": t("cards.target"),
        "when": t("cards.period"),
    }
    if rows["agency"].nunique() == 1:
        del columns["abbreviation"]
    columns = {name: entry for name, entry in columns.items() if not rows[name].isna().all()}
    opens = ("indicator_page", {"indicator": "indicator", "agency": "agency"})
    return table(rows, columns, {"achievement": language.percent}, opens, **options)


def origins(rows: pd.DataFrame) -> list[str | None]:
    """What values are that no report gave: simulated, computed from regencies (`status`; `derived` may be missing)."""
    derived = rows["derived"] if "derived" in rows else pd.Series(False, index=rows.index)
    marks = {"simulated": t("cards.simulated_short"), "derived": t("cards.derived_mark")}
    pairs = zip(rows["status"] == "simulated", derived, strict=True)
    return [", ".join(marks[name] for name, is_so in zip(marks, pair, strict=True) if is_so) or None for pair in pairs]


def course_column():
    """Column for `courses`."""
    return st.column_config.ImageColumn(t("cards.course"), width=118)


def courses(rows: pd.DataFrame) -> list[str]:
    """Sparklines of `actuals` with target and signal (`name`, `target`, `state`), as pictures for a table."""
    theme = source.theme()
    return [
        sparkline.data_uri(
            [] if language.missing(row["actuals"]) else np.ma.filled(row["actuals"], np.nan).tolist(),
            str(row["name"]),
            theme=theme,
            signal=SIGNAL_OF_STATE.get(row["state"], "common_cause"),
            target=row["target"],
        )
        for row in rows.to_dict("records")
    ]


def standings(rows: pd.DataFrame) -> list[str]:
    """The class of each row in words with its sign (`scale`, `class`); a dash where there is none."""
    words = class_words(mark=True)
    return [words.get(pair, language.NOTHING) for pair in zip(rows["scale"], rows["class"], strict=True)]


def values_in_words(rows: pd.DataFrame, column: str) -> list[str]:
    """Values of a column with their unit of measure and decimals (`measure_id`, `measure_en`, `decimals`)."""
    units = rows[language.name_column(stem="measure")]
    return [
        language.measure(value, unit, 2 if language.missing(decimals) else int(decimals))
        for value, unit, decimals in zip(rows[column], units, rows["decimals"], strict=True)
    ]


def _open_row(key: str, page: str, targets: list[dict[str, object]]) -> None:
    chosen = st.session_state[key]["selection"]["rows"]
    if chosen and chosen[0] < len(targets):
        scope.open_page(page, **targets[chosen[0]])


def chart(figure, name: str, alt: str, **options: object):
    """A plotly figure in our own template; `name` is the file name of its picture, `alt` what it shows in a sentence.

    `options` go to `st.plotly_chart`, for example `key` and `on_select`.
    """
    return st.plotly_chart(figure, theme=None, config=chart_config(name), alt=alt, **options)


def chart_config(name: str) -> dict[str, object]:
    """The figures' configuration with our own words in the tool bar and no foreign addresses."""
    spoken = language.current()
    words = {
        "Download plot as a PNG": t("cards.download_png"),
        "Download plot as a png": t("cards.download_png"),
        "Download plot": t("cards.download_png"),
        "Taking snapshot - this may take a few seconds": t("cards.drawing_png"),
        "Snapshot succeeded": t("cards.drawn_png"),
    }
    return {
        **template.config(name),
        "topojsonURL": "app/static/",
        "locale": spoken,
        "locales": {spoken: {"dictionary": words, "format": {}}},
    }
