"""What class scales must keep to: no gap, no overlap, each class told in both languages, none gone that is in use."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from analytics.achievement import MAIN_SCALE, TONES
from data.reference.problem import Problem
from data.reference.reading import Row, Rows

SHOWN = {MAIN_SCALE: 1, "ikm": 1, "sakip": 3}
"""Scales that roll-ups and the guide read by name, whatever the indicators use, and how many classes they need."""

FOR_ALL = ("cap_low", "cap_high", "decimals")
"""Columns that are one for a scale."""


def _in_use(rows: dict[str, Rows]) -> Iterator[Problem]:
    """No scale may be missing that an indicator or the program needs."""
    scales = Counter(row["scale"] for row in rows["scales"])
    told = {"choices": ", ".join(sorted(scales))}
    for row in rows["indicators"]:
        for column in ("scale", "value_scale"):
            if row[column] and row[column] not in scales:
                yield row.problem(column, "one_of", **told)
    missing = [name for name, classes in SHOWN.items() if scales[name] < classes]
    if scales and missing:
        yield Problem("scales.csv", None, "scale", "", "shown_scales", {"missing": ", ".join(missing)})


def _sides(rows: dict[str, Rows]) -> Iterator[Problem]:
    """A bound says whether it belongs to its class, an open end does not; from below to above."""
    for row in rows["scales"]:
        for side in ("lower", "upper"):
            if bool(row[side]) != bool(row[f"{side}_closed"]):
                yield row.problem(f"{side}_closed", "closed" if row[side] else "no_bound", side=side)
        low, high = row.numbers.get("lower"), row.numbers.get("upper")
        if low is not None and high is not None and low >= high:
            yield row.problem("lower", "below_upper", upper=row["upper"])
        if bool(row["note_id"]) != bool(row["note_en"]):
            yield row.problem("note_id", "note")


def _classes(rows: dict[str, Rows]) -> Iterator[Problem]:
    """The classes of a scale follow each other from the lowest rank up."""
    for scale in _by_scale(rows["scales"]):
        for place, row in enumerate(scale, 1):
            if row.numbers["rank"] != place:
                yield row.problem("rank", "next_rank", rank=place, scale=row["scale"])
                break
        for column in FOR_ALL:
            yield from (
                row.problem(column, "one_for_all", scale=row["scale"], value=scale[0][column] or "–")
                for row in scale[1:]
                if row.numbers.get(column) != scale[0].numbers.get(column)
            )
        for below, above in pairwise(scale):
            yield from _next(below, above)


def _next(below: Row, above: Row) -> Iterator[Problem]:
    """One class begins where the one below it ends, the bound belongs to one of them, and it is no worse."""
    told = {"below": below["class"]}
    if "upper" not in below.numbers or above.numbers.get("lower") != below.numbers["upper"]:
        yield above.problem("lower", "meets", upper=below["upper"] or "–", **told)
    elif above["lower_closed"] == below["upper_closed"]:
        yield above.problem(
            "lower_closed", "closed_once", other={"yes": "no"}.get(below["upper_closed"], "yes"), **told
        )
    if {below["tone"], above["tone"]} <= set(TONES) and TONES.index(above["tone"]) > TONES.index(below["tone"]):
        yield above.problem("tone", "no_worse_tone", tone=below["tone"], **told)


def _by_scale(rows: Sequence[Row]) -> list[list[Row]]:
    """The classes of each scale, lowest rank first; scales with a rank that is no number are left to its own check."""
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row["scale"], []).append(row)
    ranked = [scale for scale in found.values() if all("rank" in row.numbers for row in scale)]
    return [sorted(scale, key=lambda row: row.numbers["rank"]) for scale in ranked]


CHECKS = (_in_use, _sides, _classes)
