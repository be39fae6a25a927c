"""The short list of priorities: one line each, in the order of what needs attention; which wait for a decision."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypedDict

import pandas as pd

from analytics.periods import STEPS_A_YEAR
from analytics.thresholds import SHARE_OF_REPORTERS
from pages.content import standing, told
from pages.content.asks import Line, asks
from pages.content.sparkline import mask
from pages.words import language
from pages.words.language import t

MOST_DECISIONS = 3
TURN = ("worsening", "unclear", "cannot_say", "improving")
GROUPS = ("not_met", "incomplete", "near", "met", "no_target", "no_value")


class Group(TypedDict):
    """Lines of one group of the priorities, each in words, under its title, its count and what it means."""

    title: str
    count: str
    about: str
    rows: list[dict[str, object]]


class Listed(TypedDict):
    """Values of a list of lines in groups, with the keys to signs (sign, word, remark) and strokes (stroke, word)."""

    title: str
    note: str
    where: list[tuple[str, str, str]]
    whither: list[tuple[str, str]]
    heads: list[str]
    groups: list[Group]


@dataclass(frozen=True)
class Beside:
    """What stands beside the rows of `standing`: their points, their gaps, and the spans of regencies' values."""

    points: pd.DataFrame
    gaps: pd.DataFrame
    regional: pd.DataFrame
    region_names: Mapping[str, str]

    @cached_property
    def _by_indicator(self) -> Mapping[str, pd.DataFrame]:
        return {str(code): points for code, points in self.points.groupby("indicator", sort=False)}

    def line(self, row: told.Row, whole: pd.DataFrame | None = None) -> Line:
        """A line of `standing`; of all agencies together, with their points `whole`."""
        points = self._by_indicator.get(row["indicator"], self.points.iloc[:0])
        plan = points[(points["kind"] == "plan") & points["agency"].isin(["", row["agency"]])]
        if row.get("whole") and whole is not None:
            own = whole[whole["indicator"] == row["indicator"]]
        else:
            kind = "own" if language.missing(row["regions_due"]) else "regions"
            own = points[(points["agency"] == row["agency"]) & (points["unit"] == row["unit"])]
            own = own[own["kind"] == kind]
        return Line(row, own, plan, self._gaps(row), self._regional(row))

    def _gaps(self, row: told.Row) -> list[tuple[str, list[str]]]:
        """Periods since the value's own that have not come whole, with the regencies that are missing."""
        if row.get("whole") or language.missing(row["period"]):
            return []
        of = self.gaps[
            (self.gaps["agency"] == row["agency"]) & (self.gaps["indicator"] == row["indicator"])
            & (self.gaps["unit"] == row["unit"]) & (self.gaps["period_start"] >= row["period_start"])
        ]  # fmt: skip
        return [
            (each["period"], [self.region_names.get(code, code) for code in _listed(each["missing_regions"])])
            for each in of.to_dict("records")
        ]

    def _regional(self, row: told.Row) -> str:
        """First and last year of the regencies' values, where the province has none."""
        if not language.missing(row["period"]):
            return ""
        of = self.regional[self.regional["indicator"] == row["indicator"]]
        of = of[of["agency"] == row["agency"]]
        if of.empty:
            return ""
        first, last = str(of["first_period"].min())[:4], str(of["last_period"].max())[:4]
        return first if first == last else f"{first}–{last}"


def group_of(row: told.Row) -> str:
    """The group a line is shown in: its standing, apart where its reports are not whole."""
    judged = row["standing"] in standing.COUNTED
    return "incomplete" if judged and not row["complete"] else str(row["standing"])


def ordered(lines: list[Line]) -> list[Line]:
    """By group; then official before simulated, what does not improve first, then the farthest from its target. A
    change smaller than what matters in a year does not count as one."""

    def place(line: Line) -> tuple[int, bool, int, float, int]:
        row = line.row
        far = 999 if language.missing(row["achievement"]) else float(row["achievement"])
        return (
            GROUPS.index(group_of(row)), row["status"] == "simulated", TURN.index(_turn(row)), far,
            int(row["position"]),
        )  # fmt: skip

    return sorted(lines, key=place)


def _turn(row: told.Row) -> str:
    """The direction that orders a line."""
    small = not language.missing(row.get("matters")) and not row["matters"]
    return "unclear" if small and row["direction"] in ("worsening", "improving") else str(row["direction"])


def decisions(lines: list[Line]) -> list[Line]:
    """Priorities that are not met and whose reports are whole, at most three and never padded."""
    return [line for line in ordered(lines) if group_of(line.row) == "not_met"][:MOST_DECISIONS]


