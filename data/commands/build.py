"""`build`: the snapshot made again from the ledger."""

import argparse

from data.commands.answer import progress, say


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Takes nothing more."""


def run(options: argparse.Namespace) -> int:
    from data import submissions
    from data.store import open_store

    pointer = submissions.rebuild(open_store(), progress)
    answer = {"snapshot": pointer.snapshot, "published_at": pointer.published_at}
    say(options.json, answer, [f"Published snapshot {pointer.snapshot}."])
    return 0
