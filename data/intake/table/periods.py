"""The ways Indonesian agencies write months, quarters, half-years and years.

`parse` reads one text (with year, month, quarter or semester columns
beside it); `fit` settles the reading for an indicator's frequency.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone

from analytics.periods import FREQUENCIES, Period, annual, containing, half, month, quarter
from data.office import ZONE

FIRST_YEAR, LAST_YEAR = 1900, 2100
EARLIEST = 1945
"""No figure of the province is older."""
MONTH_NAMES = {
    name: number
    for number, names in enumerate(
        (
            "januari jan january",
            "februari feb pebruari peb february",
            "maret mar march mrt",
            "april apr",
            "mei may",
            "juni jun june",
            "juli jul july",
            "agustus agu agt ags agust aug august",
            "september sep sept",
            "oktober okt october oct",
            "november nov nopember nop",
            "desember des december dec",
        ),
        start=1,
    )
    for name in names.split()
}
ORDINALS = {
    "i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "x": 10, "xi": 11, "xii": 12,
    "pertama": 1, "kedua": 2, "ketiga": 3, "keempat": 4,
}  # fmt: skip
# BPS household surveys are held in these months; a half-yearly series is named after them.
SURVEY_HALF = {2: 1, 3: 1, 8: 2, 9: 2}


@dataclass(frozen=True)
class Reading:
    """What a text says: a period, or a moment (a date, or "up to June"), or a problem in place of both.

    `note` is `school_year` or `up_to` where the reading rests on a convention the sender should see.
    """

    period: Period | None = None
    moment: date | None = None
    problem: str | None = None
    note: str | None = None


@dataclass(frozen=True)
class Fit:
    """A reading settled for one frequency; `problem` is a rule id when it does not fit."""

    period: Period | None = None
    as_of: date | None = None
    problem: str | None = None
    note: str | None = None


def parse(
    text: str | None,
    *,
    year: str | None = None,
    month_text: str | None = None,
    quarter_text: str | None = None,
    half_text: str | None = None,
) -> Reading:
    """Read a period from one text and the columns beside it; empty columns are None."""
    texts = [clean(part) for part in (text, year, month_text, quarter_text, half_text)]
    whole, beside, in_month, in_quarter, in_half = texts
    if not any(texts):
        return Reading(problem="period_missing")
    if in_month or in_quarter or in_half:
        parts = _from_parts(beside or whole, in_month, in_quarter, in_half)
        return Reading(problem="periods_disagree") if _contradict(_single(whole), parts) else parts
    if whole and beside:
        alone = _single(whole)
        if alone.problem is None and _year_of(alone) == _plain_year(beside):
            return alone
        if whole in ("0", "00", beside):
            return _single(beside)
        return _single(f"{whole} {beside}") if _plain_year(whole) is None else _unreadable()
    return _single(whole or beside)


def _contradict(whole: Reading, parts: Reading) -> bool:
    """Whether a period written whole is another one than the columns beside it give; a wider one is not."""
    if not (whole.period and parts.period):
        return False
    return not (whole.period.start <= parts.period.start and parts.period.end <= whole.period.end)


def fit(reading: Reading, frequency: str | None) -> Fit:
    """Settle a reading for an indicator reported at `frequency`; None accepts any stated period."""
    if reading.problem:
        return Fit(problem=reading.problem)
    found = reading.period
    if found and frequency in (None, found.frequency):
        return Fit(found, reading.moment, note=reading.note)
    if frequency is None:
        return Fit(problem="period_unreadable")
    if reading.moment:
        whole = containing(reading.moment, frequency)
        # Spreadsheets write a month or year as its first day; data are not of that day.
        as_of = None if reading.moment == whole.start else reading.moment
        return Fit(whole, as_of, note=reading.note)
    if frequency == "semiannual" and found.frequency == "monthly" and found.start.month in SURVEY_HALF:
        return Fit(containing(found.start, frequency), found.end, note="survey_month")
    return Fit(found, problem="period_frequency")


def year_of_serial(day: date | None) -> str | None:
    """The year that a spreadsheet shows as this day: 2024 as the 16th of July 1905."""
    number = (day - date(1899, 12, 30)).days if day else 0
    return str(number) if EARLIEST <= number <= LAST_YEAR else None


def is_period(text: str | None) -> bool:
    """Whether a header or cell says a whole period or date by itself."""
    return bool(text) and _single(clean(text)).problem is None


def years_in(text: str) -> list[str]:
    """The years that a title or a name of a sheet mentions, each once."""
    found = re.findall(r"(?<![\d.,])(?:19|20)\d{2}(?![\d])", text)
    return list(dict.fromkeys(found))


_SLASHED = re.compile(r"\s*(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})\b(.*)", re.DOTALL)


def months_stand_first(texts: Iterable[str | None]) -> bool:
    """Whether the dates of a column can only be read with the month before the day."""
    parts = [(int(found[1]), int(found[3])) for text in texts if text and (found := _SLASHED.fullmatch(text))]
    return any(second > 12 for _, second in parts) and all(first <= 12 for first, _ in parts)


def day_first(text: str | None) -> str | None:
    """A date with its month first as one with its day first; other texts as they are."""
    return _SLASHED.sub(r"\3\2\1\2\4\5", text) if text and _SLASHED.fullmatch(text) else text


def clean(text: str | None) -> str:
    """Lower case, single spaces, ordinary dashes, without footnote marks and quotes."""
    if not text:
        return ""
    text = re.sub(r"[\s\u00a0\u202f\u2007\u2009]+", " ", str(text)).strip(" '\"`").lower()
    text = re.sub(r"[\u2010-\u2015\u2212]", "-", text)
    return re.sub(r"[*†‡¹²³⁾)\s]+$", "", text).lstrip("(") if not text.startswith("s.d") else text


def _unreadable() -> Reading:
    return Reading(problem="period_unreadable")


def _year_of(reading: Reading) -> int:
    return reading.period.start.year if reading.period else reading.moment.year


def _plain_year(text: str) -> int | None:
    """A year alone, with the words and marks that go with one: `TA 2024`, `2013b`, `SP 1971`, `2024.0`."""
    found = re.fullmatch(_YEAR_ALONE, text)
    return _valid_year(int(found[1])) if found else None


def _valid_year(value: int) -> int | None:
    return value if FIRST_YEAR <= value <= LAST_YEAR else None


def _full_year(text: str) -> int | None:
    value = int(text)
    if len(text) == 2:
        return 2000 + value if value < 70 else 1900 + value
    return _valid_year(value)


def _number(text: str) -> int | None:
    """1–12 from digits, roman numerals or words, with a leading `tw`, `q`, `bulan` and the like dropped."""
    bare = re.sub(rf"^(?:{_QUARTER}|{_HALF}|bulan|bln|month|m(?=\d))[\s.:/-]*", "", text).strip(" .:")
    bare = re.sub(r"^0+(?=\d)|\.0$", "", bare)
    if bare in ORDINALS:
        return ORDINALS[bare]
    return int(bare) if bare.isdecimal() and len(bare) <= 2 else None


def _from_parts(year_text: str, in_month: str, in_quarter: str, in_half: str) -> Reading:
    year = _plain_year(year_text) if year_text else None
    if year is None:
        return Reading(problem="period_missing") if not year_text else _unreadable()
    if in_month:
        number = MONTH_NAMES.get(in_month.rstrip(".")) or _number(in_month)
        return Reading(month(year, number)) if number and number <= 12 else _unreadable()
    if in_quarter:
        number = _number(in_quarter)
        return Reading(quarter(year, number)) if number and 1 <= number <= 4 else _unreadable()
    number = {"ganjil": 2, "genap": 1}.get(in_half) or _number(in_half)
    return Reading(half(year, number)) if number in (1, 2) else _unreadable()


def _single(text: str) -> Reading:
    """Read one cleaned text by the first form that fits."""
    if len(text) > 60:
        return _unreadable()
    if moment := _ZONED.fullmatch(text):
        return _at_the_office(*moment.groups())
    for form, reader in _FORMS:
        found = form.fullmatch(text)
        if found:
            try:
                reading = reader(*found.groups())
            except ValueError:
                reading = None
            return reading or _unreadable()
    return _unreadable()


def _at_the_office(
    day: str, hour: str, minute: str, sign: str | None, hours: str | None, minutes: str | None
) -> Reading:
    """A moment of a stated zone as the day that it is in Aceh: 17.00 of New Year's Eve in Greenwich is the new year."""
    found = _single(day)
    if found.moment is None or int(hour) > 23 or int(minute) > 59 or int(hours or 0) > 23:
        return _unreadable()
    ahead = timedelta(hours=int(hours or 0), minutes=int(minutes or 0))
    zone = timezone(-ahead if sign == "-" else ahead)
    at = datetime(found.moment.year, found.moment.month, found.moment.day, int(hour), int(minute), tzinfo=zone)
    return Reading(moment=at.astimezone(ZONE).date())


