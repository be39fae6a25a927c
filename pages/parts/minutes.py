"""The questions of a meeting's agenda, and its minutes as one HTML file for paper."""

from html import escape

import pandas as pd

from analytics.figures import sparkline
from pages.parts import agenda, cards, language, printing, scope, source
from pages.parts.language import t
from pages.parts.row import Row

DECIDED = ("improving", "worsening")


def questions(row: Row) -> list[str]:
    """What to ask about a changed series (row of summary_changes), in the reader's language."""
    asked = ["question_class"] if row["class_steps"] < 0 else []
    asked.append(f"question_{row['state'] if row['state'] in cards.STATES else 'cannot_say'}")
    if row["state"] in DECIDED and not row["confirmed"]:
        asked.append("question_unconfirmed")
    if row["state"] == "worsening":
        asked.append("question_target")
    return [t(f"meeting.{name}") for name in (*asked, "question_who")]


def document(rows: pd.DataFrame) -> bytes:
    """The minutes: each item of the agenda with its course, sentence, questions and note. No script, no network."""
    here = scope.current()
    title = t("meeting.title", period=language.period(scope.quarter(here)))
    filters = " · ".join(scope.describe(here))
    parts = [
        printing.opening(title),
        f"<h1>{escape(title)}</h1>",
        f'<p class="small">{escape(filters)}</p>' if filters else "",
        *(_item(number, row) for number, row in enumerate(rows.to_dict("records"), 1)),
        f'<p class="small">{escape(t("meeting.made", product=t("frame.product"), snapshot=source.snapshot().id))}</p>',
        "</body></html>",
    ]
    return "\n".join(part for part in parts if part).encode()


def _item(number: int, row: Row) -> str:
    marks = [*agenda.kinds(row), cards.state_word(row["state"])]
    marks += [t("cards.simulated")] if row["status"] == "simulated" else []
    name = language.name(row, stem="short")
    sentence = row[f"sentence_{language.current()}"]
    note = agenda.note(row["series"]) or t("meeting.no_note")
    return (
        f'<section class="item"><h2>{number}. {escape(str(name))} · {escape(agenda.place(row))}</h2>'
        f'<p class="small">{escape(" · ".join(marks))}</p>{_course(row)}<p>{escape(sentence)}</p>'
        f"<ul>{''.join(f'<li>{escape(question)}</li>' for question in questions(row))}</ul>"
        f'<p class="small">{escape(t("meeting.note"))}</p><p class="note">{escape(note)}</p></section>'
    )


def _course(row: Row) -> str:
    values = [] if language.missing(row["actuals"]) else pd.Series(row["actuals"], dtype=float).tolist()
    signal = cards.SIGNAL_OF_STATE.get(row["state"], "common_cause")
    title = language.name(row, stem="short")
    return sparkline.svg(values, title, signal=signal, target=row["target"], width=420, height=80)
