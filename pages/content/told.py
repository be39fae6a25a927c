"""Values of a target's line in words: figure, period, distance, direction, as they stand in rows and sentences."""

import math
from typing import Any

import pandas as pd

from analytics.thresholds import POINTS_FOR_TREND
from pages.words import language
from pages.words.language import t

Row = dict[Any, Any]  # by column name, of which pandas says no type; what a column holds its query knows
PROVINCE = "11"
POINTS = ("%", "persen")
RATE = "per "  # begins a unit that says of how many: per 100.000 kelahiran hidup
FULL = 0.82  # where the target stands on a bullet, of its width


def unit_of(row: Row) -> str:
    """Unit of a value as it is written behind it; an index has none."""
    unit = language.spoken_unit(str(row[language.name_column(stem="measure")] or ""))
    return "" if language.bare(unit) else unit


def value(row: Row, number: object) -> str:
    """A value with its unit: 12,33%, 17 orang."""
    return language.measure(number, unit_of(row), int(row["decimals"]))


def figure(row: Row) -> tuple[str, str]:
    """The value alone, and the sign that stands small behind it."""
    return language.number(row["actual"], int(row["decimals"])), "%" if unit_of(row) == "%" else ""


def when(row: Row) -> str:
    """The period of the value; for one that accumulates in the year, from its start."""
    period = str(row["period"])
    if row["accumulation"] == "cumulative" and row["frequency"] == "monthly" and not period.endswith("-01"):
        first = language.period(f"{period[:4]}-01", short=True).removesuffix(f" {period[:4]}")
        return f"{first}–{language.period(period, short=True)}"
    return language.period(period)


def amount(row: Row, difference: float, least: int = 0) -> str:
    """A difference without its sign, in points where the unit is percent or an index, bare where it is a rate, as the
    value beside it names that; `least` decimals or more."""
    text = language.number(abs(difference), max(least, int(row["decimals"])))
    unit = unit_of(row)
    if unit in POINTS or not unit:
        return t("standing.points", amount=text)
    return text if unit.startswith(RATE) else f"{text} {unit}"


def target(row: Row, stem: str = "target", low: str = "target_low", high: str = "target_high") -> str:
    """The target or its band with the unit; empty where there is none."""
    if not language.missing(row[stem]):
        return value(row, row[stem])
    if language.missing(row[low]):
        return ""
    ends = language.number(row[low], int(row["decimals"])), value(row, row[high])
    return "–".join(ends)


def bare_target(row: Row) -> str:
    """The target or its band without the unit; empty where there is none."""
    unit = unit_of(row)
    return target(row).removesuffix(unit if unit in ("", "%") else f" {unit}")


def goal(row: Row) -> str:
    """The plan's later target or band; empty where there is none."""
    return target(row, "goal", "goal_low", "goal_high")


def planned(status: object) -> str:
    """What stands behind a target whose plan is not law yet; empty for one that is, or where that is not known."""
    return t("standing.draft_plan") if status == "draft" else ""


def aim(row: Row, stem: str = "target", low: str = "target_low", high: str = "target_high") -> float:
    """The bound a value is measured against: the target, or the end of the band on its side; nan without one."""
    if not language.missing(row[stem]):
        return float(row[stem])
    if language.missing(row[low]):
        return math.nan
    ends = float(row[low]), float(row[high])
    return min(ends, key=lambda end: abs(float(row["actual"]) - end))


def apart(row: Row, stem: str = "target", low: str = "target_low", high: str = "target_high") -> float:
    """How far the value stands above its target, or below it if negative; 0 inside a band, nan without a target."""
    if language.missing(row[stem]) and inside(row, low, high):
        return 0.0
    return float(row["actual"]) - aim(row, stem, low, high)


def inside(row: Row, low: str = "target_low", high: str = "target_high") -> bool:
    """Whether the value stands between the ends of the band; not where there is none."""
    return not language.missing(row[low]) and float(row[low]) <= float(row["actual"]) <= float(row[high])