def _read_year(text: str) -> Reading | None:
    year = _valid_year(int(text))
    return Reading(annual(year)) if year else None


def _read_school_year(first: str, second: str) -> Reading | None:
    year = int(first)
    following = int(second) if len(second) == 4 else year // 100 * 100 + int(second)
    if following != year + 1 or not _valid_year(year):
        return None
    return Reading(annual(year + 1), note="school_year")


def _read_school_half(half_text: str, first: str, second: str) -> Reading | None:
    if _read_school_year(first, second) is None:
        return None
    year = int(first)
    found = half(year, 2) if half_text == "ganjil" else half(year + 1, 1)
    return Reading(found, note="school_year")


def _read_compact(year: str, number: str) -> Reading | None:
    if number == "00":
        return _read_year(year)
    return Reading(month(int(year), int(number))) if _valid_year(int(year)) and 1 <= int(number) <= 12 else None


def _read_month_first(number: str, year: str) -> Reading | None:
    return _read_compact(year, number.zfill(2)) if int(number) else None


def _read_year_first(year: str, number: str) -> Reading | None:
    return _read_month_first(number, year)


def _read_part(maker, limit: int):
    def read(number: str, year: str) -> Reading | None:
        value, full = _number(number), _full_year(year)
        return Reading(maker(full, value)) if value and full and 1 <= value <= limit else None

    return read


