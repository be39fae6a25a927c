"""`status`: what is published, and every submission."""

import argparse
from collections.abc import Iterator
from typing import Any

from data.commands.answer import clean, one_line, progress, say

FACTS = ("file", "agency", "received_at", "outcome", "read", "accepted", "rejected", "warnings")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Takes nothing more."""


def run(options: argparse.Namespace) -> int:
    from data import submissions
    from data.store import open_store

    store = open_store()
    snapshot = submissions.ensure(store, progress)
    pointer = store.published_pointer()
    loads = list(_loads(store.ledger))
    totals = clean(snapshot.fetch("totals").iloc[0].to_dict())
    answer = {
        "snapshot": pointer.snapshot,
        "published_at": pointer.published_at,
        "store": str(store.folder),
        **totals,
        "submissions": loads,
    }
    lines = [f"Snapshot {pointer.snapshot}, published {pointer.published_at}, store {store.folder}"]
    lines += [f"  {key}: {value}" for key, value in totals.items()]
    say(options.json, answer, [*lines, *map(_line, loads)])
    return 0


def _loads(ledger) -> Iterator[dict[str, object]]:
    """The files and corrections in a Ledger, in its order: whether each stands, and its FACTS."""
    standing = {entry.id for entry in ledger.active()}
    for entry in ledger.entries():
        if entry.kind == "load":
            facts = {key: entry.facts.get(key) for key in FACTS}
            yield {"submission": entry.id, "standing": entry.id in standing, **facts}


def _line(one: dict[str, Any]) -> str:
    return (
        f"  {one['submission']}  {'' if one['standing'] else 'undone '}{one['outcome']}  "
        f"{one['accepted']} rows, {one['rejected']} rejected  {one_line(one['file'])}"
    )
