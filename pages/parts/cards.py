"""Status words with icons and tones, badges, empty states, tables, and the one place that marks simulated data."""

from collections.abc import Callable, Mapping, Sequence

import pandas as pd
import streamlit as st

from pages.parts import language, scope, source
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
TONES = {
    "very_good": ("star", "green"),
    "good": ("check_circle", "green"),
    "fair": ("error", "orange"),
    "poor": ("warning", "red"),
    "very_poor": ("cancel", "red"),
}
MARKS = {"improving": "▲", "worsening": "▼", "no_clear_change": "■", "cannot_say": "?"}
TONE_MARKS = {"very_good": "★", "good": "●", "fair": "◐", "poor": "▲", "very_poor": "✕"}


def state_badge(state: str) -> None:
    """The trend signal as a badge: icon, word and colour."""
    icon, color = STATES.get(state, STATES["cannot_say"])
    st.badge(state_word(state), icon=f":material/{icon}:", color=color)


def assurance_badge(assurance: str) -> None:
    """Whether the target will be met, as a badge."""
    icon, color = ASSURANCES.get(assurance, ASSURANCES["cannot_say"])
    st.badge(assurance_word(assurance), icon=f":material/{icon}:", color=color)


def class_badge(tone: str, words: str) -> None:
    """The class of an achievement as a badge; `words` from `class_words`."""
    icon, color = TONES.get(tone, ("help", "gray"))
    st.badge(words, icon=f":material/{icon}:", color=color)


def state_word(state: object, mark: bool = False) -> str:
    """`improving` in words, with its sign in front when `mark`."""
    state = state if state in STATES else "cannot_say"
    word = t(f"cards.state_{state}")
    return f"{MARKS[state]} {word}" if mark else word


def assurance_word(assurance: object) -> str:
    """`will_meet` in words."""
    return t(f"cards.assurance_{assurance if assurance in ASSURANCES else 'cannot_say'}")


def class_words(mark: bool = False) -> dict[tuple[str, str], str]:
    """Labels of all classes by (scale, class), with the tone's sign in front when `mark`."""
    rows = source.fetch("class_labels")
    labels = rows[language.name_column(stem="label")]
    signs = rows["tone"].map(TONE_MARKS).fillna("") if mark else pd.Series("", index=rows.index)
    keys = zip(rows["scale"], rows["class"], strict=True)
    return {key: f"{sign} {label}".strip() for key, sign, label in zip(keys, signs, labels, strict=True)}


def nothing_here(here: scope.Scope) -> None:
    """Say that nothing matches, which filters are in force and what to widen; then stop the page."""
    words = scope.describe(here)
    st.info(t("cards.nothing_filtered", filters=language.plain("; ".join(words))) if words else t("cards.nothing"),
            icon=":material/search_off:")
    for hint in _widenings(here):
        st.markdown(f"- {hint}")
    if words:
        st.button(t("scope.reset"), on_click=scope.reset, icon=":material/restart_alt:", key="cards_reset")
    st.stop()


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
        st.caption(f":orange-badge[:material/science: {t('cards.simulated')}] {t(key, n=rows, total=total)}")


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
    **options: object,
):
    """An interactive table in the reader's language; returns what `st.dataframe` returns.

    `columns` maps a column to its heading or to a `st.column_config` column, in order; other columns are left out.
    `formats` maps a column to a function from value to text: the table still sorts by the value. Empty cells show a
    dash. `options` go to `st.dataframe`.
    """
    chosen = rows[list(columns)]
    headings = {name: st.column_config.Column(entry) for name, entry in columns.items() if isinstance(entry, str)}
    shown = chosen.style.format(dict(formats), na_rep=language.NOTHING) if formats else chosen
    return st.dataframe(shown, column_config={**columns, **headings}, hide_index=True, **options)


def chart_config(**options: object) -> dict:
    """Configuration of `st.plotly_chart`: own words in the tool bar, no foreign addresses."""
    spoken = language.current()
    words = {
        "Download plot as a PNG": t("cards.download_png"),
        "Download plot as a png": t("cards.download_png"),
        "Download plot": t("cards.download_png"),
        "Taking snapshot - this may take a few seconds": t("cards.drawing_png"),
        "Snapshot succeeded": t("cards.drawn_png"),
    }
    numbers = {"decimal": "," if spoken == "id" else ".", "thousands": "." if spoken == "id" else ","}
    return {
        "displaylogo": False,
        "topojsonURL": "app/static/",
        "modeBarButtons": [["toImage"]],
        "locale": spoken,
        "locales": {spoken: {"dictionary": words, "format": numbers}},
        "scrollZoom": False,
        **options,
    }


def shares(counts: Sequence[int]) -> list[float]:
    """Percentages of the total; zeros when the total is zero."""
    total = sum(counts)
    return [100 * count / total if total else 0.0 for count in counts]
