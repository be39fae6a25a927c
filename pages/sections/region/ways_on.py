"""From the profile to paper and to the map."""

import pandas as pd
import streamlit as st

from pages import session
from pages.components import taking
from pages.content import reader, scope
from pages.documents import regency_profile
from pages.words.language import t


def draw(here: scope.Scope, region: str, rows: pd.DataFrame, beside: pd.DataFrame) -> None:
    """The profile for paper, of `rows` and of what stands `beside` them, and the map."""
    with st.container(horizontal=True):
        taking.file_button(
            "paper", t("region.print"), lambda: regency_profile.profile(here, region, rows, beside),
            f"kinerja-wilayah-{region}-{reader.snapshot().id}", help=t("region.print_help"), key="region_print",
        )  # fmt: skip
        st.button(
            t("region.to_map"), icon=":material/map:", key="region_map", on_click=session.open_page, args=("map",)
        )
