import streamlit as st

from pages.parts import scope
from pages.parts.language import t

here = scope.current()
st.title(t("frame.indicator"))
st.write(here)
st.button("go", on_click=scope.open_page, args=("indicator_page",), kwargs={"indicator":"DINKES"})
