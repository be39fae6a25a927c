"""The one series that the indicator page shows: who reports it, where, its values and its state."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import pandas as pd

from analytics import state as states
from analytics.regions import PROVINCE
from pages.content import reader, scope
from pages.words import language
from pages.words.language import t
from pages.words.row import Row

A_YEAR = pd.DateOffset(years=1)
Pick = Callable[[Mapping[str, str]], str]
"""Chooses one of several reporters: key → name."""


@dataclass(frozen=True)
class Chosen:
    """One series. `derived`: province values computed from regencies. `known`: its row of indicator_series, which is of
    the newest value; `peers`: those of the other units of the agency."""

    agency: str
    unit: str
    region: str
    place: str
    derived: bool
    history: pd.DataFrame
    known: pd.Series | None
    peers: pd.DataFrame

    @property
    def last(self) -> pd.Series:
        """The newest row that enough of those due are in, unless a year has passed since without another."""
        values = self.history[self.history["actual"].notna()]
        whole, newest = values[values["complete"]], values.iloc[-1]
        if len(whole) and whole["period_start"].iloc[-1] > newest["period_start"] - A_YEAR:
            return whole.iloc[-1]
        return newest

    @property
    def state(self) -> pd.Series | None:
        """What is known of the series at its value; none of a value that is not the newest tested one."""
        if self.known is None or self.known["last_period"] != self.last["period"]:
            return None
        return self.known

    @property
    def keys(self) -> dict[str, str]:
        return {"agency": self.agency, "unit": self.unit}


def choose(here: scope.Scope, card: Mapping[str, object], pick: Pick) -> Chosen | None:
    """The series for the scope: its agency or else the owner, its first regency or else the province; None if empty.

    `card` is the row of indicator_card; `pick` chooses where several agencies or units report the indicator.
    """
    rows = reader.fetch("indicator_series", indicator=here.indicator, agency=here.agency or card["agency"])
    rows = rows[rows["agency"] == here.agency] if here.agency else rows
    if rows.empty:
        return None
    agency, unit = _reporter(here, rows, pick)
    own = rows[(rows["agency"] == agency) & (rows["unit"] == unit)]
    known = _at(here, own)
    region, derived = str(known["region"]), bool(known["derived"])
    history = _history(here, derived, indicator=here.indicator, agency=agency, unit=unit, region=region)
    if not history["actual"].notna().any():
        return None
    units = rows[(rows["agency"] == agency) & (rows["unit"] != "") & (rows["region"] == PROVINCE)]
    peers = units if not unit and region == PROVINCE and not here.period else units.iloc[:0]
    if here.as_of and not derived and known["last_period"] != history.loc[history["actual"].notna(), "period"].iloc[-1]:
        known = _state_then(known, history)
    where = t("scope.province") if region == PROVINCE else known["region_full"]
    return Chosen(agency, unit, region, f"{_reporter_name(known)} · {where}", derived, history, known, peers)


def _reporter(here: scope.Scope, rows: pd.DataFrame, pick: Pick) -> tuple[str, str]:
    """Agency and unit: chosen among those that report, units of the scope first."""
    if here.units and rows["unit"].isin(here.units).any():
        rows = rows[rows["unit"].isin(here.units)]
    first = rows.drop_duplicates(["agency", "unit"])
    names = {f"{row['agency']}:{row['unit']}": _reporter_name(row) for row in first.to_dict("records")}
    chosen = pick(names) if len(names) > 1 else next(iter(names))
    agency, _, unit = chosen.partition(":")
    return agency, unit


def _reporter_name(row: Row) -> str:
    agency, unit = language.name(row, stem="agency"), row[language.name_column(stem="unit")]
    return agency if language.missing(unit) else f"{agency} · {unit}"


def _at(here: scope.Scope, rows: pd.DataFrame) -> pd.Series:
    """The series of the first chosen regency that reports, else of the province: its own, else what follows for it."""
    first = next((region for region in here.regions if region in set(rows["region"])), PROVINCE)
    there = rows[rows["region"] == first]
    return (there if len(there) else rows).iloc[0]


def _state_then(now: pd.Series, history: pd.DataFrame) -> pd.Series:
    """The state of a series as its values up to a day of the past give it; its test stands alone, so that it is not
    confirmed among others."""
    keys = {name: now[name] for name in ("agency", "unit", "indicator", "region")}
    facts = reader.fetch("indicator_facts", indicator=now["indicator"])
    marks = reader.fetch("indicator_rebase", **keys)
    _, assessed = states.assess_series(history.assign(**keys, series=0), facts, None, marks)
    then = states.finish(assessed).iloc[0]
    then["confirmed"] = False
    return pd.concat([now.drop(then.index.intersection(now.index)), then])


def values(here: scope.Scope, region: str, **keys: str) -> pd.DataFrame:
    """Values of a series of which it is not known whether it follows from others: its own, else the computed ones."""
    own = _history(here, False, region, **keys)
    return own if own["actual"].notna().any() else _history(here, True, region, **keys)


def _history(here: scope.Scope, derived: bool, region: str, **keys: str) -> pd.DataFrame:
    """Values of the series, oldest first, with the change on a year ago and whether enough of those due are in them."""
    if not derived:
        return reader.fetch("indicator_history", region=region, as_of=here.as_of, **keys).assign(complete=True)
    history = reader.fetch("indicator_rollup", as_of=here.as_of, **keys)
    next_year = [f"{int(period[:4]) + 1}{period[4:]}" for period in history["period"]]
    before = history["period"].map(dict(zip(next_year, history["actual"], strict=True)))
    whole = history["complete"].fillna(False).astype(bool)
    return history.assign(previous_year=before, change_year=history["actual"] - before, complete=whole)
