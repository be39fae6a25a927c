"""Every series of a regency with its course."""

import pandas as pd
import streamlit as st

from pages import session
from pages.components import badges, captions, row_lists, tables
from pages.content import cell_texts, lists, reader, regency, scope
from pages.words import language, signs
from pages.words.language import t


def draw(here: scope.Scope, name: str, region: str, group: str, rows: pd.DataFrame) -> None:
    """Every series with its course; a row opens its indicator."""
    captions.say(t("region.trends_basis", name=language.plain(name)))
    old = rows["old"].astype(bool)
    if old.any():
        session.linked_flag("region_old")
    if old.any() and not st.toggle(t("region.old", n=int(old.sum())), key="region_old", help=t("region.old_help")):
        rows = rows[~old]
    records = rows.to_dict("records")
    rows = rows.assign(
        name=[row["label"] + signs.simulated_mark(row["status"]) for row in records],
        value=[regency.value_words(row) for row in records],
        province_value=[regency.number_words(row, "province") for row in records],
        when=[language.period(row["period"], short=True) for row in records],
        place=[regency.rank_short(row) or language.NOTHING for row in records],
        strip=reader.figure(
            regency.strips, rows, key=(here, region, group, len(rows)), theme=reader.theme(), spoken=here.language
        ),
        course=cell_texts.courses(rows.assign(name=rows["label"])),
        standing=cell_texts.standings(rows),
        signal=[signs.state_short(row["state"], mark=True) for row in records],
        region=region,
    )
    columns = {
        "name": st.column_config.Column(t("cards.indicator"), width="medium"),
        "standing": st.column_config.Column(t("cards.class"), width=100),
        "signal": st.column_config.Column(t("cards.signal"), width=100),
        "place": st.column_config.Column(t("region.place"), width=70),
        "value": t("cards.actual"),
        "when": t("cards.period"),
        "province_value": t("region.province"),
        "strip": st.column_config.ImageColumn(t("region.quarter_picture"), width=184),
        "course": tables.course_column(),
    }
    row_lists.table(
        rows, columns, None, lists.opens(rows), title=("name",), key="region_trends", alt=t("region.trends"),
    )  # fmt: skip
    badges.explained("region")
    captions.caption_of(rows)