def _swapped(reader):
    return lambda year, number: reader(number, year)


def _read_named_month(name: str, year: str) -> Reading | None:
    number, full = MONTH_NAMES.get(name), _full_year(year)
    return Reading(month(full, number)) if number and full else None


def _read_named_range(first: str, second: str, year: str) -> Reading | None:
    start, end, full = MONTH_NAMES.get(first), MONTH_NAMES.get(second), _full_year(year)
    if not (start and end and full) or end < start:
        return None
    last = month(full, end)
    exact = next(
        (
            one
            for one in (containing(last.end, frequency) for frequency in FREQUENCIES)
            if one.start == date(full, start, 1) and one.end == last.end
        ),
        None,
    )
    if start == 1:
        return Reading(exact, last.end, note="up_to")
    return Reading(exact) if exact else None


def _read_up_to(rest: str) -> Reading | None:
    inner = _single(rest)
    if inner.problem:
        return None
    return Reading(inner.period, inner.moment or inner.period.end, note="up_to")


def _read_date(day: str, number: str, year: str) -> Reading | None:
    full = _full_year(year)
    return Reading(moment=date(full, int(number), int(day))) if full else None


def _read_iso(year: str, number: str, day: str) -> Reading | None:
    return _read_date(day, number, year)


def _read_named_date(day: str, name: str, year: str) -> Reading | None:
    number = MONTH_NAMES.get(name)
    return _read_date(day, str(number), year) if number else None


