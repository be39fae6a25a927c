"""A regency beside its neighbours."""

import pandas as pd
import streamlit as st

from analytics.regions import PROVINCE
from pages import session
from pages.components import captions, tables
from pages.content import regency, scope
from pages.words import language, signs
from pages.words.language import t


def draw(here: scope.Scope, name: str, region: str, rows: pd.DataFrame) -> pd.DataFrame:
    """Chosen indicators beside the neighbours; returns the table for the printed page."""
    island = not regency.neighbours(linked=False)[region]
    words = t("region.neighbours_island", name=name) if island else ""
    captions.say(language.plain(f"{t('region.neighbours_basis')} {words}".strip()))
    options = {f"{row['indicator']}|{row['agency']}|{row['unit']}": row["label"] for row in rows.to_dict("records")}
    usual = [key for code in regency.KEY_INDICATORS for key in options if key.startswith(f"{code}|")]
    session.linked_several("region_compared", options, usual or list(options)[:5])
    chosen = st.multiselect(
        t("region.compared"), list(options), format_func=lambda each: options[each], key="region_compared",
        placeholder=t("region.compared_none"), select_all=False,
    )  # fmt: skip
    keys = rows["indicator"] + "|" + rows["agency"] + "|" + rows["unit"]
    order = keys.map({key: place for place, key in enumerate(chosen)})
    table = regency.beside(here, region, rows.loc[order.dropna().sort_values().index])
    if table.empty:
        return table
    known = regency.names()["short_name"]
    table["name"] = [
        f"{row['label']} · {language.period(row['period'], short=True)}{signs.simulated_mark(row['status'])}"
        for row in table.to_dict("records")
    ]
    regions = [code for code in table.columns if code in known.index]
    columns = {
        "name": st.column_config.Column(t("cards.indicator"), width=270),
        "ahead": t("region.ahead_of"),
        language.name_column(stem="measure"): t("region.measure"),
        PROVINCE: t("region.province"),
        **{code: known[code] for code in regions},
    }
    tables.table(table, columns, key="region_neighbours", alt=t("region.neighbours"))
    captions.caption_of(table)
    return table
