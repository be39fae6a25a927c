"""The regencies of one indicator beside each other: newest values with intervals, and their courses."""

import pandas as pd

from analytics import gap, periods
from analytics.gap import intervals, regions
from analytics.regions import PROVINCE
from analytics.thresholds import SHARE_OF_REPORTERS
from data import boundaries
from pages.content import differing
from pages.words.row import Row

SHOWN = 24  # periods of a regency's course in the table


def compared(card: Row, regional: pd.DataFrame, province: pd.DataFrame) -> pd.DataFrame:
    """Regencies of the newest period beside province, median, best, type and neighbours, with intervals."""
    newest = regional[regional["period_start"] == shared_start(regional)]
    own = province[province["period"] == newest["period"].iloc[0]][["period", "actual"]].assign(region=PROVINCE)
    rows = pd.concat([newest, own], ignore_index=True).assign(better=card["better"], indicator=card["code"])
    rows = rows.join(gap.compare_regions(rows)).drop(columns="rank")
    rows = rows.join(regions.compare_peers(rows, boundaries.neighbours()))
    sure = intervals.intervals_by(rows.assign(factor=card["factor"], kind=card["counting"] or ""))
    rows[["low", "high"]] = sure[["low", "high"]]
    counted = rows.assign(factor=card["factor"], counting=card["counting"])
    rows["differs"] = None if adds_up(card) else differing.differs(counted, ["indicator"])
    regency = rows[rows["region"] != PROVINCE].assign(value=lambda frame: frame["actual"])
    return rows.join(intervals.ranks_by(regency, ["indicator"]))


def shared_start(regional: pd.DataFrame) -> pd.Timestamp:
    """Start of the newest period that enough of the regencies report which reported within the year before it."""
    reported = regional.groupby("period_start")["region"].nunique()
    last_year = reported[reported.index > reported.index.max() - pd.DateOffset(years=1, days=1)]
    return last_year[last_year >= SHARE_OF_REPORTERS * last_year.max()].index.max()


def courses(regional: pd.DataFrame) -> pd.Series:
    """The last values of every region on one common time, gaps as nan, by region."""
    step = periods.steps(regional["period_start"], periods.steps_a_year(regional["frequency"]))
    table = regional.assign(step=step).pivot(index="region", columns="step", values="actual")
    span = range(max(step.min(), step.max() - SHOWN + 1), step.max() + 1)
    return pd.Series(list(table.reindex(columns=span).to_numpy(dtype=float)), index=table.index)


def ends(regional: pd.DataFrame) -> tuple[str, str]:
    """First and last of the periods that `courses` shows."""
    rows = regional.assign(step=periods.steps(regional["period_start"], periods.steps_a_year(regional["frequency"])))
    shown = rows[rows["step"] > rows["step"].max() - SHOWN].sort_values("step")["period"]
    return shown.iloc[0], shown.iloc[-1]


def adds_up(card: Row) -> bool:
    """Whether the values add up over regencies, so that the province's is no measure for one of them."""
    return card["region_aggregation"] == "sum"
