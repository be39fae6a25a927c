"""A workbook for people: series as rows, periods as columns, rounded as on the pages, with arrows to filter."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pandas as pd
import xlsxwriter

from analytics.periods import FREQUENCIES
from analytics.regions import PROVINCE
from data import guarded
from pages.content import reader
from pages.documents import dataset
from pages.documents.dataset import Selection
from pages.words import language
from pages.words.language import t

SERIES = ["indicator", "agency", "unit", "region"]
NAMES = {
    "indicator_name": ("cards.indicator", 44),
    "agency_name": ("scope.agency", 34),
    "unit_name": ("cards.unit", 34),
    "region_name": ("cards.region", 24),
    "measure": ("download.pivot_measure", 12),
    "told": ("download.pivot_status", 14),
}
"""Column → its heading and its width in letters."""
KEPT = [*SERIES, *list(NAMES)[:-1], "period", "period_start", "frequency", "actual", "target", "status"]
MEASURES = ("actual", "target")
ALWAYS = ("region_name", "measure", "told")
ABOVE = 3  # rows over the heading
MOST_DECIMALS = 6
LONGEST_SHEET = 31  # letters of a name


def write(selection: Selection, path: Path) -> None:
    """A sheet for the values and one for the targets of each frequency, then one about the file."""
    with xlsxwriter.Workbook(path, {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        rows = values(selection)
        decimals = places(selection)
        for frequency, own in _by_frequency(rows):
            for measure in MEASURES:
                if own[measure].notna().any():
                    _sheet(book, selection, measure, frequency, wide(own, measure), decimals)
        about_sheet(book, selection)


def places(selection: Selection) -> dict[str, int]:
    """Decimals of each indicator of a selection, as many as a spreadsheet shows."""
    rows = reader.fetch("download_dictionary", **selection.parameters)
    return {str(row["code"]): min(MOST_DECIMALS, int(row["decimals"])) for row in rows.to_dict("records")}


def values(selection: Selection) -> pd.DataFrame:
    """The rows of a selection with what a table of them needs; where no regency is chosen and the province is not
    reported itself, with its values that follow from the regencies."""
    parts = [part[KEPT] for part in dataset.parts(selection)]
    rows = pd.concat(parts, ignore_index=True)
    if selection.contents == "observations" and not selection.parameters["regions"]:
        rows = pd.concat([rows, _counted(selection, rows)], ignore_index=True)
    rows["unit_name"] = rows["unit_name"].fillna("")
    rows["told"] = rows["status"].map({code: t(f"download.status_{code}") for code in dataset.STATUSES})
    return rows


def _counted(selection: Selection, rows: pd.DataFrame) -> pd.DataFrame:
    asked = dataset.rows(Selection(selection.parameters, (), "rollups"))[KEPT]
    own = pd.MultiIndex.from_frame(rows.loc[rows["region"] == PROVINCE, SERIES])
    asked = asked[~pd.MultiIndex.from_frame(asked[SERIES]).isin(own)]
    return asked.assign(region_name=asked["region_name"] + f" ({t('cards.derived_mark')})")


def _by_frequency(rows: pd.DataFrame) -> Iterator[tuple[str, pd.DataFrame]]:
    for frequency in FREQUENCIES:
        own = rows[rows["frequency"] == frequency]
        if len(own):
            yield frequency, own


def wide(rows: pd.DataFrame, measure: str) -> pd.DataFrame:
    """One row a series, one column a period in order of time; the names of the series in front."""
    worst = rows.groupby(SERIES, sort=False)["told"].agg(lambda told: ", ".join(dict.fromkeys(told.dropna())))
    periods = rows.drop_duplicates("period").sort_values("period_start")["period"]
    table = rows.pivot(index=SERIES, columns="period", values=measure).reindex(columns=list(periods))
    names = rows.drop_duplicates(SERIES).set_index(SERIES)[list(NAMES)[:-1]].assign(told=worst)
    return names.join(table).dropna(how="all", subset=list(periods)).reset_index()


def _sheet(
    book: Any, selection: Selection, measure: str, frequency: str, table: pd.DataFrame, decimals: Mapping[str, int]
) -> None:
    words = t(f"download.pivot_{measure}", frequency=t(f"download.frequency_{frequency}"))
    sheet = book.add_worksheet(words[:LONGEST_SHEET])
    simulated = t("cards.simulated") if table["told"].str.contains(t("download.status_simulated")).any() else ""
    told = (simulated, t("cards.snapshot", snapshot=reader.snapshot().id), t("download.pivot_more"))
    title = f"{dataset.what(selection)} — {words}"
    sheet.write_string(0, 0, guarded.cell(title), book.add_format({"bold": True, "font_size": 13}))
    sheet.write_string(1, 0, " · ".join(part for part in told if part))
    shown = [name for name in NAMES if name in ALWAYS or table[name].nunique() > 1]
    periods = [name for name in table.columns if name not in {*SERIES, *NAMES}]
    headings = [t(NAMES[name][0]) for name in shown] + [language.period(each, short=True) for each in periods]
    sheet.write_row(ABOVE, 0, headings, book.add_format({"bold": True, "bottom": 1}))
    formats = {digits: book.add_format({"num_format": pattern(digits)}) for digits in range(MOST_DECIMALS + 1)}
    for line, row in enumerate(table.to_dict("records"), ABOVE + 1):
        _row(sheet, line, row, shown, periods, decimals.get(row["indicator"], 2), formats)
    sheet.autofilter(ABOVE, 0, ABOVE + len(table), len(headings) - 1)
    sheet.freeze_panes(ABOVE + 1, len(shown))
    for at, name in enumerate(shown):
        sheet.set_column(at, at, NAMES[name][1])
    sheet.set_column(len(shown), len(headings) - 1, 11)


def _row(
    sheet: Any, line: int, row: Mapping[Any, Any], shown: list[str], periods: list[str], digits: int,
    formats: Mapping[int, Any],
) -> None:  # fmt: skip
    for at, name in enumerate(shown):
        sheet.write_string(line, at, guarded.cell(str(row[name])))
    for at, period in enumerate(periods, len(shown)):
        if not language.missing(row[period]):
            sheet.write_number(line, at, round(row[period], digits), formats[digits])


def pattern(digits: int) -> str:
    """How a spreadsheet shows a number of so many decimals."""
    return "#,##0" + ("." + "0" * digits if digits else "")


def about_sheet(book: Any, selection: Selection) -> None:
    """The last sheet: what the file is, its filters and sources, and how to cite it."""
    sheet = book.add_worksheet(t("download.sheet_about"))
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    bold = book.add_format({"bold": True, "valign": "top"})
    for line, (title, words) in enumerate([*dataset.about(selection), (t("download.pivot_notes"), _notes(selection))]):
        sheet.write_string(line, 0, title, bold)
        sheet.write_string(line, 1, guarded.cell(words), wrapped)
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 110)


def _notes(selection: Selection) -> str:
    key = "download.sheet_explained" if selection.contents == "verdicts" else "download.pivot_explained"
    return t(key, mark=t("cards.derived_mark"))
