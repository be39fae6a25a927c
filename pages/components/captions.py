"""What stands under a table or chart: filters in force, source, snapshot, and the mark of simulated data."""

from typing import Any

import pandas as pd
import streamlit as st

from pages.components.badges import simulated_badge
from pages.content import origin, scope, terms
from pages.words import language
from pages.words.language import t


def say(text: str, **options: Any) -> None:
    """A caption in Markdown, whose technical words lead to the glossary; `options` go to `st.caption`."""
    st.caption(terms.in_markdown(text), **options)


def filters_line(here: scope.Scope) -> None:
    """One line naming the filters in force; nothing when there are none."""
    words = scope.describe(here)
    if words:
        say(f":material/filter_alt: {language.plain(' · '.join(words))}")
    if here.period:
        say(t("scope.later_data", period=language.period(here.period)))


def simulated_note(rows: int, total: int, some: str = "cards.simulated_some") -> None:
    """The mark of simulated data, wherever any of it is shown; `some` names the words where not all of it is."""
    if rows:
        key = "cards.simulated_all" if rows == total else some
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            simulated_badge()
            say(t(key, n=rows, total=total), width="content")


def derived_note(rows: pd.DataFrame) -> None:
    """What the mark of derived values means, where any is shown."""
    if rows["derived"].any():
        say(t("cards.derived", mark=t("cards.derived_mark")))


def caption_of(rows: pd.DataFrame, what: str = "") -> None:
    """Caption below a figure or table: `what`, publishers, files and rows, newest date shown, snapshot, and what of it
    is simulated."""
    told = [language.plain(part) for part in origin.parts(rows)]
    say(" · ".join([*([what] if what else []), *told]))
    if "status" in rows:
        simulated_note(int((rows["status"] == "simulated").sum()), len(rows))
