"""Tables of few rows in HTML: names are links, heads lead to the glossary, paper has all of it, a phone a list."""

import re
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

import pandas as pd

from pages import session
from pages.components import blocks
from pages.components.table_texts import texts
from pages.content import lists, scope
from pages.session import views
from pages.words import language

FIRST = 5  # rows that a phone shows at first
TALL = 30  # rows; more have a window of their own on the screen
FIGURE = re.compile(r"[−+<>=-]?(?:Rp)?\d[\d.,]*%?(?:\s.*)?")
"""A text that is read as a number, with its unit: 12,33%, Rp1.200, 3.157 orang, 4 – 6."""
PICTURE, BAR, NUMBER, LONG, WIDE, WORDS, CODES = "im", "r sh", "r", "lg", "md", "", "cd"
MANY_COLUMNS = 8  # more are set closer
MANY_LETTERS, MOST_LETTERS, LONGEST_WORD = 28, 60, 24  # of cells that need more width, or may break within a word


class Head(NamedTuple):
    """A column: its name, its heading, how it is set, and whether rows can be put in its order."""

    name: str
    label: str
    kind: str
    sorted: bool


class Cell(NamedTuple):
    """What a cell shows, where it leads, and the value by which it is put in order where the text does not tell."""

    text: str
    href: str = ""
    value: object = None


def markup(
    rows: pd.DataFrame,
    columns: Mapping[str, Any],
    formats: Mapping[str, Callable[[object], str]],
    leads: tuple[str, list[str]] | None,
    key: str,
    alt: str,
) -> str:
    """The block of a table; `leads` are the column of names and the address of each row."""
    heads = [_head(name, entry, rows[name], len(rows)) for name, entry in columns.items()]
    told = [_cells(head, rows[head.name], formats.get(head.name), leads) for head in heads]
    if len(rows):
        heads, told = _saying(heads, told)
    lines = [list(zip(heads, row, strict=True)) for row in zip(*told, strict=True)]
    return blocks.rendered(
        "table", heads=heads, rows=lines, key=key, alt=alt, tall=len(rows) > TALL, many=len(heads) > MANY_COLUMNS,
        first=FIRST, nothing=language.NOTHING,
    )  # fmt: skip


def _saying(heads: list[Head], told: list[list[Cell]]) -> tuple[list[Head], list[list[Cell]]]:
    """The columns that say something in one row at least; all where none does."""
    kept = [at for at, cells in enumerate(told) if any(cell.text not in ("", language.NOTHING) for cell in cells)]
    return ([heads[at] for at in kept], [told[at] for at in kept]) if kept else (heads, told)


def addresses(rows: pd.DataFrame, page: str, keys: Mapping[str, str]) -> list[str]:
    """What each row opens: a page with these codes of the row chosen."""
    here, address = session.current(), views.named(page).address
    records = rows[list(dict.fromkeys(keys.values()))].to_dict("records")
    return [scope.link(address, here, **lists.codes(keys, row)) for row in records]


def _head(name: str, entry: Any, values: pd.Series, n: int) -> Head:
    label = entry if isinstance(entry, str) else str(entry["label"] or "")
    shape = {} if isinstance(entry, str) else entry.get("type_config") or {}
    picture = shape.get("type") == "image"
    kind = PICTURE if picture else BAR if shape.get("type") == "progress" else _aligned(values)
    return Head(name, label, kind, n > 1 and not picture)


def _aligned(values: pd.Series) -> str:
    if pd.api.types.is_numeric_dtype(values) and not pd.api.types.is_bool_dtype(values):
        return NUMBER
    said = [each for each in values if not language.missing(each) and each not in ("", language.NOTHING)]
    figures = bool(said) and all(isinstance(each, str) and FIGURE.fullmatch(each) for each in said)
    if figures:
        return NUMBER
    if any(map(_is_long, said)):
        return LONG
    if said and all(isinstance(each, str) and " " not in each for each in said):
        return CODES
    return WIDE if any(len(str(each)) > MANY_LETTERS for each in said) else WORDS


def _is_long(value: object) -> bool:
    text = str(value)
    return len(text) > MOST_LETTERS or any(len(word) > LONGEST_WORD for word in text.split())


def _cells(
    head: Head, values: pd.Series, how: Callable[[object], str] | None, leads: tuple[str, list[str]] | None
) -> list[Cell]:
    if head.kind == PICTURE:
        return [Cell("" if language.missing(each) else str(each)) for each in values]
    if head.kind == BAR:
        return [Cell(language.percent(each, 0), value=None if language.missing(each) else each) for each in values]
    said = texts(values, how or _plain)
    hrefs = leads[1] if leads and leads[0] == head.name else [""] * len(said)
    keys = _keys(values) if head.kind == NUMBER or how else [None] * len(said)
    return [Cell(*each) for each in zip(said, hrefs, keys, strict=True)]


def _keys(values: pd.Series) -> list[object]:
    """By what values are put in order: numbers as they are, days as their text; nothing where the text is the value."""
    if pd.api.types.is_numeric_dtype(values):
        return [None if language.missing(each) else each for each in values]
    return [None if language.missing(each) or isinstance(each, str) else str(each) for each in values]


def _plain(value: object) -> str:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return str(value) or language.NOTHING
    return language.number(value, 0 if float(value).is_integer() else 2)
