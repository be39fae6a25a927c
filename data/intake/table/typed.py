"""A number typed into a box, read as the intake reads a cell: the same words, marks and doubts."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from data.intake.table import numbers

EXPONENT = re.compile(r"(?i)\d\s*e[+-]?\d")  # nobody types one: it comes from a cell that has lost digits


@dataclass(frozen=True)
class Typed:
    """The number of a text, None where it says that there is none; `doubt` tells why it could not be read.

    doubt: `unreadable` (no number) or `undecided` (`1.234`: thousands or three decimals).
    """

    value: float | None
    doubt: str | None = None


def read(text: str, plausible: Callable[[float], bool] | None = None) -> Typed:
    """The number that a text means by itself; `plausible` says whether a value can be, where marks are undecided."""
    if numbers.is_missing(text):
        return Typed(None)
    shape = numbers.Shape(numbers.shape_of(text), 1, text, int(text.strip(numbers.SPACES).startswith("0")))
    style = numbers.decide([shape], plausible=plausible)
    if style.decimal == "undecided":
        return Typed(None, "undecided")
    if shape.text not in style.valid or EXPONENT.search(text):
        return Typed(None, "unreadable")
    return Typed(_converted(text, style))


def _converted(text: str, style: numbers.Style) -> float:
    text = re.sub(numbers.NO_CENTS, "", re.sub(numbers.MONEY_SIGN, "", text))
    negative = any(one in text for one in f"-{numbers.DASHES}(")
    mark = "," if style.decimal == "comma" else "."
    digits = "".join(one for one in text if (one.isascii() and one.isdigit()) or one == mark)
    value = float(digits.rstrip(mark).replace(",", "."))
    return -value if negative else value
