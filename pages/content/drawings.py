"""Figures of the pages: frames of the queries turned into what `analytics.figures` draws, with the reader's words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analytics import periods
from analytics.achievement import MAIN_SCALE
from analytics.figures import legend, palette, quadrant, ranking, template, time_series
from analytics.figures import matrix as matrix_figure
from analytics.figures import within_year as yearly_lines
from pages.content import definition, reader
from pages.words import language
from pages.words.language import t
from pages.words.row import Row

if TYPE_CHECKING:
    import plotly.graph_objects as go

LABEL_WIDTH = {"agency": 16, "theme": 24}  # characters
LEAST_HEIGHT = 240  # pixels; below it the legend covers the cells
ENOUGH = 90.0  # percent
FROM_AFAR, WALL_HEIGHT = 1.3, 330


def matrix(rows: pd.DataFrame, scales: pd.DataFrame, of: str, theme: str, spoken: str) -> go.Figure:
    """Agencies or themes (`of`) × quarter; each has a cell in every quarter, empty where nothing was judged.

    rows: those of summary_quarters with label and class, the first heading on top.
    """
    grid = pd.MultiIndex.from_product([rows["heading"].unique(), sorted(rows["period"].unique())])
    cells = rows.set_index(["heading", "period"]).reindex(grid).rename_axis(["heading", "period"]).reset_index()
    names = rows.drop_duplicates("heading").set_index("heading")["label"]
    shown = pd.DataFrame(
        {
            "row": cells["heading"],
            "row_label": cells["heading"].map(names),
            "column": cells["period"],
            "column_label": [_heading(each) for each in cells["period"]],
            "class": cells["class"],
            "text": ["" if pd.isna(value) else language.number(value, 0) for value in cells["achievement"]],
            "hover": ["" if pd.isna(row["judged"]) else _cell_words(of, row) for row in cells.to_dict("records")],
            "status": cells["status"],
        }
    )
    classes = legend.of_scale(scales[scales["scale"] == MAIN_SCALE], spoken, theme)
    words = {"empty": t("summary.matrix_none"), "simulated": t("cards.simulated")}
    figure = matrix_figure.draw(shown, classes, words, theme=theme, language=spoken, label_width=LABEL_WIDTH[of])
    figure.update_layout(height=max(figure.layout.height, LEAST_HEIGHT))
    return figure


def _cell_words(of: str, row: Row) -> str:
    shown = {name: language.percent(row[name]) for name in ("achievement", "weakest_achievement")}
    return t(
        f"summary.matrix_hover_{of}", name=language.name(row), period=language.period(row["period"]),
        judged=int(row["judged"]), low=int(row["low"]), weakest=row["weakest_name"], **shown,
    )  # fmt: skip


def _heading(quarter: str) -> str:
    """A quarter in as narrow a column as a phone leaves it: TW, IV, ’24."""
    name, year = language.period(quarter, short=True).rsplit(" ", 1)
    return "<br>".join([*name.split(), f"’{year[2:]}"])


def budget(points: pd.DataFrame, selected: str | None, theme: str, spoken: str) -> go.Figure:
    """Agencies by absorption and achievement, the selected one marked."""
    words = {name: t(f"agency.corner_{name}") for name in quadrant.CORNERS}
    words |= {name: t(f"agency.axis_{name}") for name in ("achievement", "absorption")}
    words |= {"simulated": t("cards.simulated"), "empty": t("cards.nothing")}
    best = next(reversed(reader.scales().named(MAIN_SCALE).edges.tolist()), ENOUGH)  # where the highest class begins
    return quadrant.draw(
        points, words, achievement_line=best, absorption_line=ENOUGH, theme=theme, language=spoken, selected=selected
    )


def timed(history: pd.DataFrame) -> pd.DataFrame:
    """Values of a series with the words of their periods, as `course` takes them; periods left out are empty rows."""
    whole = _whole(history)
    return whole.assign(
        start=whole["period_start"],
        label=[language.period(period) for period in whole["period"]],
        tick=[tick(period) for period in whole["period"]],
    )


def tick(period: str) -> str:
    """A period as the axis names it: over two lines where it is a part of a year."""
    return language.period(period, short=True).replace(" ", "<br>")


def _whole(history: pd.DataFrame) -> pd.DataFrame:
    """The rows with those of the periods between them that are left out, of the newest row's frequency."""
    if history.empty or "frequency" not in history or history["frequency"].nunique() > 1:
        return history
    a_year = periods.steps_a_year(history["frequency"].head(1))
    step = periods.steps(history["period_start"], a_year)
    every = np.arange(step.min(), step.max() + 1)
    filled = history.assign(step=step).set_index("step").reindex(every)
    filled["period"] = filled["period"].fillna(
        pd.Series(periods.period_ids(every, np.repeat(a_year, len(every))), every)
    )
    starts = pd.Series([pd.Timestamp(periods.period_bounds(period)[0]) for period in filled["period"]], every)
    return filled.assign(period_start=starts).reset_index(drop=True)


