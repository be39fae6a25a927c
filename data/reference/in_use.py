"""What published values need of the reference: their codes, the frequency and the regions they are reported by."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from data.reference.problem import Problem
from data.reference.reading import Row, Rows

Use = Mapping[str, object]
"""Published values of one indicator, agency and unit, of regencies or not: their number `n`, `first` and `last` period,
the frequency and measure they are published with."""


def lost_codes(rows: Mapping[str, Rows], used: Sequence[Use]) -> list[Problem]:
    """Codes, frequencies and regions that published values need and the tables would no longer have."""
    indicators = {row["code"]: row for row in rows["indicators"]}
    problems = [
        problem
        for table, column in (("agencies", "agency"), ("units", "unit"), ("indicators", "indicator"))
        for problem in _missing(table, column, {row["code"] for row in rows[table]}, used)
    ]
    for code, of_code in _by(used, "indicator").items():
        if code in indicators:
            problems += _unfit(indicators[code], of_code)
    return problems


def _missing(table: str, column: str, codes: set[str], used: Sequence[Use]) -> Iterator[Problem]:
    for code, of_code in _by(used, column).items():
        if code and code not in codes:
            told = {
                "count": _count(of_code),
                "first": min(str(row["first"]) for row in of_code),
                "last": max(str(row["last"]) for row in of_code),
            }
            yield Problem(f"{table}.csv", None, "code", code, "in_use", told)


def _unfit(indicator: Row, used: Sequence[Use]) -> Iterator[Problem]:
    """What values of an indicator were reported by and it would no longer be."""
    code, count, frequency = indicator["code"], _count(used), str(used[0]["frequency"])
    regional = _count(row for row in used if row["by_region"])
    if indicator["frequency"] != frequency:
        yield indicator.problem("frequency", "in_use_frequency", indicator=code, count=count, frequency=frequency)
    if regional and indicator["by_region"] == "no":
        yield indicator.problem("by_region", "in_use_by_region", indicator=code, count=regional)


def _by(rows: Iterable[Use], column: str) -> dict[str, list[Use]]:
    found: dict[str, list[Use]] = {}
    for row in rows:
        found.setdefault(str(row[column]), []).append(row)
    return found


def _count(rows: Iterable[Use]) -> int:
    return sum(int(str(row["n"])) for row in rows)


def other_measures(rows: Rows, used: Iterable[Use]) -> Iterator[Problem]:
    """Indicators whose values would be shown with another unit of measurement than they were reported in."""
    by_code = _by(used, "indicator")
    for row in rows:
        of_code = by_code.get(row["code"])
        if of_code and row["unit"] != of_code[0]["measure"]:
            yield row.problem("unit", "in_use_measure", count=_count(of_code), unit=of_code[0]["measure"])
