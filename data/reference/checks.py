"""What the tables of the reference must agree on, row by row and with each other."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Set

from analytics.periods import FORMS, FREQUENCIES
from analytics.regions import PROVINCE, REGIONS
from data.reference import scale_checks
from data.reference.problem import Problem
from data.reference.reading import Row, Rows
from data.reference.tables import KEYS, MOST_PRIORITIES, SHORT_NAME

POINT_SCALES = ("deviation_points", "efficiency_gap")


def _unique(sheet: str, *columns: str) -> Callable[[dict[str, Rows]], Iterator[Problem]]:
    def check(rows: dict[str, Rows]) -> Iterator[Problem]:
        first: dict[tuple[str, ...], int] = {}
        for row in rows[sheet]:
            key = tuple(row[column] for column in columns)
            if not any(key):
                continue
            if key in first:
                yield Problem(row.file, row.line, ", ".join(columns), ", ".join(key), "repeat", {"first": first[key]})
            first.setdefault(key, row.line)

    return check


def _known(sheet: str, column: str, other: str) -> Callable[[dict[str, Rows]], Iterator[Problem]]:
    """Every value of sheet.column is a code of the other file; an empty value is settled by `required`."""

    def check(rows: dict[str, Rows]) -> Iterator[Problem]:
        codes = {row["code"] for row in rows[other]}
        for row in rows[sheet]:
            if row[column] and row[column] not in codes:
                yield row.problem(column, "code_of", other=other)

    return check


def _regions_complete(rows: dict[str, Rows]) -> Iterator[Problem]:
    regions = rows["regions"]
    if not regions:
        return
    missing = sorted(set(REGIONS) - {row["code"] for row in regions})
    if missing:
        yield Problem("regions.csv", None, "code", "", "all_regions", {"missing": ", ".join(missing)})
    for row in regions:
        wanted = "Provinsi" if row["code"] == PROVINCE else "Kota" if row["code"][3:4] == "7" else "Kabupaten"
        if row["type"] != wanted:
            yield row.problem("type", "type_for", wanted=wanted, code=row["code"])
        placed = {"tile_x", "tile_y"} & row.numbers.keys()
        if len(placed) != (0 if row["code"] == PROVINCE else 2):
            yield row.problem("tile_x", "tiles")
    for column in ("area_km2", "population"):
        province = [row for row in regions if row["code"] == PROVINCE and column in row.numbers]
        total = sum(row.numbers.get(column, 0) for row in regions if row["code"] != PROVINCE)
        for row in province:
            if not missing and abs(row.numbers[column] - total) > 0.0005:
                yield row.problem(column, "sum", total=f"{total:.10g}")


def _units_named_after_agency(rows: dict[str, Rows]) -> Iterator[Problem]:
    for row in rows["units"]:
        if not row["code"].startswith(row["agency"] + "-"):
            yield row.problem("code", "unit_code", agency=row["agency"])


def _indicators_consistent(rows: dict[str, Rows]) -> Iterator[Problem]:
    for row in rows["indicators"]:
        yield from _direction(row)
        yield from _ratio(row)
        yield from _near(row)
        low, high = row.numbers.get("minimum"), row.numbers.get("maximum")
        if low is not None and high is not None and low >= high:
            yield row.problem("minimum", "below_maximum", maximum=row["maximum"])
        if row.numbers.get("decimals", 0) > 6:
            yield row.problem("decimals", "decimals")
        if not row["code"].startswith(f"IKU-{row['agency']}-"):
            yield row.problem("code", "owner_code", agency=row["agency"])
        for column in ("short_id", "short_en"):
            if len(row[column]) > SHORT_NAME:
                yield row.problem(column, "length", most=SHORT_NAME)
        yield from _span(row)
        if bool(row["caveat_id"]) != bool(row["caveat_en"]):
            yield row.problem("caveat_id", "caveat")


def _span(row: Row) -> Iterator[Problem]:
    """First and last period of an indicator's method, in its frequency."""
    for column in ("since", "until"):
        yield from _period_of(row, column, row)
    if row["since"] and row["until"] and row["since"] > row["until"]:
        yield row.problem("until", "after_since", since=row["since"])
    if row["followed_by"] and not row["until"]:
        yield row.problem("until", "ends_where_followed")


