"""`own`: everything simulated set aside, to start with own data."""

import argparse
from typing import Any

from data.commands.answer import progress, say, tell
from data.commands.arguments import add_expect


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.description = f"{parser.description} · {WORDS_ID}"
    parser.add_argument("--dry-run", action="store_true", help="count only, change nothing · hanya hitung")
    parser.add_argument("--sender", metavar="NAME", help="who sets it aside · siapa yang menyisihkan")
    parser.add_argument("--reason", metavar="TEXT", help="why · alasannya")
    add_expect(parser)


WORDS_ID = (
    "mulai dengan data sendiri: satu catatan menyisihkan semua yang simulasi; yang resmi tetap terbit; "
    "`undo` atas catatan itu mengembalikannya"
)


def run(options: argparse.Namespace) -> int:
    """Repeating it is no fault: nothing simulated is left to set aside."""
    from data import submissions
    from data.ledger import LedgerError
    from data.store import open_store

    store = open_store()
    counts = submissions.foreseen(submissions.ensure(store, progress).fetch("simulated_by_agency"))
    answer = {"dry_run": options.dry_run, **counts, "submission": None}
    submissions.require(store, options.expect)
    if not options.dry_run:
        try:
            origin = submissions.Origin(sender=options.sender, reason=options.reason)
            entry, _ = submissions.set_aside(store, progress, origin, expect=options.expect)
            answer |= {"submission": entry.id, "submissions": [*entry.facts["whole"], *entry.facts["part"]]}
        except LedgerError as error:
            if error.key != "nothing_simulated":
                raise
            tell(error)
    answer |= {"changed": answer["submission"] is not None, "snapshot": store.published_pointer().snapshot}
    say(options.json, answer, _lines(answer))
    return 0


def _lines(answer: dict[str, Any]) -> list[str]:
    verb = "would be set aside" if answer["dry_run"] else "set aside" if answer["changed"] else "simulated before"
    lines = [
        f"{verb if name == 'set_aside' else 'not simulated, stay'}: "
        + ", ".join(f"{count} {what}" for what, count in answer[name].items())
        for name in ("set_aside", "stays")
    ]
    entry = answer["submission"]
    return [*lines, f"Entry {entry}; undo {entry} brings them back. Snapshot {answer['snapshot']}."] if entry else lines
