"""Rapat: the most important changes, one a screen, with its question and room for a note; keys move between them."""

import pandas as pd
import streamlit as st

from analytics.periods import period_bounds
from pages.parts import agenda, cards, drawings, language, minutes, scope, source
from pages.parts.language import t
from pages.parts.row import Row

NOTE_LETTERS = 2000


def go(step: int, last: int) -> None:
    """Callback: move by `step` items, staying between the first and the last."""
    st.session_state["meeting_item"] = min(last, max(1, (st.session_state.get("meeting_item") or 1) + step))


def steps(rows: pd.DataFrame) -> int:
    """The agenda as buttons, and one item back and forth; returns the index of the item on show."""
    last = len(rows)
    if st.session_state.get("meeting_item") not in range(1, last + 1):
        st.session_state["meeting_item"] = 1
    with st.container(horizontal=True, vertical_alignment="center"):
        item = st.segmented_control(
            t("meeting.agenda"), range(1, last + 1), required=True, key="meeting_item", label_visibility="collapsed"
        )
        st.button(
            t("meeting.back"), on_click=go, args=(-1, last), shortcut="Left", icon=":material/arrow_back:",
            key="meeting_back", disabled=item == 1,
        )
        st.button(
            t("meeting.next"), on_click=go, args=(1, last), shortcut="Right", icon=":material/arrow_forward:",
            icon_position="right", key="meeting_next", disabled=item == last, type="primary",
        )
        st.download_button(
            t("meeting.print"),
            minutes.document(rows),
            file_name=f"notula-{source.snapshot().id}.html",
            mime="text/html",
            icon=":material/print:",
            key="meeting_print",
            on_click="ignore",
            help=t("meeting.print_help"),
        )
        st.button(
            t("meeting.end"), on_click=scope.open_page, args=("summary_page",), icon=":material/close:",
            key="meeting_end", type="tertiary",
        )
    return int(item) - 1


def shown(here: scope.Scope, row: Row) -> None:
    """One item: who, what changed, figures and course on the left; question and note on the right."""
    keys = {"indicator": row["indicator"], "agency": row["agency"], "unit": row["unit"]}
    card = source.fetch("indicator_card", indicator=row["indicator"]).iloc[0].to_dict()
    history = source.fetch("indicator_history", region=row["region"], as_of=here.as_of, **keys)
    st.header(language.plain(language.name(card)))
    place = agenda.place(row)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"**{language.plain(place)}**", width="content")
        for kind in agenda.kinds(row):
            st.badge(kind, icon=":material/campaign:", color="blue")
        cards.state_badge(row["state"])
        if row["status"] == "simulated":
            cards.simulated_badge()
    left, right = st.columns([3, 2], gap="large")
    with left:
        st.markdown(language.plain(row[f"sentence_{here.language}"]))
        points = drawings.timed(history)
        figure = source.figure(
            drawings.course, points, key=("meeting", row["series"], here.as_of), card=card, place=place,
            theme=source.theme(), spoken=here.language,
        )
        cards.chart(figure, f"{row['indicator'].lower()}-rapat", row[f"sentence_{here.language}"], key="meeting_course")
        cards.caption_of(history)
    with right:
        st.subheader(t("meeting.questions"))
        st.markdown("\n".join(f"- {question}" for question in minutes.questions(row)))
        key = f"meeting_note_{row['series']}"
        st.text_area(
            t("meeting.note"),
            value=agenda.note(row["series"]),
            key=key,
            height=180,
            max_chars=NOTE_LETTERS,
            placeholder=t("meeting.note_placeholder"),
            on_change=agenda.keep_note,
            args=(row["series"], key),
        )
        st.caption(t("meeting.note_kept"))
        st.button(
            t("summary.open_indicator"),
            icon=":material/monitoring:",
            key="meeting_open",
            on_click=scope.open_page,
            args=("indicator_page",),
            kwargs={"indicator": row["indicator"], "agency": row["agency"]},
        )


here = scope.current()
quarter = scope.quarter(here)
st.title(t("meeting.title", period=language.period(quarter)))
cards.filters_line(here)
rows = agenda.items(here, period_bounds(quarter)[1])
if rows.empty:
    cards.nothing_here(here)
at = steps(rows)
st.caption(t("meeting.item", item=at + 1, items=len(rows)))
shown(here, rows.iloc[at].to_dict())
