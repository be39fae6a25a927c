"""The reference data: agencies, units, regions, indicators, themes, targets, aliases, calendar, re-base marks.

Domain staff edit the CSV files beside this one. `load_reference` reads them all, checks them all, and either returns
typed frames or raises `ReferenceError` naming every problem by file, row and column.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path

import pandas as pd

from analytics.regions import PROVINCE
from data.reference.checks import CHECKS
from data.reference.reading import Problem, Rows, frame, read
from data.reference.spellings import collect_spellings, normalise
from data.reference.tables import ALIAS_KINDS, SHEETS

REFERENCE = Path(__file__).parent


class ReferenceError(ValueError):
    """The reference data cannot be used; `problems` lists everything found, the text shows it line by line."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        count = f"{len(self.problems)} problem" + ("" if len(self.problems) == 1 else "s")
        super().__init__("\n".join([f"Reference data: {count}", *map(str, self.problems)]))


@dataclass(frozen=True, eq=False)
class Reference:
    """All reference tables as typed frames (text never null, numbers nan where empty) and the hash of their files."""

    agencies: pd.DataFrame
    units: pd.DataFrame
    regions: pd.DataFrame
    indicators: pd.DataFrame
    themes: pd.DataFrame
    aliases: pd.DataFrame
    targets: pd.DataFrame
    calendar: pd.DataFrame
    rebase: pd.DataFrame
    hash: str
    _spellings: Mapping[tuple[str, str, str], str] = field(repr=False)

    @property
    def tables(self) -> tuple[str, ...]:
        """Names of the frames, in the order of the fields."""
        return tuple(SHEETS)

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


def load_reference(folder: Path | str = REFERENCE) -> Reference:
    """Read and check every file of `folder`; ReferenceError lists all problems at once.

    The files are read each time, but checked only when they changed: treat the frames as read-only.
    """
    return _checked(tuple(_bytes(Path(folder) / f"{name}.csv") for name in SHEETS))


def _bytes(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None


@lru_cache(maxsize=2)
def _checked(contents: tuple[bytes | None, ...]) -> Reference:
    problems: list[Problem] = []
    digest = hashlib.sha256()
    rows: dict[str, Rows] = {}
    for (name, columns), content in zip(SHEETS.items(), contents, strict=True):
        if content is None:
            problems.append(Problem(f"{name}.csv", None, None, "no file", "a readable file"))
            rows[name] = []
            continue
        digest.update(f"{name}:{len(content)}:".encode() + content)
        rows[name] = read(f"{name}.csv", content, columns, problems)
    spellings: dict[tuple[str, str, str], str] = {}
    for check in CHECKS:
        problems.extend(check(rows))
    problems.extend(collect_spellings(rows, spellings))
    if problems:
        raise ReferenceError(sorted(problems, key=lambda p: (list(SHEETS).index(p.file[:-4]), p.row or 0)))
    frames = {name: frame(rows[name], columns) for name, columns in SHEETS.items()}
    return Reference(**frames, hash=digest.hexdigest(), _spellings=spellings)
