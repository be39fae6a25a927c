"""What was said on the command line: the parser, and texts that stand for more than themselves."""

import argparse
from collections.abc import Sequence
from typing import NoReturn

from data.commands.answer import as_json


class Misuse(Exception):
    """The command was called in a way that it does not know."""


class Parser(argparse.ArgumentParser):
    """Says what is wrong on standard output too when a machine asked."""

    asked_for_json = False

    def error(self, message: str) -> NoReturn:
        if Parser.asked_for_json:
            print(as_json({"error": message}))
        super().error(message)


def require_text(options: argparse.Namespace) -> None:
    """File names may hold any bytes; everything else that was said must be text. Misuse when it is not."""
    for name, value in vars(options).items():
        for said in value if isinstance(value, list) else [value]:
            if isinstance(said, str) and any("\ud800" <= mark <= "\udfff" for mark in said):
                raise Misuse(f"{name} is not text: {said!r}.")


def add_expect(parser: argparse.ArgumentParser) -> None:
    """The snapshot that was looked at before an act."""
    words = "the snapshot that was looked at: where another is published by now, stop and change nothing"
    parser.add_argument("--expect", metavar="SNAPSHOT", help=words)


def pairs(texts: Sequence[str], usage: str) -> dict[str, str]:
    """COLUMN=VALUE texts as a dictionary; for --map the last `=` separates, since headers may hold one."""
    found = {}
    for text in texts:
        key, mark, value = text.rpartition("=") if usage.startswith("--map") else text.partition("=")
        if not mark or not key.strip() or not value.strip():
            raise Misuse(f"Expected {usage}, found {text!r}.")
        found[key.strip()] = value.strip()
    return found


def parameters(texts: Sequence[str]) -> dict[str, str]:
    """key=value texts as a dictionary; an empty value asks for what is empty, such as rows of no unit."""
    found: dict[str, str] = {}
    for text in texts:
        key, mark, value = text.partition("=")
        if not mark or not key.strip():
            raise Misuse(f"Expected key=value, found {text!r}.")
        if key.strip() in found:
            raise Misuse(f"Parameter {key.strip()} is given twice.")
        found[key.strip()] = value
    return found
