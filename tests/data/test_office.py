"""The clock of the offices: the day it is in Aceh, wherever the program runs."""

import datetime as dt

import pytest

from data import office


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("2026-11-28T16:59:59+00:00", "2026-11-28"), ("2026-11-28T17:00:00+00:00", "2026-11-29"),
        ("2026-11-28T18:00:00+00:00", "2026-11-29"), ("2026-12-31T17:30:00+00:00", "2027-01-01"),
        ("2026-11-29T01:00:00+09:00", "2026-11-28"),
    ],
)  # fmt: skip
def test_today_is_the_day_in_aceh(monkeypatch, moment, day):
    class Clock(dt.datetime):
        @classmethod
        def now(cls, tz=None):
            return dt.datetime.fromisoformat(moment).astimezone(tz)

    monkeypatch.setattr(office, "datetime", Clock)
    assert office.office_today().isoformat() == day
