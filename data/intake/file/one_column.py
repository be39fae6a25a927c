"""Tables squeezed into one column: lines wholly in quotes, or a sheet with all text in its first column."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pyarrow as pa

from data.intake.file import delimited, encoding
from data.intake.file.record import split
from data.intake.file.source import Text

Judge = Callable[[list[list[str]]], float]


def open_text(path: Path, workdir: Path, judge: Judge) -> Text:
    """Delimited text; lines that stand wholly in quotes are taken out of them first."""
    coded = encoding.recognise(path)
    lines = encoding.head(path, coded).split("\n")[: delimited.HEAD_RECORDS]
    if not _are_wrapped(lines):
        return delimited.open_text(path, workdir, judge, coded)
    codec = "utf-8" if coded.codec == "utf-8-sig" else coded.codec
    with path.open(encoding=codec, errors="replace") as file:
        opened = _open_lines((line.rstrip("\n").removeprefix("\ufeff") for line in file), workdir, judge)
    opened.encoding, opened.bom = coded.name, coded.bom
    opened.reasons["encoding"] = (coded.reason_id, coded.reason_en)
    return opened


def open_sheet(table: pa.Table, workdir: Path, judge: Judge) -> Text | None:
    """The table written in the first column of a sheet; None where other columns are filled, or no mark separates."""
    if any(column.null_count < len(column) for column in table.columns[1:]):
        return None
    lines = [cell or "" for cell in table.column(0).to_pylist()]
    head = [_unwrapped(line) for line in lines[: delimited.HEAD_RECORDS]]
    return _open_lines(lines, workdir, judge) if delimited.splits(head) else None


def _open_lines(lines: Iterable[str], workdir: Path, judge: Judge) -> Text:
    path = workdir / "unwrapped.csv"
    with path.open("w", encoding="utf-8", newline="\n") as out:
        out.writelines(f"{_unwrapped(line)}\n" for line in lines)
    return delimited.open_text(path, workdir, judge, encoding.recognise(path))


def _are_wrapped(lines: list[str]) -> bool:
    """Whether whole lines stand in quotes that hold as many cells as the first line does."""
    filled = [line for line in lines if line.strip()]
    if len(filled) < 2 or not any(map(_is_wrapped, filled)):
        return False
    first = _unwrapped(filled[0])
    return any(
        (width := len(split(first, mark).cells)) > 1 and any(_hold(filled, mark, width))
        for mark in delimited.DELIMITERS
    )


def _hold(lines: list[str], mark: str, width: int) -> Iterator[bool]:
    wrapped = (line for line in lines if _is_wrapped(line))
    return (len(split(_unwrapped(line), mark).cells) == width for line in wrapped)


def _is_wrapped(line: str) -> bool:
    """Whether a line is one cell in quotes, whatever the mark."""
    bare = line.strip()
    if not (len(bare) > 2 and bare.startswith('"') and bare.endswith('"')):
        return False
    return '"' not in bare[1:-1].replace('""', "")


def _unwrapped(line: str) -> str:
    return line.strip()[1:-1].replace('""', '"') if _is_wrapped(line) else line