def _direction(row: Row) -> Iterator[Problem]:
    better, formula = row["better"], row["formula"]
    if (better == "neutral") != (formula == "NONE"):
        yield row.problem("formula", "neutral")
    if better == "range" and formula not in ("RANGE", "NONE"):
        yield row.problem("formula", "range")
    if formula.startswith("INV") and better != "lower":
        yield row.problem("formula", "inverse")
    if formula in ("R_T", "R_T_CUM", "SCALE") and better == "lower":
        yield row.problem("formula", "lower")
    if formula == "R_T_CUM" and row["accumulation"] != "cumulative":
        yield row.problem("accumulation", "cumulative")
    if (row["scale"] in POINT_SCALES) != (formula == "DIFF_PP"):
        yield row.problem("scale", "points", scales=", ".join(POINT_SCALES))
    elif bool(row["scale"]) == (formula == "NONE"):
        yield row.problem("scale", "no_scale" if row["scale"] else "a_scale", formula=formula)


def _near(row: Row) -> Iterator[Problem]:
    if row["near_from"] and row["formula"] in ("DIFF_PP", "SCALE", "NONE"):
        yield row.problem("near_from", "no_near")
    if not 0 < row.numbers.get("near_from", 95) < 100:
        yield row.problem("near_from", "near_from")


def _ratio(row: Row) -> Iterator[Problem]:
    parts = ("numerator_id", "numerator_en", "denominator_id", "denominator_en", "factor")
    given = [column for column in parts if row[column]]
    if given and len(given) < len(parts):
        missing = next(column for column in parts if not row[column])
        yield row.problem(missing, "whole_ratio")
    if not given and "ratio" in (row["region_aggregation"], row["time_aggregation"]):
        yield row.problem("numerator_id", "ratio")
    if row["counting"] and not given:
        yield row.problem("counting", "no_counting")
    if row.numbers.get("factor", 1) <= 0:
        yield row.problem("factor", "positive")


def _targets_consistent(rows: dict[str, Rows]) -> Iterator[Problem]:
    indicators = {row["code"]: row for row in rows["indicators"]}
    units = {row["code"]: row["agency"] for row in rows["units"]}
    for row in rows["targets"]:
        numbers = row.numbers
        yield from _target_or_band(row)
        if ("baseline" in numbers) != bool(row["baseline_period"]):
            yield row.problem("baseline", "baseline")
        yield from _unit_of_agency(row, units)
        indicator = indicators.get(row["indicator"])
        if indicator:
            yield from _target_fits(row, indicator)


def _target_or_band(row: Row) -> Iterator[Problem]:
    """One target, or both ends of a band."""
    low, high = row.numbers.get("target_low"), row.numbers.get("target_high")
    if ("target" in row.numbers) == (low is not None or high is not None):
        yield row.problem("target", "target_or_band")
    elif "target" not in row.numbers and (low is None or high is None):
        yield row.problem("target_low" if low is None else "target_high", "both_ends")
    elif low is not None and high is not None and low >= high:
        yield row.problem("target_low", "below_high", high=row["target_high"])


def doubtful_targets(rows: dict[str, Rows], changed: Set[tuple[str, ...]]) -> Iterator[Problem]:
    """Targets of a period in which their indicator is not measured, and those of an indicator that replaces another
    without the definition on which they were set; of the `changed` keys of targets and indicators."""
    indicators = {row["code"]: row for row in rows["indicators"]}
    successors = {row["followed_by"] for row in rows["indicators"]} - {""}
    for row in rows["targets"]:
        indicator, period = indicators.get(row["indicator"]), row["period"]
        key = tuple(row[column] for column in KEYS["targets"])
        if indicator is None or not {key, key[:1]} & changed:
            continue
        if not (indicator["since"] or period) <= period <= (indicator["until"] or period):
            yield row.problem("period", "measured", indicator=indicator["code"])
        if row["indicator"] in successors and not row["definition"]:
            yield row.problem("definition", "definition_said", version=indicator["version"])


def _unit_of_agency(row: Row, units: Mapping[str, str]) -> Iterator[Problem]:
    """`units`: code of each unit → its agency."""
    owner = units.get(row["unit"], row["agency"])
    if not row["unit"] or owner == row["agency"]:
        return
    if row["agency"]:
        yield row.problem("unit", "unit_of", agency=row["agency"])
    else:
        yield row.problem("agency", "agency_of", agency=owner, unit=row["unit"])


