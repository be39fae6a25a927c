"""Every result of the agency or unit in a line of plain words: newest value, where it goes, how far from the target."""

import pandas as pd
import streamlit as st

from pages.components import captions, tables
from pages.content import scope, targets, told
from pages.words import language
from pages.words.language import t

ORDER = ("not_met", "near", "met", "no_target", "units", "no_value")  # what asks for something first
COLUMNS = ("value", "when", "standing", "distance", "goes")


def draw(here: scope.Scope) -> None:
    """The table of them; a word where nothing was reported."""
    rows = targets.results(here)
    rows = [row for row in rows if not here.units or row["unit"] in here.units]
    st.header(t("mine.results"))
    if not rows:
        captions.say(t("mine.results_none"))
        return
    table(rows, "mine_results", t("mine.results"))


def table(rows: list[told.Row], key: str, alt: str) -> None:
    """Rows of `standing`, what asks for something first."""
    columns = {"name": t("cards.indicator"), **{name: t(f"mine.{name}") for name in COLUMNS}}
    opens = ("indicator", {"indicator": "indicator", "agency": "agency"})
    rows = sorted(rows, key=lambda row: ORDER.index(row["standing"]))
    told_ = pd.DataFrame([_row(row) for row in rows])
    tables.table(told_, columns, opens=opens, key=key, alt=alt)


def _row(row: told.Row) -> dict[str, object]:
    simulated = row["status"] == "simulated"
    reported = not language.missing(row["actual"])
    return {
        "indicator": row["indicator"],
        "agency": row["agency"],
        "name": language.name(row, stem="short") + (f" ({t('cards.simulated_short')})" if simulated else ""),
        "value": told.value(row, row["actual"]) if reported else None,
        "when": told.when(row) if reported else None,
        "standing": _standing(row, reported),
        "distance": told.distance(row) if reported else None,
        "goes": t(f"standing.{row['direction']}") if reported else None,
    }


def _standing(row: told.Row, reported: bool) -> str:
    """Where it stands against its target; of a value too old to be judged, that it is old."""
    if row["standing"] == "units":
        return t("mine.by_units")
    return t("mine.old") if reported and row["standing"] == "no_value" else t(f"standing.{row['standing']}")
