"""`status`: what is published, and every submission."""

import argparse
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from data.commands import reading
from data.commands.answer import clean, one_line, say, warned
from data.commands.prune import line, pinned

if TYPE_CHECKING:
    from data.ledger import Ledger
    from data.store import Snapshot, Store

FACTS = ("file", "agency", "received_at", "outcome", "read", "accepted", "rejected", "warnings")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Takes nothing more."""


def run(options: argparse.Namespace) -> int:
    from data.store import open_store

    store = open_store()
    snapshot, warnings = reading.served(store)
    published_at = store.published_at(snapshot.id)
    loads, asides = _submitted(store, snapshot)
    waiting = _waiting(store)
    pins = [pin for kept in store.shelf.all() if kept.held and (pin := pinned(kept))]
    totals: dict[str, Any] = {str(name): one for name, one in clean(snapshot.fetch("totals").iloc[0].to_dict()).items()}
    answer = {
        "snapshot": snapshot.id,
        "published_at": published_at,
        "store": str(store.folder),
        **totals,
        "submissions": loads,
        "set_aside": asides,
        "waiting": waiting,
        "pinned": pins,
        **warned(warnings),
    }
    lines = [f"Snapshot {snapshot.id}, published {published_at}, store {store.folder}"]
    lines += [f"  {key}: {value}" for key, value in totals.items()]
    lines += [*map(_line, loads), *map(_aside_line, asides), *map(_waiting_line, waiting)]
    lines += [f"  {line(pin)}" for pin in pins]
    say(options.json, answer, lines)
    return 0


def _submitted(store: "Store", snapshot: "Snapshot") -> tuple[list[dict[str, object]], list[dict[str, object]]]:
    """Loads and asides of the ledger; where it cannot be read the loads that the snapshot holds."""
    from data.errors import KinerjaError

    try:
        return list(_loads(store.ledger)), list(_asides(store.ledger))
    except KinerjaError:
        rows = snapshot.fetch("submissions").to_dict("records")
        held = [{key: row.get(key) for key in ("submission", *FACTS)} for row in map(clean, rows)]
        return [{"standing": True, "set_aside": False, **row} for row in held], []


def _waiting(store: "Store") -> list[dict[str, Any]]:
    """What was sent and waits; nothing where the ledger cannot be read, which is told with the loads."""
    from data.commands.submissions import row
    from data.errors import KinerjaError
    from data.rights import DESK
    from data.store import awaited

    try:
        return [row(one) for one in awaited.waiting(store, DESK)]
    except KinerjaError:
        return []


def _waiting_line(one: dict[str, Any]) -> str:
    until = f" until {one['embargo']}" if one["embargo"] else ""
    return f"  {one['id']}  waits, {one['state']}{until}  {one_line(one['subject'])}"


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
