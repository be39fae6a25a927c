"""Whether an XLSX sheet is made of plain values only, told from its bytes: a tenth of the time that its tags take."""

from string import ascii_letters, digits
from typing import NamedTuple

from data.foreign.sheet import MOST_ROWS, WIDEST

LONGEST = 64 << 20
# Formulas, errors, raised runs, what is hidden, letters written as numbers, and cells behind a prefix.
OTHER = (b"<f", b":f", b'"e"', b"'e'", b"superscript", b"hidden", b"&#", b":c")
_LETTERS, _DIGITS = ascii_letters.encode(), digits.encode()
_SHAPES = bytes.maketrans(_LETTERS + _DIGITS, b"A" * len(_LETTERS) + b"1" * len(_DIGITS))
# Sheets up to Z99999, told without taking cells apart: two letters or six digits in a place lead beyond.
SMALL, _BEYOND = (99_999, 26), (b'<A A="AA', b'<A A="A111111')
_DIGIT_IN_NAME = (b"1>", b"<A1")


class Plain(NamedTuple):
    """All cells stand within `height` rows and `width` columns; the sheet is well-formed where `sample` is, which has
    each row that differs in more than digits once."""

    height: int
    width: int
    sample: bytes


def plain(content: bytes) -> Plain | None:
    """What is told of a sheet without a walk; None where it may hold more than values, or where a cell does not begin
    with its place."""
    start, end = content.find(b"<sheetData>"), content.rfind(b"</sheetData>")
    if len(content) > LONGEST or not 0 < start < end or b"hidden" in content[:start]:
        return None
    body = content[start:end]
    first, *rows = body.translate(None, _DIGITS).split(b"<row")
    sample = b"<row".join([content[:start] + first, *set(rows)]) + content[end:]
    if any(map(sample.__contains__, OTHER)) or body.count(b"<c") != body.count(b'<c r="'):
        return None
    shapes = body.translate(_SHAPES)
    reach = _reach(body) if any(map(shapes.__contains__, _BEYOND)) else SMALL
    return reach and Plain(*reach, content if any(map(shapes.__contains__, _DIGIT_IN_NAME)) else sample)


def _reach(body: bytes) -> tuple[int, int] | None:
    """Rows and columns up to the last cell; None where one stands in no place of a sheet."""
    places = {cell[: cell.find(b'"')] for cell in body.split(b'<c r="')[1:]}
    letters = {place.rstrip(_DIGITS) for place in places}
    rows = {place.lstrip(_LETTERS) for place in places}
    if not all(one.isalpha() and len(one) < 4 for one in letters) or not all(map(_is_number, rows)):
        return None
    height, width = max(map(int, rows)), max(column_number(one.decode()) for one in letters) + 1
    return (height, width) if height <= MOST_ROWS and width <= WIDEST else None


def _is_number(text: bytes) -> bool:
    return text.isdigit() and len(text) < 8 and not text.startswith(b"0")


def column_number(letters: str) -> int:
    """The column from 0 that letters name."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number - 1
