"""`repair`: mend what damage left, or bring back an entry that was dropped."""

import argparse
from collections.abc import Mapping
from typing import Any

from data.commands.answer import progress, say, texts


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--dry-run", action="store_true", help="say what would be done, change nothing")
    parser.add_argument("--take-back", metavar="ENTRY", help="publish an entry that was dropped, under a new number")


def run(options: argparse.Namespace) -> int:
    """Exit code 1 when something is left that cannot be mended."""
    from data.store import open_store
    from data.submissions.repair import repair
    from data.submissions.taking_back import dropped, take_back

    store = open_store()
    taken = take_back(store, options.take_back, progress)[0].id if options.take_back else None
    done = repair(store, progress, dry_run=options.dry_run)
    answer = {
        "dry_run": options.dry_run,
        "taken_back": taken,
        "mended": [texts(one) for one in done.steps],
        "left": [texts(one) for one in done.left],
        "dropped": [{"entry": entry, "path": f"dropped/{path.name}"} for entry, path in dropped(store).items()],
    }
    say(options.json, answer, _lines(answer))
    return int(bool(done.left) and not (options.dry_run and done.steps))


def _lines(answer: Mapping[str, Any]) -> list[str]:
    mark = "would be done · akan dilakukan" if answer["dry_run"] else "done · dilakukan"
    lines = [f"{mark}: {text}" for one in answer["mended"] for text in one.values()]
    still = "wrong now · kini salah" if answer["dry_run"] else "left · tersisa"
    lines += [f"{still}: {text}" for one in answer["left"] for text in one.values()]
    lines += [f"dropped · tidak terbit: {one['entry']}  {one['path']}" for one in answer["dropped"]]
    return [*lines, f"{len(answer['mended'])} mended, {len(answer['left'])} left."]
