"""Delimited text: which mark separates the cells, the first records, and a form the bulk reader can take."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from data.intake.file import encoding
from data.intake.file.record import Record, split
from data.intake.file.source import Text, width_of

DELIMITERS = (";", "\t", "|", ",")
HEAD_RECORDS = 400
MOST_LINES = 20
HEADER_WITHIN = 60
TWO_HEADERS = 6  # of the score by which a line looks like a header


@dataclass(frozen=True)
class Head:
    """The first lines of a file: `rows[i]` holds the cells of line i + 1, `delimiter` with its reason."""

    rows: list[list[str]]
    delimiter: str
    reason_id: str
    reason_en: str


def open_text(path: Path, workdir: Path, judge: Callable[[list[list[str]]], float], coded: encoding.Encoding) -> Text:
    """A text file in this encoding, with the delimiter that its first lines speak for.

    `judge` scores the first rows as a table: the more headers it knows in a line, the more.
    """
    head = read_head(path, coded, judge)
    width = width_of(head.rows)
    copy = encoding.ready(path, coded, head.delimiter, workdir)
    reasons = {"encoding": (coded.reason_id, coded.reason_en), "delimiter": (head.reason_id, head.reason_en)}
    return Text(
        "delimited",
        copy.path,
        head.rows,
        width,
        coded.name,
        coded.bom,
        head.delimiter,
        copy.quoted,
        copy.line_ends,
        reasons=reasons,
        faults=copy.faults,
        lines=copy.lines,
        again=lambda: encoding.ready(path, coded, head.delimiter, workdir, copy=True),
    )


def read_head(path: Path, coded: encoding.Encoding, judge: Callable[[list[list[str]]], float]) -> Head:
    """Decide the delimiter and split the first records."""
    text = encoding.head(path, coded)
    lines = text.split("\n")
    if len(lines) > 1:
        lines = lines[: HEAD_RECORDS + 1]
    ranked = _ranked(lines)
    delimiter, counted = ranked[0]
    reasons = (f"{counted} baris terbagi sama", f"{counted} lines split alike")
    filled = sum(bool(line.strip()) for line in lines)
    known = _known(lines, ranked, judge, is_plain=counted == filled)
    if known not in (None, delimiter):
        delimiter, reasons = known, ("judul tabel dikenal dengan tanda ini", "the header is known under this mark")
    return Head(_rows(lines[:HEAD_RECORDS], delimiter), delimiter, *reasons)


def splits(lines: list[str]) -> bool:
    """Whether a mark splits these lines into cells."""
    return _ranked(lines)[0][1] > 1


def _ranked(lines: list[str]) -> list[tuple[str, int]]:
    """Marks with the number of lines that each splits alike, the likeliest first: among those by which nearly as many
    lines split into the same number (above one) of cells, the one that gives more cells."""
    scored = []
    for rank, mark in enumerate(DELIMITERS):
        counts = Counter(len(split(line, mark).cells) for line in lines if line.strip())
        counts.pop(1, None)
        if counts:
            width, alike = max(counts.items(), key=lambda item: (item[1], item[0]))
            scored.append((alike, min(width, 3), -rank, mark))
    if not scored:
        return [(";" if any(";" in line for line in lines) else ",", 0)]
    most = max(scored)[0]
    scored.sort(key=lambda one: (2 * one[0] >= most and one[1], one), reverse=True)
    return [(mark, alike) for alike, _, _, mark in scored]


def _known(
    lines: list[str], ranked: list[tuple[str, int]], judge: Callable[[list[list[str]]], float], is_plain: bool
) -> str | None:
    """The mark under which a line holds the most known headers; None where two are equal or none is known. Where every
    line splits alike (`is_plain`) and two headers are known, the others are not tried."""
    if len(ranked) < 2:
        return None
    scores: dict[str, float] = {}
    for mark, _ in ranked:
        scores[mark] = judge(_rows(lines[:HEADER_WITHIN], mark))
        if is_plain and scores[mark] >= TWO_HEADERS:
            return mark
        is_plain = False
    most = max(scores.values())
    best = [mark for mark in scores if scores[mark] == most]
    return best[0] if len(best) == 1 and most > 0 else None


def _rows(lines: list[str], delimiter: str) -> list[list[str]]:
    """Cells per line; a record with quoted line breaks stands on its first line, empty lines follow it."""
    rows: list[list[str]] = []
    at = 0
    while at < len(lines):
        record, span = split(lines[at], delimiter), 1
        while not record.is_closed and at + span < len(lines) and span < MOST_LINES:
            span += 1
            record = split(" ".join(lines[at : at + span]), delimiter)
        if not record.is_closed or (span > 1 and not record.is_regular):
            record, span = Record(lines[at].replace('"', "").split(delimiter)), 1
        rows.append([cell.strip() for cell in record.cells])
        rows.extend([[] for _ in range(span - 1)])
        at += span
    return rows
