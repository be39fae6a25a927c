"""What a sheet shows beside its plain values: percent signs, footnote marks, formulas without a result, errors."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np

from data.intake.contract import IntakeError

MOST_TOLD = 1_000_000
_NOT_SHOWN = re.compile(r'"[^"]*"?|\\.|[_*].|\[[^\]]*\]')
_UNIT_OF_LENGTH = re.compile(r"(?:^|[\s/(])(?:[kchd]|da|m)?m$")
_POWER_OF_TEN = re.compile(r"(?:^|[^\d.,])10$")


@dataclass
class Shown:
    """Of a sheet of `height` × `width` cells from A1: `shares`, the cells whose number is a hundredth of what is seen,
    `texts` by (row, column) from 0 that stand for what the reader of values gave, and `merges` (first row, last row,
    column) of cells merged downwards. Cells beyond the sheet are passed over."""

    height: int
    width: int
    texts: dict[tuple[int, int], str] = field(default_factory=dict)
    merges: list[tuple[int, int, int]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.shares = np.zeros((self.height, self.width), dtype=bool)

    def holds(self, row: int, column: int) -> bool:
        """Whether the sheet has this cell."""
        return 0 <= row < self.height and 0 <= column < self.width

    def share(self, row: int, column: int) -> None:
        """Note a cell shown as percent."""
        if self.holds(row, column):
            self.shares[row, column] = True

    def tell(self, row: int, column: int, text: str) -> None:
        """Put a text in the place of a cell's value; IntakeError beyond `MOST_TOLD` of them."""
        if self.holds(row, column):
            self.texts[row, column] = text
            if len(self.texts) > MOST_TOLD:
                told = f"{MOST_TOLD:,}"
                raise IntakeError("file_too_large", found=f"> {told} rumus‖> {told} formulas", expected=told)


def is_percent(code: str) -> bool:
    """Whether a number format multiplies by a hundred: its first section has a percent sign that is no mere text."""
    return "%" in _NOT_SHOWN.sub("", code).partition(";")[0]


def formula(text: str) -> str:
    """A formula without a result as the cell's text, from the first equals sign."""
    return "=" + text.strip().partition("=")[2] if "=" in text[:8] else f"={text.strip()}"


def without_footnotes(runs: Iterable[tuple[str, bool]]) -> str:
    """The text of runs (text, whether raised) without raised footnote marks; units (`km2`) keep their raised digit, and
    a power of ten gets a caret, so that it is not taken for a number."""
    read = ""
    for text, raised in runs:
        base = read.rstrip()
        if not raised or not base or _UNIT_OF_LENGTH.search(base):
            read += text
        elif _POWER_OF_TEN.search(base) and re.match(r"\s*[-+\d]", text):
            read += f"^{text}"
    return read
