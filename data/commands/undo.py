"""`undo` and `redo`: a submission out of what is published, or back into it."""

import argparse
from contextlib import suppress

from data.commands.answer import progress, say, tell
from data.commands.arguments import add_expect


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("submission", metavar="SUBMISSION")
    add_expect(parser)


def run(options: argparse.Namespace) -> int:
    """Repeating what a kill interrupted after publishing is no fault: the store is as it was asked to be."""
    from data import submissions
    from data.errors import KinerjaError
    from data.ledger import LedgerError
    from data.store import open_store
    from data.submissions import reversal

    store = open_store()
    turn = submissions.undo if options.command == "undo" else submissions.redo
    changed, words, counts = True, "Published", ""
    try:
        with suppress(KinerjaError):  # the turn itself says what stops it, and damaged rows do not
            changes = reversal.preview(store, options.submission, limit=0).changes
            counts = ", ".join(f"{count} {kind}" for kind, count in changes.items())
        pointer = turn(store, options.submission, progress, expect=options.expect)
    except LedgerError as error:
        if error.key not in ("undone_already", "stands_already") or (standing := store.pointer) is None:
            raise
        tell(error)
        changed, words, pointer = False, "Unchanged:", standing
    answer = {
        "submission": options.submission,
        "changed": changed,
        "snapshot": pointer.snapshot,
        "published_at": pointer.published_at,
    }
    say(options.json, answer, [f"{words} snapshot {pointer.snapshot}.", *[f"  {counts}"] * bool(changed and counts)])
    return 0
