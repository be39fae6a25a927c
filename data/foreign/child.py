"""The process that reads one foreign file: it is asked on its input, answers on its output, and writes the cells."""

import json
import sys
from contextlib import suppress
from pathlib import Path
from typing import IO, Any

from data.foreign import cells
from data.foreign.opening import open_book
from data.foreign.refusal import RefusedError
from data.foreign.sheet import HEAD, Book

MOST_SHEETS = 200


def run() -> None:
    """Read the file that the first line of the input names, and end."""
    asked, told = sys.stdin, sys.stdout
    request = json.loads(asked.readline())
    _limit(request["seconds"], request["bytes"])
    try:
        answer = _read(request, asked, told)
    except RefusedError as error:
        answer = {"refused": [error.rule, error.found, error.expected, error.row]}
    except MemoryError:
        answer = {"beyond": "memory"}
    # A reader's panic is no Exception; whatever it is, it is an answer about the file.
    except BaseException as error:
        answer = {"damaged": f"{type(error).__name__}: {error}"[:150]}
    _tell(told, answer)


def _limit(seconds: int, size: int) -> None:
    """Bound this process's processor time, memory and output, where the system can."""
    try:
        import resource
    except ImportError:
        return
    # At its hard limit of time a process is killed like one that takes too much memory: the soft one tells them apart.
    limits = (("CPU", seconds, 2), ("DATA", size, 0), ("AS", 4 * size, 0), ("FSIZE", size, 0), ("CORE", 0, 0))
    for name, soft, more in limits:
        with suppress(AttributeError, ValueError, OSError):
            resource.setrlimit(getattr(resource, f"RLIMIT_{name}"), (soft, soft + more))


def _read(request: dict[str, Any], asked: IO[str], told: IO[str]) -> dict[str, Any]:
    book = open_book(Path(request["path"]), request["codec"])
    if len(book.names) > MOST_SHEETS:
        count = len(book.names)
        raise RefusedError("file_too_large", f"{count} lembar‖{count} sheets", str(MOST_SHEETS))
    _tell(told, {"names": list(book.names), "heads": _heads(book, request["sheet"])})
    name = json.loads(asked.readline())
    sheet = book.sheet(name)
    columns = cells.write(sheet, Path(request["cells"]))
    shown = sheet.shown
    return {
        "width": sheet.width,
        "typed": columns.typed,
        "mixed": sorted(columns.mixed.items()),
        "merges": sorted(set(shown.merges)),
        "hidden_rows": sorted(shown.hidden_rows),
        "hidden_columns": sorted(column for column in shown.hidden_columns if column < sheet.width),
        "hidden_sheets": [(one, _head(book, one)) for one in sorted(book.hidden - {name})],
    }


def _head(book: Book, name: str) -> list[list[str]] | None:
    """The first lines of a sheet; None where it cannot be read."""
    try:
        return cells.head(book.sheet(name), HEAD)
    except RefusedError:
        return None


def _heads(book: Book, sheet: str | None) -> dict[str, list[list[str]]]:
    """The first lines of the sheets to choose among: those that are seen and hold more than one line."""
    seen = [name for name in book.names if name not in book.hidden]
    if sheet is not None or len(seen) < 2:
        return {key: [] for key in seen}
    heads = {name: cells.head(book.sheet(name), HEAD) for name in seen}
    return {name: lines for name, lines in heads.items() if sum(map(any, lines)) > 1}


def _tell(told: IO[str], answer: dict[str, Any]) -> None:
    told.write(json.dumps(answer) + "\n")
    told.flush()
