"""What of the published values is simulated, and the line that offers to start with own data instead."""

import pandas as pd
import streamlit as st

from pages.parts import cards, scope, source
from pages.parts.language import t

OPEN = "report_own"


def counts() -> pd.DataFrame:
    """Agencies with their simulated and other values and series, those with most simulated ones first."""
    return source.fetch("simulated_by_agency").sort_values("simulated", ascending=False, kind="stable")


def invitation() -> None:
    """A line for the first page while anything simulated is published, with the way to set it aside."""
    rows = counts()
    if not rows["simulated"].sum():
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        cards.simulated_badge()
        words = t("own.line", n=int(rows["simulated_series"].sum()), total=int(rows["series"].sum()))
        st.caption(words, width="content")
        st.button(
            t("own.title"), icon=":material/start:", type="tertiary", key="own_invitation",
            on_click=scope.open_page, args=("report_page",), kwargs={OPEN: True},
        )  # fmt: skip
