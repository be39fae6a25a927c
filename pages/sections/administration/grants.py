"""Who has which role: a list, giving, taking away."""

import datetime as dt

import pandas as pd
import streamlit as st

from data.errors import KinerjaError
from data.office import office_today
from data.rights import Grant
from data.rights.roles import ROLES
from data.store import access, open_store
from data.submissions import Origin, Progress, grant, undo
from pages.components import row_lists, underway
from pages.content import choices, scope
from pages.session import acts
from pages.words import language
from pages.words.language import t

WHO, ROLE, AGENCY, UNITS = "grant_who", "grant_role", "grant_agency", "grant_units"
SINCE, UNTIL, REASON = "grant_since", "grant_until", "grant_reason"
TAKEN, WHY = "grant_taken", "grant_why"
COLUMNS = ("person", "role", "agency", "units", "since", "until", "holds", "sender", "reason", "entry")


def draw(here: scope.Scope) -> None:
    """The roles that were given and not taken away; of the agency of the sidebar where one is chosen."""
    st.header(t("administration.grants"))
    rows = _rows()
    rows = rows[rows["code"] == here.agency] if here.agency else rows
    if rows.empty:
        st.info(t("administration.grants_none"), icon=":material/key_off:")
    else:
        told = [name for name in COLUMNS if rows[name].map(bool).any()]  # units and days are seldom said
        columns = {name: t(f"administration.grant_{name}") for name in told}
        days = dict.fromkeys({"since", "until"} & columns.keys(), language.day)
        row_lists.table(
            rows, columns, days, title=("person", "role"), key="administration_grants", alt=t("administration.grants")
        )
        _taking(rows)
    _giving()


def _rows() -> pd.DataFrame:
    names, today = choices.of("agency"), office_today()
    told = [
        {
            "person": one.person, "role": t(f"rights.role_{one.role}"), "code": one.agency,
            "agency": names.label(one.agency) if one.agency else t("rights.all_agencies"),
            "units": ", ".join(one.units), "since": one.since, "until": one.until,
            "holds": t("lists.yes" if one.holds_on(today) else "lists.no"), "sender": entry.facts.get("sender") or "",
            "reason": entry.facts.get("reason") or "", "entry": entry.id,
        }
        for entry, one in access.granted(open_store())
    ]  # fmt: skip
    return pd.DataFrame(told, columns=[*COLUMNS, "code"])


def _giving() -> None:
    names = choices.of("agency")
    with st.expander(t("administration.give"), icon=":material/person_add:"):
        agency = st.selectbox(
            t("scope.agency"), list(names.labels), index=None, format_func=names.label, key=AGENCY,
            placeholder=t("rights.all_agencies"),
        )  # fmt: skip
        units = choices.of("unit", agency) if agency else None
        with st.form("grant_form", border=False):
            st.text_input(t("administration.grant_person"), key=WHO, placeholder=t("administration.example_person"))
            st.selectbox(
                t("administration.grant_role"), [one for one in ROLES if one != "public"], key=ROLE,
                format_func=lambda one: t(f"rights.role_{one}"),
            )  # fmt: skip
            if units and units.labels:
                st.multiselect(t("scope.unit"), list(units.labels), format_func=units.label, key=UNITS)
            with st.container(horizontal=True):
                st.date_input(t("administration.grant_since"), value=None, key=SINCE, format="DD/MM/YYYY", width=200)
                st.date_input(t("administration.grant_until"), value=None, key=UNTIL, format="DD/MM/YYYY", width=200)
            st.text_input(t("administration.reason"), key=REASON, placeholder=t("administration.example_reason"))
            st.form_submit_button(t("administration.give_now"), type="primary", icon=":material/key:", on_click=_give)


def _give() -> None:
    """Callback: the role as it was filled in."""
    held = st.session_state
    who, reason = str(held.get(WHO) or "").strip(), str(held.get(REASON) or "").strip()
    if not who or not reason:
        underway.refused(KinerjaError(t("administration.missing")))
        return
    days: list[dt.date | None] = [held.get(SINCE), held.get(UNTIL)]
    try:
        given = Grant(who, held[ROLE], held.get(AGENCY) or "", tuple(held.get(UNITS) or ()), *days)
    except KinerjaError as error:
        underway.refused(error)
        return

    def work(progress: Progress) -> acts.Done:
        entry, _ = grant(open_store(), given, Origin("page", reason=reason), progress)
        return acts.Done(entry.id, {"administration.recorded": {"entry": entry.id}})

    underway.begin(acts.Asked("access", given.role, f"grant {given}", None, write="access"), work)


def _taking(rows: pd.DataFrame) -> None:
    named = {row["entry"]: f"{row['person']} · {row['role']} · {row['agency']}" for row in rows.to_dict("records")}
    with st.expander(t("administration.take"), icon=":material/person_remove:"), st.form("take_form", border=False):
        st.selectbox(t("administration.take_which"), list(named), index=None, format_func=named.__getitem__, key=TAKEN)
        st.text_input(t("administration.reason"), key=WHY)
        st.form_submit_button(t("administration.take_now"), icon=":material/key_off:", on_click=_take)


def _take() -> None:
    """Callback: the role that was chosen is taken away by an undo of its entry."""
    entry, reason = st.session_state.get(TAKEN), str(st.session_state.get(WHY) or "").strip()
    if not entry or not reason:
        underway.refused(KinerjaError(t("administration.missing")))
        return

    def work(progress: Progress) -> acts.Done:
        undo(open_store(), entry, progress, Origin("page", reason=reason))
        return acts.Done(entry, {"administration.taken": {"entry": entry}})

    underway.begin(acts.Asked("access", entry, f"take {entry}", None, write="access"), work)
