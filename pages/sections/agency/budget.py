"""How far each agency has spent, beside what it achieves."""

import streamlit as st

from pages import session
from pages.components import captions, charts
from pages.content import drawings, reader, scope
from pages.words import language
from pages.words.language import t

BUDGET = "IKU-BPKA-02"


def draw(here: scope.Scope) -> None:
    """Absorption beside achievement, all agencies, the chosen one marked."""
    rows = reader.fetch("agency_budget", as_of=here.as_of, budget=BUDGET, since=here.since)
    if rows.empty or (here.agency and here.agency not in set(rows["agency"])):
        return
    st.header(t("agency.budget"))
    captions.say(t("agency.budget_help"))
    points = rows.assign(
        code=rows["agency"],
        name=rows[language.name_column()],
        label=rows["abbreviation"],
        status=["simulated" if one else "final" for one in rows["simulated"]],
    )
    figure = reader.figure(
        drawings.budget, points, key=(here.since, here.as_of), selected=here.agency or None, theme=reader.theme(),
        spoken=here.language,
    )  # fmt: skip
    measures = ("absorption", "achievement")
    headings = {"name": t("scope.agency"), **{each: t(f"agency.axis_{each}") for each in measures}}
    shown = (points, headings, dict.fromkeys(measures, language.percent))
    charts.chart(
        figure, "kinerja-aceh-anggaran", t("agency.budget_help"), title=t("agency.budget"), rows=points, table=shown,
        key="agency_budget", on_select=open_point,
    )  # fmt: skip
    captions.caption_of(points)


def open_point() -> None:
    """Open the agency whose point was clicked."""
    points = st.session_state["agency_budget"]["selection"]["points"]
    if points:
        session.open_page("agency", agency=points[0]["customdata"])
