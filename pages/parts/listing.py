"""Lists of the page Mutu Data: names in the reader's language, how many rows are left out, the whole list as a file."""

import datetime as dt
from collections.abc import Mapping

import pandas as pd
import streamlit as st

from data import guarded
from pages.parts import language, source
from pages.parts.language import t

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
        places = source.fetch("regions").set_index("code")["short_name"]
        rows["places"] = [
            None if language.missing(codes) else ", ".join(places.get(code, code) for code in codes)
            for codes in rows["missing_regions"]
        ]
    return rows


def whole(value: object) -> str:
    return language.number(value, 0)


def cut(shown: int, total: int) -> None:
    """Say how many rows a list leaves out."""
    if shown < total:
        st.caption(t("quality.shown_of", n=shown, total=total))


def list_button(
    stem: str, names: list[str], title: str, per: dt.date, query: str, parameters: Mapping[str, object]
) -> None:
    """Download of a whole list as CSV; it is fetched when it is asked for."""

    def made() -> bytes:
        rows = named(everything(query, **parameters))
        about = f"{title}; {t('quality.per')} {language.day(per)}"
        return as_file(rows, {name: name for name in names if name in rows}, about)

    st.download_button(
        t("quality.csv"), made, file_name=guarded.file_name(f"mutu-{stem}-{per:%Y-%m-%d}.csv"), mime="text/csv",
        icon=":material/download:", key=f"quality_csv_{stem}", on_click="ignore",
    )  # fmt: skip


def everything(query: str, **parameters: object) -> pd.DataFrame:
    """All rows of a query, for a file; not kept in memory."""
    plain = {name: list(value) if isinstance(value, tuple) else value for name, value in parameters.items()}
    return source.snapshot().fetch(query, **plain)


def as_file(rows: pd.DataFrame, columns: Mapping[str, str], about: str) -> bytes:
    """A list as CSV in the reader's marks: `;` and decimal comma or `,` and point, UTF-8 with BOM, formulas defused.

    Lines starting with # say what it is, from which snapshot.
    """
    heading = (t("frame.product"), about.replace("*", ""), t("cards.snapshot", snapshot=source.snapshot().id))
    shown = rows[list(columns)].rename(columns=dict(columns))
    separator, decimal = (";", ",") if language.current() == "id" else (",", ".")
    return guarded.delimited(shown, separator, decimal, heading)
