"""What agencies are told of their reports: the reminder letter, its draft as an e-mail, the calendar of deadlines."""

import datetime as dt
import io
import zipfile
from bisect import bisect_right
from urllib.parse import quote

import pandas as pd

from pages.documents.formats import FORMATS
from pages.words import language
from pages.words.language import t
from pages.words.row import Row

LONGEST_LINK = 1_800  # characters; mail programs cut longer ones
PERIODS_NAMED = 6
INDICATORS_NAMED = 12
REMIND_BEFORE = dt.timedelta(days=3)
DAYS_TO_ANSWER = 7
PLACE = "Banda Aceh"  # where the agencies of the province sit


def answer_by(today: dt.date) -> dt.date:
    """A week from today, on the Monday after when that is a weekend."""
    day = today + dt.timedelta(days=DAYS_TO_ANSWER)
    return day + dt.timedelta(days=max(0, 7 - day.weekday()) if day.weekday() > 4 else 0)


def letter(rows: pd.DataFrame, today: dt.date, by: dt.date, spoken: str, lines: int | None = None) -> tuple[str, str]:
    """Subject and body of the reminder for the missing reports of one agency (rows of completeness.missing_reports).

    `lines` cuts the list and says how many reports it leaves out.
    """
    agency = language.name(rows.iloc[0], spoken, "agency")
    items = _items(rows, spoken)
    told = items if lines is None else items[:lines]
    left = len(rows) - sum(count for _, count in told)
    listed = [words for words, _ in told]
    if left:
        listed.append(t("quality.letter_more", spoken, n=left))
    simulated = int(rows["simulated"].sum())
    day = language.day(today, spoken, "d MMMM y")
    subject = t("quality.letter_subject", spoken, agency=agency)
    parts = [
        t("quality.letter_head", spoken, subject=subject),
        t("quality.letter_to", spoken, post=addressee(rows, spoken), place=PLACE),
        t("quality.letter_greeting", spoken),
        t("quality.letter_missing", spoken, day=day, n=len(rows), agency=agency),
        "\n".join(listed),
        t("quality.letter_ask", spoken, by=language.day(by, spoken, "EEEE, d MMMM y")),
        t("quality.letter_how", spoken),
        t("quality.letter_simulated", spoken, n=simulated) if simulated else "",
        t("quality.letter_crossed", spoken),
        t("quality.letter_thanks", spoken),
        t("quality.letter_sender", spoken),
        t("quality.letter_copy", spoken),
    ]
    return subject, "\n\n".join(part for part in parts if part)


def addressee(rows: pd.DataFrame, spoken: str) -> str:
    """The post that the letter goes to, as the register names it; else the agency's head."""
    first = rows.iloc[0].to_dict()
    if language.missing(first.get("head_id")):
        return t("quality.letter_post", spoken, agency=language.name(first, spoken, "agency"))
    return language.name(first, spoken, "head")


def sheet(rows: pd.DataFrame, today: dt.date, by: dt.date, spoken: str) -> str:
    """The whole letter as an office writes it: place and day first; an example says so."""
    day = f"{PLACE}, {language.day(today, spoken, 'd MMMM y')}"
    example = [t("quality.letter_example", spoken)] if rows["simulated"].all() else []
    return "\n\n".join([*example, day, letter(rows, today, by, spoken)[1]])


def stem(agency: str, today: dt.date) -> str:
    """The name of an agency's letter, without its ending."""
    return f"pengingat-{agency.lower()}-{today:%Y-%m-%d}"


def file_name(agency: str, today: dt.date) -> str:
    """The name of an agency's letter as a file."""
    return FORMATS["letter"].named(stem(agency, today))


