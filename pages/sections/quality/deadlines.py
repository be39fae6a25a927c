"""Deadlines of the next 60 days as a table and a calendar file, and the reminder letters."""

import datetime as dt
from collections.abc import Mapping

import pandas as pd
import streamlit as st

from pages.components import captions, row_lists, tables, taking
from pages.content import completeness, lists, reader, releases, scope
from pages.documents import reminder_letter
from pages.sections.quality import letters
from pages.words import language
from pages.words.language import t

CALENDAR_DAYS = 60


def draw(here: scope.Scope) -> None:
    """What falls due in the next 60 days, as a table and for one's calendar; then the reminder letters."""
    today = completeness.real_day()
    until = today + dt.timedelta(days=CALENDAR_DAYS)
    own = {"agency": here.agency or None, "units": here.units or None}
    st.header(t("quality.calendar"))
    rows = reader.fetch("quality_calendar", today=today, until=until, **own)
    if rows.empty:
        st.info(t("quality.calendar_none", day=today, until=until), icon=":material/event_available:")
    else:
        captions.say(t("quality.calendar_basis", day=today, until=until))
        _calendar(reminder_letter.deadlines(rows), today)
        captions.simulated_note(int(rows["simulated"].sum()), len(rows))
    _releases(here)
    _letters(here, today, own)


def _releases(here: scope.Scope) -> None:
    """The next date of every indicator, folded; a name opens it."""
    fold = st.expander(
        t("quality.releases"), icon=":material/event_upcoming:", key="quality_releases", on_change="rerun"
    )
    if not fold.open:
        return
    rows = releases.of_scope(here)
    shown = lists.named(rows)
    columns = {
        "name": st.column_config.Column(t("cards.indicator"), width="large"),
        "abbreviation": t("scope.agency"),
        "when": t("cards.period"),
        "deadline": t("quality.deadline"),
    }
    with fold:
        captions.say(t("quality.releases_basis"))
        tables.table(
            shown, columns, {"deadline": language.day}, lists.opens(shown), key="quality_releases_table",
            alt=t("quality.releases"),
        )


def _calendar(rows: pd.DataFrame, today: dt.date) -> None:
    """Deadlines, the nearest first; a row narrows to its agency."""
    shown = rows.assign(
        when=[language.period(each, short=True) for each in rows["period"]],
        left=[_days_left(pd.Timestamp(each).date(), today) for each in rows["deadline"]],
        names=["; ".join(names) for names in rows["indicators"]],
    )
    columns = {
        "deadline": t("quality.deadline"),
        "abbreviation": st.column_config.Column(t("scope.agency"), width="small"),
        "when": t("cards.period"),
        "left": t("quality.days_left"),
        "due_day": t("quality.due_day"),
        "reports": t("quality.calendar_reports"),
        "names": st.column_config.Column(t("quality.calendar_indicators"), width="large"),
    }
    formats = {"deadline": language.day, "due_day": language.day, "reports": lists.whole}
    opens = ("quality", {"agency": "agency"})
    row_lists.table(
        shown, columns, formats, opens, title=("deadline", "abbreviation"), key="quality_calendar_table",
        alt=t("quality.calendar"),
    )  # fmt: skip
    taking.file_button(
        "calendar", t("quality.ics"), lambda: reminder_letter.calendar_file(rows, dt.datetime.now(dt.UTC)),
        f"tenggat-{today:%Y-%m-%d}", help=t("quality.ics_help"), key="quality_ics",
    )  # fmt: skip


def _days_left(deadline: dt.date, today: dt.date) -> str:
    """Days until a deadline; in words when only the grace is left."""
    return lists.whole((deadline - today).days) if deadline >= today else t("quality.in_grace")


def _letters(here: scope.Scope, today: dt.date, own: Mapping[str, object]) -> None:
    """The reminders: who is owed one and when the last went out, all as one pack, one to look at and copy."""
    st.header(t("quality.reminder"))
    owed = completeness.owed(here)
    rows = completeness.missing_reports(completeness.Span(owed.first, owed.last, today), own)
    if rows.empty:
        st.success(t("quality.reminder_none", day=today), icon=":material/task_alt:")
        return
    captions.say(t("quality.reminder_basis", day=today))
    by = st.date_input(
        t("quality.reminder_by"), reminder_letter.answer_by(today), min_value=today, format="DD/MM/YYYY",
        key="quality_reminder_by", width=240,
    ) or reminder_letter.answer_by(today)  # fmt: skip
    letters.draw(here, rows, owed, today, by)
    counts = rows["agency"].value_counts(sort=False)
    first = rows.drop_duplicates("agency").to_dict("records")
    names = {row["agency"]: language.name(row, stem="agency") for row in first}
    agency = st.selectbox(
        t("quality.reminder_agency"),
        list(names),
        format_func=lambda code: t("quality.reminder_agency_count", agency=names[code], n=int(counts[code])),
        key="quality_reminder_agency",
    )
    _letter(rows[rows["agency"] == agency], today, by, agency)


def _letter(rows: pd.DataFrame, today: dt.date, by: dt.date, agency: str) -> None:
    """The letter in Indonesian, always; in English beside it on English pages."""
    text = reminder_letter.sheet(rows, today, by, "id")
    captions.say(t("quality.reminder_copy"))
    st.code(text, language=None, wrap_lines=True)
    link, shortened = reminder_letter.mail_link(rows, today, by, "id")
    with st.container(horizontal=True):
        st.link_button(t("quality.reminder_mail"), link, icon=":material/mail:", key="quality_mail")
        taking.file_button(
            "letter", t("quality.reminder_file"), text.encode("utf-8-sig"), reminder_letter.stem(agency, today),
            key="quality_letter",
        )  # fmt: skip
    if shortened:
        captions.say(t("quality.reminder_cut"))
    if language.current() == "en":
        with st.expander(t("quality.reminder_english")):
            st.code(reminder_letter.sheet(rows, today, by, "en"), language=None, wrap_lines=True)
