"""The work of `reference`: what files would change, the change itself, the office's rows beside those shipped."""

import argparse
from collections.abc import Mapping
from typing import Any

from data import submissions
from data.commands.answer import one_line, progress, say
from data.reference import Change, Problem
from data.reference.amended_tables import File
from data.reference.tables import KEYS, SHEETS
from data.store import Store
from data.submissions import amending

ROWS_SHOWN = 200


def change(store: Store, options: argparse.Namespace) -> int:
    """Exit code 1 where a finding stops the files, or where the difference was not agreed to."""
    files = [File(path.name, path.read_bytes()) for path in options.files]
    origin = submissions.Origin(sender=options.sender, reason=options.reason)
    amendment = amending.amend(store, files, origin, rest=options.keep_rest)
    answer = {**_answer(amendment), "entry": None, "snapshot": amendment.base, "changed": False}
    stopped = bool(amendment.problems)
    if amendment.changes and not stopped:
        with store.scratch() as folder:
            effect = amending.effect(store, amendment.changes, folder, progress)
        answer |= {"values": dict(effect.counts), "series": len(effect.series)}
        if options.accept:
            entry, pointer = amending.accept_amendment(store, amendment, progress)
            answer |= {"entry": entry.id, "snapshot": pointer.snapshot, "changed": True}
    say(options.json, answer, [*_lines(answer), _next_step(answer, options)])
    asked = bool(amendment.changes) and not answer["changed"] and not options.dry_run
    return int(stopped or asked)


def differences(store: Store, options: argparse.Namespace) -> int:
    """Rows that the office changed, and those of them that are shipped otherwise since."""
    own = amending.office_changes(store)
    rows = [{**_row(one), "entry": entry.id} for entry, one in own]
    conflicts = [
        {**_row(one), "given": row, "given_then": None if one.given is None else dict(one.given)}
        for one, row in amending.office_conflicts(store)
    ]
    answer = {"snapshot": store.published_pointer().snapshot, "rows": rows, "conflicts": conflicts}
    lines = [f"{len(rows)} rows differ from those given, {len(conflicts)} of them are given otherwise since."]
    lines += [*map(_row_line, rows), *(f"  otherwise since:{_row_line(one)}" for one in conflicts)]
    say(options.json, answer, lines)
    return 0


def hand_out(store: Store, options: argparse.Namespace) -> int:
    """Write the tables in force into a folder, one file each."""
    reference = store.reference()
    options.out.mkdir(parents=True, exist_ok=True)
    for table in SHEETS:
        (options.out / f"{table}.csv").write_bytes(reference.content(table))
    answer = {"folder": str(options.out), "tables": list(SHEETS)}
    say(options.json, answer, [f"{len(SHEETS)} tables in {one_line(options.out)}."])
    return 0


def _answer(amendment: amending.Amendment) -> dict[str, Any]:
    told = [("error", one) for one in amendment.problems] + [("warning", one) for one in amendment.doubts]
    return {
        "files": [{"file": one.name, "table": one.table or None} for one in amendment.files],
        "outcome": "rejected" if amendment.problems else "accepted",
        "findings": [_finding(severity, problem) for severity, problem in told],
        "changes": amendment.counts,
        "rows": [_row(one) for one in amendment.changes[:ROWS_SHOWN]],
        "rows_total": len(amendment.changes),
        "values": None,
        "series": None,
    }


def _finding(severity: str, problem: Problem) -> dict[str, object]:
    return {
        "severity": severity,
        "rule": problem.key,
        "file": problem.file,
        "row": problem.row,
        "column": problem.column,
        "found": problem.found,
        "expected": problem.expected,
        "message_id": problem.message_id,
        "message_en": problem.message_en,
    }


def _row(change: Change) -> dict[str, Any]:
    before, after = dict(change.before or ()), dict(change.after or ())
    return {
        "table": change.table,
        "kind": change.kind,
        "key": {name: (after or before).get(name, "") for name in KEYS[change.table]},
        "columns": {name: [before.get(name), after.get(name)] for name in change.columns},
    }


def _lines(answer: Mapping[str, Any]) -> list[str]:
    lines = [f"{table}: {_counted(of)}" for table, of in answer["changes"].items()]
    if answer["values"] is not None:
        told = f"{_counted(answer['values'])}; {answer['series']} series in class, state or signal"
        lines.append(f"published values that change: {told}")
    lines += [one_line(f"  {one['severity']}: {one['message_id']} · {one['message_en']}") for one in answer["findings"]]
    return [*lines, *map(_row_line, answer["rows"])]


def _counted(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{n} {what}" for what, n in counts.items())


def _row_line(row: Mapping[str, Any]) -> str:
    key = " ".join(filter(None, row["key"].values()))
    if row["kind"] != "changed":
        return one_line(f"  {row['table']} {key}: {row['kind']}")
    told = "; ".join(f"{name} {old!r} → {new!r}" for name, (old, new) in row["columns"].items())
    return one_line(f"  {row['table']} {key}: {told}")


def _next_step(answer: Mapping[str, Any], options: argparse.Namespace) -> str:
    if answer["changed"]:
        return f"Entry {answer['entry']}; undo {answer['entry']} takes it back. Snapshot {answer['snapshot']}."
    if answer["outcome"] == "rejected":
        return "Nothing is recorded. Perbaiki temuan di atas, lalu ulangi. · Mend what is found above, then repeat."
    if not answer["rows_total"]:
        return "Sama dengan yang berlaku. · Equal to what is in force."
    return "Nothing is recorded. Setujui dengan --accept. · Agree with --accept."