def _target_fits(row: Row, indicator: Row) -> Iterator[Problem]:
    for column in ("period", "baseline_period"):
        yield from _period_of(row, column, indicator)
    if indicator["by_region"] == "no" and row["region"] != PROVINCE:
        yield row.problem("region", "province_only", province=PROVINCE, indicator=indicator["code"])
    if row["definition"] and row["definition"] != indicator["version"]:
        yield row.problem("definition", "definition_of", version=indicator["version"], indicator=indicator["code"])
    yield from _possible(row, ("target", "target_low", "target_high", "baseline"), indicator)


def _period_of(row: Row, column: str, indicator: Row) -> Iterator[Problem]:
    form = FORMS.get(indicator["frequency"], "")
    if row[column] and form and not re.fullmatch(form, row[column]):
        yield row.problem(column, "period_of", frequency=indicator["frequency"], indicator=indicator["code"])


def _possible(row: Row, columns: Iterable[str], indicator: Row) -> Iterator[Problem]:
    low, high = indicator.numbers.get("minimum", float("-inf")), indicator.numbers.get("maximum", float("inf"))
    for column in columns:
        if column in row.numbers and not low <= row.numbers[column] <= high:
            yield row.problem(column, "possible", low=f"{low:g}", high=f"{high:g}", indicator=indicator["code"])


def _national_fits(rows: dict[str, Rows]) -> Iterator[Problem]:
    """A figure, a target with its plan, or both, of a period of the indicator and within what it can be."""
    indicators = {row["code"]: row for row in rows["indicators"]}
    aims = ("target", "target_low", "target_high")
    for row in rows["national"]:
        if row.numbers.keys() & set(aims) or "actual" not in row.numbers:
            yield from _target_or_band(row)
            if not row["plan"]:
                yield row.problem("plan", "value")
        if indicator := indicators.get(row["indicator"]):
            yield from _period_of(row, "period", indicator)
            yield from _possible(row, ("actual", *aims), indicator)


def _rebase_fits(rows: dict[str, Rows]) -> Iterator[Problem]:
    """Marks stand at a period of their indicator, its regions and a unit of the agency."""
    indicators = {row["code"]: row for row in rows["indicators"]}
    units = {row["code"]: row["agency"] for row in rows["units"]}
    for row in rows["rebase"]:
        yield from _unit_of_agency(row, units)
        indicator = indicators.get(row["indicator"])
        if indicator is None:
            continue
        yield from _period_of(row, "period", indicator)
        if indicator["by_region"] == "no" and row["region"] not in ("", PROVINCE):
            yield row.problem("region", "province_only", province=PROVINCE, indicator=indicator["code"])


def _calendar_complete(rows: dict[str, Rows]) -> Iterator[Problem]:
    missing = [name for name in FREQUENCIES if name not in {row["frequency"] for row in rows["calendar"]}]
    if rows["calendar"] and missing:
        yield Problem("calendar.csv", None, "frequency", "", "each_frequency", {"missing": ", ".join(missing)})


def _priorities_few(rows: dict[str, Rows]) -> Iterator[Problem]:
    for row in rows["priorities"][MOST_PRIORITIES:]:
        yield row.problem("position", "priorities", most=MOST_PRIORITIES)


CHECKS: tuple[Callable[[dict[str, Rows]], Iterator[Problem]], ...] = (
    *(_unique(table, *key) for table, key in KEYS.items() if table != "aliases"),
    *(_unique("regions", column) for column in ("bps_code", "name_id", "short_name")),
    _unique("regions", "tile_x", "tile_y"),
    _unique("units", "agency", "name_id"),
    _unique("priorities", "position"),
    _known("units", "agency", "agencies"),
    _known("indicators", "agency", "agencies"),
    _known("indicators", "theme", "themes"),
    _known("indicators", "followed_by", "indicators"),
    _known("targets", "indicator", "indicators"),
    _known("targets", "agency", "agencies"),
    _known("targets", "unit", "units"),
    _known("priorities", "indicator", "indicators"),
    _known("priorities", "agency", "agencies"),
    _known("rebase", "indicator", "indicators"),
    _known("rebase", "agency", "agencies"),
    _known("rebase", "unit", "units"),
    _known("national", "indicator", "indicators"),
    _regions_complete,
    _units_named_after_agency,
    _indicators_consistent,
    _unique("scales", "scale", "label_id"),
    _unique("scales", "scale", "label_en"),
    *scale_checks.CHECKS,
    _targets_consistent,
    _calendar_complete,
    _priorities_few,
    _rebase_fits,
    _national_fits,
)
