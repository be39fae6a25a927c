"""Ringkasan on one sheet of paper for the meeting."""

from pages.content import overview, priorities, standing, told
from pages.content.asks import Line
from pages.words import language
from pages.words.language import t


def values(of: overview.Overview, over: str, snapshot: str) -> dict[str, object]:
    """Values of the one sheet of paper for the meeting: the verdict, what waits, a line a priority, room to write."""
    told_ = overview.verdict(of, over)
    simulated = standing.simulated(of.results)
    foot = overview.foot(of, standing.compared(of.results).now.all, simulated) if simulated else ""
    return told_ | {
        "title": t("priorities.title", n=len(of.lines)),
        "heads": [t(f"priorities.sheet_{name}") for name in ("where", "name", "value", "target", "direction", "who")],
        "lines": [_sheet_line(line) for line in priorities.ordered(of.lines)],
        "foot": foot,
        "snapshot": t("priorities.sheet_snapshot", snapshot=snapshot),
    }


def _sheet_line(line: Line) -> dict[str, object]:
    row = line.row
    told_ = priorities.shown(line, "", None, overview.post(row))
    aims = told.target(row) or told.goal(row)
    return {
        "sign": told_["sign"], "standing": told_["standing"], "name": language.name(row, stem="priority"),
        "value": f"{told_['figure']}{told_['small']} {told_['unit']}".strip() or language.NOTHING,
        "when": told_["when"], "simulated": told_["simulated"], "target": aims or t("standing.without_target"),
        "stroke": told_["stroke"], "direction": told_["direction"], "who": _shortly(row, str(told_["post"])),
    }  # fmt: skip


def _shortly(row: told.Row, post_: str) -> str:
    """The post, or of a simulated value the agency, with the agency's abbreviation for its name."""
    short = str(row["abbreviation"])
    return post_.replace(language.name(row, stem="agency"), short) if post_ else short
