"""Instansi in words: how its targets stand, the three that need an answer, what is due, and all its results."""

import datetime as dt
from collections.abc import Mapping, Sequence

import pandas as pd

from pages.content import overview, priorities, standing, told
from pages.content.asks import Line
from pages.content.overview import Overview
from pages.words import language
from pages.words.language import t

MOST_PLACES = 3
MOST_DEADLINES = 3


def header(of: Overview, over: str, name: str, due: Sequence[tuple[str, str]]) -> dict[str, object]:
    """Values of the block that is read first: the verdict of `overview`, the agency's name, what is due and late."""
    values = overview.verdict(of, over)
    return {**values, "name": name, "due": due, "lead": _lead(of)}


def _lead(of: Overview) -> str:
    """What was newly met and what was lost, by name up to two, and what worsens."""
    gained, lost = standing.turned(of.results)
    parts = [_named("agency.gained", gained), _named("agency.lost", lost)]
    worse = [row for row in of.results if row["direction"] == "worsening"]
    if worse:
        parts.append(t("agency.worse", n=len(worse)))
        stopped = sum(row["stopped"] for row in worse)
        parts[-1] += t("agency.worse_stopped", n=stopped) if stopped else ""
    said = [part for part in parts if part]
    return ". ".join(f"{part[0].upper()}{part[1:]}" for part in said) + ("." if said else "")


def _named(key: str, rows: Sequence[told.Row]) -> str:
    names = [language.name(row, stem="short") for row in rows]
    return t(key, names=language.several(names, 2)) if names else ""


def deadlines(awaited: pd.DataFrame, record: pd.DataFrame) -> list[tuple[str, str]]:
    """The next days on which reports are due, and how many are missing, incomplete and late. Rows of quality_calendar
    and agency_reports."""
    lines = []
    for day, rows in awaited.groupby("deadline", sort=True):
        counts = rows.groupby("period", sort=False).size()
        words = [t("agency.due_reports", n=int(n), period=language.period(period)) for period, n in counts.items()]
        lines.append((language.day(day), "; ".join(words)))
    lines = lines[:MOST_DEADLINES] or [(t("agency.due"), t("agency.due_none"))]
    due = record[~record["stopped"]]
    for name in ("missing", "incomplete", "late"):
        n = int(due[name].sum())
        if n:
            lines.append((t(f"agency.due_{name}"), t(f"agency.due_{name}_of", n=n, total=int(due["expected"].sum()))))
    return lines


def agenda(lines: list[Line], of: Overview, places: pd.DataFrame, awaited: pd.DataFrame) -> dict[str, object]:
    """Values of the agenda: at most three results that are not met and whose reports are whole."""
    chosen = _chosen(lines)
    real = [line for line in chosen if line.row["status"] != "simulated"]
    titled = "agency.answer" if real or not chosen else "agency.answer_example"
    return {
        "title": t(titled, n=len(chosen)) if chosen else t("agency.answer_none"),
        "example": bool(chosen) and not real,
        "items": [_item(line, number, of, places, awaited) for number, line in enumerate(chosen, start=1)],
        "unranked": [_unranked(line, of) for line in lines if priorities.group_of(line.row) == "incomplete"],
    }


def _chosen(lines: list[Line]) -> list[Line]:
    """Official before simulated; the listed priorities first; then as the priorities are ordered."""
    unmet = [line for line in priorities.ordered(lines) if priorities.group_of(line.row) == "not_met"]
    unmet.sort(key=lambda line: (line.row["status"] == "simulated", language.missing(line.row["listed"])))
    return unmet[: priorities.MOST_DECISIONS]


def _item(line: Line, number: int, of: Overview, places: pd.DataFrame, awaited: pd.DataFrame) -> dict[str, object]:
    shown = priorities.shown(line, of.indicator(line.row), number, overview.post(line.row))
    return {**shown, "fact": _fact(line, places), "question": _question(line), "next": _next(line.row, awaited)}


def _fact(line: Line, places: pd.DataFrame) -> str:
    """Direction with its slope, and the three regencies farthest on the bad side."""
    row = line.row
    direction = t("agency.unclear")
    if row["direction"] in ("improving", "worsening"):
        moved = told.moved(row, float(row["slope"]), str(row["slope_unit"]))
        direction = t("agency.confirmed", moved=f"{moved[0].upper()}{moved[1:]}")
    elif row["direction"] == "cannot_say":
        direction = t("agency.cannot_say")
    of = places[(places["indicator"] == row["indicator"]) & (places["unit"] == row["unit"])]
    if of.empty or row["better"] not in ("higher", "lower"):
        return direction
    worst = of.sort_values("actual", ascending=row["better"] == "higher").head(MOST_PLACES)
    pairs = zip(worst["region_name"], worst["actual"], strict=True)
    named = ", ".join(f"{name} {told.value(row, actual)}" for name, actual in pairs)
    return f"{direction} {t('agency.lowest' if row['better'] == 'higher' else 'agency.highest', names=named)}"


def _question(line: Line) -> str:
    row = line.row
    if row["direction"] == "worsening" and row["better"] == "range":
        return t("agency.ask_why_leaves")
    if row["direction"] == "worsening":
        return t("agency.ask_why_rises" if float(row["slope"]) > 0 else "agency.ask_why_falls")
    slow = row["direction"] == "improving" and not language.missing(row["required_pace"])
    if slow and not language.missing(row["observed_pace"]):
        paces = [told.pace(row, float(row[name])) for name in ("observed_pace", "required_pace")]
        return t("agency.ask_pace", observed=paces[0], required=paces[1])
    wanted = told.aim(row)
    return t("agency.ask_close", distance=told.amount(row, float(row["actual"]) - wanted))


def _next(row: told.Row, awaited: pd.DataFrame) -> str:
    """The next report of the line and its deadline."""
    of = awaited[(awaited["indicator"] == row["indicator"]) & (awaited["unit"] == row["unit"])]
    if of.empty:
        return ""
    first = of.sort_values("deadline").iloc[0]
    return t("agency.next_report", period=language.period(first["period"]), day=language.day(first["deadline"]))


def _unranked(line: Line, of: Overview) -> Mapping[str, object]:
    row = line.row
    return {
        "href": of.indicator(row), "name": language.name(row, stem="short"), "value": told.value(row, row["actual"]),
        "simulated": row["status"] == "simulated", "coverage": priorities.coverage(row),
    }  # fmt: skip


def results(lines: list[Line], of: Overview) -> priorities.Listed:
    """Values of the list of all results, in the groups of the priorities; a unit's name in place of the agency's."""
    values = overview.listed(lines, of, heading=t("agency.results", n=len(lines)), note=t("agency.results_note"))
    for group in values["groups"]:
        for row in group["rows"]:
            row |= {"agency": row["unit_name"] or row["agency"], "asks": [], "post": ""}
    return values


def until(today: dt.date) -> dt.date:
    """How far ahead deadlines are told."""
    return today + dt.timedelta(days=120)
