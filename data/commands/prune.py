"""`prune`: old snapshots removed, those that are held kept; pins set, listed and released."""

import argparse
from typing import TYPE_CHECKING

from data.commands.answer import say

if TYPE_CHECKING:
    from data.store.snapshots import KeptSnapshot


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--dry-run", action="store_true", help="say what would go, remove nothing")
    parser.add_argument(
        "--keep", action="append", default=[], metavar="SNAPSHOT", help="pin a snapshot: never remove it"
    )
    parser.add_argument(
        "--release", action="append", default=[], metavar="SNAPSHOT",
        help="take the pin off a snapshot, so that it is kept no longer than others; what a reader cited is pinned "
        "for a year",
    )  # fmt: skip


def run(options: argparse.Namespace) -> int:
    from data.store import open_store

    store = open_store()
    for snapshot in options.keep if not options.dry_run else ():
        store.pin(snapshot, "command line")
    for snapshot in options.release if not options.dry_run else ():
        store.release(snapshot)
    removed = store.prune(dry_run=options.dry_run)
    kept = [one for one in store.shelf.all() if one.held and one.id not in {gone.id for gone in removed}]
    pins = [pin for one in kept if (pin := pinned(one))]
    answer = {
        "dry_run": options.dry_run,
        "removed": [{"snapshot": one.id, "published": one.moment.isoformat()} for one in removed],
        "kept": [{"snapshot": one.id, "published": one.moment.isoformat(), "pinned": bool(one.pinned)} for one in kept],
        "pinned": pins,
    }
    verb = "would be removed" if options.dry_run else "removed"
    lines = [f"{one.id}  {one.moment:%Y-%m-%d %H:%M}  {verb}" for one in removed]
    lines += map(line, pins)
    say(options.json, answer, [*lines, f"{len(removed)} {verb}, {len(kept)} kept."])
    return 0


def pinned(kept: "KeptSnapshot") -> dict[str, str | None] | None:
    """The pin of a KeptSnapshot: reason, since when and until when; None where it has none."""
    if not kept.pinned:
        return None
    until = kept.pinned_until.isoformat(timespec="seconds") if kept.pinned_until else None
    return {"snapshot": kept.id, "reason": kept.pinned, "since": kept.pinned_at, "until": until}


def line(pin: dict[str, str | None]) -> str:
    """A pin in a line."""
    until = f"until {pin['until'][:10]}" if pin["until"] else "until it is released"
    return f"{pin['snapshot']}  pinned {(pin['since'] or '')[:10]} ({pin['reason']}) {until}"
