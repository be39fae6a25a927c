"""All reminder letters at once: to whom, when the last went out, the pack of them, and the record that they went."""

import datetime as dt

import pandas as pd
import streamlit as st

from data.rights.acting import acting
from data.settings import settings
from data.store import reminders
from pages.components import errors, row_lists, tables, taking
from pages.content import completeness, lists, reader, scope
from pages.documents import list_file, reminder_letter
from pages.session import person
from pages.words import language
from pages.words.language import t

NAMES = ("agency", "agency_name", "post", "missing", "oldest", "late", "last_sent", "letter")


def draw(here: scope.Scope, missing: pd.DataFrame, span: completeness.Span, today: dt.date, by: dt.date) -> None:
    """The letters by agency, the longest overdue first, then their pack and the record; rows: missing_reports."""
    own = {"agency": here.agency or None, "units": here.units or None, "frequency": None}
    totals = reader.fetch("quality_totals", **{**span.days, "today": today}, **own)
    known = reminders.sent(settings().store)
    rows = completeness.owing(missing, totals)
    last = [known[each][-1].on if each in known else None for each in rows["agency"]]
    rows = rows.assign(
        last_sent=[dt.date.fromisoformat(each) if each else None for each in last],
        letter=[reminder_letter.file_name(each, today) for each in rows["agency"]],
    )
    columns = {
        "abbreviation": st.column_config.Column(t("scope.agency"), width="small"),
        "missing": t("quality.missing"),
        "oldest": t("quality.oldest"),
        "last_sent": t("quality.letters_last"),
        "post": st.column_config.Column(t("quality.post"), width="large"),
    }
    columns = tables.filled(columns, rows)
    formats = {"missing": lists.whole, "oldest": lists.whole, "last_sent": language.day}
    formats = {name: how for name, how in formats.items() if name in columns}
    row_lists.table(
        rows, columns, formats, title=("abbreviation",), key="quality_letters", alt=t("quality.letters_table"),
        takeaway=False, height=min(len(rows), 8) * 35 + 38,
    )  # fmt: skip
    with st.container(horizontal=True):
        taking.file_button(
            "letters", t("quality.letters_pack", n=len(rows)),
            lambda: reminder_letter.pack(missing, today, by, list_file.in_words(rows, NAMES, t("quality.reminder"))),
            f"surat-pengingat-{today:%Y-%m-%d}", key="quality_letters_pack", type="primary",
        )  # fmt: skip
        if not here.snapshot and person.actor().may("remind"):
            _record(rows, today, known)


def _record(rows: pd.DataFrame, today: dt.date, known: dict[str, list[reminders.Reminder]]) -> None:
    """Buttons that record the letters as sent today, and that take this back; examples are sent to nobody."""
    real = rows[~rows["example"].astype(bool)]
    counts = dict(zip(real["agency"], real["missing"].astype(int), strict=True))
    done = [agency for agency, letters in known.items() if letters[-1].on == today.isoformat()]
    if left := {agency: count for agency, count in counts.items() if agency not in done}:
        st.button(
            t("quality.letters_sent", n=len(left)), icon=":material/outgoing_mail:", key="quality_letters_sent",
            help=t("quality.letters_sent_help"), on_click=_sent, args=(left, today),
        )  # fmt: skip
    if done:
        st.button(
            t("quality.letters_unsent", n=len(done)), icon=":material/undo:", key="quality_letters_unsent",
            on_click=_unsent, args=(today,), type="tertiary",
        )  # fmt: skip


def _sent(reports: dict[str, int], today: dt.date) -> None:
    with errors.told(), acting(person.actor()):
        reminders.record(settings().store, reports, today)


def _unsent(today: dt.date) -> None:
    with errors.told(), acting(person.actor()):
        reminders.take_back(settings().store, today)
