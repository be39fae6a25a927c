"""`python -m data` and one of load, correct, own, reference, access, audit, submissions, undo, redo, status, build,
query, compare, verify, repair, backup, restore, prune.

Exit 0 done, 1 findings or damage stopped it, 2 wrong use. With --json one object goes to standard output and
nothing else, `{"error": ...}` where something stopped it; progress and messages go to standard error.
"""

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import NamedTuple

from data.commands.answer import fail
from data.commands.arguments import Misuse, Parser, require_text
from data.queries import named
from data.queries.named import QueryError


class Command(NamedTuple):
    """A command before it is called: its name, the module that is imported when it is, one line of help."""

    name: str
    module: str
    words: str


COMMANDS = (
    Command("load", "data.commands.load",
            "check files and publish them, each by itself: one that is rejected does not hold up the others"),
    Command("correct", "data.commands.correct", "replace one published value, with a reason, and publish it"),
    Command("own", "data.commands.own",
            "start with your own data: one entry sets aside everything simulated, what is published by others stays; "
            "undo of that entry brings it back"),
    Command("reference", "data.commands.reference",
            "the office's own tables: agencies, units, indicators, targets, priorities and the rest changed by files, "
            "or, without files, where they differ from those shipped"),
    Command("access", "data.commands.access",
            "who may do what: list; grant PERSON ROLE[:AGENCY], from a day until a day; revoke what an entry gave"),
    Command("audit", "data.commands.audit",
            "what was done by whom: list, export FILE, by day, kind, person, agency; usage; forget a person's name"),
    Command("submissions", "data.commands.submissions",
            "what was sent for approval: waiting, all; look at what one would change; approve, return, publish it"),
    Command("undo", "data.commands.undo", "take a submission out again; one that is out already stays out"),
    Command("redo", "data.commands.undo", "put an undone submission back; one that stands already stays"),
    Command("status", "data.commands.status", "what is published and what was submitted"),
    Command("build", "data.commands.build", "make the snapshot again from the ledger"),
    Command("verify", "data.commands.verify", "check that ledger, snapshot and pointer agree"),
    Command("repair", "data.commands.repair",
            "mend what damage left, where the hashes written down allow it; nothing is deleted"),
    Command("backup", "data.commands.backup", "what is published in one file, written while the program runs"),
    Command("restore", "data.commands.restore", "check a backup and put its store into an empty place"),
    Command("compare", "data.commands.compare", "what changed between two snapshots: values, signals, classes"),
    Command("prune", "data.commands.prune",
            "remove old snapshots: kept are the published one, the ten newest, the last of each of the past thirty "
            "days, those pinned or open, and for a week the last five made again for readers"),
    Command("query", "data.commands.query", f"rows of a named query: {', '.join(named.names())}"),
)  # fmt: skip


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    given = sys.argv[1:] if arguments is None else list(arguments)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    Parser.asked_for_json = "--json" in given
    options = _parser(given).parse_args(given)
    try:
        require_text(options)
        code = _run(options)
        sys.stdout.flush()
        return code
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except (Misuse, QueryError) as error:
        return fail(options.json, 2, str(error))
    except Exception as error:
        from data.commands.failure import stopped

        return stopped(error, options.json)


def _run(options: argparse.Namespace) -> int:
    """Run a command in any mode: whoever may write the store's files needs no right that is given in them."""
    from data.rights.acting import AT_A_DESK, acting  # brings DuckDB along

    with acting(AT_A_DESK):
        code: int = options.run(options)
        return code


def _parser(given: Sequence[str]) -> Parser:
    """The parser of all commands; only those that are named in `given` are imported and know their arguments."""
    parser = Parser(prog="python -m data", description=__doc__.split("\n\n")[0])
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for command in COMMANDS:
        called = commands.add_parser(command.name, help=command.words, description=command.words, allow_abbrev=False)
        called.add_argument("--json", action="store_true", help="print one JSON object")
        if command.name in given:
            module = import_module(command.module)
            module.add_arguments(called)
            called.set_defaults(command=command.name, run=module.run)
    return parser
