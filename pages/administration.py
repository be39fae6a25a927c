"""Pengelolaan: how the program fares, who is signed in, who may do what; for administrators."""

import streamlit as st

from pages import session
from pages.sections.administration import faults, grants, people, pressed, settings_in_force, state, two_persons, visits
from pages.words.language import t

here = session.current()
st.title(t("frame.administration"))
st.markdown(t("administration.intro"))
pressed.draw()
state.draw()
people.draw()
grants.draw(here)
two_persons.draw()
faults.draw()
visits.draw()
settings_in_force.draw()
