"""A workbook for people of what is said about each series: rounded as on the pages, codes in words, with filters."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd
import xlsxwriter

from data import guarded
from pages.content import reader, sentences
from pages.documents import dataset, pivot
from pages.documents.dataset import Selection
from pages.words import language, signs
from pages.words.language import t


class Column(NamedTuple):
    """Key of the heading, width in letters, and what a row's cell is: a text, or a number with its decimals."""

    heading: str
    width: int
    cell: Callable[[Mapping[Any, Any], int], str | tuple[float, int] | None]


def _number(name: str, more: int = 0) -> Callable[[Mapping[Any, Any], int], tuple[float, int] | None]:
    """A number of as many decimals as the indicator has, and `more`."""
    return lambda row, places: None if language.missing(row[name]) else (float(row[name]), places + more)


def _text(name: str, words: Callable[[Any], str] = str) -> Callable[[Mapping[Any, Any], int], str]:
    return lambda row, _: "" if language.missing(row[name]) else words(row[name])


def _exact(name: str, places: int) -> Callable[[Mapping[Any, Any], int], tuple[float, int] | None]:
    return lambda row, _: None if language.missing(row[name]) else (float(row[name]), places)


def _slope_unit(row: Mapping[Any, Any], _: int) -> str:
    return "" if language.missing(row["slope"]) else t(f"standing.per_{row['slope_unit']}")


COLUMNS = (
    Column("cards.indicator", 44, _text("indicator_name")),
    Column("scope.agency", 34, _text("agency_name")),
    Column("cards.unit", 30, _text("unit_name")),
    Column("cards.region", 22, _text("region_name")),
    Column("cards.period", 16, _text("last_period", lambda code: language.period(code, short=True))),
    Column("cards.actual", 12, _number("actual")),
    Column("cards.target", 12, _number("target")),
    Column("download.pivot_measure", 12, _text("measure")),
    Column("cards.achievement", 12, _exact("achievement", 1)),
    Column("cards.class", 14, _text("class_name")),
    Column("download.sheet_gap", 12, _number("gap")),
    Column("cards.signal", 26, _text("state", signs.state_word)),
    Column("indicator.confirmed", 14, _text("confirmed", lambda value: t("lists.yes" if value else "lists.no"))),
    Column("download.sheet_slope", 12, _number("slope", 2)),
    Column("download.sheet_each", 12, _slope_unit),
    Column("download.sheet_n", 10, _exact("n", 0)),
    Column("download.sheet_p", 10, _exact("p_value", 3)),
    Column("indicator.q_value", 10, _exact("q_value", 3)),
    Column("download.pivot_status", 14, _text("status", lambda code: t(f"download.status_{code}"))),
    Column("download.sheet_sentence", 90, lambda row, _: sentences.parted(row["sentence"])[0]),
)


def write(selection: Selection, path: Path) -> None:
    """A sheet with a line for each series, then one about the file."""
    rows = dataset.rows(selection)
    with xlsxwriter.Workbook(path, {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        _sheet(book, selection, rows, pivot.places(selection))
        pivot.about_sheet(book, selection)


def _sheet(book: Any, selection: Selection, rows: pd.DataFrame, decimals: Mapping[str, int]) -> None:
    sheet = book.add_worksheet(t("download.contents_verdicts")[: pivot.LONGEST_SHEET])
    bold = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    sheet.write_string(0, 0, guarded.cell(dataset.what(selection)), book.add_format({"bold": True, "font_size": 13}))
    sheet.write_string(1, 0, f"{t('cards.snapshot', snapshot=reader.snapshot().id)} · {t('download.pivot_more')}")
    formats: dict[int, Any] = {}
    for at, column in enumerate(COLUMNS):
        sheet.write_string(pivot.ABOVE, at, t(column.heading), bold)
        sheet.set_column(at, at, column.width)
    for line, row in enumerate(rows.to_dict("records"), pivot.ABOVE + 1):
        places = decimals.get(row["indicator"], 2)
        for at, column in enumerate(COLUMNS):
            _write(book, sheet, (line, at), column.cell(row, places), formats)
    sheet.autofilter(pivot.ABOVE, 0, pivot.ABOVE + len(rows), len(COLUMNS) - 1)
    sheet.freeze_panes(pivot.ABOVE + 1, 1)


def _write(book: Any, sheet: Any, at: tuple[int, int], cell: object, formats: dict[int, Any]) -> None:
    if isinstance(cell, tuple):
        value, places = cell
        if places not in formats:
            formats[places] = book.add_format({"num_format": pivot.pattern(places)})
        sheet.write_number(*at, round(value, places), formats[places])
    elif cell:
        sheet.write_string(*at, guarded.cell(str(cell)))