def decision(line: Line, number: int | None, href: str, post: str) -> Mapping[str, object]:
    """What a decision says: name, fact, whom; a simulated one names the agency only."""
    row = line.row
    simulated = row["status"] == "simulated"
    return {
        "number": number, "href": href, "simulated": simulated, "anchor": anchor(row),
        "name": language.name(row, stem="priority"), "fact": _fact(row),
        "who": language.name(row, stem="agency") if simulated or not post else post,
    }  # fmt: skip


def _fact(row: told.Row) -> str:
    key = "priorities.fact_cumulative" if row["accumulation"] == "cumulative" else "priorities.fact"
    period = language.period(row["period"])
    words = t(key, actual=told.value(row, row["actual"]), target=told.target(row), period=period)
    if language.missing(row["goal_period"]) or not told.goal(row):
        return f"{words}."
    goal = language.period(row["goal_period"])
    if row["direction"] == "improving" and not language.missing(row["required_pace"]):
        slope = told.moved(row, float(row["slope"]), str(row["slope_unit"]))
        needed = told.pace(row, float(row["required_pace"]))
        return words + t("priorities.fact_slow", slope=slope, needed=needed, goal=goal)
    if language.missing(row["chance"]):
        return f"{words}."
    return words + t("priorities.fact_chance", goal=goal, chance=told.chance(row["chance"]))


def anchor(row: told.Row) -> str:
    return f"p-{row['indicator']}".lower()


def shown(line: Line, href: str, number: int | None, post: str) -> dict[str, object]:
    """Everything a row of the list shows, in words."""
    row = line.row
    known = not language.missing(row["actual"])
    number_text, sign = told.figure(row) if known else ("", "")
    simulated = row["status"] == "simulated"
    return {
        "anchor": anchor(row), "href": href, "number": number, "simulated": simulated,
        "sign": standing.SIGNS[row["standing"]], "standing": t(f"standing.{row['standing']}"),
        "stroke": standing.STROKES[row["direction"]], "direction": t(f"standing.{row['direction']}"),
        "name": language.name(row), "agency": language.name(row, stem="agency"),
        "unit_name": language.name(row, stem="unit") if row["unit"] else "", "post": "" if simulated else post,
        "figure": number_text, "small": sign, "unit": told.unit_of(row) if known and not sign else "",
        "when": told.when(row) if known else "", "coverage": coverage(row), "old": row["standing"] == "no_value",
        "bullet": told.bullet(row), "broken": not row["complete"],
        "distance": told.distance(row) if known and row["standing"] != "no_value" else t("standing.not_judged"),
        "aims": _aims(line),
        "course": told.course(row, alike(row, line.points)), "spark": _spark(line), "asks": asks(line),
    }  # fmt: skip


def coverage(row: told.Row) -> str:
    """How many of those due a value is made of; empty where all, or where it is not made of others."""
    for kind in ("regions", "agencies"):
        reported, due = row.get(f"{kind}_reported"), row.get(f"{kind}_due")
        if not language.missing(reported) and not language.missing(due) and reported < due:
            return t(f"priorities.of_{kind}", n=int(reported), total=int(due))
    return ""


def _aims(line: Line) -> str:
    """Target of the value's period and the plan's later one."""
    row = line.row
    parts = []
    if told.target(row):
        key = "priorities.target_until" if row["accumulation"] == "cumulative" else "priorities.target"
        words = t(key, target=told.target(row), period=language.period(row["period"]))
        parts.append(words + told.planned(row["target_status"]))
    if told.goal(row) and str(row["goal_period"]) != str(row["period"]):
        key = "priorities.then" if parts else "priorities.target"
        words = t(key, target=told.goal(row), period=language.period(row["goal_period"]))
        parts.append(words + told.planned(row["goal_status"]))
    return "; ".join(parts)


def alike(row: told.Row, points: pd.DataFrame) -> pd.DataFrame:
    """The points a value may be compared with: those of its own month or quarter where it accumulates in the year."""
    points = points.dropna(subset=["actual"])
    if row["accumulation"] != "cumulative" or row["frequency"] == "annual" or language.missing(row["period"]):
        return points
    same = str(row["period"])[4:]
    return points[points["period"].str[4:] == same]


