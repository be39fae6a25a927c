"""The questions of a meeting's agenda, and its minutes as one HTML file for paper."""

from collections.abc import Callable

import pandas as pd

from analytics.figures import sparkline
from pages.content import agenda, cell_texts, reader, scope, sentences
from pages.documents import paper
from pages.words import language, signs
from pages.words.language import t
from pages.words.row import Row

DECIDED = ("improving", "worsening")


def questions(row: Row) -> list[str]:
    """What to ask about a changed series (row of summary_changes), in the reader's language."""
    asked = ["question_class"] if row["class_steps"] < 0 else []
    asked.append(f"question_{row['state'] if row['state'] in signs.STATES else 'cannot_say'}")
    if row["state"] in DECIDED and not row["confirmed"]:
        asked.append("question_unconfirmed")
    if row["state"] == "worsening":
        asked.append("question_target")
    return [t(f"meeting.{name}") for name in (*asked, "question_who")]


def document(here: scope.Scope, rows: pd.DataFrame, noted: Callable[[Row], str]) -> bytes:
    """The minutes: each item of the agenda with its course, sentence, questions and note. No script, no network."""
    title = t("meeting.title", period=language.period(here.quarter))
    items = [_item(row, noted(row)) for row in rows.to_dict("records")]
    filters = " · ".join(scope.describe(here))
    return paper.written("minutes", title, filters=filters, items=items, snapshot=reader.snapshot().id)


def _item(row: Row, noted: str) -> dict[str, object]:
    marks = [*agenda.kinds(row), signs.state_word(row["state"])]
    marks += [t("cards.simulated")] if row["status"] == "simulated" else []
    return {
        "name": language.name(row, stem="short"),
        "whose": agenda.whose(row),
        "marks": " · ".join(marks),
        "course": _course(row),
        "sentence": sentences.plainly(row),
        "questions": questions(row),
        "note": noted or t("meeting.no_note"),
    }


def _course(row: Row) -> str:
    signal = signs.SIGNAL_OF_STATE.get(row["state"], "common_cause")
    title = language.name(row, stem="short")
    values, about = cell_texts.course(row), {"signal": signal, "target": row["target"]}
    return sparkline.svg(values, title, width=420, height=80, **about)
