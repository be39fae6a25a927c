"""Panduan: what an IKU is, how to read each view, the methods with examples from live data, and the glossary."""

import streamlit as st

from pages.parts import guide, scope
from pages.parts.language import t

scope.current()
st.title(t("frame.guide"))
st.markdown(t("guide.intro"))
topic = guide.choose()
guide.say_if_empty(topic)
guide.TOPICS[topic]()
