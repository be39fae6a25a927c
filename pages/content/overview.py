"""Ringkasan in words: the verdict, the short list of priorities, and what unfolds under them."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypedDict

import pandas as pd

from analytics.thresholds import ALPHA, SHARE_OF_REPORTERS
from pages.content import priorities, standing, told
from pages.content.asks import Line
from pages.words import language
from pages.words.language import t

PARTS = {"met": "m", "near": "h", "not_met": "t"}
Address = Callable[..., str]


class Item(TypedDict):
    """A line in one row: name and address, whose and when, its value, and what stands beside that."""

    name: str
    href: str
    where: str
    simulated: bool
    value: str
    beside: str


class Fresh(TypedDict):
    """What is new of one kind: worsening, improving, lost or gained."""

    name: str
    stroke: str
    sign: str
    title: str
    rows: list[Item]


class League(TypedDict):
    """How the counted targets of an agency or a regency stand; `parts` in the order of COUNTED."""

    name: str
    href: str
    parts: list[tuple[str, int]]
    met: int
    all: int
    was: str
    worsening: int


@dataclass(frozen=True)
class Overview:
    """The rows of `standing` split as they are counted, the lines of the priorities, and how addresses are made."""

    rows: list[told.Row]
    lines: list[Line]
    regions: pd.DataFrame
    address: Address

    @cached_property
    def results(self) -> list[told.Row]:
        return [row for row in self.rows if row["counts_as"] == "result"]

    @cached_property
    def budget(self) -> list[told.Row]:
        return [row for row in self.rows if row["counts_as"] == "budget"]

    @property
    def near(self) -> str:
        """From how much percent of the target on it is nearly met, as the reference has it."""
        bounds = [row["near_from"] for row in self.rows if not language.missing(row["near_from"])]
        return language.number(min(bounds, default=None), 0)

    def indicator(self, row: told.Row) -> str:
        """Address of the very line: indicator, agency, and its unit where it is one of a unit."""
        unit = [row["unit"]] if row.get("unit") else []
        return self.address("indikator", indicator=row["indicator"], agency=row["agency"], unit=unit)


def verdict(of: Overview, over: str) -> dict[str, object]:
    """Values of the block that is read first."""
    told_ = standing.compared(of.results)
    budget, simulated = standing.compared(of.budget), standing.simulated(of.results)
    lines = priorities.ordered(of.lines)
    waiting = numbered(priorities.decisions(of.lines))
    chosen = [priorities.decision(line, number, of.indicator(line.row), post(line.row)) for number, line in waiting]
    real = [one for one in chosen if not one["simulated"]]
    examples = [one for one in chosen if one["simulated"]]
    return {
        "over": over,
        "example": simulated > 0,
        "verdict": _verdict(told_),
        "provenance": _provenance(of.results, told_, simulated),
        "bars": _bars(told_),
        "bars_alt": _bars_alt(told_),
        "keys": [(standing.SIGNS[name], t(f"standing.{name}").lower()) for name in standing.COUNTED],
        "lead": _lead(told_),
        "budget": _budget(budget),
        "budget_simulated": standing.simulated(of.budget) > 0,
        "rows": [_mark(line.row) for line in lines],
        "strip_counts": standing.count_of([(name, _of(lines, name)) for name in standing.STANDINGS]),
        "strip_simulated": _known(lines, simulated=True),
        "waiting": real,
        "examples": examples,
        "waiting_title": t("priorities.waiting", n=len(real)) if real else t("priorities.waiting_none"),
        "examples_title": t("priorities.waiting_example", n=len(examples)),
    }


def numbered(lines: Sequence[Line]) -> list[tuple[int | None, Line]]:
    """Lines with their number as decisions; an example, which decides nothing, has none."""
    real = iter(range(1, len(lines) + 1))
    return [(None if line.row["status"] == "simulated" else next(real), line) for line in lines]


def _verdict(of: standing.Comparison) -> str:
    if not of.now.all:
        return t("summary.verdict_none")
    words = of.words if of.before.all else "first"
    return t(f"summary.verdict_{words}", n=of.now.met, m=of.now.all)


def _provenance(rows: Sequence[told.Row], of: standing.Comparison, simulated: int) -> str:
    if not simulated:
        return ""
    real = [row for row in rows if row["counted"] and row["status"] != "simulated"]
    met = sum(row["standing"] == "met" for row in real)
    key = "summary.provenance" if len(real) else "summary.provenance_all"
    return t(key, s=simulated, m=of.now.all, r=len(real), k=met)


def _bars(of: standing.Comparison) -> list[dict[str, object]]:
    if not of.now.all:
        return []
    sides = [("now", of.now, False), ("a_year_ago", of.before, True)]
    return [
        {"label": t(f"summary.{name}"), "was": was, "total": counts.all, "parts": list(zip("mht", counts, strict=True))}
        for name, counts, was in sides
        if counts.all
    ]


def _bars_alt(of: standing.Comparison) -> str:
    now, was = of.now, of.before
    return t(
        "summary.bars_alt", met=now.met, near=now.near, rest=now.not_met, m=now.all, was_met=was.met,
        was_near=was.near, was_rest=was.not_met, was=was.all,
    )  # fmt: skip


def _lead(of: standing.Comparison) -> str:
    if not of.before.all:
        return ""
    if not of.gained and not of.lost:
        return f"{t('summary.flips_none')}."
    return t("summary.flips", g=of.gained, l=of.lost) + t(
        "summary.flips_chance" if of.p_value >= ALPHA else "summary.flips_real"
    )


def _budget(of: standing.Comparison) -> str:
    return t("summary.budget_apart", n=of.now.met, m=of.now.all, k=of.before.met) if of.now.all else ""


def _mark(row: told.Row) -> dict[str, str]:
    return {
        "anchor": priorities.anchor(row), "short": language.name(row, stem="priority"),
        "sign": standing.SIGNS[row["standing"]], "stroke": standing.STROKES[row["direction"]],
        "standing": t(f"standing.{row['standing']}").lower(), "direction": t(f"standing.{row['direction']}").lower(),
    }  # fmt: skip


def _of(lines: list[Line], name: str) -> int:
    return sum(line.row["standing"] == name for line in lines)


def _known(lines: list[Line], *, simulated: bool) -> int:
    """How many have a value that counts, simulated or not."""
    rows = (line.row for line in lines if line.row["standing"] != "no_value")
    return sum((row["status"] == "simulated") is simulated for row in rows)


def post(row: told.Row) -> str:
    """The post that answers for an agency; empty where the register names none."""
    return "" if language.missing(row.get("head_id")) else language.name(row, stem="head")


def short_list(of: Overview) -> priorities.Listed:
    """Values of the block of priorities, in groups."""
    counts = {"real": _known(of.lines, simulated=False), "simulated": _known(of.lines, simulated=True)}
    note = t("priorities.note", none=len(of.lines) - sum(counts.values()), **counts)
    if not all(line.row["decided"] for line in of.lines):
        note = f"{t('priorities.proposal')} {note}"
    chosen = priorities.decisions(of.lines)
    return listed(of.lines, of, heading=t("priorities.title", n=len(of.lines)), note=note, chosen=chosen)


def listed(lines: list[Line], of: Overview, heading: str, note: str, chosen: Sequence[Line] = ()) -> priorities.Listed:
    """Lines in the groups of the priorities, under a heading; those `chosen` are numbered as decisions."""
    numbers = {id(line): number for number, line in numbered(chosen)}
    ordered = priorities.ordered(lines)
    groups: list[priorities.Group] = []
    for name in priorities.GROUPS:
        held = [line for line in ordered if priorities.group_of(line.row) == name]
        if held:
            rows = [
                priorities.shown(line, of.indicator(line.row), numbers.get(id(line)), post(line.row)) for line in held
            ]
            count = t("priorities.group_of", n=len(held), total=len(lines))
            title, about = t(f"priorities.group_{name}"), t(f"priorities.about_{name}")
            groups.append({"title": title, "count": count, "about": about, "rows": rows})
    bounds = {"near": t("priorities.near_bound", near=of.near)}
    return {
        "title": heading,
        "note": note,
        "where": [(standing.SIGNS[name], t(f"standing.{name}"), bounds.get(name, "")) for name in standing.STANDINGS],
        "whither": _directions("improving", "worsening", "unclear", "cannot_say"),
        "heads": [t(f"priorities.head_{name}") for name in ("name", "value", "target", "direction", "course")],
        "groups": groups,
    }


def _directions(*names: str) -> list[tuple[str, str]]:
    return [(standing.STROKES[name], t(f"standing.{name}")) for name in names]


def folds(of: Overview) -> dict[str, object]:
    """Values of what unfolds: the grid with its lists, what is newly confirmed, who and where, what is counted."""
    results, told_ = of.results, standing.compared(of.results)
    unmet = Counter(row["direction"] for row in results if row["standing"] == "not_met")
    simulated = standing.simulated(results)
    agencies, regions = _agencies(of, results), _regions(of)
    fresh = _fresh(of, results)
    moved = {block["name"]: len(block["rows"]) for block in fresh}
    return {
        "grid_title": t("summary.grid_title", m=told_.now.all),
        "grid_line": t("summary.grid_line", met=told_.now.met, improving=unmet["improving"],
                       worsening=unmet["worsening"]),
        "grids": [_grid(of, results, "results"), _grid(of, of.budget, "budget")] if len(of.budget) else [
            _grid(of, results, "results")
        ],
        "grid_aside": _aside(results, told_.now.all),
        "by_chance": _by_chance(of.rows),
        "directions": _directions(*standing.DIRECTIONS),
        "fresh": fresh,
        "fresh_line": t("summary.fresh_line", a=moved["worsening"], b=moved["improving"], g=moved["gained"],
                        l=moved["lost"]),
        "fresh_simulated": sum(row["simulated"] for block in fresh for row in block["rows"]),
        "agencies": agencies,
        "regions": regions,
        "who_line": t("summary.who_line", agencies=len(agencies), regions=len(regions)),
        "who_simulated": simulated > 0,
        "basis": [
            t("summary.basis_unit"), t("summary.basis_counted"), t("summary.basis_near", near=of.near),
            t("summary.basis_share", share=language.number(100 * SHARE_OF_REPORTERS, 0)),
            t("summary.basis_before", p=language.number(told_.p_value, 2)),
            t("summary.basis_budget"), t("summary.basis_class"),
        ],
        "foot": foot(of, told_.now.all, simulated),
    }  # fmt: skip


def _by_chance(rows: Sequence[told.Row]) -> str:
    """How many of the confirmed directions are none, at the rate at which they are confirmed."""
    confirmed = sum(row["direction"] in ("improving", "worsening") for row in rows)
    return t("summary.by_chance", k=round(ALPHA * confirmed), n=confirmed) if confirmed else ""


def _aside(results: Sequence[told.Row], counted: int) -> str:
    parts = sum(row["standing"] == "units" for row in results)
    incomplete = sum(row["counted"] and row["complete"] is False for row in results)
    words = t("summary.grid_aside", m=counted, parts=parts)
    return f"{words} {t('summary.grid_incomplete', n=incomplete)}" if incomplete else words


def foot(of: Overview, counted: int, simulated: int) -> str:
    budget = sum(row["counted"] for row in of.budget)
    aside = standing.simulated(of.budget)
    if not simulated and not aside:
        return ""
    return t("summary.foot_simulated", s=simulated, m=counted, b=aside, c=budget)


def _grid(of: Overview, rows: Sequence[told.Row], name: str) -> dict[str, object]:
    lines, lists = [], []
    for line in standing.grid(rows):
        word, cells = t(f"standing.{line['standing']}"), []
        for direction, held in line["cells"]:
            where = {"standing": word, "direction": t(f"standing.{direction}").lower(), "n": len(held)}
            cell = f"{name}-{line['standing']}-{direction}"
            hot = line["standing"] == "not_met" and direction in ("unclear", "worsening")
            cells.append({"id": cell, "n": len(held), "hot": hot, "label": t("summary.grid_cell", **where)})
            if len(held):
                lists.append(_list(of, cell, held, line["standing"], direction, where))
        lines.append({**_totals(line), "word": word, "cells": cells})
    counted = sum(row["counted"] for row in rows)
    return {
        "title": t(f"summary.grid_{name}", m=counted), "simulated": standing.simulated(rows), "lines": lines,
        "lists": lists,
    }  # fmt: skip


def _totals(line: standing.Held) -> dict[str, object]:
    counted = line["before"] is not None
    totals = (
        t("summary.grid_before", n=line["total"], k=line["before"])
        if counted
        else t("summary.grid_uncounted", n=line["total"])
    )
    return {
        "sign": standing.SIGNS[line["standing"]], "total": line["total"], "totals": totals,
        "before": line["before"] if counted else language.NOTHING, "last": line["standing"] in ("not_met", "no_value"),
    }  # fmt: skip


def _list(
    of: Overview, cell: str, held: Sequence[told.Row], name: str, direction: str, where: Mapping[str, object]
) -> dict[str, object]:
    simulated = sum(row["status"] == "simulated" for row in held)
    return {
        "id": cell, "sign": standing.SIGNS[name], "stroke": standing.STROKES[direction],
        "title": t("summary.grid_list", s=simulated, **where), "rows": [_item(of, row) for row in _in_order(held)],
    }  # fmt: skip


def _in_order(rows: Sequence[told.Row]) -> list[told.Row]:
    """Official values first, then by name of the agency and the indicator."""
    agency, short = language.name_column(stem="agency"), language.name_column(stem="short")
    return sorted(rows, key=lambda row: (row["status"] == "simulated", row[agency], row[short]))


def _item(of: Overview, row: told.Row, beside: str | None = None) -> Item:
    known = not language.missing(row["actual"])
    where = [language.name(row, stem="agency")]
    where += [language.name(row, stem="unit")] if row["unit"] else []
    where += [told.when(row)] if known else []
    where += [t("summary.stopped")] if row["stopped"] else []
    target = told.target(row) if known else ""
    return {
        "name": language.name(row, stem="short"), "href": of.indicator(row), "where": ", ".join(where),
        "simulated": row["status"] == "simulated",
        "value": told.value(row, row["actual"]) if known else language.NOTHING,
        "beside": beside if beside is not None else (t("summary.list_target", target=target) if target else ""),
    }  # fmt: skip


def _fresh(of: Overview, results: Sequence[told.Row]) -> list[Fresh]:
    """Newly confirmed directions and targets newly met or lost, each with what it is compared with."""
    gained, lost = standing.turned(results)
    new = [row for row in results if row["change_kind"] == "new" and row["standing"] != "no_value"]
    blocks = [
        *((name, [row for row in new if row["direction"] == name]) for name in ("worsening", "improving")),
        ("lost", lost), ("gained", gained),
    ]  # fmt: skip
    return [
        {
            "name": name, "stroke": standing.STROKES.get(name, ""), "sign": "met" if name == "gained" else "not",
            "title": t(f"standing.{name}") if name in standing.STROKES else t(f"summary.fresh_{name}"),
            "rows": [_item(of, row, _before(row)) for row in _in_order(held)],
        }
        for name, held in blocks
    ]  # fmt: skip


def _before(row: told.Row) -> str:
    if language.missing(row["before_actual"]):
        return ""
    earlier = told.value(row, row["before_actual"])
    return t("summary.list_before", period=language.period(row["before_period"], short=True), value=earlier)


def _agencies(of: Overview, results: Sequence[told.Row]) -> list[League]:
    lines = [
        _league(
            language.name(line["row"], stem="agency"), of.address("instansi", agency=line["code"]),
            line["counts"], line["before"], line["worsening"],
        )
        for line in standing.by_agency(results)
    ]  # fmt: skip
    return sorted(lines, key=lambda line: line["name"])


def _regions(of: Overview) -> list[League]:
    return [
        _league(
            row["region_name"], of.address("wilayah", region=[row["region"]]),
            standing.Counts(row["met"], row["near"], row["not_met"]), row["before_met"], row["worsening"],
        )
        for row in of.regions.to_dict("records")
    ]  # fmt: skip


def _league(name: str, href: str, counts: standing.Counts, before: int, worsening: int) -> League:
    return {
        "name": name, "href": href, "parts": list(zip("mht", counts, strict=True)), "met": counts.met,
        "all": counts.all, "was": t("summary.who_before", n=int(before)), "worsening": worsening,
    }  # fmt: skip
