"""Wilayah: one regency among all: where it stands, what brought the reader here, its series and its neighbours."""

import streamlit as st

from pages import session
from pages.components import blank, captions
from pages.content import regency
from pages.sections.region import all_regencies, choice, neighbours, place, series, ways_on
from pages.words.language import t

here = session.current()
region = here.regions[0] if here.regions else None
if region is None:
    st.title(t("region.title_all"))
    choice.draw(here)
    all_regencies.draw(here)
else:
    full = {key: str(value) for key, value in regency.names().loc[region].items()}
    name = full["short_name"] if full["type"] != "Kota" else full["name_id"]
    with st.container(horizontal=True, vertical_alignment="bottom"):
        choice.draw(here)
        group = choice.compared_with(full["type"])
    rows = regency.compared(here, region, group)
    if rows.empty:
        st.title(full["name_id"])
        blank.nothing_here(here)
    if here.agency or here.period:
        captions.filters_line(here)
    present = rows[~rows["old"].astype(bool)]
    place.draw(here, region, full["name_id"], rows)
    with st.expander(t("region.neighbours")):
        beside = neighbours.draw(here, name, region, present)
    with st.expander(t("region.trends")):
        series.draw(here, name, region, group, rows)
    ways_on.draw(here, region, present, beside)
