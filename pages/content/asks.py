"""What a target's line asks for: the rules, first to last; a value that is simulated asks nobody, it is an example."""

import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pandas as pd

from analytics.periods import STEPS_A_YEAR, UNITS
from pages.content import told
from pages.words import language
from pages.words.language import t

LIKELY = 0.5
NAMED = 5
SOON = 12  # months since a met target was last missed that still make it worth keeping an eye on


@dataclass(frozen=True)
class Ask:
    """A verb and what follows it."""

    verb: str
    words: str


@dataclass(frozen=True)
class Line:
    """One line of `standing`: its row, its points in time, the targets of the plan, its gaps and whom they name."""

    row: told.Row
    points: pd.DataFrame
    plan: pd.DataFrame
    gaps: Sequence[tuple[str, Sequence[str]]] = ()
    regional: str = ""  # years of which regencies have values while the province has none


def asks(line: Line) -> list[Ask]:
    """What this line asks for: the first rule that fits, and the reports it lacks."""
    first = next((ask for ask in (rule(line) for rule in RULES) if ask), None)
    return [ask for ask in (first, _request(line)) if ask]


def _request(line: Line) -> Ask | None:
    """Reports that have not come whole; five names, then how many more."""
    if not line.gaps or line.row["standing"] == "no_value":
        return None
    period, names = line.gaps[-1]
    if not names:
        first = _first_missing(line.gaps)
        key = "asks.request_report" if first == period else "asks.request_since"
        return Ask(t("asks.request"), t(key, period=language.period(first)))
    told_names = language.several(names, NAMED)
    return Ask(t("asks.request"), t("asks.request_names", period=language.period(period), names=told_names))


def _first_missing(gaps: Sequence[tuple[str, Sequence[str]]]) -> str:
    """The first of the last periods of which nothing has come."""
    whole = list(itertools.takewhile(lambda gap: not gap[1], reversed(gaps)))
    return whole[-1][0]


def _decide(line: Line) -> Ask | None:
    row = line.row
    if row["standing"] != "not_met" or row["direction"] == "improving" or language.missing(row["chance"]):
        return None
    if row["chance"] >= LIKELY or language.missing(row["goal_period"]):
        return None
    goal, chance = language.period(row["goal_period"]), told.chance(row["chance"])
    return Ask(t("asks.decide"), t("asks.decide_words", goal=goal, chance=chance))


def _speed_up_to_goal(line: Line) -> Ask | None:
    row = line.row
    if row["standing"] not in ("not_met", "near") or language.missing(row["goal_period"]) or not told.goal(row):
        return None
    if language.missing(row["required_pace"]) or not _too_slow(row):
        return None
    return Ask(t("asks.speed_up"), _needed(row))


def _needed(row: told.Row) -> str:
    """What pace the plan's target needs, how many times the present one that is, and its chance."""
    needed, here = float(row["required_pace"]), row["observed_pace"]
    words = t(
        "asks.needed_rising" if needed > 0 else "asks.needed_falling",
        target=told.goal(row), goal=language.period(row["goal_period"]), amount=told.pace(row, needed),
        unit=t(f"standing.per_{UNITS[row['frequency']]}"),
    )  # fmt: skip
    if not language.missing(here) and float(here) * needed > 0:
        words += t("asks.times", times=_times(needed / float(here)))
    if not language.missing(row["chance"]):
        words += t("asks.its_chance", chance=told.chance(row["chance"]))
    return words


def _too_slow(row: told.Row) -> bool:
    here, needed = row["observed_pace"], float(row["required_pace"])
    return language.missing(here) or abs(needed) > abs(float(here)) or here * needed < 0


def _times(ratio: float) -> str:
    if ratio < 1.25:
        return t("asks.times_little")
    if ratio < 2:
        return t("asks.times_half")
    return t("asks.times_more", n=int(ratio))


def _catch_up(line: Line) -> Ask | None:
    row = line.row
    if row["standing"] != "not_met" or row["direction"] != "improving":
        return None
    key = "asks.target_faster" if outrun(line) else "asks.still_short"
    return Ask(t("asks.speed_up"), t(key, gap=told.distance(row)))


def outrun(line: Line) -> bool:
    """Whether the targets of the values' own periods tighten faster, a year, than the value improves."""
    row, aims = line.row, line.points.dropna(subset=["target"])
    if len(aims) < 2 or row["accumulation"] == "cumulative":
        return False
    years = (aims["period_start"].iloc[-1] - aims["period_start"].iloc[0]).days / 365.25
    a_year = 1 if row["slope_unit"] == "year" else STEPS_A_YEAR[row["frequency"]]
    tightened = (aims["target"].iloc[-1] - aims["target"].iloc[0]) / years
    return abs(tightened) > abs(row["slope"] * a_year) and tightened * row["slope"] > 0


def _close(line: Line) -> Ask | None:
    if line.row["standing"] != "not_met":
        return None
    return Ask(t("asks.close"), t("asks.close_words", gap=told.distance(line.row)))


def _keep(line: Line) -> Ask | None:
    """A met target that was missed within the last months, or one nearly met whose rest can be counted."""
    row = line.row
    if row["standing"] == "near" and not language.missing(row["denominator"]) and row["better"] == "higher":
        rest = float(row["denominator"]) - float(row["numerator"])
        words = t("asks.rest", rest=language.number(rest, 0), all=language.number(row["denominator"], 0))
        return Ask(t("asks.keep"), words) if rest > 0 else None
    if row["standing"] != "met":
        return None
    missed = line.points[_missed(line)]
    if missed.empty or (row["period_start"] - missed["period_start"].iloc[-1]).days > 31 * SOON:
        return None
    last = missed.iloc[-1]
    when, value = language.period(last["period"]), told.value(row, last["actual"])
    return Ask(t("asks.keep"), t("asks.last_missed", period=when, value=value))


def _missed(line: Line) -> pd.Series:
    actual, target = line.points["actual"], line.points["target"]
    return (actual > target) if line.row["better"] == "lower" else (actual < target)


def _set_targets(line: Line) -> Ask | None:
    row, years = line.row, years_without(line)
    if not years:
        return None
    sentence = t("asks.set_words", years=years)
    if told.goal(row) and not language.missing(row["required_pace"]):
        needed = _needed(row)
        return Ask(t("asks.set"), f"{sentence} {needed[0].upper()}{needed[1:]}")
    return Ask(t("asks.set"), sentence)


def years_without(line: Line) -> str:
    """Years from the newest value to the plan's next target that have none; empty where there are none."""
    row = line.row
    if row["standing"] != "no_target" or row["frequency"] != "annual" or row["better"] == "neutral":
        return ""
    first = int(str(row["period"])[:4])
    ahead = [int(year) for year in line.plan["period"] if int(year) > first]
    last = ahead[0] - 1 if ahead else first + 4
    return t("asks.years", first=str(first), last=str(last)) if last > first else str(first)


def _complete(line: Line) -> Ask | None:
    row = line.row
    if row["standing"] != "no_value":
        return None
    if line.regional:
        return Ask(t("asks.complete"), t("asks.complete_province", years=line.regional))
    if language.missing(row["period"]):
        return Ask(t("asks.complete"), t("asks.complete_first"))
    return Ask(t("asks.complete"), t("asks.complete_since", period=language.period(row["period"])))


RULES: tuple[Callable[[Line], Ask | None], ...] = (
    _complete, _set_targets, _decide, _speed_up_to_goal, _catch_up, _close, _keep,
)  # fmt: skip
