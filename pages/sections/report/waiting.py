"""What was sent and is not published yet, for who may read it, and what became of what this visitor sent."""

import datetime as dt

import pandas as pd
import streamlit as st

from data.office import ZONE
from data.store import awaited, open_store
from data.store.awaited import Step, Waiting
from pages.components import errors, row_lists
from pages.content import choices, reader, scope
from pages.session import person
from pages.words import language
from pages.words.language import t

WHICH = "report_waiting"
COLUMNS = ("subject", "agencies", "sender", "at", "age", "state", "values")
MOST_OWN = 5


def draw(here: scope.Scope) -> None:
    """The list of what waits, the longest waiting first, and this visitor's own; nothing where nothing was sent."""
    with errors.told():
        _own()
        found = listed(here)
        if not found:
            return
        st.header(t("waiting.title"))
        st.caption(t("waiting.words"))
        rows = pd.DataFrame([_row(one) for one in found])
        columns = {name: t(f"waiting.{name}") for name in COLUMNS}
        row_lists.table(rows, columns, FORMATS, title=("subject",), key="report_waiting_list")


def listed(here: scope.Scope) -> list[Waiting]:
    """What waits and may be read, of the chosen agency where one is."""
    found = awaited.waiting(open_store(), reader.rights())
    return [one for one in found if not here.agency or here.agency in one.agencies]


FORMATS = {"values": lambda value: language.number(value, 0)}


def _row(one: Waiting) -> dict[str, object]:
    return {
        "subject": what(one),
        "agencies": choices.agencies(";".join(one.agencies)),
        "sender": one.sender or language.NOTHING,
        "at": clock(one.at),
        "age": _age(one.age()),
        "state": state(one),
        "values": one.values or None,
    }


def _age(age: dt.timedelta) -> str:
    return t("waiting.days", n=age.days) if age.days else t("waiting.less_than_a_day")


def what(one: Waiting) -> str:
    """What was sent, in words."""
    return t(f"waiting.what_{one.what}", subject=one.subject)


def state(one: Waiting) -> str:
    """How far it is, in words."""
    comment = next((step.comment for step in reversed(one.steps) if step.comment), None) or language.NOTHING
    return t(f"waiting.state_{one.state}", until=clock(one.embargo) if one.embargo else "", comment=comment)


def clock(moment: dt.datetime) -> str:
    """A moment as day and time of Aceh."""
    here = moment.astimezone(ZONE)
    return f"{language.day(here)} {here:%H:%M}"


def steps(one: Waiting) -> list[str]:
    """Who sent it and what was done with it since, in words."""
    who = language.plain(one.sender) or language.NOTHING
    return [t("waiting.sent_by", when=clock(one.at), who=who), *(_step(step) for step in one.steps)]


def _step(step: Step) -> str:
    told = {"who": language.plain(step.by) or language.NOTHING, "comment": language.plain(step.comment)}
    return t(f"waiting.step_{step.kind}", when=clock(step.at), **told)


def _own() -> None:
    """The newest of what this visitor sent, each with its state: what was returned, and why, comes back to them."""
    who = person.actor()
    if who.person is None:
        return
    sent = awaited.sent(open_store(), who.rights, who.person)[::-1]
    if not sent:
        return
    st.header(t("waiting.own"))
    for one in sent[:MOST_OWN]:
        here = one.at.astimezone(ZONE)
        told = {"what": language.plain(what(one)), "state": language.plain(state(one))}
        st.markdown(f"- {t('waiting.own_sent', day=here.date(), clock=f'{here:%H:%M}', **told)}")
    if len(sent) > MOST_OWN:
        st.caption(t("waiting.own_more", n=len(sent) - MOST_OWN))
