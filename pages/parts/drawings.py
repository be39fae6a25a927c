"""Figures of the pages: frames of the queries turned into what `analytics.figures` draws, with the reader's words."""

import pandas as pd

from analytics.achievement import MAIN_SCALE
from analytics.figures import legend, palette, quadrant, ranking, time_series
from analytics.figures import matrix as matrix_figure
from pages.parts import definition, language
from pages.parts.language import t
from pages.parts.row import Row

LABEL_WIDTH = {"agency": 16, "theme": 24}  # characters
LEAST_HEIGHT = 240  # pixels; below it the legend covers the cells
ENOUGH = 90  # percent of the target; above it the five-class scale says "sangat tinggi"


def matrix(rows: pd.DataFrame, scales: pd.DataFrame, of: str, theme: str, spoken: str):
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


def budget(points: pd.DataFrame, selected: str | None, theme: str, spoken: str):
    """Agencies by absorption and achievement, the selected one marked."""
    words = {name: t(f"agency.corner_{name}") for name in quadrant.CORNERS}
    words |= {name: t(f"agency.axis_{name}") for name in ("achievement", "absorption")}
    words |= {"simulated": t("cards.simulated"), "empty": t("cards.nothing")}
    return quadrant.draw(
        points, words, achievement_line=ENOUGH, absorption_line=ENOUGH, theme=theme, language=spoken, selected=selected
    )


def timed(history: pd.DataFrame) -> pd.DataFrame:
    """Values of a series with the words of their periods, as `course` takes them."""
    return history.assign(
        start=history["period_start"],
        label=[language.period(period) for period in history["period"]],
        tick=[language.period(period, short=True).replace(" ", "<br>") for period in history["period"]],
    )


def course(
    points: pd.DataFrame, card: Row, place: str, theme: str, spoken: str, ahead: dict | None = None, breaks=()
):
    """One series in time; `points`, `ahead` and `breaks` as `analytics.figures.time_series` takes them."""
    keys = ("actual", "target", "limits", "mean", "improvement", "concern", "common_cause", "special_cause",
            "provisional", "simulated", "empty", "forecast")  # fmt: skip
    words = {key: t(f"indicator.chart_{key}") for key in keys}
    words |= {"title": language.name(card), "caption": place, "axis": definition.unit(card)}
    figures = int(card["decimals"])
    return time_series.draw(
        points, words, theme=theme, language=spoken, decimals=figures, ahead=ahead, breaks=breaks
    )


def spread(apart: pd.DataFrame, name: str, theme: str, spoken: str):
    """The coefficient of variation of the regencies in time, in percent."""
    words = {key: t(f"indicator.chart_{key}") for key in ("target", "limits", *palette.SIGNALS, "provisional",
                                                           "simulated", "empty")}  # fmt: skip
    words |= {"actual": t("indicator.variation"), "title": name, "axis": "%"}
    points = timed(apart).assign(actual=100 * apart["variation"])[["start", "label", "tick", "actual", "status"]]
    return time_series.draw(points, words, theme=theme, language=spoken, decimals=1, height=300)


def ranks(rows: pd.DataFrame, scales: pd.DataFrame, card: Row, province, selected, theme: str, spoken: str):
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
