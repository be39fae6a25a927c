"""The clock of the offices that report: Western Indonesian time, wherever the program runs."""

from datetime import date, datetime, timedelta, timezone

ZONE = timezone(timedelta(hours=7), "WIB")


def office_today() -> date:
    """The day it is in Aceh now."""
    return datetime.now(ZONE).date()
