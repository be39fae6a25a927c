"""The settings this process runs with, to be read; they are changed where the service is set up."""

import pandas as pd
import streamlit as st

from pages.components import tables
from pages.content import administered
from pages.words.language import t


def draw() -> None:
    with st.expander(t("administration.settings"), icon=":material/settings:"):
        st.caption(t("administration.settings_basis"))
        rows = pd.DataFrame(administered.in_force().items(), columns=["name", "value"])
        columns = {name: t(f"administration.setting_{name}") for name in ("name", "value")}
        tables.table(rows, columns, key="administration_settings", alt=t("administration.settings"))
