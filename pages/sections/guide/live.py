"""Examples from the published snapshot: picked by fixed rules, named, and marked where they are simulated."""

from collections.abc import Callable, Iterable, Mapping

import pandas as pd
import streamlit as st

from analytics import periods, process
from analytics.figures import palette, time_series
from analytics.regions import PROVINCE
from pages import session
from pages.components import captions, charts
from pages.content import cell_texts, figure_tables, reader
from pages.words import language
from pages.words.language import t
from pages.words.row import Row

HEIGHT = 300


def empty() -> bool:
    """Whether the snapshot holds no series at all."""
    return not reader.fetch("scope_span").iloc[0]["series"]


def find(kind: str) -> Row | None:
    """The series that stands as an example of `kind` (see guide_examples.sql), None where nothing fits."""
    rows = reader.fetch("guide_examples")
    found = rows[rows["kind"] == kind]
    return None if found.empty else found.iloc[0].to_dict()


def known(kinds: Iterable[str], column: str) -> str:
    """The first of these kinds whose series has a value in `column`; the first of all where none has."""
    kinds = list(kinds)
    rows = {} if empty() else {kind: find(kind) for kind in kinds}
    told = (kind for kind, row in rows.items() if row is not None and not language.missing(row[column]))
    return next(told, kinds[0])


def example(
    kind: str, key: str, values: Callable[[Row], Mapping[str, object]], chart: bool = True, limits: bool = False
) -> None:
    """A framed example: what it is, its chart, and the words of `key` filled with `values` of its row."""
    if empty():
        return
    row = find(kind)
    with st.container(border=True):
        if row is None:
            st.caption(f":material/search_off: {t('guide.example_none')}")
            return
        introduce(row)
        if chart:
            figure(row, f"guide_chart_{kind}", limits)
        st.markdown(t(key, **values(row)))
        cite(row)
        open_button(row, f"guide_open_{kind}_{key.rpartition('.')[2]}")


def introduce(row: Row) -> None:
    """Name, place, agency and period of an example, and the mark of simulation."""
    mark = f":gray-badge[:material/database: {t('guide.example')}]"
    where = " · ".join(
        language.plain(words)
        for words in (row["region_name"], language.name(row, stem="agency"), language.period(row["last_period"]))
    )
    st.markdown(f"{mark} **{language.plain(language.name(row))}**  \n{where}")
    simulated_note(row["status"])


def cite(row: Row) -> None:
    """Who published the figures of an example, and the snapshot they are from."""
    captions.caption_of(reader.fetch("guide_points", series=int(row["series"]))[["source"]])


def simulated_note(status: str) -> None:
    """The mark of simulation, where the figures of one example have it."""
    captions.simulated_note(int(status == "simulated"), 1)


def open_button(row: Row, key: str) -> None:
    """A button to the page of the example's indicator, narrowed to its agency, unit and region."""
    st.button(
        t("guide.example_open"),
        key=key,
        icon=":material/monitoring:",
        type="tertiary",
        on_click=session.open_page,
        args=("indicator",),
        kwargs={
            "agency": row["agency"],
            "unit": [row["unit"]] if row["unit"] else [],
            "region": [row["region"]] if row["region"] != PROVINCE else [],
            "indicator": row["indicator"],
        },
    )


def points(row: Row, limits: bool = False) -> pd.DataFrame:
    """The series of an example as `figures.time_series.draw` takes it; with XmR limits and signals if asked."""
    found = reader.fetch("guide_points", series=int(row["series"]))
    rows = found.rename(columns={"period_start": "start"})
    rows["label"] = rows["period"].map(language.period)
    rows["tick"] = rows["period"].map(lambda code: language.period(code, short=True).replace(" ", "<br>"))
    if limits:
        step = periods.steps(found["period_start"], periods.STEPS_A_YEAR[row["frequency"]])
        chart = process.xmr_by(rows.assign(series=0, step=step), "series", "actual", row["better"], time="step")
        rows = rows.join(chart[["mean", "lower", "upper", "signal"]])
    return rows


def figure(row: Row, key: str, limits: bool = False, target: bool = True) -> None:
    """The chart of an example. The caption is part of the page above it, so the figure carries only its marks."""
    rows = points(row, limits)
    if not target:
        rows = rows.drop(columns=["target", "target_low", "target_high"])
    drawn = reader.figure(
        time_series.draw,
        rows,
        key=("guide", int(row["series"]), limits, target),
        texts=_texts(row),
        theme=reader.theme(),
        language=language.current(),
        decimals=int(row["decimals"]),
        height=HEIGHT,
    )
    words = t("guide.figure_alt", name=language.name(row), region=row["region_name"])
    charts.chart(drawn, key, words, key=key, table=figure_tables.in_time(rows, int(row["decimals"])))


def _texts(row: Row) -> dict[str, str]:
    words = {
        name: t(f"guide.figure_{name}") for name in ("actual", "target", "limits", "provisional", "simulated", "empty")
    }
    signals = {name: t(f"guide.variation_{name}") for name in palette.SIGNALS}
    return {**words, **signals, "axis": language.name(row, stem="measure")}


def measured(row: Row, value: float) -> str:
    """A value of an example with its unit, safe for Markdown."""
    shown = language.measure(value, language.name(row, stem="measure"), int(row["decimals"]))
    return language.plain(shown)


def change(row: Row, value: float, more: int = 0) -> str:
    """A difference of two values, with its sign; of percentages in points. `more` decimals than the values have."""
    unit = language.name(row, stem="measure")
    unit = t("guide.points") if unit == "%" else unit
    return language.plain(language.measure(value, unit, int(row["decimals"]) + more, signed=True))


def numbers(row: Row) -> tuple[str, str]:
    """Actual and target (or target band) of an example, without unit."""
    decimals = int(row["decimals"])
    shown = [language.number(row[name], decimals) for name in ("target_low", "target_high")]
    banded = language.missing(row["target"]) and shown != [language.NOTHING] * 2
    return language.number(row["actual"], decimals), "–".join(shown) if banded else language.number(
        row["target"], decimals
    )


def target(row: Row) -> str:
    """The target of an example, one value or a band."""
    if language.missing(row["target"]) and not language.missing(row["target_low"]):
        low = language.number(row["target_low"], int(row["decimals"]))
        return f"{low}–{measured(row, row['target_high'])}"
    return measured(row, row["target"])


def achieved(row: Row) -> str:
    """The achievement of an example in percent, or in points where the scale is one of points."""
    if row["scale"] in {"deviation_points", "efficiency_gap"}:
        return language.number(row["achievement"], 2, signed=True)
    return language.percent(row["achievement"])


def class_word(row: Row) -> str:
    """The class of an example in words, with its sign."""
    return cell_texts.class_words().get((row["scale"], row["class"]), language.NOTHING)
