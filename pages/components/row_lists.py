"""A long table, and on a phone and on paper its first rows as a list: each by name, its cells with their headings."""

from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd
import streamlit as st

from pages import session
from pages.components import blocks, tables
from pages.content import lists, reader, scope
from pages.session import views
from pages.words import language
from pages.words.row import Row

FIRST, SHOWN = 5, 30  # a phone scrolls no further; the file holds all


def table(
    rows: pd.DataFrame,
    columns: Mapping[str, object],
    formats: Mapping[str, Callable[[object], str]] | None = None,
    opens: tables.Opens = None,
    *,
    title: tuple[str, ...],
    key: str,
    of: object = None,
    **options: Any,
) -> None:
    """What `tables.table` shows, and of a long one on a narrow screen and on paper its first rows as a list; `title`
    are the columns that name a row.

    The list is kept where `of` names what the rows depend on besides the snapshot and the scope.
    """
    if tables.is_short(rows):
        tables.table(rows, columns, formats, opens, key=key, of=of, **options)
        return
    told = rows, tables.labelled(columns), formats or {}, opens, title
    with st.container(key=f"rows_{key}"):
        kept = _listed(*told) if of is None else reader.markup(_listed, *told, key=(key, session.current(), of))
        tables.table(rows, columns, formats, opens, key=key, of=of, below=kept, **options)


def _listed(
    rows: pd.DataFrame,
    columns: Mapping[str, object],
    formats: Mapping[str, Callable[[object], str]],
    opens: tables.Opens,
    title: tuple[str, ...],
) -> tuple[str]:
    needed = list(dict.fromkeys((*columns, *(opens[1].values() if opens else ()))))
    items = [_item(row, columns, formats, opens, title) for row in rows.head(SHOWN)[needed].to_dict("records")]
    return (blocks.rendered("rows", first=items[:FIRST], rest=items[FIRST:], left=len(rows) - len(items)),)


def _item(
    row: Row,
    columns: Mapping[str, object],
    formats: Mapping[str, Callable[[object], str]],
    opens: tables.Opens,
    title: tuple[str, ...],
) -> dict[str, object]:
    words = {name: _words(row[name], formats.get(name, str)) for name in columns}
    named = [words[name] for name in title if words[name] != language.NOTHING]
    facts = [(_heading(columns[name]), text) for name, text in words.items() if name not in title]
    told = [(heading, text) for heading, text in facts if text != language.NOTHING]
    return {"title": " · ".join(named) or language.NOTHING, "facts": told, "href": _href(row, opens)}


def _words(value: object, how: Callable[[object], str]) -> str:
    return language.NOTHING if language.missing(value) or value == "" else how(value)


def _heading(entry: object) -> str:
    return str(entry["label"]) if isinstance(entry, Mapping) else str(entry)


def _href(row: Row, opens: tables.Opens) -> str:
    if opens is None:
        return ""
    page, keys = opens
    return scope.link(views.named(page).address, session.current(), **lists.codes(keys, row))
