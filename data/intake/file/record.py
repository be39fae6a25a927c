"""One record of a delimited text, taken apart into its cells."""

from dataclasses import dataclass, field


@dataclass
class Record:
    """The cells of one record, whether its last quote closed, and whether every quote stood where it should."""

    cells: list[str] = field(default_factory=list)
    is_closed: bool = True
    is_regular: bool = True


def split(record: str, delimiter: str) -> Record:
    """Take a record apart; a quote counts only where a cell begins, and closes only where a cell ends."""
    found = Record()
    rest: str | None = record
    while rest is not None:
        start = rest.lstrip(" \t") if delimiter != "\t" else rest.lstrip(" ")
        if start.startswith('"'):
            rest = _take_quoted(found, start[1:], delimiter)
            continue
        cell, mark, after = rest.partition(delimiter)
        found.cells.append(cell)
        rest = after if mark else None
    return found


def _take_quoted(found: Record, text: str, delimiter: str) -> str | None:
    """Add the quoted cell that begins `text`; returns what follows its delimiter, None at the end of the record."""
    pieces: list[str] = []
    at = 0
    while True:
        end = text.find('"', at)
        if end < 0:
            found.is_closed = False
            found.cells.append("".join(pieces) + text[at:])
            return None
        pieces.append(text[at:end])
        if text[end + 1 : end + 2] == '"':
            pieces.append('"')
            at = end + 2
            continue
        tail, mark, rest = text[end + 1 :].partition(delimiter)
        if not tail.strip():
            found.cells.append("".join(pieces))
            return rest if mark else None
        found.is_regular = False
        pieces.append('"')
        at = end + 1
