"""`status`: what is published, and every submission."""

import argparse
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from data.commands.answer import clean, one_line, progress, say

if TYPE_CHECKING:
    from data.ledger import Ledger

FACTS = ("file", "agency", "received_at", "outcome", "read", "accepted", "rejected", "warnings")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Takes nothing more."""


def run(options: argparse.Namespace) -> int:
    from data import submissions
    from data.store import open_store

    store = open_store()
    snapshot = submissions.ensure(store, progress)
    pointer = store.published_pointer()
    loads, asides = list(_loads(store.ledger)), list(_asides(store.ledger))
    totals = clean(snapshot.fetch("totals").iloc[0].to_dict())
    answer = {
        "snapshot": pointer.snapshot,
        "published_at": pointer.published_at,
        "store": str(store.folder),
        **totals,
        "submissions": loads,
        "set_aside": asides,
    }
    lines = [f"Snapshot {pointer.snapshot}, published {pointer.published_at}, store {store.folder}"]
    lines += [f"  {key}: {value}" for key, value in totals.items()]
    say(options.json, answer, [*lines, *map(_line, loads), *map(_aside_line, asides)])
    return 0


def _loads(ledger: "Ledger") -> Iterator[dict[str, object]]:
    """The files and corrections in a Ledger, in its order: whether each stands, was set aside, and its FACTS."""
    turns = ledger.turns()
    for entry in turns.known.values():
        if entry.kind == "load":
            facts = {key: entry.facts.get(key) for key in FACTS}
            aside = entry.id in turns.whole
            yield {"submission": entry.id, "standing": entry.id not in turns.out, "set_aside": aside, **facts}


def _asides(ledger: "Ledger") -> Iterator[dict[str, object]]:
    """The entries of a Ledger that set simulated submissions aside, in its order."""
    turns = ledger.turns()
    for entry in turns.known.values():
        if entry.kind == "aside":
            facts = {key: entry.facts.get(key) for key in ("received_at", "sender", "reason", "whole", "part")}
            yield {"submission": entry.id, "standing": entry.id not in turns.out, **facts}


def _aside_line(one: dict[str, Any]) -> str:
    count = len(one["whole"]) + len(one["part"])
    state = "" if one["standing"] else "undone "
    return f"  {one['submission']}  {state}sets aside what is simulated in {count} submissions"


def _state(one: dict[str, Any]) -> str:
    return "" if one["standing"] else "set aside " if one["set_aside"] else "undone "


def _line(one: dict[str, Any]) -> str:
    return (
        f"  {one['submission']}  {_state(one)}{one['outcome']}  "
        f"{one['accepted']} rows, {one['rejected']} rejected  {one_line(one['file'])}"
    )
