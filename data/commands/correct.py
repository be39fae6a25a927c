"""`correct`: one published value replaced, with a reason."""

import argparse
import math
from pathlib import Path
from typing import TYPE_CHECKING

from data.commands.answer import fail, progress, say
from data.commands.arguments import Misuse, add_expect

if TYPE_CHECKING:
    from data.submissions.evidence import Evidence

FIELDS = ("actual", "target", "numerator", "denominator")  # those of data.correction


def add_arguments(parser: argparse.ArgumentParser) -> None:
    for name in ("agency", "indicator", "region", "period"):
        parser.add_argument(f"--{name}", required=True, metavar="CODE", help=f"{name} of the value")
    parser.add_argument("--unit", default="", metavar="CODE", help="unit of the value, where it has one")
    for name in FIELDS:
        parser.add_argument(f"--{name}", type=_number, metavar="NUMBER", help=f"new {name}")
    parser.add_argument("--reason", required=True, metavar="TEXT", help="why; kept with the value")
    parser.add_argument(
        "--evidence", metavar="PATH|URL", help="file of evidence, kept with the value; a link, or a name"
    )
    parser.add_argument("--sender", metavar="NAME", help="who corrects it")
    parser.add_argument("--dry-run", action="store_true", help="check and compare, publish nothing")
    add_expect(parser)


def run(options: argparse.Namespace) -> int:
    from data import submissions
    from data.commands.loaded import lines, outcome
    from data.store import open_store
    from data.submissions import correction

    evidence = _evidence(options.evidence)
    store = open_store()
    submissions.ensure(store, progress)
    submissions.require(store, options.expect)
    key = correction.Key(options.agency, options.indicator, options.region, options.period, options.unit)
    values = {name: getattr(options, name) for name in correction.FIELDS}
    with store.scratch() as folder:
        try:
            proposal = correction.correct(store, key, values, options.reason, options.sender, folder, evidence)
        except correction.CorrectionError as error:
            return fail(options.json, 2, error.message_en, error.message_id)
        if options.dry_run:
            loaded = submissions.Loaded(proposal, None, proposal.base, proposal.changes)
        else:
            (loaded,) = submissions.accept(store, [proposal], progress=progress, expect=options.expect)
        one = outcome(loaded, submissions.replaced(store, loaded.proposal))
    say(options.json, one, lines(one))
    return int(one["outcome"] != "accepted")


def _evidence(said: str | None) -> "str | Evidence | None":
    """The file that a text names, checked, where there is one; else the text. Misuse for a path that leads nowhere."""
    from data.submissions import evidence

    path = Path(said or "")
    try:
        if said and path.is_file():
            return evidence.checked([(path.name, path)])[0]
    except (OSError, ValueError):
        return said
    if said and "://" not in said and path.parent != Path():
        raise Misuse(f"No such file of evidence: {said!r}. Give a file, a link, or a name without folders.")
    return said


def _number(text: str) -> float:
    """A number with decimal point, or with a decimal comma and no point."""
    value = float(text.replace(",", ".") if "." not in text else text)
    if not math.isfinite(value):
        raise ValueError(text)
    return value
