"""The exercise "is this a change?": charts from live data, an answer, and why."""

from collections.abc import Mapping

import streamlit as st

from pages.parts.guide import blocks, live
from pages.parts.language import t

# Kind of example → the right answer. The order is no pattern that could be learned.
QUESTIONS = {"noise": "no", "signal": "yes", "short": "unsure"}
ANSWERS = ("yes", "no", "unsure")


def draw() -> None:
    """The questions that the data allows, each checked by its own button."""
    found = {} if live.empty() else {kind: live.find(kind) for kind in QUESTIONS}
    blocks.section("exercise")
    rows = {kind: row for kind, row in found.items() if row is not None}
    if not rows:
        st.caption(f":material/search_off: {t('guide.example_none')}")
    for number, (kind, row) in enumerate(rows.items(), 1):
        _question(number, kind, row)


def _question(number: int, kind: str, row: Mapping) -> None:
    with st.container(border=True):
        st.subheader(t("guide.exercise_number", n=number), anchor=f"exercise-{number}")
        live.introduce(row)
        checked = st.session_state.get(f"guide_check_{kind}_done", False)
        live.figure(row, f"guide_chart_{kind}_{checked}", limits=checked and kind != "short", target=False)
        live.cite(row)
        answer = st.radio(
            t("guide.exercise_answer"),
            ANSWERS,
            index=None,
            format_func=lambda code: t(f"guide.exercise_{code}"),
            horizontal=True,
            key=f"guide_answer_{kind}",
        )
        st.button(t("guide.exercise_check"), key=f"guide_check_{kind}", on_click=_check, args=(kind,))
        if checked:
            _reveal(kind, row, answer)


def _check(kind: str) -> None:
    st.session_state[f"guide_check_{kind}_done"] = True


def _reveal(kind: str, row: Mapping, answer: str | None) -> None:
    if answer is None:
        st.markdown(t("guide.exercise_first"))
        return
    right = t(f"guide.exercise_{QUESTIONS[kind]}")
    verdict = t("guide.exercise_right") if answer == QUESTIONS[kind] else t("guide.exercise_wrong", answer=right)
    shown = {name: live.measured(row, row[name]) for name in ("actual", "lower", "upper")}
    why = t(
        f"guide.exercise_{kind}",
        n=int(row["n"]),
        previous=live.measured(row, row["previous_actual"]),
        variation=t(f"guide.variation_{row['variation']}"),
        **shown,
    )
    tone = st.success if answer == QUESTIONS[kind] else st.info
    trial = t("guide.exercise_trial", n=int(row["n"])) if row["trial"] and kind != "short" else ""
    tone(f"{verdict} {why} {trial}", icon=":material/lightbulb:")
