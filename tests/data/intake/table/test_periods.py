"""Periods as agencies write them, and how they settle into an indicator's frequency."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.intake.table import periods

WRITTEN = {
    "2024": ["2024", "TA 2024", "T.A. 2024", "Tahun 2024", "2024.0", "2024*", "2024**)", "2024 r", "2024b", "(2024)",
             "SP 2024", "202400", "Tahun Anggaran 2024", "thn 2024"],
    "2024-S1": ["2024-S1", "S1-2024", "Semester 1 2024", "Smt I 2024", "SEMESTER I TAHUN 2024", "2024 Semester 1",
                "sem. 1/2024", "2024S1"],
    "2024-Q3": ["2024-Q3", "2024Q3", "Q3 2024", "TW III 2024", "TW 3", "Triwulan 3 2024", "Tw.III/2024", "TW III-2024",
                "2024 TW III", "Kuartal III 2024", "Triwulan Ketiga 2024", "TW 3: 2024", "Q3-24"],
    "2024-06": ["2024-06", "2024/6", "06/2024", "6-2024", "202406", "2024M06", "Juni 2024", "JUNI 2024", "Jun-24",
                "Jun 24", "2024 Juni", "bulan Juni 2024", "June 2024", "Juni'24", "Juni, 2024"],
    "2024-08": ["Agustus 2024", "Agt 2024", "Agu-24", "Ags 2024", "Aug-24"],
    "2023-11": ["Nopember 2023", "Nop-23", "November 2023"],
}  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), [(t, p) for p, texts in WRITTEN.items() for t in texts if t != "TW 3"])
def test_a_period_in_one_text(text, wanted):
    assert periods.parse(text).period.id == wanted


@pytest.mark.parametrize(
    ("text", "day"),
    [("31/03/2024", (2024, 3, 31)), ("31-3-24", (2024, 3, 31)), ("2024-03-31", (2024, 3, 31)),
     ("2024-03-31 00:00:00", (2024, 3, 31)), ("31 Maret 2024", (2024, 3, 31)), ("5-Mei-24", (2024, 5, 5)),
     ("31.03.2024", (2024, 3, 31)), ("29/02/2024", (2024, 2, 29))],
)  # fmt: skip
def test_a_day(text, day):
    assert (periods.parse(text).moment, periods.parse_date(text)) == (date(*day), date(*day))


@pytest.mark.parametrize(
    "text",
    ["abc", "45382", "2017-2024", "2017-202", "13/2024", "31/02/2024", "03/31/2024", "24-Mar", "Triwulan V 2024",
     "Semester 3 2024", "II 2024", "Juni", "1.234", "24", "1800", "2024-13", "Q0 2024", "x" * 100, "1990.5"],
)  # fmt: skip
def test_what_is_no_period(text):
    assert periods.parse(text).problem == "period_unreadable"


def test_nothing_is_told_apart_from_nonsense():
    assert periods.parse(None).problem == periods.parse("").problem == "period_missing"


@pytest.mark.parametrize(
    ("columns", "wanted"),
    [({"text": None, "year": "2024", "month_text": "JANUARI"}, "2024-01"),
     ({"text": None, "year": "2024", "month_text": "6.0"}, "2024-06"),
     ({"text": None, "year": "2024", "quarter_text": "TW I"}, "2024-Q1"),
     ({"text": None, "year": "2024", "quarter_text": "iv"}, "2024-Q4"),
     ({"text": None, "year": "TA 2024", "half_text": "II"}, "2024-S2"),
     ({"text": "TW II", "year": "2024"}, "2024-Q2"), ({"text": "Juni", "year": "2024"}, "2024-06"),
     ({"text": None, "year": "2024", "month_text": "12"}, "2024-12"),
     ({"text": "00", "year": "2021"}, "2021"), ({"text": "2024-06", "year": "2024"}, "2024-06")],
)  # fmt: skip
def test_a_period_in_several_columns(columns, wanted):
    assert periods.parse(**columns).period.id == wanted


@pytest.mark.parametrize("columns", [{"text": "2024-06", "year": "2023"}, {"text": "03", "year": "2021"},
                                     {"text": None, "year": "2024", "month_text": "13"},
                                     {"text": None, "year": None, "month_text": "1"}])  # fmt: skip
def test_columns_that_disagree_or_lack_the_year(columns):
    assert periods.parse(**columns).problem


@pytest.mark.parametrize(
    ("text", "frequency", "wanted", "as_of"),
    [
        ("30/06/2024", "quarterly", "2024-Q2", date(2024, 6, 30)),
        ("30/06/2024", "annual", "2024", date(2024, 6, 30)),
        ("2024-04-01", "quarterly", "2024-Q2", None),
        ("s.d. Juni 2024", "quarterly", "2024-Q2", date(2024, 6, 30)),
        ("s/d Juni 2024", "monthly", "2024-06", date(2024, 6, 30)),
        ("Januari - Juni 2024", "semiannual", "2024-S1", date(2024, 6, 30)),
        ("Januari s.d. Juni 2024", "quarterly", "2024-Q2", date(2024, 6, 30)),
        ("April-Juni 2024", "quarterly", "2024-Q2", None),
        ("sampai dengan TW II 2024", "quarterly", "2024-Q2", date(2024, 6, 30)),
        ("Maret 2024", "semiannual", "2024-S1", date(2024, 3, 31)),
        ("Februari 2024", "semiannual", "2024-S1", date(2024, 2, 29)),
        ("Agustus 2024", "semiannual", "2024-S2", date(2024, 8, 31)),
        ("September 2024", "semiannual", "2024-S2", date(2024, 9, 30)),
    ],
)
def test_a_reading_settles_into_a_frequency(text, frequency, wanted, as_of):
    fit = periods.fit(periods.parse(text), frequency)
    assert (fit.problem, fit.period.id, fit.as_of) == (None, wanted, as_of)


@pytest.mark.parametrize(
    ("text", "frequency"),
    [("2024", "quarterly"), ("2024-06", "quarterly"), ("Mei 2024", "semiannual"), ("2024-Q1", "annual"),
     ("April-Juni 2024", "annual")],
)  # fmt: skip
def test_a_period_of_another_frequency(text, frequency):
    assert periods.fit(periods.parse(text), frequency).problem == "period_frequency"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [("2023/2024", "2024"), ("2023-24", "2024"), ("1999/2000", "2000"), ("Tahun Ajaran 2023/2024", "2024"),
     ("semester ganjil 2024/2025", "2024-S2"), ("Semester Genap Tahun Ajaran 2024/2025", "2025-S1")],
)  # fmt: skip
def test_school_years_say_so(text, wanted):
    reading = periods.parse(text)
    assert (reading.period.id, reading.note) == (wanted, "school_year")


@given(st.text(max_size=40))
def test_no_text_breaks_the_reader(text):
    reading = periods.parse(text)
    assert (reading.problem is None) == bool(reading.period or reading.moment)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2024-12-31T17:00:00.000Z", "2025-01-01"), ("2024-12-31T17:00:00Z", "2025-01-01"),
        ("2024-12-31T17:00:00+00:00", "2025-01-01"), ("2025-01-01T00:00:00+07:00", "2025-01-01"),
        ("2024-12-31T17:00Z", "2025-01-01"), ("2024-12-31 17:00:00 UTC", "2025-01-01"),
        ("31/12/2024 17:00:00Z", "2025-01-01"), ("2024-12-31T12:00:00-05:00", "2025-01-01"),
        ("2024-12-31T16:59:59Z", "2024-12-31"), ("2024-12-31T17:00:00", "2024-12-31"),
        ("31/12/2024 23:00", "2024-12-31"),
    ],
)  # fmt: skip
def test_a_moment_of_a_stated_zone_is_the_day_in_aceh(text, day):
    assert str(periods.parse(text).moment) == str(periods.parse_date(text)) == day


@pytest.mark.parametrize("text", ["2024-12-31T25:00:00Z", "2024-12-31T17:61Z", "kapanT10:00Z", "2024-13-31T17:00Z"])
def test_a_moment_that_cannot_be_is_not_read(text):
    assert periods.parse(text).problem == "period_unreadable"


@pytest.mark.parametrize(("day", "year"), [("1905-07-16", "2024"), ("1905-07-17", "2025"), ("1905-01-01", None)])
def test_a_year_shown_as_a_date_is_told_by_its_number(day, year):
    assert periods.year_of_serial(date.fromisoformat(day)) == year


@pytest.mark.parametrize(
    ("texts", "is_so"),
    [
        (["12/31/2024", "3/15/2024"], True), (["31/12/2024", "15/3/2024"], False), (["1/2/2024", "3/4/24"], False),
        (["12/13/2024", "13/12/2024"], False), (["12.13.2024", None, "Juni"], True), (["1/12/2024"], False),
        ([], False),
    ],
)  # fmt: skip
def test_months_stand_first_where_only_that_can_be_read(texts, is_so):
    assert periods.months_stand_first(texts) == is_so


def test_a_date_is_turned_to_its_day_first():
    assert periods.day_first("3/15/2024 00:00") == "15/3/2024 00:00"
    assert (periods.day_first("Juni 2024"), periods.day_first(None)) == ("Juni 2024", None)
