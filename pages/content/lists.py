"""Long lists with names in the reader's language, and their rows whole for a file."""

import pandas as pd

from pages.content import reader
from pages.words import language
from pages.words.language import t

SHOWN = 300
ALL = 2**31 - 1  # rows of a whole list


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


def whole(value: object) -> str:
    return language.number(value, 0)


def everything(query: str, **parameters: object) -> pd.DataFrame:
    """All rows of a query, for a file; not kept in memory."""
    plain = {name: list(value) if isinstance(value, tuple) else value for name, value in parameters.items()}
    return reader.snapshot().fetch(query, **plain)
