"""Reference data: agencies, units, regions, indicators, class scales, themes, priorities, targets, aliases, calendar,
re-base marks, national figures.

Three layers stand over each other: the CSV files beside this one, those of the folder that KINERJA_REFERENCE names, and
the rows that an office changed. `load_reference` reads them, checks them all, and either returns typed frames or raises
`ReferenceError` naming every problem by file, row and column.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path

import pandas as pd

from analytics.achievement import SCALES
from analytics.regions import PROVINCE
from data.errors import KinerjaError
from data.reference.checks import CHECKS
from data.reference.overlay import Change, overlaid
from data.reference.problem import Problem
from data.reference.reading import Rows, frame, read
from data.reference.spellings import collect_spellings, normalise
from data.reference.tables import ALIAS_KINDS, SHEETS
from data.settings import settings

REFERENCE = Path(__file__).parent

Contents = tuple[bytes | None, ...]
"""Bytes of the file of each table, in the order of SHEETS; None where there is no file."""


class ReferenceError(KinerjaError, ValueError):
    """The reference data cannot be used; `problems` lists everything found, the text shows it line by line."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        count = f"{len(self.problems)} problem" + ("" if len(self.problems) == 1 else "s")
        super().__init__("\n".join([f"Reference data: {count}", *(one.message_en for one in self.problems)]))
        own = [f"Data acuan: {len(self.problems)} masalah", *(one.message_id for one in self.problems)]
        self.message_id = "\n".join(own)


@dataclass(frozen=True, eq=False)
class Reference:
    """All reference tables as typed frames (text never null, numbers nan where empty) and the hash of their files."""

    agencies: pd.DataFrame
    units: pd.DataFrame
    regions: pd.DataFrame
    indicators: pd.DataFrame
    scales: pd.DataFrame
    themes: pd.DataFrame
    priorities: pd.DataFrame
    aliases: pd.DataFrame
    targets: pd.DataFrame
    calendar: pd.DataFrame
    rebase: pd.DataFrame
    national: pd.DataFrame
    hash: str
    contents: Contents = field(repr=False)
    _spellings: Mapping[tuple[str, str, str], str] = field(repr=False)

    @property
    def tables(self) -> tuple[str, ...]:
        """Names of the frames, in the order of the fields."""
        return tuple(SHEETS)

    def content(self, table: str) -> bytes:
        """The table as a CSV file."""
        return self.contents[list(SHEETS).index(table)] or b""

    def alias(self, kind: str, text: object, agency: str | None = None) -> str | None:
        """The code that a spelling stands for, None when it stands for none.

        kind is one of `ALIAS_KINDS`; codes and full names count as spellings. Names of units, and their codes without
        the agency in front, repeat between agencies, so they are only recognised with `agency`.
        """
        if kind not in ALIAS_KINDS:
            raise ValueError(f"kind {kind!r} is none of {', '.join(ALIAS_KINDS)}")
        spelling = normalise(text)
        return self._spellings.get((kind, "", spelling)) or self._spellings.get((kind, agency or "", spelling))

    @cached_property
    def regencies(self) -> pd.DataFrame:
        """The 23 kabupaten and kota, without the province."""
        return self.regions[self.regions["code"] != PROVINCE].reset_index(drop=True)


def load_reference(folder: Path | str | None = None, changes: Sequence[Change] = ()) -> Reference:
    """Read and check every table, with `changes` laid over it in their order; ReferenceError lists all problems.

    `folder` is read instead of the one that KINERJA_REFERENCE names; a table it lacks is taken from the shipped ones.
    The files are read each time, but checked only when they changed: treat the frames as read-only.
    """
    return checked(laid_over(changes, folder))


def laid_over(changes: Sequence[Change] = (), folder: Path | str | None = None) -> Contents:
    """The tables with `changes` laid over them in their order, unchecked; ReferenceError for a wrong folder."""
    contents = given(folder)
    return overlaid(contents, tuple(changes)) if changes else contents


def hash_of(contents: Contents) -> str:
    """Hash of the tables; of tables that cannot all be read it is one that no Reference has."""
    digest = hashlib.sha256()
    for name, content in zip(SHEETS, contents, strict=True):
        if content is not None:
            digest.update(f"{name}:{len(content)}:".encode() + content)
    return digest.hexdigest()


def given(folder: Path | str | None = None) -> Contents:
    """The tables shipped, under those of `folder` or of KINERJA_REFERENCE; ReferenceError for a wrong folder."""
    own = Path(folder) if folder is not None else settings().reference
    if own is None or own == REFERENCE:
        return tuple(_bytes(shipped(name)) for name in SHEETS)
    _require_tables(own)
    return tuple(_bytes(path if (path := own / f"{name}.csv").exists() else shipped(name)) for name in SHEETS)


def shipped(table: str) -> Path:
    """Where a table that comes with the program lies: here, but the class scales beside what judges by them."""
    return SCALES if table == "scales" else REFERENCE / f"{table}.csv"


def _require_tables(folder: Path) -> None:
    """A wrong name would be passed over in silence, and the shipped rows used in its place."""
    if not folder.is_dir():
        raise ReferenceError([Problem(str(folder), None, None, "", "folder")])
    told = {"tables": ", ".join(f"{name}.csv" for name in SHEETS)}
    foreign = sorted(path.name for path in folder.glob("*.csv") if path.stem not in SHEETS)
    if foreign:
        raise ReferenceError([Problem(name, None, None, name, "table", told) for name in foreign])


def _bytes(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None


@lru_cache(maxsize=4)
def checked(contents: Contents) -> Reference:
    """The Reference of these files; ReferenceError lists what is wrong with them."""
    problems: list[Problem] = []
    rows: dict[str, Rows] = {}
    for (name, columns), content in zip(SHEETS.items(), contents, strict=True):
        if content is None:
            problems.append(Problem(f"{name}.csv", None, None, "", "file"))
            rows[name] = []
            continue
        rows[name] = read(name, content, columns, problems)
    spellings: dict[tuple[str, str, str], str] = {}
    problems += disagreements(rows, spellings)
    if problems:
        raise ReferenceError(sorted(problems, key=lambda one: (_place(one), one.row or 0)))
    frames = {name: frame(rows[name], columns) for name, columns in SHEETS.items()}
    return Reference(**frames, hash=hash_of(contents), contents=contents, _spellings=spellings)


def disagreements(rows: dict[str, Rows], spellings: dict[tuple[str, str, str], str] | None = None) -> list[Problem]:
    """Where rows of the tables do not fit each other; `spellings` is filled with what each stands for."""
    found = [problem for check in CHECKS for problem in check(rows)]
    return [*found, *collect_spellings(rows, {} if spellings is None else spellings)]


def _place(problem: Problem) -> int:
    name = problem.file.removesuffix(".csv")
    return list(SHEETS).index(name) if name in SHEETS else len(SHEETS)
