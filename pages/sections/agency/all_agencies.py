"""Every agency with its counts; a row opens it."""

import pandas as pd
import streamlit as st

from pages.components import blank, captions, tables
from pages.content import completeness, reader, scope
from pages.words import language, signs
from pages.words.language import t


def lead(rows: pd.DataFrame) -> list[str]:
    """How many agencies have low and worsening series, and which most; an example where any value is simulated."""
    low, worst = rows[rows["low"] > 0], rows.iloc[0]
    counted = {"n": len(rows), "low": len(low), "worsening": int((rows["worsening"] > 0).sum())}
    words = [t("agency.lead_all", **counted)]
    if rows["simulated"].any():
        return [t("standing.example"), *words, t("summary.who_by_name")]
    if not low.empty:
        words.append(t("agency.lead_all_worst", name=language.plain(worst["name"]), n=worst["low"], of=worst["judged"]))
    return words


def draw(here: scope.Scope) -> None:
    """Every agency with its counts; a row opens it."""
    st.title(t("agency.all_title"))
    owed = completeness.owed(here)
    rows = reader.fetch("agency_overview", as_of=here.as_of, since=here.since, today=owed.last, first_day=owed.first)
    if rows.empty:
        blank.nothing_here(here)
    rows["name"] = rows[language.name_column()]
    rows = rows.sort_values("abbreviation", key=lambda names: names.str.casefold()) if rows["simulated"].any() else rows
    st.markdown(" ".join([*lead(rows), t("agency.choose")]))
    columns = {
        "abbreviation": t("scope.agency"),
        "low": t("agency.low"),
        "worsening": signs.state_short("worsening"),
        "high": t("agency.high"),
        "improving": signs.state_short("improving"),
        "series": t("agency.series"),
        "missing": t("agency.missing"),
        "name": st.column_config.Column(t("agency.full_name"), width="large"),
    }
    opens = ("agency", {"agency": "agency"})
    tables.table(
        rows, columns, opens=opens, key="agency_overview_table", alt=t("agency.all_title"), height="content",
        of=(owed.first, owed.last),
    )  # fmt: skip
    captions.simulated_note(int(rows["simulated"].sum()), int(rows["series"].sum()))
