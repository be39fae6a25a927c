"""Whether the chain of the record holds, looked at when it is asked for."""

import streamlit as st

from pages.content import audited
from pages.words import troubles
from pages.words.language import t


def draw() -> None:
    """A button; what it finds."""
    with st.expander(t("audit.chain"), icon=":material/link:"):
        st.markdown(t("audit.chain_basis"))
        if not st.button(t("audit.chain_check"), key="audit_check", icon=":material/fact_check:"):
            return
        found = audited.trouble()
        if not found:
            st.success(t("audit.chain_holds"), icon=":material/task_alt:")
        for one in found:
            st.error(troubles.words(one), icon=":material/link_off:")
