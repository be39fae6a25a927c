"""Which part of the record is looked at: since when, of what kind, of whom."""

import pandas as pd
import streamlit as st

from pages import session
from pages.content import audited, scope
from pages.words.language import t

SPAN, KIND, PERSON = "audit_span", "audit_kind", "audit_person"


def draw(here: scope.Scope) -> pd.DataFrame:
    """The controls; the rows that are left. The agency is that of the sidebar. Who is asked for stays out of the link:
    it would be kept in places that nobody looks after."""
    session.linked(SPAN, audited.SPANS, "month")
    session.linked_several(KIND, audited.KINDS)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        span = st.segmented_control(
            t("audit.span"), list(audited.SPANS), required=True, key=SPAN,
            format_func=lambda one: t(f"audit.span_{one}"), width="content",
        )  # fmt: skip
        kinds = st.multiselect(
            t("audit.kind"), list(audited.KINDS), key=KIND, format_func=lambda one: t(f"audit.kind_{one}"),
            placeholder=t("audit.kind_all"), select_all=False, width=340,
        )  # fmt: skip
        person = st.text_input(t("audit.person"), key=PERSON, placeholder=t("audit.person_any"), width=260)
    return audited.found(str(span), kinds, here.agency, person or "")
