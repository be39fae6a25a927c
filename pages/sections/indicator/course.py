"""The course of a series as a figure, with what is ahead and what was agreed."""

from typing import Any

import pandas as pd
import streamlit as st

from analytics.periods import period_bounds
from pages.components import blocks, charts
from pages.content import drawings, figure_tables, reader, series_course
from pages.content import series_marks as marking
from pages.content.series_reading import TESTED, Reading
from pages.sections.indicator.view import View
from pages.words import language
from pages.words.language import t

FORECAST = {"middle": "forecast", "low": "forecast_low", "high": "forecast_high"}
LIMITS_FROM = 12  # values; limits of fewer are trial limits, which are told and not drawn
LEAST_WIDTH = 380  # pixels of one of two figures beside each other


def draw(view: View) -> None:
    """The course of the series, beside it the same part of each year where values add up within the year."""
    of = view.reading
    marks = marking.of_series(view.here, view.chosen)
    if not of.accumulates:
        _figure(view, series_course.heading(of), series_course.note(of))
        _course(view, marks)
    else:
        beside = st.grid(2, min_column_width=LEAST_WIDTH, gap="medium")
        with beside.container():
            _figure(view, series_course.heading(of), series_course.note(of))
            _within_year(view)
        with beside.container():
            part = series_course.part_name(str(of.row["period"]))
            _figure(view, series_course.alike_heading(of), t("series.alike_note", part=part), whole=True)
            _alike(view)
    if len(marks):
        st.markdown(marking.listed(marks))


def _figure(view: View, title: str, note: str, whole: bool = False) -> None:
    warn = "" if whole else series_course.incomplete(view.reading.values, view.reading.row)
    blocks.show(
        blocks.rendered("series_figure", title=title, note=note, is_simulated=view.reading.simulated, warn=warn)
    )


def _course(view: View, marks: pd.DataFrame) -> None:
    points = _points(view.reading, marks)
    later = tuple(series_course.later_targets(view.reading)) if view.chosen.state is not None else ()
    figure = reader.figure(
        drawings.course, points, key=view.key, card=view.card, place=view.chosen.place, ahead=_ahead(view),
        breaks=marking.on_figure(marks), later=later, theme=reader.theme(), spoken=view.here.language,
    )  # fmt: skip
    _chart(view, figure, "indicator_course", view.card["code"].lower(), points)


def _within_year(view: View) -> None:
    figure = reader.figure(
        drawings.within_year, drawings.timed(view.chosen.history), key=view.key, card=view.card,
        place=view.chosen.place, ahead=_ahead(view), theme=reader.theme(), spoken=view.here.language,
    )  # fmt: skip
    _chart(view, figure, "indicator_course", view.card["code"].lower(), view.chosen.history)


def _alike(view: View) -> None:
    alike = view.reading.alike
    years = alike.assign(frequency="annual", period_start=pd.to_datetime(alike["period"].str[:4]))
    figure = reader.figure(
        drawings.alike, years, key=view.key, card=view.card, place=view.chosen.place, theme=reader.theme(),
        spoken=view.here.language,
    )  # fmt: skip
    _chart(view, figure, "indicator_alike", f"{view.card['code'].lower()}-setiap-tahun", alike)


def _chart(view: View, figure: Any, key: str, name: str, drawn: pd.DataFrame) -> None:
    heading = (series_course.alike_heading if key == "indicator_alike" else series_course.heading)(view.reading)
    history = view.chosen.history
    span = dict.fromkeys(language.period(history["period"].iloc[at]) for at in (0, -1))
    note = f"{heading} · {' – '.join(span)}"
    table = figure_tables.in_time(drawn, int(view.card["decimals"]))
    charts.chart(figure, name, series_course.in_words(view.reading), note=note, rows=history, key=key, table=table)


def _points(of: Reading, marks: pd.DataFrame) -> pd.DataFrame:
    """Points of the figure, with limits where enough values compare with each other; round a trend that is told."""
    points = drawings.timed(of.values)
    if of.national["actual"].notna().any():
        points = points.join(of.national.set_index("period")["actual"].rename("beside"), on="period")
    row, known = of.row, of.values[of.values["actual"].notna()]
    if len(known) < LIMITS_FROM or row["state"] is None or row["seasonal"]:
        return points
    slope = float(row["slope"]) if row["direction"] in TESTED else 0.0
    limits = marking.limits(of.values, row["better"], marks, slope)
    limits.index = pd.Index(of.values["period"])
    return points.join(limits, on="period")


def _ahead(view: View) -> dict[str, Any] | None:
    """The forecast as the figure draws it; none where the page looks back, or nothing can be forecast."""
    row = view.reading.row
    if view.here.period or language.missing(row["forecast"]):
        return None
    period = str(row["forecast_period"])
    figures = {name: float(row[column]) for name, column in FORECAST.items()}
    told = {"label": language.period(period), "tick": drawings.tick(period), "part": period[4:]}
    return {"start": period_bounds(period)[0], **told, **figures}
