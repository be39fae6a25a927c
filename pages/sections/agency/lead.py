"""What the head of an agency answers for; and an agency that has sent nothing."""

from typing import NoReturn

import pandas as pd
import streamlit as st

from pages.components import blank, blocks, tables
from pages.content import agency_agenda, choices, reader, scope, targets
from pages.words import language
from pages.words.language import t


def draw(here: scope.Scope, record: pd.DataFrame) -> None:
    """How the agency's targets stand, what needs an answer, what is due and late, and all its results."""
    for block in reader.markup(answerable, here, record, key=(here, targets.judged_on(here))):
        blocks.show(block)


def answerable(here: scope.Scope, record: pd.DataFrame) -> tuple[str, ...]:
    """The blocks of `draw`; `record` holds the rows of `agency_reports`."""
    told, awaited = targets.of_agency(here), targets.awaited(here)
    units = choices.of("unit", here.agency)
    name = " · ".join([choices.of("agency").name(here.agency), *(units.name(unit) for unit in here.units)])
    due = agency_agenda.deadlines(awaited, record)
    header = agency_agenda.header(told, targets.over(here, named=False), name, due)
    agenda = agency_agenda.agenda(told.lines, told, targets.places(here, told), awaited)
    first = blocks.rendered("agency", **header), blocks.rendered("agenda", **agenda)
    if not told.lines:
        return first
    return *first, blocks.rendered("priorities", **agency_agenda.results(told.lines, told))


def nothing(here: scope.Scope) -> NoReturn:
    """An agency without a row: silent, or none under these filters; ends the page."""
    st.title(language.plain(choices.of("agency").name(here.agency)))
    if here.units or here.regions:
        blank.nothing_here(here)
    silent(here)


def silent(here: scope.Scope) -> NoReturn:
    """An agency of the register without a value: its indicators by name, each opens its definition; ends the page."""
    rows = reader.fetch("standing", agency=here.agency, today=targets.judged_on(here), as_of=here.as_of)
    st.info(t("agency.silent"), icon=":material/hourglass_empty:")
    rows["name"] = rows[language.name_column()]
    rows["standing"] = t("standing.no_value")
    columns = {"name": st.column_config.Column(t("cards.indicator"), width="large"), "standing": t("agency.state")}
    opens = ("indicator", {"indicator": "indicator", "agency": "agency"})
    tables.table(rows, columns, opens=opens, key="agency_silent", alt=t("agency.silent"))
    raise blank.NothingHere
