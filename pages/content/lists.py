"""Long lists with names in the reader's language, what their rows open, and all rows for a file."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from analytics.regions import PROVINCE
from data.office import ZONE
from pages.content import reader, scope
from pages.words import language, signs
from pages.words.language import t

SHOWN = 300
LINE = ("indicator", "agency", "unit", "region")
ALL = 2**31 - 1  # rows of a whole list


def file_name(path: str) -> str:
    """A file without its folder, marked where that says that its values are simulated."""
    folder, _, name = path.rpartition("/")
    return name + signs.simulated_mark(folder)


def named(rows: pd.DataFrame) -> pd.DataFrame:
    """Rows with names in the reader's language: agency_name, name, unit_name, when, and lacking regencies as places."""
    rows = rows.assign(
        name=rows[language.name_column(stem="short")],
        unit_name=rows[language.name_column(stem="unit")],
    )
    if "period" in rows:
        rows["when"] = [language.period(each, short=True) for each in rows["period"]]
    if "simulated" in rows:
        rows["name"] += [f" ({t('cards.simulated_short')})" if each else "" for each in rows["simulated"]]
    if "agency_id" in rows:
        rows["agency_name"] = rows[language.name_column(stem="agency")]
    if "missing_regions" in rows:
        places = reader.fetch("regions").set_index("code")["short_name"]
        rows["places"] = [
            None if language.missing(codes) else ", ".join(places.get(code, code) for code in codes)
            for codes in rows["missing_regions"]
        ]
    return rows


def opens(rows: pd.DataFrame) -> tuple[str, Mapping[str, str]]:
    """What the name of a series opens: Indikator at that very line, by those of its codes that the rows hold."""
    return "indicator", {name: name for name in LINE if name in rows}


def codes(keys: Mapping[str, str], row: Mapping[Any, Any]) -> dict[str, object]:
    """Sidebar values of one row; a single unit or regency is a list of one, none and the province an empty one."""
    return {key: _several(row[name]) if key in scope.SEVERAL else row[name] for key, name in keys.items()}


def _several(value: object) -> object:
    if isinstance(value, str):
        return [] if value in ("", PROVINCE) else [value]
    return [] if language.missing(value) else value


def days(moments: pd.Series) -> pd.Series:
    """Moments, UTC where they say no zone, as days of Aceh."""
    return pd.to_datetime(moments, utc=True).dt.tz_convert(ZONE).dt.date


def whole(value: object) -> str:
    return language.number(value, 0)


def everything(query: str, **parameters: object) -> pd.DataFrame:
    """All rows of a query, for a file; not kept in memory."""
    plain = {name: list(value) if isinstance(value, tuple) else value for name, value in parameters.items()}
    return reader.snapshot().fetch(query, **plain)
