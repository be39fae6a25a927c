"""What the tables of the reference must agree on, row by row and with each other."""

import re
from collections.abc import Callable, Iterator

from analytics import achievement
from analytics.periods import FORMS, FREQUENCIES
from analytics.regions import PROVINCE, REGIONS
from data.reference.reading import Problem, Row, Rows
from data.reference.tables import SHORT_NAME

POINT_SCALES = ("deviation_points", "efficiency_gap")


def _unique(sheet: str, *columns: str) -> Callable[[dict[str, Rows]], Iterator[Problem]]:
    def check(rows: dict[str, Rows]) -> Iterator[Problem]:
        first: dict[tuple[str, ...], int] = {}
        for row in rows[sheet]:
            key = tuple(row[column] for column in columns)
            if not any(key):
                continue
            if key in first:
                yield Problem(row.file, row.line, ", ".join(columns), ", ".join(key), f"no repeat of row {first[key]}")
            first.setdefault(key, row.line)

    return check


def _known(sheet: str, column: str, other: str) -> Callable[[dict[str, Rows]], Iterator[Problem]]:
    """Every value of sheet.column is a code of the other file; an empty value is settled by `required`."""

    def check(rows: dict[str, Rows]) -> Iterator[Problem]:
        codes = {row["code"] for row in rows[other]}
        for row in rows[sheet]:
            if row[column] and row[column] not in codes:
                yield row.problem(column, f"a code of {other}.csv")

    return check


def _regions_complete(rows: dict[str, Rows]) -> Iterator[Problem]:
    regions = rows["regions"]
    if not regions:
        return
    missing = sorted(set(REGIONS) - {row["code"] for row in regions})
    if missing:
        yield Problem("regions.csv", None, "code", f"no {', '.join(missing)}", "the province and its 23 regencies")
    for row in regions:
        wanted = "Provinsi" if row["code"] == PROVINCE else "Kota" if row["code"][3:4] == "7" else "Kabupaten"
        if row["type"] != wanted:
            yield row.problem("type", f"{wanted} for code {row['code']}")
        placed = {"tile_x", "tile_y"} & row.numbers.keys()
        if len(placed) != (0 if row["code"] == PROVINCE else 2):
            yield row.problem("tile_x", "no tile for the province, tile_x and tile_y for each regency")
    for column in ("area_km2", "population"):
        province = [row for row in regions if row["code"] == PROVINCE and column in row.numbers]
        total = sum(row.numbers.get(column, 0) for row in regions if row["code"] != PROVINCE)
        for row in province:
            if not missing and abs(row.numbers[column] - total) > 0.0005:
                yield row.problem(column, f"the sum of the regencies, {total:.10g}")


def _units_named_after_agency(rows: dict[str, Rows]) -> Iterator[Problem]:
    for row in rows["units"]:
        if not row["code"].startswith(row["agency"] + "-"):
            yield row.problem("code", f"a code beginning with {row['agency']}-")


def _indicators_consistent(rows: dict[str, Rows]) -> Iterator[Problem]:
    for row in rows["indicators"]:
        yield from _direction(row)
        yield from _ratio(row)
        low, high = row.numbers.get("minimum"), row.numbers.get("maximum")
        if low is not None and high is not None and low >= high:
            yield row.problem("minimum", f"less than the maximum {row['maximum']}")
        if row.numbers.get("decimals", 0) > 6:
            yield row.problem("decimals", "0 to 6")
        if not row["code"].startswith(f"IKU-{row['agency']}-"):
            yield row.problem("code", f"IKU-{row['agency']}-nn, after the owner")
        for column in ("short_id", "short_en"):
            if len(row[column]) > SHORT_NAME:
                yield row.problem(column, f"at most {SHORT_NAME} characters")
        if bool(row["caveat_id"]) != bool(row["caveat_en"]):
            yield row.problem("caveat_id", "the caveat in both languages or in none")


def _direction(row: Row) -> Iterator[Problem]:
    better, formula = row["better"], row["formula"]
    if (better == "neutral") != (formula == "NONE"):
        yield row.problem("formula", "NONE when better is neutral, and only then")
    if better == "range" and formula not in ("RANGE", "NONE"):
        yield row.problem("formula", "RANGE when better is range")
    if formula.startswith("INV") and better != "lower":
        yield row.problem("formula", "an INV formula only when better is lower")
    if formula in ("R_T", "R_T_CUM", "SCALE") and better == "lower":
        yield row.problem("formula", "INV_2T, INV_TR, RANGE or DIFF_PP when better is lower")
    if formula == "R_T_CUM" and row["accumulation"] != "cumulative":
        yield row.problem("accumulation", "cumulative with formula R_T_CUM")
    if (row["scale"] in POINT_SCALES) != (formula == "DIFF_PP"):
        yield row.problem("scale", f"{' or '.join(POINT_SCALES)} with formula DIFF_PP, and only then")
    elif bool(row["scale"]) == (formula == "NONE"):
        yield row.problem("scale", f"{'empty' if row['scale'] else 'a class scale'} with formula {formula}")


def _scales_known(rows: dict[str, Rows]) -> Iterator[Problem]:
    scales = sorted(set(achievement.scales()["scale"]))
    for row in rows["indicators"]:
        for column in ("scale", "value_scale"):
            if row[column] and row[column] not in scales:
                yield row.problem(column, f"one of {', '.join(scales)}")


