"""`load`: files in, each checked and published by itself."""

import argparse
from pathlib import Path

from data.commands.arguments import add_expect


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
    parser.add_argument("--agency", metavar="CODE", help="agency of rows that name none")
    parser.add_argument("--region-codes", choices=("kemendagri", "bps"), help="code system of bare four-digit codes")
    parser.add_argument(
        "--set", action="append", default=[], metavar="COLUMN=VALUE", help="give a column the file lacks"
    )
    parser.add_argument("--map", action="append", default=[], metavar="HEADER=COLUMN", help="say what a header holds")
    parser.add_argument("--sheet", metavar="NAME", help="sheet of a workbook")
    parser.add_argument("--decimal", choices=("comma", "dot"), help="decimal mark of columns that cannot be decided")
    parser.add_argument("--accept-partial", action="store_true", help="publish the good rows of a partly readable file")
    parser.add_argument(
        "--reason",
        action="append",
        default=[],
        metavar="[RULE|ROW=]TEXT",
        help="why values with a warning are right: of a rule, a row, or all",
    )
    parser.add_argument(
        "--evidence",
        action="append",
        default=[],
        type=Path,
        metavar="PATH",
        help="file of evidence, kept with the values; the column bukti may name it",
    )
    parser.add_argument("--dry-run", action="store_true", help="check and compare, publish nothing")
    words = "send the files for approval instead of publishing them: see `submissions`"
    parser.add_argument("--submit", action="store_true", help=words)
    parser.add_argument("--sender", metavar="NAME", help="who sends them")
    add_expect(parser)


def run(options: argparse.Namespace) -> int:
    from data.commands.loading import load

    return load(options)
