"""Small exercises: a question, answers to choose from, and after the button which one is right, and why.

No right answer is written down: the functions that judge the data find it. Numbers stand in order of size and verdicts
in one fixed order, so that the place of an answer tells nothing.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

import streamlit as st

from pages.sections.guide import blocks, live
from pages.words.language import t
from pages.words.row import Row

QUESTIONS = ("noise", "signal", "short")
ANSWERS = ("yes", "no", "unsure")
VERDICTS = {"common_cause": "no", "cannot_say": "unsure"}


class Exercise(NamedTuple):
    """`guide.exercise_<name>_ask` asks and `…_why` explains, both filled with `values`; `right` is one of `answers`."""

    name: str
    answers: Sequence[str]
    right: str
    values: Mapping[str, object]


def by_size(right: float, wrong: Iterable[float], shown: Callable[[float], str]) -> tuple[list[str], str]:
    """Answers that are numbers, as they are shown and in order of size, and the right one of them."""
    return list(dict.fromkeys(shown(value) for value in sorted([right, *wrong]))), shown(right)


def ask(one: Exercise, about: Callable[[], None] | None = None) -> None:
    """An exercise in a frame: `about` says where its figures are from, else they are made up. None without data."""
    if live.empty():
        return
    with st.container(border=True):
        question = t(f"guide.exercise_{one.name}_ask", **one.values)
        st.markdown(f":gray-badge[:material/quiz: {t('guide.exercise_badge')}] {question}")
        if about:
            about()
        else:
            st.caption(t("guide.exercise_made_up"))
        answer(one)


def of(row: Row) -> Callable[[], None]:
    """Says from which live series the figures of an exercise are, and who published them."""

    def about() -> None:
        live.introduce(row)
        live.cite(row)

    return about


def answer(one: Exercise) -> None:
    """The answers, the button, and once it was pressed what is right."""
    picked = st.radio(
        t("guide.exercise_answer"),
        range(len(one.answers)),
        index=None,
        format_func=list(one.answers).__getitem__,
        horizontal=True,
        key=f"guide_answer_{one.name}",
    )
    st.button(t("guide.exercise_check"), key=f"guide_check_{one.name}", on_click=_check, args=(one.name,))
    if _checked(one.name):
        _reveal(one, picked)


def draw() -> None:
    """The questions "is this a change?" that the data allows, each with the chart of its series."""
    found = {} if live.empty() else {kind: live.find(kind) for kind in QUESTIONS}
    blocks.section("exercise")
    rows = {kind: row for kind, row in found.items() if row is not None}
    if not rows:
        st.caption(f":material/search_off: {t('guide.example_none')}")
    for number, (kind, row) in enumerate(rows.items(), 1):
        _question(number, kind, row)


def _question(number: int, kind: str, row: Row) -> None:
    with st.container(border=True):
        st.subheader(t("guide.exercise_number", n=number), anchor=f"exercise-{number}")
        live.introduce(row)
        checked = _checked(kind)
        live.figure(row, f"guide_chart_{kind}_{checked}", limits=checked and kind != "short", target=False)
        live.cite(row)
        answer(_change(kind, row))


def _change(kind: str, row: Row) -> Exercise:
    """Whether the last value of a series is a signal, as its process chart judges it."""
    words = {code: t(f"guide.exercise_{code}") for code in ANSWERS}
    values = {
        "n": int(row["n"]),
        "previous": live.measured(row, row["previous_actual"]),
        "variation": t(f"guide.variation_{row['variation']}"),
        "trial": t("guide.exercise_trial", n=int(row["n"])) if row["trial"] else "",
        **{name: live.measured(row, row[name]) for name in ("actual", "lower", "upper")},
    }
    return Exercise(kind, list(words.values()), words[VERDICTS.get(row["variation"], "yes")], values)


def _check(name: str) -> None:
    st.session_state[f"guide_check_{name}_done"] = True


def _checked(name: str) -> bool:
    return st.session_state.get(f"guide_check_{name}_done", False)


def _reveal(one: Exercise, picked: int | None) -> None:
    if picked is None:
        st.markdown(t("guide.exercise_first"))
        return
    right = one.answers[picked] == one.right
    verdict = t("guide.exercise_right") if right else t("guide.exercise_wrong", answer=one.right)
    why = t(f"guide.exercise_{one.name}_why", **one.values)
    tone = st.success if right else st.info
    tone(f"{verdict} {why}".strip(), icon=":material/lightbulb:")
