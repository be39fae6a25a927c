"""What names a snapshot: known without what builds it, so that a plain read can tell whether it shows what stands."""

import hashlib
import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from data.ledger import Entry
from data.settings import ROOT

HERE = Path(__file__).parent
FORMULAS = ROOT / "analytics"
SHIPPED = "exports"  # the channel of what a store begins with
GENERATION = 2  # raised with each release that others must not replace unasked


@cache
def recipe() -> str:
    """Hash of everything in the program that decides a snapshot's content: path and text of each of its `sources`."""
    parts = hashlib.sha256()
    for path in sources():
        name = path.relative_to(ROOT).as_posix()
        parts.update(name.encode() + b"\0" + path.read_bytes().replace(b"\r\n", b"\n") + b"\0")
    return parts.hexdigest()


def sources() -> list[Path]:
    """The files whose text decides a snapshot's content: the build, its SQL, and the formulas with their tables."""
    formulas = [
        path
        for path in FORMULAS.rglob("*")
        if path.suffix in (".py", ".csv", ".toml") and path.relative_to(FORMULAS).parts[0] != "figures"
    ]
    return sorted([*(HERE / "marts").glob("*.sql"), HERE / "whole.py", *formulas])


def snapshot_id(entries: Sequence[Entry], reference: str) -> str:
    """Twelve digits naming the inputs: the same submissions, hash of the reference and formulas give the same id."""
    inputs = [
        [
            entry.id, entry.facts["content"], *(["real only"] if entry.real_only else []),
            *(["shipped"] if entry.facts.get("channel") == SHIPPED else []),
        ]
        for entry in entries
    ]  # fmt: skip
    return hashlib.sha256(json.dumps([inputs, reference, recipe()]).encode()).hexdigest()[:12]
