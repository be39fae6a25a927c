"""Tables whose names open a page, each with its file and its cells to copy."""

from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd
import streamlit as st

from pages import session
from pages.components import taking
from pages.components.table_texts import formatted, styled
from pages.content import lists
from pages.documents import list_file
from pages.words import language
from pages.words.language import t

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
    opens: tuple[str, Mapping[str, str]] | None = None,
    takeaway: bool = True,
    **options: object,
):
    """An interactive table in the reader's language; returns what `st.dataframe` returns.

    `columns` maps a column to its heading or to a `st.column_config` column, in order; other columns are left out.
    `formats` maps a column to a function from value to text: the table still sorts by the value. Empty cells show a
    dash. `opens` makes names buttons: (page stem, {sidebar key: column}), such as `lists.opens(rows)` of series; a
    `key` is then needed. A table with a `key` can be copied and kept as a file, which `takeaway` leaves
    out: where a file of its own stands below. `options` go to `st.dataframe`.
    """
    config = {
        name: st.column_config.Column(entry) if isinstance(entry, str) else entry for name, entry in columns.items()
    }
    chosen = rows[list(columns)].reset_index(drop=True)
    texts = [name for name in chosen.select_dtypes(["object", "string"]) if name not in (formats or ())]
    chosen[texts] = chosen[texts].where(chosen[texts].notna(), language.NOTHING)
    shown = styled(formatted(chosen, formats)) if formats else chosen
    if opens:
        page, keys = opens
        targets = rows[list(dict.fromkeys(keys.values()))]
        name = _named(page, columns)
        config[name] = _button(config[name], f"{options['key']}_open", page, keys, targets)
    drawn = st.dataframe(shown, column_config=config, hide_index=True, placeholder=language.NOTHING, **options)
    if "key" in options and len(rows):
        headings = {name: str(entry["label"]) for name, entry in _labelled(columns).items()}
        title = str(options.get("alt") or t("cards.table"))
        words = {**dict.fromkeys(_shares(columns), lists.whole), **(formats or {})}
        taking.buttons(lambda: list_file.as_shown(rows, headings, words), title, str(options["key"]), file=takeaway)
    return drawn


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
        entry.get("label"), width=entry.get("width"), type="tertiary", alignment="left", key=key, on_click=go
    )


def _shares(columns: Mapping[str, Any]) -> list[str]:
    """The columns that are bars, whose numbers are shown whole."""
    return [
        name for name, each in columns.items()
        if not isinstance(each, str) and (each.get("type_config") or {}).get("type") == "progress"
    ]  # fmt: skip


def _labelled(columns: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    """The columns that hold words or numbers, pictures left out."""
    entries = {name: {"label": each} if isinstance(each, str) else each for name, each in columns.items()}
    return {name: each for name, each in entries.items() if (each.get("type_config") or {}).get("type") != "image"}


def as_table(key: str):
    """A fold for the table behind a figure; make the table where its `open` says that it is asked for."""
    return st.expander(t("cards.as_table"), key=f"{key}_as_table", on_change="rerun")


def course_column():
    """Column for `courses`."""
    return st.column_config.ImageColumn(t("cards.course"), width=118)
