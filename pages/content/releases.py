"""The release calendar: when the next report of an indicator is due, and with it its next figure."""

import datetime as dt
from typing import Any

import pandas as pd

from pages.content import completeness, reader, scope

AHEAD = dt.timedelta(days=460)  # a year and the latest deadline of a yearly report


def awaited(agency: str | None, units: tuple[str, ...] | None = None) -> pd.DataFrame:
    """The next report of each indicator of each agency and unit, the nearest deadline first, as `quality_calendar`."""
    today = completeness.real_day()
    return reader.rows(_awaited, today, agency, units, key=(today, agency, units))


def _awaited(today: dt.date, agency: str | None, units: tuple[str, ...] | None) -> pd.DataFrame:
    rows = reader.fetch("quality_calendar", today=today, until=today + AHEAD, agency=agency, units=units)
    return rows.sort_values(["deadline", "period_end"], kind="stable").drop_duplicates(["agency", "unit", "indicator"])


def of_scope(here: scope.Scope) -> pd.DataFrame:
    """The same, one row an indicator and agency with the units that report it."""
    rows = awaited(here.agency or None, here.units or None)
    return rows.drop_duplicates(["agency", "indicator"])


def coming(agency: str, indicator: str, unit: str) -> dict[str, Any] | None:
    """The next report of one series; None where none is awaited."""
    rows = awaited(agency)
    own = rows[(rows["indicator"] == indicator) & (rows["unit"].fillna("") == unit)]
    return None if own.empty else own.iloc[0].to_dict()
