"""The units of an agency side by side."""

import numpy as np
import pandas as pd
import streamlit as st

from analytics.regions import PROVINCE
from analytics.state.rollup import roll_up_by
from pages import session
from pages.components import captions, charts, tables
from pages.content import cell_texts, drawings, lists, reader, scope
from pages.words import language, signs
from pages.words.language import t

LEAST_UNITS = 2
NAME_HEIGHT = 62  # pixels; above four lines Streamlit wraps text, as long names of units need


def draw(here: scope.Scope, rows: pd.DataFrame) -> None:
    """Units side by side: their counts, and one indicator that several of them report."""
    own = rows[rows["unit"] != ""]
    if own["unit"].nunique() < LEAST_UNITS:
        return
    st.header(t("agency.units"))
    table = roll_up_by(own, "unit", scales=reader.scales()).sort_values(["median", "share_met"])
    table["name"] = own.groupby("unit")[language.name_column(stem="unit")].first()
    columns = {
        "name": st.column_config.Column(t("cards.unit"), width="medium"),
        "median": t("agency.median"),
        "share_met": t("agency.share_met"),
        "series": t("agency.series"),
        "low": t("agency.low"),
        "worsening": signs.state_short("worsening"),
    }
    formats = {"median": language.percent, "share_met": lambda value: language.percent(value, 0)}
    opens = ("agency", {"unit": "units"})
    tables.table(
        table.reset_index().assign(units=[[unit] for unit in table.index]), columns, formats, opens,
        key="agency_units", alt=t("agency.units"), row_height=NAME_HEIGHT,
    )  # fmt: skip
    captions.say(t("agency.units_basis"))
    compared(here, own)


def compared(here: scope.Scope, rows: pd.DataFrame) -> None:
    """Units on one indicator in the newest period that most of them have reported, the best on top."""
    several = rows[rows["region"] == PROVINCE].groupby("indicator")["unit"].nunique()
    shared = several[several >= LEAST_UNITS].sort_values(ascending=False, kind="stable").index
    if shared.empty:
        return
    names = rows.drop_duplicates("indicator").set_index("indicator")[language.name_column(stem="short")]
    session.linked("agency_compared", shared, shared[0])
    code = st.selectbox(
        t("agency.compared"), list(shared), format_func=names.get, key="agency_compared", width=420
    )  # fmt: skip
    own = rows[(rows["indicator"] == code) & (rows["region"] == PROVINCE)]
    newest = own["last_period"].mode().max()
    own = own[own["last_period"] == newest].assign(
        region=own["unit"], short_name=own[language.name_column(stem="unit")], source=None, low=np.nan, high=np.nan
    )
    first = own.iloc[0].to_dict()
    card = {**first, "unit": first["measure_id"], "unit_en": first["measure_en"]}
    title = t("agency.compared_title", name=names[code], period=language.period(newest), n=len(own))
    figure = reader.figure(
        drawings.ranks, own, reader.fetch("class_labels"), key=(here, code), card=card, province=None, selected=None,
        theme=reader.theme(), spoken=here.language,
    )  # fmt: skip
    st.markdown(f"**{language.plain(title)}**")
    charts.chart(figure, f"unit-{code.lower()}", title, rows=own, key="agency_compared_chart", on_select=_open_unit,
                 table=None)  # fmt: skip
    with tables.as_table("agency_compared") as fold:
        if fold.open:
            compared_table(own, title)
    captions.caption_of(own.drop(columns="source"))


def compared_table(rows: pd.DataFrame, title: str) -> None:
    """The same in words and numbers, the lowest achievement on top."""
    rows = rows.assign(
        name=rows[language.name_column(stem="unit")],
        value=cell_texts.values_in_words(rows, "actual"),
        goal=cell_texts.values_in_words(rows, "target"),
        standing=cell_texts.standings(rows),
        signal=[signs.state_short(state, mark=True) for state in rows["state"]],
    )
    columns = {
        "name": st.column_config.Column(t("cards.unit"), width="medium"),
        "standing": t("cards.class"),
        "signal": t("cards.signal"),
        "value": t("cards.actual"),
        "goal": t("cards.target"),
        "achievement": t("cards.achievement"),
    }
    opens = lists.opens(rows)
    tables.table(
        rows, columns, {"achievement": language.percent}, opens, key="agency_compared_table", alt=title,
        row_height=NAME_HEIGHT,
    )  # fmt: skip


def _open_unit() -> None:
    points = st.session_state["agency_compared_chart"]["selection"]["points"]
    if points and points[0].get("customdata"):
        unit = points[0]["customdata"]
        session.assign(unit=[unit[0] if isinstance(unit, list) else unit])
