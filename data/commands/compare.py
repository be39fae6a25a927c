"""`compare`: what changed between two snapshots."""

import argparse
from typing import TYPE_CHECKING, Any

from data.commands import reading
from data.commands.answer import clean, say, warned

if TYPE_CHECKING:
    from data.changes.between_snapshots import Comparison

KEY = ["agency", "unit", "indicator", "region"]
CHANGED = ["previous_period", "period", "previous_actual", "actual", "previous_tone", "tone", "previous_state", "state",
           "change_kind", "class_steps", "cause", "confirmed"]  # fmt: skip
REVISED = ["period", "kind", "actual", "new_actual", "target", "new_target", "submission"]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("before", metavar="SNAPSHOT")
    parser.add_argument("after", nargs="?", metavar="SNAPSHOT", help="the published one where none is named")
    parser.add_argument("--agency", metavar="CODE", help="only this agency")


def run(options: argparse.Namespace) -> int:
    from data.changes import between_snapshots
    from data.store import open_store

    store = open_store()
    published, warnings = reading.served(store)
    found = between_snapshots.compare(store, options.before, options.after or published.id, agency=options.agency)
    answer = {**_answer(found), **warned(warnings)}
    say(options.json, answer, _lines(answer))
    return 0


def _answer(found: "Comparison") -> dict[str, object]:
    """A Comparison as one object: counts first, then a row for each series and each value that changed."""
    kinds = found.series["change_kind"].value_counts()
    return {
        "before": found.before,
        "after": found.after,
        "same_program": found.same_program,
        "same_reference": found.same_reference,
        "values": dict(found.values),
        "signals": {kind: int(kinds.get(kind, 0)) for kind in ("new", "continuing", "ended")},
        "classes": {
            "raised": int((found.series["class_steps"] > 0).sum()),
            "fallen": int((found.series["class_steps"] < 0).sum()),
        },
        "series": {name: int(found.series[name].sum()) for name in ("added", "dropped")},
        "changes": [clean(row) for row in found.changed[KEY + CHANGED].to_dict("records")],
        "revised": [clean(row) for row in found.revised[KEY + REVISED].to_dict("records")],
    }


def _lines(answer: dict[str, Any]) -> list[str]:
    lines = [f"{answer['before']} → {answer['after']}"]
    for name in ("values", "signals", "classes", "series"):
        lines.append(f"  {name}: " + ", ".join(f"{count} {kind}" for kind, count in answer[name].items()))
    return lines + [_line(row) for row in answer["changes"]]


def _line(row: dict[str, Any]) -> str:
    key = " ".join(filter(None, (row[name] for name in KEY)))
    return (
        f"  {key}  {row['previous_period']} → {row['period']}: {row['previous_state']} → {row['state']}, "
        f"{row['previous_tone'] or '-'} → {row['tone'] or '-'} ({row['cause']})"
    )
