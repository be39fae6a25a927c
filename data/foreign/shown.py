"""What a sheet shows beside its plain values: percent signs, years, footnote marks, formulas without a result, errors,
and what is hidden from the reader's eye."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from data.foreign.refusal import RefusedError

MOST_TOLD = 1_000_000
PERCENT, YEAR = "percent", "year"
_NOT_SHOWN = re.compile(r'"[^"]*"?|\\.|[_*].|\[[^\]]*\]')
_UNIT_OF_LENGTH = re.compile(r"(?:^|[\s/(])(?:[kchd]|da|m)?m$")
_OF_PROVISIONAL = re.compile(r"\*{1,3}\)?")
_POWER_OF_TEN = re.compile(r"(?:^|[^\d.,])10$")


@dataclass
class Shown:
    """Rows and columns count from 0. `looks` are the cells whose number is shown as percent or whose date as a year,
    `texts` those that stand for what the reader of values gave, `merges` (first row, last row, column) cells merged
    downwards."""

    looks: defaultdict[int, dict[int, str]] = field(default_factory=lambda: defaultdict(dict))
    texts: defaultdict[int, dict[int, str]] = field(default_factory=lambda: defaultdict(dict))
    merges: list[tuple[int, int, int]] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    _told: int = 0

    def tell(self, row: int, column: int, text: str) -> None:
        """Put a text in the place of a cell's value; RefusedError beyond `MOST_TOLD` of them."""
        self._told += 1
        if self._told > MOST_TOLD:
            told = f"{MOST_TOLD:,}"
            raise RefusedError("file_too_large", f"> {told} rumus‖> {told} formulas", told)
        self.texts[row][column] = text


def look_of(code: str) -> str | None:
    """How a number format shows a number where that is another one than the cell holds, else None."""
    section = _NOT_SHOWN.sub("", code).partition(";")[0]
    if "%" in section:
        return PERCENT
    return YEAR if re.fullmatch(r"\s*[yY]+\s*", section) else None


def formula(text: str) -> str:
    """A formula without a result as the cell's text, from the first equals sign."""
    return "=" + text.strip().partition("=")[2] if "=" in text[:8] else f"={text.strip()}"


def without_footnotes(runs: Iterable[tuple[str, bool]]) -> str:
    """The text of runs (text, whether raised) without raised footnote marks; units (`km2`) keep their raised digit,
    provisional figures and years their stars (`2024*`), and a power of ten gets a caret, so that it is not taken
    for a number."""
    read = ""
    for text, raised in runs:
        base = read.rstrip()
        if not raised or not base or _OF_PROVISIONAL.fullmatch(text.strip()) or _UNIT_OF_LENGTH.search(base):
            read += text
        elif _POWER_OF_TEN.search(base) and re.match(r"\s*[-+\d]", text):
            read += f"^{text}"
    return read
