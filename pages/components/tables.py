"""Tables whose names open a page, each with its file and its cells to copy."""

from collections.abc import Callable, Container, Iterable, Mapping
from typing import Any

import pandas as pd
import streamlit as st
from pandas.io.formats.style import Styler

from pages import session
from pages.components import blocks, short_tables, taking
from pages.components.table_texts import Formatted, formatted, styled
from pages.content import lists, reader, terms
from pages.documents import list_file
from pages.words import language
from pages.words.language import t

Opens = tuple[str, Mapping[str, str]] | None
SHORT = 60  # rows
NAMES = {
    "indicator": ("name", "indicator_name", "region_name"),
    "agency": ("abbreviation", "name"),
    "region": ("short_name", "full_name", "name"),
    "quality": ("abbreviation", "file"),
}
"""Page → columns that may name what it opens, the best first."""


def table(
    rows: pd.DataFrame,
    columns: Mapping[str, Any],
    formats: Mapping[str, Callable[[object], str]] | None = None,
    opens: Opens = None,
    takeaway: bool = True,
    *,
    key: str,
    alt: str = "",
    of: object = None,
    below: tuple[str, ...] = (),
    **options: Any,
) -> None:
    """A table in the reader's language, to be copied and kept as a file.

    `columns` maps a column to its heading or to a `st.column_config` column, in order; other columns are left out.
    `formats` maps a column to a function from value to text: the table still sorts by the value. Empty cells show a
    dash. `opens` makes names lead somewhere: (page stem, {sidebar key: column}), such as `lists.opens(rows)` of
    series. Up to SHORT rows are HTML with links, kept where `of` names what they depend on besides the snapshot and
    the scope; more are a grid with buttons, which takes `options` of `st.dataframe`. `takeaway` is False where a file
    of its own stands below. `below` are blocks between the table and its buttons.
    """
    words, title = formats or {}, alt or t("cards.table")
    if is_short(rows):
        told = rows, columns, words, opens, key, title
        kept = of is not None and reader.markup(_short, *told, key=(key, session.current(), reader.theme(), of))
        blocks.show((kept or _short(*told))[0])
    else:
        _grid(rows, columns, words, opens, key, of, alt=title, **options)
    for block in below:
        blocks.show(block)
    if len(rows):
        headings = {name: str(entry["label"]) for name, entry in labelled(columns).items()}
        said = {**dict.fromkeys(_shares(columns), lists.whole), **words}
        taking.buttons(lambda: list_file.as_shown(rows, headings, said), title, key, file=takeaway)


def is_short(rows: pd.DataFrame) -> bool:
    """Whether the rows are shown whole, as HTML."""
    return len(rows) <= SHORT


def _short(
    rows: pd.DataFrame, columns: Mapping[str, Any], formats: Mapping[str, Callable[[object], str]], opens: Opens,
    key: str, alt: str,
) -> tuple[str]:  # fmt: skip
    leads = (_named(opens[0], columns), short_tables.addresses(rows, *opens)) if opens else None
    return (short_tables.markup(rows, columns, formats, leads, key, alt),)


def _grid(
    rows: pd.DataFrame, columns: Mapping[str, Any], formats: Mapping[str, Callable[[object], str]], opens: Opens,
    key: str, of: object, **options: Any,
) -> None:  # fmt: skip
    config = {
        name: st.column_config.Column(entry) if isinstance(entry, str) else {**entry} for name, entry in columns.items()
    }
    for entry in config.values():
        meant = terms.found(str(entry["label"] or ""))
        entry["help"] = terms.meaning(meant[0]) if meant else None
    told = rows, tuple(columns), formats
    if not formats:
        shown: pd.DataFrame | Styler = _chosen(rows, columns)
    elif of is None:
        shown = styled(_said(*told))
    else:
        shown = styled(reader.kept(_said, *told, key=(key, session.current(), of)))
    if opens:
        page, keys = opens
        targets = rows[list(dict.fromkeys(keys.values()))]
        name = _named(page, columns)
        config[name] = _button(config[name], f"{key}_open", page, keys, targets)
    st.dataframe(shown, column_config=config, hide_index=True, placeholder=language.NOTHING, key=key, **options)


def _said(rows: pd.DataFrame, names: Iterable[str], formats: Mapping[str, Callable[[object], str]]) -> Formatted:
    return formatted(_chosen(rows, names, formats), formats)


def _chosen(rows: pd.DataFrame, names: Iterable[str], formatted_ones: Container[str] = ()) -> pd.DataFrame:
    """These columns, a dash where a text is missing."""
    chosen = rows[list(names)].reset_index(drop=True)
    texts = [name for name in chosen.select_dtypes(["object", "string"]) if name not in formatted_ones]
    chosen[texts] = chosen[texts].where(chosen[texts].notna(), language.NOTHING)
    return chosen


def filled(columns: Mapping[str, Any], rows: pd.DataFrame) -> dict[str, Any]:
    """The columns that the rows have, and that hold something in one of them at least."""
    return {name: entry for name, entry in columns.items() if name in rows and not rows[name].isna().all()}


def _named(page: str, columns: Mapping[str, object]) -> str:
    """The column whose cells open a page: the one that names what is opened, else the first."""
    return next((name for name in NAMES[page] if name in columns), next(iter(columns)))


def _button(entry: Mapping[str, Any], key: str, page: str, keys: Mapping[str, str], targets: pd.DataFrame):
    """The column of names as buttons that look like text; a row of `targets` says what its button opens."""

    def go() -> None:
        clicked = st.session_state.get(key)
        if clicked is not None and clicked["row"] < len(targets):
            row = targets.iloc[[clicked["row"]]].to_dict("records")[0]
            session.open_page(page, **lists.codes(keys, row))

    return st.column_config.ButtonColumn(
        entry.get("label"), width=entry.get("width"), help=entry.get("help"), type="tertiary", alignment="left",
        key=key, on_click=go,
    )  # fmt: skip


def _shares(columns: Mapping[str, Any]) -> list[str]:
    """The columns that are bars, whose numbers are shown whole."""
    return [
        name for name, each in columns.items()
        if not isinstance(each, str) and (each.get("type_config") or {}).get("type") == "progress"
    ]  # fmt: skip


def labelled(columns: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    """The columns that hold words or numbers, pictures left out."""
    entries = {name: {"label": each} if isinstance(each, str) else each for name, each in columns.items()}
    return {name: each for name, each in entries.items() if (each.get("type_config") or {}).get("type") != "image"}


def as_table(key: str):
    """A fold for the table behind a figure; make the table where its `open` says that it is asked for."""
    return st.expander(t("cards.as_table"), key=f"{key}_as_table", on_change="rerun")


def course_column():
    """Column for `courses`."""
    return st.column_config.ImageColumn(t("cards.course"), width=118)
