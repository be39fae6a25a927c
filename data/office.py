"""The clock of the offices that report: Western Indonesian time, wherever the program runs; moments are kept in UTC."""

from datetime import UTC, date, datetime, timedelta, timezone

ZONE = timezone(timedelta(hours=7), "WIB")


def office_today() -> date:
    """The day it is in Aceh now."""
    return datetime.now(ZONE).date()


def now() -> str:
    """This moment to the second, as records, notes and the pointer say it."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def stamp() -> str:
    """This moment in the name of something that is set aside; later ones sort behind."""
    return f"{datetime.now(UTC):%Y%m%dT%H%M%S.%f}"
