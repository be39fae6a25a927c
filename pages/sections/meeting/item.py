"""One item of the meeting: whose it is, what changed, its course, its questions and room for a note."""

import pandas as pd
import streamlit as st

from pages import session
from pages.components import badges, captions, charts
from pages.content import agenda, drawings, figure_tables, reader, scope, sentences, series
from pages.documents import minutes
from pages.session import notes
from pages.words import language
from pages.words.language import t
from pages.words.row import Row

NOTE_LETTERS = 2000


def draw(here: scope.Scope, row: Row) -> None:
    """One item: whose it is, what changed, its sentence; the course on the left, questions and note on the right."""
    of = {"indicator": row["indicator"], "agency": row["agency"], "unit": row["unit"]}
    card = reader.fetch("indicator_card", indicator=row["indicator"]).iloc[0].to_dict()
    history = series.values(here, row["region"], **of)
    st.header(language.plain(language.name(card)))
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"**{language.plain(agenda.whose(row))}**", width="content")
        for kind in agenda.kinds(row):
            st.badge(kind, color="blue")
        badges.state_badge(row["state"])
        if row["status"] == "simulated":
            badges.simulated_badge()
    said, evidence = sentences.parted(row[f"sentence_{here.language}"])
    st.markdown(language.plain(said))
    left, right = st.columns([3, 2], gap="large")
    with left:
        _course(here, row, card, history, evidence)
    with right:
        _discussed(row)


def _course(here: scope.Scope, row: Row, card: Row, history: pd.DataFrame, evidence: str) -> None:
    """The values in time, and what the sentence rests on."""
    figure = reader.figure(
        drawings.projected, drawings.timed(history), key=("meeting", row["series"], here.as_of), card=card,
        place=agenda.place(row), theme=reader.theme(), spoken=here.language,
    )  # fmt: skip
    table = figure_tables.in_time(history, int(card["decimals"]))
    said = row[f"sentence_{here.language}"]
    charts.chart(figure, f"{row['indicator'].lower()}-rapat", said, rows=history, table=table, key="meeting_course")
    captions.caption_of(history.drop(columns="status", errors="ignore"), evidence)


def _discussed(row: Row) -> None:
    """The questions, and the note on this item."""
    st.subheader(t("meeting.questions_example" if row["status"] == "simulated" else "meeting.questions"))
    st.markdown("\n".join(f"- {question}" for question in minutes.questions(row)))
    about = notes.key(row)
    key = f"meeting_note_{about}"
    st.text_area(
        t("meeting.note"), value=notes.of(about), key=key, height=140, max_chars=NOTE_LETTERS,
        placeholder=t("meeting.note_placeholder"), on_change=_keep, args=(about, key),
    )  # fmt: skip
    captions.say(t("meeting.note_kept"))
    st.button(
        t("summary.open_indicator"), icon=":material/monitoring:", key="meeting_open", on_click=session.open_page,
        args=("indicator",),
        kwargs={"indicator": row["indicator"], "agency": row["agency"], "unit": [row["unit"]] if row["unit"] else []},
    )  # fmt: skip


def _keep(about: str, key: str) -> None:
    """Callback: keep what stands in the text area `key`."""
    notes.keep(about, st.session_state[key])