def distance(row: Row) -> str:
    """How far above or below its target, or the later one, the value stands; physical words."""
    names = ("target", "target_low", "target_high")
    if math.isnan(aim(row)):
        names = ("goal", "goal_low", "goal_high")
    difference = apart(row, *names)
    if math.isnan(difference):
        return t("standing.without_target")
    if round(abs(difference), int(row["decimals"])) == 0:
        return t("standing.on_target" if difference or not language.missing(row[names[0]]) else "standing.in_band")
    return t("standing.above" if difference > 0 else "standing.below", amount=amount(row, difference))


def from_target(row: Row) -> str:
    """The same as part of a sentence: 2,83 poin di bawah target, di dalam rentang target."""
    words = distance(row)
    return words if words in (t("standing.on_target"), t("standing.in_band")) else t("standing.from_target", gap=words)


def confirmed(row: Row) -> bool:
    """Whether the direction of a series stands after false-discovery control; not where that is not known."""
    return not language.missing(row["confirmed"]) and bool(row["confirmed"])


def bullet(row: Row) -> dict[str, object]:
    """Width of a bullet's bar in percent of its cell, whether its target is a band, whether nearly is shown."""
    wanted = aim(row)
    if math.isnan(wanted):
        wanted = aim(row, "goal", "goal_low", "goal_high")
    if math.isnan(wanted) or wanted == 0 or language.missing(row["actual"]):
        return {"width": None, "band": False, "near": False}
    share = float(row["actual"]) / wanted
    share = min(max(2 - share if row["better"] == "lower" else share, 0.0), 1.2)
    band = language.missing(row["target"]) and language.missing(row["goal"])
    return {"width": f"{100 * FULL * share:.1f}", "band": band, "near": not language.missing(row["near_from"])}


def course(row: Row, points: pd.DataFrame) -> str:
    """What the direction rests on: slope of a confirmed one, the span or the same month's range of another."""
    if row["direction"] in ("improving", "worsening"):
        return moved(row, float(row["slope"]), str(row["slope_unit"]))
    if points.empty:
        return t("standing.no_series")
    if row["direction"] == "cannot_say" and len(points) < POINTS_FOR_TREND:
        return t("standing.few_points", n=len(points), least=POINTS_FOR_TREND)
    if row["direction"] == "cannot_say":
        return t("standing.untested")
    first, last = str(points["period"].iloc[0])[:4], str(points["period"].iloc[-1])[:4]
    if row["accumulation"] == "cumulative" and row["frequency"] != "annual":
        ends = [language.number(points["actual"].agg(each), int(row["decimals"])) for each in ("min", "max")]
        month = language.period(str(row["period"])).removesuffix(f" {last}")
        return t("standing.same_period", month=month, first=first, last=last, low=ends[0], high=ends[1])
    return t("standing.span", n=int(last) - int(first) + 1, first=first, last=last)


def moved(row: Row, slope: float, unit: str) -> str:
    """A slope in words: turun 0,37 poin per tahun. Where both ends of a band are bad, it is that of the distance."""
    if row["better"] == "range":
        key = "standing.band_leaves" if row.get("state", row["direction"]) == "worsening" else "standing.band_nears"
        return t(key) if not slope else t("standing.band_by", course=t(key), amount=_pace(row, slope),
                                          unit=t(f"standing.per_{unit}"))  # fmt: skip
    key = "standing.rises" if slope > 0 else "standing.falls"
    return t(key, amount=_pace(row, slope), unit=t(f"standing.per_{unit}"))


def _pace(row: Row, slope: float) -> str:
    """A pace keeps two decimals at least, so that a small one is not written as nothing."""
    return amount(row, slope, least=2)


def pace(row: Row, slope: float) -> str:
    """A pace without its direction: 0,41 poin."""
    return _pace(row, slope)


def chance(share: float) -> str:
    """A chance in words: sekitar 27 persen, di bawah 1 persen."""
    if share < 0.01:
        return t("standing.chance_below")
    if share > 0.99:
        return t("standing.chance_above")
    return t("standing.chance_about", percent=language.number(100 * share, 0))