def pack(missing: pd.DataFrame, today: dt.date, by: dt.date, index: bytes) -> bytes:
    """The letters to all agencies in Indonesian as a ZIP, with `index`, their list as CSV."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("daftar-surat.csv", index)
        for agency, rows in missing.groupby("agency", sort=False):
            archive.writestr(file_name(str(agency), today), "\ufeff" + sheet(rows, today, by, "id"))
    return made.getvalue()


def _items(rows: pd.DataFrame, spoken: str) -> list[tuple[str, int]]:
    """A line per indicator and unit with its missing periods, the newest first, and how many they are."""
    items = []
    grouped = rows.sort_values("period_end", ascending=False).groupby(["indicator", "unit"], sort=False)
    for number, (_, own) in enumerate(grouped, start=1):
        first = own.iloc[0]
        unit = language.name(first, spoken, "unit") if first["unit"] else ""
        name = language.name(first, spoken, "short") + (f" ({unit})" if unit else "")
        named = [language.period(each, spoken, short=True) for each in own["period"][:PERIODS_NAMED]]
        if len(own) > PERIODS_NAMED:
            named.append(t("quality.letter_more", spoken, n=len(own) - PERIODS_NAMED))
        words = t(
            "quality.letter_item" if len(own) == 1 else "quality.letter_item_last",
            spoken,
            number=number,
            indicator=name,
            periods=", ".join(named),
            deadline=language.day(first["deadline"], spoken),
        )
        items.append((words, len(own)))
    return items


def mail_link(rows: pd.DataFrame, today: dt.date, by: dt.date, spoken: str) -> tuple[str, bool]:
    """A mailto: link that opens the letter as a draft, and whether its list had to be cut to fit."""

    def link(lines: int | None) -> str:
        return _mailto(*letter(rows, today, by, spoken, lines))

    if len(whole := link(None)) <= LONGEST_LINK:
        return whole, False
    most = rows.groupby(["indicator", "unit"]).ngroups
    fitting = bisect_right(range(1, most), LONGEST_LINK, key=lambda lines: len(link(lines)))
    return link(fitting), True


def _mailto(subject: str, body: str) -> str:
    return f"mailto:?subject={quote(subject, safe='')}&body={quote(body.replace(chr(10), chr(13) + chr(10)), safe='')}"


def deadlines(rows: pd.DataFrame) -> pd.DataFrame:
    """Awaited reports (quality_calendar) by agency, frequency and period: reports, names of indicators, days."""
    spoken = language.current()
    grouped = rows.groupby(["deadline", "due_day", "agency", "frequency", "period"], sort=False)
    return grouped.agg(
        agency_name=(language.name_column(spoken, "agency"), "first"),
        abbreviation=("abbreviation", "first"),
        reports=("indicator", "size"),
        indicators=(language.name_column(spoken, "short"), lambda names: list(dict.fromkeys(names))),
        simulated=("simulated", "sum"),
    ).reset_index()


def calendar_file(rows: pd.DataFrame, now: dt.datetime) -> bytes:
    """Deadlines (as `deadlines` gives them) as iCalendar: an all-day event each, with an alarm three days before.

    Agencies with the same deadline share an event, which names them.

    The identifier of an event stays the same when it is downloaded again, so that calendars replace it.
    """
    import icalendar

    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//Kinerja Aceh//Mutu Data//ID")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", t("quality.ics_name"))
    for _, shared in rows.groupby(["deadline", "frequency", "period"], sort=False):
        calendar.add_component(_event(shared, now))
    return calendar.to_ical()


def _event(shared: pd.DataFrame, now: dt.datetime):
    """The event of one deadline; rows: an agency each."""
    import icalendar

    first, alone = shared.iloc[0], len(shared) == 1
    event, day = icalendar.Event(), pd.Timestamp(first["deadline"]).date()
    whose = first["agency_name"] if alone else t("quality.ics_agencies", n=len(shared))
    named = {"period": language.period(first["period"]), "agency": whose, "n": int(shared["reports"].sum())}
    summary = t("quality.ics_event", **named)
    simulated = f" ({t('cards.simulated_short')})" if shared["simulated"].all() else ""
    owner = first["agency"] if alone else "semua"
    event.add("uid", f"{owner}-{first['frequency']}-{first['period']}@kinerja-aceh".lower())
    event.add("dtstamp", now.astimezone(dt.UTC))
    event.add("dtstart", day)
    event.add("dtend", day + dt.timedelta(days=1))
    event.add("summary", summary + simulated)
    event.add("description", _described(first) if alone else _listed(shared))
    event.add("transp", "TRANSPARENT")
    alarm = icalendar.Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", summary)
    alarm.add("trigger", -REMIND_BEFORE)
    event.add_component(alarm)
    return event


def _listed(shared: pd.DataFrame) -> str:
    lines = [f"{row['abbreviation']}: {int(row['reports'])}" for row in shared.to_dict("records")]
    return "\n".join([*lines, t("quality.ics_grace", day=language.day(shared["due_day"].iloc[0]))])


def _described(row: Row) -> str:
    names = list(row["indicators"])
    lines = names[:INDICATORS_NAMED]
    if len(names) > INDICATORS_NAMED:
        lines.append(t("quality.ics_more", n=len(names) - INDICATORS_NAMED))
    return "\n".join([*lines, t("quality.ics_grace", day=language.day(row["due_day"]))])
