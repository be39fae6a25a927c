"""Mutu Data: who has reported, what falls due, what waits or changed, how snapshots differ, what is worth asking."""

import streamlit as st

from pages import session
from pages.components import captions, simulated
from pages.content import reader
from pages.sections.quality import between_snapshots, changed, completeness, deadlines, questions
from pages.words.language import t

PARTS = ("complete", "deadlines", "values", "snapshots", "questions")

here = session.current()
st.title(t("frame.quality"))
captions.filters_line(here)
st.markdown(t("quality.intro"))
simulated.example(here)
parts = [each for each in PARTS if each != "snapshots" or reader.sight().everything]  # compares whole snapshots
session.linked("quality_part", parts, "complete")
part = st.segmented_control(
    t("quality.part"), parts, required=True, format_func=lambda each: t(f"quality.part_{each}"),
    label_visibility="collapsed", key="quality_part", wrap=True,
)  # fmt: skip
if part == "deadlines":
    deadlines.draw(here)
elif part == "values":
    changed.waiting(here)
    changed.revised(here)
elif part == "snapshots":
    between_snapshots.draw(here)
    between_snapshots.pins()
elif part == "questions":
    questions.draw(here)
else:
    completeness.draw(here)
