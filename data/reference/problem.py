"""One thing wrong in the reference, in both languages."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

TEXTS = Path(__file__).with_name("problems.toml")
LONGEST_FOUND = 200


@dataclass(frozen=True)
class Problem:
    """One thing wrong in a reference file; `row` is the line a text editor shows, None for the whole file.

    `key` names the text of problems.toml that says what was expected, which `facts` fill in. `cell` is what was found;
    where no cell is at fault it is empty, and that text says what was found, too.
    """

    file: str
    row: int | None
    column: str | None
    cell: str
    key: str
    facts: Mapping[str, object] = field(default_factory=dict)

    @property
    def found(self) -> str:
        return self.cell or self._text("found_en")

    @property
    def found_id(self) -> str:
        return self.cell or self._text("found_id")

    @property
    def expected(self) -> str:
        return self._text("en")

    @property
    def expected_id(self) -> str:
        return self._text("id")

    @property
    def message_id(self) -> str:
        return f"{self._place('baris', 'kolom')}: ditemukan {_quoted(self.found_id)}, seharusnya {self.expected_id}"

    @property
    def message_en(self) -> str:
        return f"{self._place('row', 'column')}: found {_quoted(self.found)}, expected {self.expected}"

    def __str__(self) -> str:
        return self.message_en

    def _text(self, name: str) -> str:
        return _texts()[self.key].get(name, "").format(**self.facts)

    def _place(self, row: str, column: str) -> str:
        parts = [self.file]
        parts += [f"{row} {self.row}"] if self.row else []
        parts += [f"{column} {self.column}"] if self.column else []
        return ", ".join(parts)


def _quoted(found: str) -> str:
    return repr(found if len(found) <= LONGEST_FOUND else f"{found[:LONGEST_FOUND]}…")


@cache
def _texts() -> dict[str, dict[str, str]]:
    return tomllib.loads(TEXTS.read_text("utf-8"))
