"""The meeting as it is led: which items are discussed in which order, and moving between them."""

from functools import partial

import pandas as pd
import streamlit as st

from pages import session
from pages.components import taking
from pages.content import agenda, reader, scope
from pages.documents import minutes
from pages.session import notes
from pages.words import language
from pages.words.language import t

ITEM, CHOSEN = "meeting_item", "meeting_items"


def chosen(offered: pd.DataFrame) -> pd.DataFrame:
    """The items of the meeting in their order: those that the link names, else the first of what is offered."""
    named = keys(offered)
    session.linked_several(CHOSEN, named)
    wanted = [key for key in st.session_state[CHOSEN] if key in named]
    places = [named.index(key) for key in wanted] or range(min(agenda.ITEMS, len(offered)))
    return offered.iloc[list(places)].reset_index(drop=True)


def keys(rows: pd.DataFrame) -> list[str]:
    """What each item is called in the link."""
    return [f"{row['indicator']}~{row['agency']}~{row['unit']}~{row['region']}" for row in rows.to_dict("records")]


def _go(step: int, last: int) -> None:
    """Callback: move by `step` items, staying between the first and the last."""
    now = int(st.session_state.get(ITEM) or 1)
    st.session_state[ITEM] = str(min(last, max(1, now + step)))


def draw(here: scope.Scope, offered: pd.DataFrame, rows: pd.DataFrame) -> int:
    """The agenda as buttons, and one item back and forth; returns the index of the item on show."""
    last = len(rows)
    numbers = [str(number) for number in range(1, last + 1)]
    session.linked(ITEM, numbers, numbers[0])
    with st.container(horizontal=True, vertical_alignment="center"):
        item = st.segmented_control(
            t("meeting.agenda"), numbers, required=True, key=ITEM, label_visibility="collapsed"
        )
        st.button(
            t("meeting.back"), on_click=_go, args=(-1, last), shortcut="Left", icon=":material/arrow_back:",
            key="meeting_back", disabled=item == numbers[0],
        )  # fmt: skip
        st.button(
            t("meeting.next"), on_click=_go, args=(1, last), shortcut="Right", icon=":material/arrow_forward:",
            icon_position="right", key="meeting_next", disabled=item == numbers[-1], type="primary",
        )  # fmt: skip
        _choose(offered)
        taking.file_button(
            "paper", t("meeting.print"), partial(minutes.document, here, rows, notes.by_row()),
            f"notula-{reader.snapshot().id}", key="meeting_print", help=t("meeting.print_help"),
        )  # fmt: skip
        st.button(
            t("meeting.end"), on_click=session.open_page, args=("summary",), icon=":material/close:",
            key="meeting_end", type="tertiary",
        )  # fmt: skip
    return numbers.index(str(item))


def _choose(offered: pd.DataFrame) -> None:
    """Which items are discussed, in the order in which they are chosen."""
    words = {
        key: f"{language.name(row, stem='short')} · {agenda.place(row)}"
        for key, row in zip(keys(offered), offered.to_dict("records"), strict=True)
    }
    with st.popover(t("meeting.choose"), icon=":material/checklist:"):
        st.multiselect(
            t("meeting.choose_items"), list(words), format_func=lambda each: words[each], key=CHOSEN,
            on_change=_begin_again,
            placeholder=t("meeting.choose_first", n=agenda.ITEMS), select_all=False,
        )  # fmt: skip


def _begin_again() -> None:
    st.session_state[ITEM] = "1"
