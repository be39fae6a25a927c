"""What the figures of Indikator show, as headings: every heading is a finding, by a rule."""

from collections.abc import Mapping

import pandas as pd

from pages.content import told
from pages.content.series_reading import TESTED, Reading, beyond_since, moves, part_name
from pages.words import language
from pages.words.language import t


def heading(of: Reading) -> str:
    """What the figure of the course shows."""
    row = of.row
    if of.accumulates:
        found = beyond_since(of)
        if found is None:
            return t("series.years_together")
        return t("series.since_above" if found[1] else "series.since_below", period=language.period(found[0]))
    if of.ahead and not language.missing(row["slope"]) and row["direction"] in TESTED:
        needed, pace = (told.pace(row, float(row[name])) for name in ("required_pace", "observed_pace"))
        unit = t(f"series.each_{row['frequency']}")
        return t("series.needs", goal=language.period(row["goal_period"]), needed=needed, unit=unit, pace=pace)
    if row["direction"] in TESTED:
        course = told.moved(row, float(row["slope"]), str(row["slope_unit"]))
        return f"{course[0].upper()}{course[1:]}"
    alike = of.alike
    ends = language.period(alike["period"].iloc[0], short=True), language.period(alike["period"].iloc[-1], short=True)
    return (
        t("series.course_of", first=ends[0], last=ends[1]) if len(alike) > 1 else t("series.course_one", period=ends[0])
    )


def note(of: Reading) -> str:
    """What is drawn how."""
    if of.accumulates:
        return t("series.note_years", year=str(of.row["period"])[:4])
    return t("series.note_annual" if of.row["frequency"] == "annual" else "series.note_points")


def alike_heading(of: Reading) -> str:
    """How the same part of the year moved from year to year."""
    up, down = moves(of.alike)
    part = part_name(str(of.row["period"]))
    if up and down:
        return t("series.alike_both", part=part, up=up, down=down)
    if up or down:
        return t("series.alike_up" if up else "series.alike_down", part=part, n=up or down)
    return t("series.alike_none", part=part)


def later_targets(of: Reading) -> list[Mapping[str, object]]:
    """The plan's targets after the newest value: start, tick, low, high and words, oldest first."""
    row, plan = of.row, of.line.plan
    plan = plan[plan["period_start"] > pd.Timestamp(row["period_start"])]
    return [_later(row, one) for one in plan.to_dict("records")]


def _later(row: told.Row, one: told.Row) -> Mapping[str, object]:
    single = not language.missing(one["target"])
    low, high = (float(one["target"]),) * 2 if single else (float(one["target_low"]), float(one["target_high"]))
    year = language.period(one["period"])
    words = t("series.target_of", period=year, target=told.target({**row, **one}))
    if plan := told.planned(one["plan_status"]):
        words += f"<br>{plan.strip()}"
    return {"start": one["period_start"], "tick": year, "low": low, "high": high, "words": words}


def incomplete(values: pd.DataFrame, row: told.Row) -> str:
    """Newer periods whose reports are not enough: shown hollow, not judged."""
    newer = values[(values["period_start"] > row["period_start"]) & values["actual"].notna()]
    if newer.empty or "regions_due" not in newer:
        return ""
    told_ = [
        t("series.incomplete_one", period=language.period(one["period"]), n=int(one["regions_reported"]),
          total=int(one["regions_due"]))
        for one in newer.to_dict("records") if not language.missing(one["regions_due"])
    ]  # fmt: skip
    return t("series.incomplete", periods=language.several(told_, 3)) if told_ else ""


def in_words(of: Reading) -> str:
    """The figure in words, for those who do not see it."""
    ends = of.alike.iloc[[0, -1]]
    said = [
        f"{language.period(period)} {told.value(of.row, value)}"
        for period, value in ends[["period", "actual"]].to_numpy()
    ]
    return t("series.alt", name=language.name(of.row), ends=", ".join(said))
