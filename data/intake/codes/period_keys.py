"""Periods and dates of the rows: each text read once, and how it fits each frequency of reports."""

from typing import Any

import pyarrow as pa

from analytics.periods import FREQUENCIES
from data.intake.codes.maps import Maps, Texts
from data.intake.codes.names import Named
from data.intake.staging.sql import GROUPS
from data.intake.table import periods
from data.intake.table.numbers import is_missing
from data.intake.table.slices import Slice

FREQUENCY_WORDS = {
    "monthly": "bulan‖month", "quarterly": "triwulan‖quarter", "semiannual": "semester‖half-year",
    "annual": "tahun‖year",
}  # fmt: skip
# Columns of `fits`: of entry `k` under frequency `freq` the period and its month `t`, or the rule that it breaks.
FITS = {
    "k": pa.int32(), "freq": pa.int16(), "id": pa.string(), "period_start": pa.date32(), "period_end": pa.date32(),
    "frequency": pa.string(), "as_of": pa.date32(), "t": pa.int32(), "rule": pa.string(), "text": pa.string(),
    "expected": pa.string(), "col": pa.int32(), "by_slice": pa.bool_(),
}  # fmt: skip


def match(maps: Maps) -> None:
    """Write the map of periods, and `fits`: each of its entries under every frequency."""
    layout = maps.staging.layout
    column = next((layout.keys[role] for role in GROUPS["period"] if role in layout.keys), None)
    entries: list[tuple[int, Texts]] = []
    fits: list[tuple[Any, ...]] = []
    combinations = maps.combinations("period")
    turned = periods.months_stand_first([texts[0] for _, texts in combinations])
    for joined, texts in combinations:
        texts = (periods.day_first(texts[0]) if turned else texts[0], *texts[1:])
        for number, part in enumerate(layout.slices):
            reading, text = _reading(texts, part)
            told = (text[:200], None if part.period else column, bool(part.period))
            fits += [(len(entries), at, *_fit(reading, frequency, *told)) for at, frequency in _frequencies()]
            entries.append((number, joined))
    maps.write("period", entries)
    columns = list(zip(*fits, strict=True)) or [()] * len(FITS)
    maps.staging.table(
        "fits", {name: (kind, column) for (name, kind), column in zip(FITS.items(), columns, strict=True)}
    )


def _frequencies() -> "enumerate[str | None]":
    """The frequencies with their numbers, the last one being that of an unknown indicator."""
    return enumerate((*FREQUENCIES, None))


def _reading(texts: Texts, part: Slice) -> tuple[periods.Reading, str]:
    """The period of one combination, with the header's share in a wide table, and the text to show."""
    text, year, month, quarter, half = (None if is_missing(one) else one for one in texts)
    if part.period:
        text = part.period
    if periods.is_period(part.period):
        year = month = quarter = half = None
    reading = periods.parse(text, year=year, month_text=month, quarter_text=quarter, half_text=half)
    return reading, " ".join(filter(None, (text, year, month, quarter, half)))


def _fit(reading: periods.Reading, frequency: str | None, text: str, column: int | None, by_slice: bool) -> tuple:
    """The columns of `fits` after `k` and `freq`."""
    fit = periods.fit(reading, frequency)
    rule, expected = fit.problem, None
    if rule == "period_frequency":
        expected = FREQUENCY_WORDS[frequency]
    elif fit.note in ("school_year", "survey_month"):
        rule, expected = fit.note, fit.period.id
    if fit.problem is None and fit.period and fit.period.start.year < periods.EARLIEST:
        rule, expected = "period_too_early", periods.year_of_serial(reading.moment)
    period = fit.period if rule != "period_too_early" and fit.problem is None else None
    known = (None,) * 4
    if period is not None:
        known = (period.id, period.start, period.end, period.frequency)
    month = period.start.year * 12 + period.start.month - 1 if period is not None else None
    return (*known, fit.as_of, month, rule, text, expected, column, by_slice)


def match_dates(maps: Maps) -> None:
    """Write the map of the days that the data describe."""
    entries, days = [], []
    combinations = maps.combinations("date")
    turned = periods.months_stand_first([text for _, (text,) in combinations])
    for joined, (text,) in combinations:
        day = None if is_missing(text) else periods.parse_date(periods.day_first(text) if turned else text)
        if day is None and not is_missing(text):
            maps.add_problem("date", len(entries), "date_unreadable", Named(role="tanggal_data", found=text))
        entries.append((0, joined))
        days.append(day)
    maps.write("date", entries, day=(pa.date32(), days))
