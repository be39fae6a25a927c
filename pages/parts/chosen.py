"""The one series that the indicator page shows: who reports it, where, its values and its state."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from analytics import gap
from analytics.regions import PROVINCE
from pages.parts import language, scope, source
from pages.parts.language import t


@dataclass(frozen=True)
class Chosen:
    """One series. `derived`: the values are province values computed from regencies and have no state of their own."""

    agency: str
    unit: str
    region: str
    reporter: str
    place: str
    derived: bool
    history: pd.DataFrame
    state: pd.Series | None

    @property
    def last(self) -> pd.Series:
        """The newest row that has an actual."""
        return self.history[self.history["actual"].notna()].iloc[-1]

    @property
    def keys(self) -> dict[str, str]:
        return {"agency": self.agency, "unit": self.unit}


def choose(here: scope.Scope, card: Mapping[str, object]) -> Chosen | None:
    """The series for the scope: its agency or else the owner, its first regency or else the province; None if empty.

    `card` is the row of indicator_card. Draws a control where several agencies or units report the indicator.
    """
    rows = source.fetch("indicator_series", indicator=here.indicator, agency=here.agency or card["agency"])
    rows = rows[rows["agency"] == here.agency] if here.agency else rows
    if rows.empty:
        return None
    agency, unit = _reporter(here, rows)
    rows = rows[(rows["agency"] == agency) & (rows["unit"] == unit)]
    region, derived, history = _history(here, rows, {"indicator": here.indicator, "agency": agency, "unit": unit})
    if not history["actual"].notna().any():
        return None
    if derived:
        history = _compared(history, str(card["better"]))
    known = rows[rows["region"] == region]
    reporter = _reporter_name(rows.iloc[0])
    names = source.fetch("regions").set_index("code")["name_id"]
    where = t("scope.province") if region == PROVINCE else names.get(region, region)
    state = None if derived or known.empty else known.iloc[0]
    return Chosen(agency, unit, region, reporter, f"{reporter} · {where}", derived, history, state)


def _reporter(here: scope.Scope, rows: pd.DataFrame) -> tuple[str, str]:
    """Agency and unit: chosen among those that report, units of the scope first."""
    if here.units and rows["unit"].isin(here.units).any():
        rows = rows[rows["unit"].isin(here.units)]
    first = rows.drop_duplicates(["agency", "unit"])
    names = {f"{row['agency']}:{row['unit']}": _reporter_name(row) for row in first.to_dict("records")}
    chosen = next(iter(names))
    if len(names) > 1:
        label = t("indicator.reporter", n=len(names))
        chosen = st.selectbox(label, list(names), format_func=names.get, key="indicator_reporter") or chosen
    agency, _, unit = chosen.partition(":")
    return agency, unit


def _reporter_name(row) -> str:
    agency, unit = language.name(row, stem="agency"), row[language.name_column(stem="unit")]
    return agency if language.missing(unit) else f"{agency} · {unit}"


def _history(here: scope.Scope, rows: pd.DataFrame, keys: Mapping[str, object]) -> tuple[str, bool, pd.DataFrame]:
    """Region, whether derived, and values: the first chosen regency that reports, the province, what follows for it."""
    reported = list(rows["region"])
    region = next((each for each in here.regions if each in reported), PROVINCE)
    history = source.fetch("indicator_history", region=region, as_of=here.as_of, **keys)
    if not history.empty:
        return region, False, history
    history = source.fetch("indicator_rollup", as_of=here.as_of, **keys)
    if not history.empty:
        return PROVINCE, True, history
    return reported[0], False, source.fetch("indicator_history", region=reported[0], as_of=here.as_of, **keys)


def _compared(history: pd.DataFrame, better: str) -> pd.DataFrame:
    """Derived values with what the build gives the reported ones: gap to target and change on a year ago."""
    next_year = [f"{int(period[:4]) + 1}{period[4:]}" for period in history["period"]]
    a_year_ago = dict(zip(next_year, history["actual"], strict=True))
    return history.assign(
        gap=gap.gap_to_target(history["actual"], history["target"], better),
        change_year=history["actual"] - history["period"].map(a_year_ago),
    )