def _ratio(row: Row) -> Iterator[Problem]:
    parts = ("numerator_id", "numerator_en", "denominator_id", "denominator_en", "factor")
    given = [column for column in parts if row[column]]
    if given and len(given) < len(parts):
        missing = next(column for column in parts if not row[column])
        yield row.problem(missing, "numerator and denominator in both languages and the factor, or none of them")
    if not given and "ratio" in (row["region_aggregation"], row["time_aggregation"]):
        yield row.problem("numerator_id", "numerator, denominator and factor of a ratio")
    if row["counting"] and not given:
        yield row.problem("counting", "empty where there is no numerator")
    if row.numbers.get("factor", 1) <= 0:
        yield row.problem("factor", "more than 0")


def _targets_consistent(rows: dict[str, Rows]) -> Iterator[Problem]:
    indicators = {row["code"]: row for row in rows["indicators"]}
    units = {row["code"]: row["agency"] for row in rows["units"]}
    for row in rows["targets"]:
        numbers = row.numbers
        low, high = numbers.get("target_low"), numbers.get("target_high")
        if ("target" in numbers) == (low is not None or high is not None):
            yield row.problem("target", "either a target or a band of target_low and target_high")
        elif "target" not in numbers and (low is None or high is None):
            yield row.problem("target_low" if low is None else "target_high", "both ends of the band")
        elif low is not None and high is not None and low >= high:
            yield row.problem("target_low", f"less than target_high {row['target_high']}")
        if ("baseline" in numbers) != bool(row["baseline_period"]):
            yield row.problem("baseline", "baseline and baseline_period together")
        if row["unit"] and units.get(row["unit"], row["agency"]) != row["agency"]:
            yield row.problem("unit", f"a unit of {row['agency'] or 'the agency'}")
        indicator = indicators.get(row["indicator"])
        if indicator:
            yield from _target_fits(row, indicator)


def _target_fits(row: Row, indicator: Row) -> Iterator[Problem]:
    form = FORMS.get(indicator["frequency"], "")
    for column in ("period", "baseline_period"):
        if row[column] and form and not re.fullmatch(form, row[column]):
            yield row.problem(column, f"a period of the {indicator['frequency']} indicator {indicator['code']}")
    if indicator["by_region"] == "no" and row["region"] != PROVINCE:
        yield row.problem("region", f"{PROVINCE}: {indicator['code']} is not reported by region")
    low, high = indicator.numbers.get("minimum", float("-inf")), indicator.numbers.get("maximum", float("inf"))
    for column in ("target", "target_low", "target_high", "baseline"):
        if column in row.numbers and not low <= row.numbers[column] <= high:
            yield row.problem(column, f"{low:g} to {high:g}, the possible range of {indicator['code']}")


def _rebase_fits(rows: dict[str, Rows]) -> Iterator[Problem]:
    """Marks stand at a period of their indicator, its regions and a unit of the agency."""
    indicators = {row["code"]: row for row in rows["indicators"]}
    units = {row["code"]: row["agency"] for row in rows["units"]}
    for row in rows["rebase"]:
        if row["unit"] and units.get(row["unit"], row["agency"]) != row["agency"]:
            yield row.problem("unit", f"a unit of {row['agency'] or 'the agency'}")
        indicator = indicators.get(row["indicator"])
        if indicator is None:
            continue
        form = FORMS.get(indicator["frequency"], "")
        if row["period"] and form and not re.fullmatch(form, row["period"]):
            yield row.problem("period", f"a period of the {indicator['frequency']} indicator {indicator['code']}")
        if indicator["by_region"] == "no" and row["region"] not in ("", PROVINCE):
            yield row.problem("region", f"{PROVINCE}: {indicator['code']} is not reported by region")


def _calendar_complete(rows: dict[str, Rows]) -> Iterator[Problem]:
    missing = [name for name in FREQUENCIES if name not in {row["frequency"] for row in rows["calendar"]}]
    if rows["calendar"] and missing:
        yield Problem("calendar.csv", None, "frequency", f"no {', '.join(missing)}", "a row for each frequency")


CHECKS: tuple[Callable[[dict[str, Rows]], Iterator[Problem]], ...] = (
    *(_unique(name, "code") for name in ("agencies", "units", "regions", "indicators", "themes")),
    *(_unique("regions", column) for column in ("bps_code", "name_id", "short_name")),
    _unique("regions", "tile_x", "tile_y"),
    _unique("units", "agency", "name_id"),
    _unique("targets", "indicator", "agency", "unit", "region", "period"),
    _unique("calendar", "frequency"),
    _unique("rebase", "indicator", "agency", "unit", "region", "period"),
    _known("units", "agency", "agencies"),
    _known("indicators", "agency", "agencies"),
    _known("indicators", "theme", "themes"),
    _known("targets", "indicator", "indicators"),
    _known("targets", "agency", "agencies"),
    _known("targets", "unit", "units"),
    _known("rebase", "indicator", "indicators"),
    _known("rebase", "agency", "agencies"),
    _known("rebase", "unit", "units"),
    _regions_complete,
    _units_named_after_agency,
    _indicators_consistent,
    _scales_known,
    _targets_consistent,
    _calendar_complete,
    _rebase_fits,
)