def course(
    points: pd.DataFrame, card: Row, place: str, theme: str, spoken: str, ahead: Mapping[str, object] | None = None,
    breaks: Sequence[object] = (), later: Sequence[object] = (), height: int = 400,
) -> go.Figure:  # fmt: skip
    """One series in time; `points`, `ahead`, `breaks` and `later` as `analytics.figures.time_series` takes them."""
    keys = ("actual", "target", "limits", "mean", "improvement", "concern", "common_cause", "special_cause",
            "provisional", "simulated", "empty", "forecast", "needed")  # fmt: skip
    words = {key: t(f"indicator.chart_{key}") for key in keys}
    words |= {"caption": _caption(card, place), "beside": t("indicator.chart_beside")}
    return time_series.draw(
        points, words, theme=theme, language=spoken, decimals=int(card["decimals"]), ahead=ahead, breaks=breaks,
        later=later, yearly=bool((points["period"].str.len() == len("2024")).all()), height=height,
    )  # fmt: skip


def _caption(card: Row, place: str) -> str:
    name, unit = language.name(card), definition.unit(card)
    return f"{name} · {place}" if name.endswith(unit) else f"{name}, {unit} · {place}"


def within_year(
    points: pd.DataFrame, card: Row, place: str, theme: str, spoken: str, ahead: Mapping[str, object] | None = None
) -> go.Figure:
    """A series that adds up within the year, one line a year. points: period, label, actual, target, status."""
    keys = ("actual", "target", "forecast", "simulated", "empty")
    words = {key: t(f"indicator.chart_{key}") for key in keys} | {"caption": _caption(card, place)}
    a_year = periods.STEPS_A_YEAR[str(points["frequency"].iloc[-1])]
    every = periods.period_ids(2000 * a_year + np.arange(a_year), np.repeat(a_year, a_year))
    parts = {each[4:]: language.period(each, short=True).removesuffix(" 2000") for each in every}
    if card["better"] in ("higher", "lower"):
        newest = points[points["actual"].notna()].iloc[-1]
        words["missed"] = "1" if (newest["actual"] - newest["target"]) * (card["better"] == "lower" or -1) > 0 else ""
    drawn = points.assign(year=points["period"].str[:4].astype(int), part=points["period"].str[4:])
    return yearly_lines.draw(
        drawn, parts, words, theme=theme, language=spoken, decimals=int(card["decimals"]), ahead=ahead
    )


def in_time(points: pd.DataFrame, card: Row, place: str, theme: str, spoken: str) -> go.Figure:
    """The figure of a series that fits it: `within_year` of what adds up within the year, else `course`."""
    adds_up = card["accumulation"] == "cumulative" and card["frequency"] != "annual"
    return (within_year if adds_up else course)(points, card, place, theme, spoken)


def projected(points: pd.DataFrame, card: Row, place: str, theme: str, spoken: str) -> go.Figure:
    """The same for a wall: letters to be read from four metres, low enough to leave room for what is said."""
    return template.enlarged(in_time(points, card, place, theme, spoken), FROM_AFAR).update_layout(height=WALL_HEIGHT)


def alike(points: pd.DataFrame, card: Row, place: str, theme: str, spoken: str) -> go.Figure:
    """The same part of each year; points as `course` takes them, a year each, with the periods' own names."""
    labels = [language.period(period) for period in points["period"]]
    years = timed(points.assign(period=points["period"].str[:4]))
    named = dict(zip(points["period"].str[:4], labels, strict=True))
    years["label"] = [named.get(year, year) for year in years["period"]]
    return course(years, card, place, theme, spoken)


def spread(apart: pd.DataFrame, name: str, theme: str, spoken: str) -> go.Figure:
    """The coefficient of variation of the regencies in time, in percent."""
    words = {key: t(f"indicator.chart_{key}") for key in ("target", "limits", *palette.SIGNALS, "provisional",
                                                           "simulated", "empty")}  # fmt: skip
    words |= {"actual": t("indicator.variation"), "title": name, "axis": "%"}
    points = timed(apart.assign(actual=100 * apart["variation"]))[["start", "label", "tick", "actual", "status"]]
    return time_series.draw(points, words, theme=theme, language=spoken, decimals=1, height=300)


def ranks(
    rows: pd.DataFrame, scales: pd.DataFrame, card: Row, province: float | None, selected: str | None, theme: str,
    spoken: str,
) -> go.Figure:  # fmt: skip
    """Regencies ranked; shaded by class where the five-class scale judges them."""
    keys = ("value", "target", "class", "source", "province", "simulated", "empty")
    words = {key: t(f"indicator.ranks_{key}") for key in keys}
    words["axis"] = definition.unit(card)
    words["interval"] = t("regional.interval")
    judged = rows["class"].notna().any() and card["scale"] == MAIN_SCALE
    classes = legend.of_scale(scales[scales["scale"] == MAIN_SCALE], spoken, theme)
    labels = dict(zip(classes["key"], classes["label"], strict=True))
    if not judged:
        classes = classes.head(1).assign(key="value", label=t("cards.actual"))
    figures = int(card["decimals"])
    regions = pd.DataFrame(
        {
            "region": rows["region"],
            "name": rows["short_name"],
            "amount": rows["actual"],
            "class": rows["class"] if judged else "value",
            "value": [language.number(value, figures) for value in rows["actual"]],
            "target": [language.number(value, figures) for value in rows["target"]],
            "class_label": [labels.get(each, "") for each in rows["class"]],
            "source": rows["source"],
            "status": rows["status"],
            "low": rows["low"],
            "high": rows["high"],
        }
    )
    targets = rows["target"].dropna().unique()
    return ranking.draw(
        regions, classes, words, theme=theme, language=spoken, better=card["better"], selected=selected,
        province=None if language.missing(province) else float(province),
        target=float(targets[0]) if len(targets) == 1 else None, decimals=figures,
    )  # fmt: skip