_QUARTER = r"(?:triwulan|triwln|trw|twl|tw|tri|kuartal|kwartal|quarter|qtr|q)"
_HALF = r"(?:semester|smster|smt|sem|sms|half|s|h)"
_FILLER = r"(?:tahun anggaran|tahun ajaran|tahun pelajaran|tahun|thn|th|t\.?a|t\.?p|fy|year|ta|sp|sensus)"
_YEAR_ALONE = rf"(?:{_FILLER}[\s.:]*)?(\d{{4}})(?:\.0|\s?[a-z]|\s?\(?[a-z]|\s?r)?"
_PART = r"(0?[1-4]|iv|i{1,3}|pertama|kedua|ketiga|keempat)"
_GAP = rf"[\s.,:/'_-]*(?:{_FILLER}[\s.:]*)?"
_TIME = r"(?:[t ]\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:\.\d+)?)?)?"
_ZONED = re.compile(
    r"(.+?)[t ](\d{1,2})[:.](\d{2})(?:[:.]\d{2}(?:[.,]\d+)?)? ?"
    r"(?:z|utc|gmt)?(?:(?<=[zct\d ])([+-])(\d{2})(?::?(\d{2}))?|(?<=[zct]))"
)
_UP_TO = r"(?:s\.?\s?/?\s?d\.?|sampai dengan|sampai|hingga|until|up to|through)"
_FORMS = [
    (re.compile(form), reader)
    for form, reader in (
        (_YEAR_ALONE, _read_year),
        (rf"(?:{_FILLER}[\s.:]*)?(\d{{4}})\s?[/-]\s?(\d{{4}}|\d{{2}}(?<=[1-9]\d)(?<!1[0-2]))", _read_school_year),
        (rf"{_HALF}\s(ganjil|genap){_GAP}(\d{{4}})\s?[/-]\s?(\d{{4}}|\d{{2}})", _read_school_half),
        (r"(\d{4})[-/]?m?(\d{2})", _read_compact),
        (r"(\d{4})[-/](\d)", _read_year_first),
        (r"(\d{1,2})[-/](\d{4})", _read_month_first),
        (rf"{_QUARTER}[\s.:-]*{_PART}{_GAP}(\d{{4}}|\d{{2}})", _read_part(quarter, 4)),
        (r"(i{1,3}|i?v|vi{1,3}|i?x|xi{1,2})\s?[-/.]\s?(\d{4})", _read_part(month, 12)),
        (rf"(\d{{4}}){_GAP}{_QUARTER}[\s.:-]*{_PART}", _swapped(_read_part(quarter, 4))),
        (rf"{_HALF}[\s.:-]*{_PART}{_GAP}(\d{{4}}|\d{{2}})", _read_part(half, 2)),
        (rf"(\d{{4}}){_GAP}{_HALF}[\s.:-]*{_PART}", _swapped(_read_part(half, 2))),
        (rf"{_UP_TO}\s*(?:bulan\s)?(.+)", _read_up_to),
        (rf"(?:bulan |bln )?([a-z]+)\.?{_GAP}(\d{{4}}|\d{{2}})", _read_named_month),
        (rf"(\d{{4}}){_GAP}(?:bulan )?([a-z]{{3,}})\.?", _swapped(_read_named_month)),
        (rf"(?:bulan )?([a-z]+)\.?\s*(?:-|{_UP_TO})\s*([a-z]+)\.?{_GAP}(\d{{4}}|\d{{2}})", _read_named_range),
        (rf"(\d{{4}})[-/.](\d{{1,2}})[-/.](\d{{1,2}}){_TIME}", _read_iso),
        (rf"(\d{{1,2}})[-/. ](\d{{1,2}})[-/. ](\d{{4}}|\d{{2}}){_TIME}", _read_date),
        (r"(\d{1,2})[-/. ]+([a-z]+)\.?[-/. ]+(\d{4}|\d{2})", _read_named_date),
    )
]


def parse_date(text: str | None) -> date | None:
    """A calendar day from dd/mm/yyyy, yyyy-mm-dd, `31 Maret 2024`; a month or year gives its last day."""
    cleaned = clean(text)
    reading = _single(cleaned) if cleaned else _unreadable()
    if reading.problem:
        return None
    return reading.moment or (reading.period.end if reading.period else None)
