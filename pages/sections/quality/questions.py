"""Integrity questions: patterns in the data that may have a sound reason, worded as questions, with their rows."""

import pandas as pd
import streamlit as st

from pages.components import captions, tables, taking
from pages.content import completeness, integrity_questions, lists, reader, scope
from pages.documents import list_file
from pages.words import language, signs
from pages.words.language import t

SHOWN = 40


def draw(here: scope.Scope) -> None:
    """Every question that the data of the scope raise, with its rule in words and its rows."""
    since = scope.since(completeness.newest_day())
    st.header(t("quality.questions"))
    captions.say(t("quality.questions_basis", since=since))
    rows = reader.fetch("quality_questions", since=since, limit=SHOWN, **here.filters)
    if rows.empty:
        st.success(t("quality.questions_none"), icon=":material/task_alt:")
        return
    for kind in integrity_questions.KINDS:
        own = rows[rows["question"] == kind]
        if not own.empty:
            _question(kind, own)
    _file(rows, here, since)


def _question(kind: str, rows: pd.DataFrame) -> None:
    total = int(rows["of_question"].iloc[0])
    label = f"{t(f'quality.ask_{kind}')} ({language.number(total, 0)})"
    fold = st.expander(label, icon=":material/help:", key=f"quality_fold_{kind}", on_change="rerun")
    if fold.open:
        with fold:
            _listed(kind, rows, total)


def _listed(kind: str, rows: pd.DataFrame, total: int) -> None:
    records = rows.to_dict("records")
    captions.say(t(f"quality.rule_{kind}"))
    shown = rows.assign(
        name=[language.name(row, stem="short") + signs.simulated_mark(row["status"]) for row in records],
        unit_name=rows[language.name_column(stem="unit")],
        place=rows["short_name"].fillna(t("quality.region_all")),
        when=[language.period(each, short=True) for each in rows["period"]],
        seen=[integrity_questions.answer(row) for row in records],
    )
    columns = {
        "abbreviation": t("scope.agency"),
        "name": st.column_config.Column(t("cards.indicator"), width="medium"),
        "unit_name": t("cards.unit"),
        "place": t("cards.region"),
        "when": t("cards.period"),
        "seen": st.column_config.Column(t("quality.observed"), width="medium"),
    }
    columns = tables.filled(columns, shown)
    tables.table(shown, columns, None, lists.opens(shown), key=f"quality_ask_{kind}", alt=t(f"quality.ask_{kind}"))
    if len(rows) < total:
        captions.say(t("quality.shown_of", n=len(rows), total=total))
    captions.simulated_note(int((rows["status"] == "simulated").sum()), len(rows))


def _file(rows: pd.DataFrame, here: scope.Scope, since) -> None:
    names = ("question", "agency", "indicator", "unit", "region", "period", "found", "beside", "status")

    def made() -> bytes:
        everything = lists.everything("quality_questions", since=since, limit=lists.ALL, **here.filters)
        return list_file.in_words(everything, names, t("quality.questions"))

    taking.file_button("table", t("quality.csv"), made, "mutu-pertanyaan", key="quality_csv_questions")
