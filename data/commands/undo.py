"""`undo` and `redo`: a submission out of what is published, or back into it."""

import argparse
import sys

from data.commands.answer import progress, say


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("submission", metavar="SUBMISSION")


def run(options: argparse.Namespace) -> int:
    """Repeating what a kill interrupted after publishing is no fault: the store is as it was asked to be."""
    from data import submissions
    from data.ledger import LedgerError
    from data.store import open_store

    store = open_store()
    turn = submissions.undo if options.command == "undo" else submissions.redo
    changed, words = True, "Published"
    try:
        pointer = turn(store, options.submission, progress)
    except LedgerError as error:
        if error.key not in ("undone_already", "stands_already") or (standing := store.pointer) is None:
            raise
        print(error.message_id, error.message_en, sep="\n", file=sys.stderr)
        changed, words, pointer = False, "Unchanged:", standing
    answer = {
        "submission": options.submission,
        "changed": changed,
        "snapshot": pointer.snapshot,
        "published_at": pointer.published_at,
    }
    say(options.json, answer, [f"{words} snapshot {pointer.snapshot}."])
    return 0
