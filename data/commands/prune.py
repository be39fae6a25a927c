"""`prune`: old snapshots removed, those that are held kept."""

import argparse

from data.commands.answer import say


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--dry-run", action="store_true", help="say what would go, remove nothing")
    parser.add_argument(
        "--keep", action="append", default=[], metavar="SNAPSHOT", help="pin a snapshot: never remove it"
    )


def run(options: argparse.Namespace) -> int:
    from data.store import open_store

    store = open_store()
    for snapshot in options.keep if not options.dry_run else ():
        store.pin(snapshot, "command line")
    removed = store.prune(dry_run=options.dry_run)
    kept = [one for one in store.shelf.all() if one.held and one.id not in {gone.id for gone in removed}]
    answer = {
        "dry_run": options.dry_run,
        "removed": [{"snapshot": one.id, "published": one.moment.isoformat()} for one in removed],
        "kept": [{"snapshot": one.id, "published": one.moment.isoformat(), "pinned": bool(one.pinned)} for one in kept],
    }
    verb = "would be removed" if options.dry_run else "removed"
    lines = [f"{one.id}  {one.moment:%Y-%m-%d %H:%M}  {verb}" for one in removed]
    say(options.json, answer, [*lines, f"{len(removed)} {verb}, {len(kept)} kept."])
    return 0
