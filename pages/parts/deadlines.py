"""Deadlines of the next 60 days as a table and a calendar file, and the reminder letters."""

import datetime as dt
from collections.abc import Mapping

import pandas as pd
import streamlit as st

from data import guarded
from pages.parts import cards, completeness, language, listing, reminder, scope, source
from pages.parts.language import t

CALENDAR_DAYS = 60


def draw(here: scope.Scope) -> None:
    """What falls due in the next 60 days, as a table and for one's calendar; then the reminder letters."""
    today = completeness.real_day()
    until = today + dt.timedelta(days=CALENDAR_DAYS)
    own = {"agency": here.agency or None, "units": here.units or None}
    st.header(t("quality.calendar"))
    rows = source.fetch("quality_calendar", today=today, until=until, **own)
    if rows.empty:
        st.info(t("quality.calendar_none", day=today, until=until), icon=":material/event_available:")
    else:
        st.caption(t("quality.calendar_basis", day=today, until=until))
        _calendar(reminder.deadlines(rows), today)
        cards.simulated_note(int(rows["simulated"].sum()), len(rows))
    _letters(today, own)


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
    formats = {"deadline": language.day, "due_day": language.day, "reports": listing.whole}
    opens = ("quality_page", {"agency": "agency"})
    cards.table(shown, columns, formats, opens, key="quality_calendar_table", alt=t("quality.calendar"))
    st.download_button(
        t("quality.ics"),
        lambda: reminder.calendar_file(rows, dt.datetime.now(dt.UTC)),
        file_name=f"tenggat-{today:%Y-%m-%d}.ics",
        mime="text/calendar",
        icon=":material/event:",
        help=t("quality.ics_help"),
        key="quality_ics",
        on_click="ignore",
    )


def _days_left(deadline: dt.date, today: dt.date) -> str:
    """Days until a deadline; in words when only the grace is left."""
    return listing.whole((deadline - today).days) if deadline >= today else t("quality.in_grace")


def _letters(today: dt.date, own: Mapping[str, object]) -> None:
    """The reminder to one agency, ready to copy and as a draft of an e-mail."""
    st.header(t("quality.reminder"))
    since = today - dt.timedelta(days=2 * 365)
    rows = source.fetch(
        "quality_troubles", record="missing", limit=listing.ALL,
        today=today, first_day=since, last_day=today, **own,
    )  # fmt: skip
    if rows.empty:
        st.success(t("quality.reminder_none", day=today), icon=":material/task_alt:")
        return
    st.caption(t("quality.reminder_basis", day=today))
    counts = rows["agency"].value_counts()
    first = rows.drop_duplicates("agency").to_dict("records")
    names = {row["agency"]: language.name(row, stem="agency") for row in first}
    left, right = st.columns([3, 1])
    with left:
        agency = st.selectbox(
            t("quality.reminder_agency"),
            list(counts.index),
            format_func=lambda code: t("quality.reminder_agency_count", agency=names[code], n=int(counts[code])),
            key="quality_reminder_agency",
        )
    with right:
        by = st.date_input(
            t("quality.reminder_by"), reminder.answer_by(today), min_value=today, format="DD/MM/YYYY",
            key="quality_reminder_by",
        )  # fmt: skip
    own_rows = rows[rows["agency"] == agency]
    _letter(own_rows, today, by or reminder.answer_by(today), agency)


def _letter(rows: pd.DataFrame, today: dt.date, by: dt.date, agency: str) -> None:
    """The letter in Indonesian, always; in English beside it on English pages."""
    subject, body = reminder.letter(rows, today, by, "id")
    text = f"{subject}\n\n{body}"
    st.caption(t("quality.reminder_copy"))
    st.code(text, language=None, wrap_lines=True)
    link, shortened = reminder.mail_link(rows, today, by, "id")
    with st.container(horizontal=True):
        st.link_button(t("quality.reminder_mail"), link, icon=":material/mail:", key="quality_mail")
        st.download_button(
            t("quality.reminder_file"), text.encode(),
            file_name=guarded.file_name(f"pengingat-{agency.lower()}-{today:%Y-%m-%d}.txt"),
            mime="text/plain", icon=":material/download:", key="quality_letter", on_click="ignore",
        )  # fmt: skip
    if shortened:
        st.caption(t("quality.reminder_cut"))
    if language.current() == "en":
        with st.expander(t("quality.reminder_english")):
            st.code("\n\n".join(reminder.letter(rows, today, by, "en")), language=None, wrap_lines=True)
