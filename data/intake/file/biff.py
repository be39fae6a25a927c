"""XLS: what its formats, rich texts, formulas and error cells show beside the values."""

import io
import re
from itertools import pairwise
from pathlib import Path

import xlrd

from data.intake.contract import IntakeError
from data.intake.file.shown import Shown, is_percent, without_footnotes

RAISED = 1


def look(path: Path, sheet: str, shown: Shown) -> None:
    """Note in `shown` what one sheet shows; IntakeError when the formats cannot be read."""
    try:
        book = xlrd.open_workbook(
            str(path), logfile=io.StringIO(), on_demand=True, formatting_info=True, ignore_workbook_corruption=True
        )
        _note(book, book.sheet_by_name(sheet), shown)
    except IntakeError:
        raise
    # Damaged bytes end in any error of Python; what the formats say is then unknown, and so are the values.
    except Exception as error:
        raise IntakeError("file_unreadable", found=f"XLS: {str(error)[:100] or type(error).__name__}") from error


def _note(book: xlrd.Book, sheet: xlrd.sheet.Sheet, shown: Shown) -> None:
    percent = {
        number for number, style in enumerate(book.xf_list) if is_percent(book.format_map[style.format_key].format_str)
    }
    for row in range(min(sheet.nrows, shown.height)):
        kinds = sheet.row_types(row)
        for column, kind in enumerate(kinds):
            if kind == xlrd.XL_CELL_NUMBER and sheet.cell_xf_index(row, column) in percent:
                shown.share(row, column)
            elif kind == xlrd.XL_CELL_ERROR:
                code = sheet.cell_value(row, column)
                shown.tell(row, column, xlrd.error_text_from_code.get(code, "#VALUE!"))
            elif kind == xlrd.XL_CELL_TEXT and not sheet.cell_value(row, column):
                # Only a formula gives an empty text cell: one that was never calculated, or an empty result.
                shown.tell(row, column, "=…")
    for (row, column), runs in sheet.rich_text_runlist_map.items():
        _note_raised(book, sheet, row, column, runs, shown)


def _note_raised(book, sheet, row: int, column: int, runs, shown: Shown) -> None:
    text = sheet.cell_value(row, column)
    pieces = [
        (text[at:end], number is not None and book.font_list[number].escapement == RAISED)
        for (at, number), (end, _) in pairwise([(0, None), *runs, (len(text), None)])
    ]
    if any(raised for _, raised in pieces) and re.search(r"\S", pieces[0][0]):
        shown.tell(row, column, without_footnotes(pieces))
