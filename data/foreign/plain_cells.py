"""Whether an XLSX sheet is made of plain values only, told from its bytes: a third of the time that its tags take."""

from collections.abc import Iterable
from string import ascii_letters, digits

from data.foreign.sheet import MOST_ROWS, WIDEST

LONGEST = 64 << 20
# Formulas, errors, raised runs, what is hidden, letters written as numbers, what is no tag, codes of two bytes, and
# cells or rows behind a prefix.
OTHER = (b"<f", b":f", b'"e"', b"'e'", b"superscript", b"hidden", b"&#", b"<!", b"\0", b":c", b":row")
_AFTER_A_NAME = (b" ", b">", b"/", b"\n", b"\t", b"\r")
_LETTERS, _DIGITS = ascii_letters.encode(), digits.encode()


def extent(content: bytes) -> tuple[int, int] | None:
    """(rows, columns) within which all cells of a well-formed sheet stand; None where it may hold more than values, or
    where a row or a cell does not begin with its place."""
    if len(content) > LONGEST or any(map(content.__contains__, OTHER)):
        return None
    rows, cells = _places(content, b"row"), _places(content, b"c")
    if rows is None or not cells:
        return None
    heights = {cell.lstrip(_LETTERS) for cell in cells} | set(rows)
    letters = {cell.rstrip(_DIGITS) for cell in cells}
    if not _are_numbers(heights) or not all(one.isalpha() and len(one) < 4 for one in letters):
        return None
    height, width = max(map(int, heights)), max(column_number(one.decode()) for one in letters) + 1
    return (height, width) if height <= MOST_ROWS and width <= WIDEST else None


def column_number(letters: str) -> int:
    """The column from 0 that letters name."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number - 1


def _places(content: bytes, name: bytes) -> list[bytes] | None:
    """What the first attribute, `r`, of each tag of a name says; None where one begins otherwise."""
    _, *parts = content.split(b"<" + name + b' r="')
    if len(parts) != sum(content.count(b"<" + name + end) for end in _AFTER_A_NAME):
        return None
    return [part[: part.find(b'"')] for part in parts]


def _are_numbers(texts: Iterable[bytes]) -> bool:
    return all(text.isdigit() and len(text) < 8 and not text.startswith(b"0") for text in texts)