def _spark(line: Line) -> Mapping[str, object] | None:
    row, points = line.row, alike(line.row, line.points)
    if points.empty:
        return None
    aims = points.dropna(subset=["target"])
    ahead = line.plan[line.plan["period_start"] > points["period_start"].iloc[-1]]
    targets = [*zip(_times(aims), aims["target"], strict=True), *zip(_times(ahead), _middle(ahead), strict=True)]
    values = list(zip(_times(points), points["actual"], strict=True))
    yearly = row["accumulation"] == "cumulative" or row["frequency"] == "annual"
    step = 1.0 if yearly else 1 / STEPS_A_YEAR[str(row["frequency"])]
    last = ahead["period"].iloc[-1] if len(ahead) else points["period"].iloc[-1]
    first = points["period"].iloc[0]
    return {
        "mask": mask(values, sorted(targets), step=step, whole=bool(row["complete"])),
        "first": language.period(first, short=True) if yearly else str(first)[:4], "last": str(last)[:4],
        "alt": _alt(row, points),
    }  # fmt: skip


def _middle(ahead: pd.DataFrame) -> pd.Series:
    return ahead["target"].fillna((ahead["target_low"] + ahead["target_high"]) / 2)


def _times(points: pd.DataFrame) -> list[float]:
    return [_time(start) for start in points["period_start"]]


def _time(start: dt.date) -> float:
    day = pd.Timestamp(start)
    return day.year + (day.month - 1) / 12


def _alt(row: told.Row, points: pd.DataFrame) -> str:
    ends = [(language.period(points["period"].iloc[at]), told.value(row, points["actual"].iloc[at])) for at in (0, -1)]
    (first, was), (last, now) = ends
    return t("priorities.alt", name=language.name(row), first=first, was=was, last=last, now=now)


def own_lines(rows: Iterable[told.Row], more: Beside) -> list[Line]:
    """A line per row of `standing` that has a value: of an agency, its results."""
    held = [row for row in rows if not language.missing(row["actual"]) and row["standing"] != "units"]
    lines = []
    for number, row in enumerate(held):
        names = {f"priority_{each}": row[f"short_{each}"] for each in language.LANGUAGES}
        lines.append(more.line(row | names | {"listed": row["position"], "position": number}))
    return lines


def lines_of(rows: Iterable[told.Row], listed: pd.DataFrame, whole: pd.DataFrame, more: Beside) -> list[Line]:
    """A line per listed priority that the view holds: of an agency, or of all agencies together where none is named.

    rows: `standing`; listed: `priorities`; whole: `agency_totals` of the indicators of all agencies.
    """
    lines = []
    held = defaultdict(list)
    for one in rows:
        held[one["indicator"]].append(one)
    for priority in listed.to_dict("records"):
        names = {f"priority_{each}": priority[f"short_{each}"] for each in language.LANGUAGES}
        names["decided"] = priority["status"] == "decided"
        of = held[priority["indicator"]]
        if priority["agency"]:
            row = next((one for one in of if one["agency"] == priority["agency"]), None)
        else:
            row = _together(of, whole[whole["indicator"] == priority["indicator"]])
        if row is not None:
            lines.append(more.line(row | names | {"position": priority["position"]}, whole))
    return lines


def _together(of: Sequence[told.Row], totals: pd.DataFrame) -> told.Row | None:
    """One row for all agencies: the newest period that enough of them reported, judged by their targets together; not
    where the clock has overtaken the value of each.

    Its direction is not tested.
    """
    owned = next((row for row in of if row["agency"] == row["owner"]), None)
    if totals.empty or owned is None:
        return None
    enough = totals[totals["agencies_reported"] >= SHARE_OF_REPORTERS * totals["agencies_due"]]
    newest = (enough if len(enough) else totals).sort_values("period_start").iloc[-1]
    taken = (
        "period", "period_start", "actual", "target", "numerator", "denominator", "agencies_reported", "agencies_due",
        "achievement", "standing", "status",
    )  # fmt: skip
    now: dict[str, Any] = {name: newest[name] for name in taken}
    if all(row["standing"] == "no_value" for row in of if not language.missing(row["actual"])):
        now["standing"] = "no_value"
    return owned | now | {
        "unit": "", "complete": bool(len(enough)), "whole": True, "direction": "cannot_say",
        "name_id": t("priorities.all_agencies", "id", name=owned["name_id"]),
        "name_en": t("priorities.all_agencies", "en", name=owned["name_en"]),
        "goal_period": None, "goal": None, "goal_low": None, "target_status": None, "chance": None,
        "required_pace": None,
    }  # fmt: skip


def _listed(codes: Iterable[str] | float | None) -> list[str]:
    return [] if codes is None or isinstance(codes, float) else list(codes)
