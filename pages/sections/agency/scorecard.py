"""Every indicator of the agency in a table, what is no longer reported last."""

import pandas as pd
import streamlit as st

from analytics.regions import PROVINCE
from pages.components import badges, captions, tables
from pages.content import cell_texts, lists
from pages.words import language, signs
from pages.words.language import t
from pages.words.row import Row


def draw(rows: pd.DataFrame) -> None:
    """Every indicator with course, actual, target, achievement, class, signal, chance and last report."""
    st.header(t("agency.scorecard"))
    captions.say(t("agency.scorecard_help"))
    rows = in_words(rows)
    shown = {name: entry for name, entry in columns().items() if name != "origin" or rows[name].notna().any()}
    formats = {"achievement": language.percent, "reported": language.day}
    tables.table(
        rows, shown, formats, lists.opens(rows), key="agency_scorecard_table", alt=t("agency.scorecard")
    )  # fmt: skip
    badges.explained("agency")
    captions.say(t("agency.chance_help"))
    captions.derived_note(rows)
    captions.caption_of(rows)


def in_words(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows with all that the table says of them."""
    rows = rows.assign(
        name=rows[language.name_column(stem="short")],
        origin=cell_texts.origins(rows),
        place=[place_of(row) for row in rows.to_dict("records")],
        value=cell_texts.values_in_words(rows, "actual"),
        goal=goals(rows),
        when=[language.period(period, short=True) for period in rows["last_period"]],
        standing=cell_texts.standings(rows),
        signal=[signs.state_short(state, mark=True) for state in rows["state"]],
        chance=[signs.chance_percent(chance) for chance in rows["chance"]],
        process=[signs.assurance_short(assurance) for assurance in rows["assurance"]],
        reported=pd.to_datetime(rows["received_at"], utc=True, errors="coerce").dt.date,
    )
    return rows.assign(course=cell_texts.courses(rows))


def columns() -> dict[str, object]:
    """Column → heading, in the order of the table: what is judged stands where the narrowest screen still shows it."""
    return {
        "name": st.column_config.Column(t("cards.indicator"), width=130),
        "place": st.column_config.Column(t("cards.unit"), width=90),
        "standing": st.column_config.Column(t("cards.class"), width=90),
        "signal": st.column_config.Column(t("cards.signal"), width=95),
        "process": st.column_config.Column(t("agency.process"), width=118),
        "chance": st.column_config.Column(t("cards.chance"), width=66),
        "value": t("cards.actual"),
        "goal": t("cards.target"),
        "achievement": t("cards.achievement"),
        "when": t("cards.period"),
        "course": tables.course_column(),
        "origin": t("cards.origin"),
        "reported": t("agency.reported"),
    }


def place_of(row: Row) -> str:
    """Unit and regency of a series; for the agency at province level, that it is the whole agency."""
    unit = language.name(row, stem="unit") if row["unit"] else ""
    region = row["region_name"] if row["region"] != PROVINCE else ""
    return " · ".join(part for part in (unit, region) if part) or t("agency.whole")


def goals(rows: pd.DataFrame) -> list[str]:
    """Targets in words; a band as two bounds."""
    single = cell_texts.values_in_words(rows, "target")
    low, high = cell_texts.values_in_words(rows, "target_low"), cell_texts.values_in_words(rows, "target_high")
    banded = rows["target_low"].notna() & rows["target_high"].notna()
    return [f"{a} – {b}" if both else one for one, a, b, both in zip(single, low, high, banded, strict=True)]
