"""`verify`: whether ledger, snapshot and pointer agree."""

import argparse

from data.commands.answer import progress, say


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Takes nothing more."""


def run(options: argparse.Namespace) -> int:
    """Exit code 1 when they do not."""
    from data import submissions
    from data.store import open_store

    store = open_store()
    if not store.was_published:
        submissions.ensure(store, progress)
    problems = submissions.verify(store)
    pointer = store.readable_pointer()
    snapshot = pointer.snapshot if pointer else None
    answer = {
        "ok": not problems,
        "snapshot": snapshot,
        "problems": [one.message_en for one in problems],
        "problems_id": [one.message_id for one in problems],
    }
    lines = [text for one in problems for text in (one.message_id, one.message_en)]
    say(options.json, answer, lines or [f"Ledger, snapshot {snapshot} and pointer agree."])
    return int(bool(problems))
