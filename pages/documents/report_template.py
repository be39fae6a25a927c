"""The fill-in workbook of an agency: its indicators, units and regions, the periods due, targets and last values.

Codes stand in protected cells; what the agency fills in is open. The intake passes over rows that were left as they
came, because the columns of `headings.TEMPLATE_ROLES` say what stood in them.
"""

import io
import zipfile
from collections.abc import Hashable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import pandas as pd
import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from analytics import periods
from analytics.periods import MONTHS_IN
from analytics.regions import PROVINCE
from data.reference import Reference
from data.store import Snapshot
from pages.documents.formats import FORMATS
from pages.words import language
from pages.words.language import t

STATUSES = ("tetap", "sementara", "simulasi", "ditarik")
SPARE_ROWS, STEPS = 200, 6
KEYS = ("kode_instansi", "kode_unit", "uraian_unit", "kode_indikator", "nama_indikator", "satuan", "kode_wilayah",
        "nama_wilayah", "periode")  # fmt: skip
KNOWN = ("periode_terakhir", "nilai_terakhir", "target_tercatat")
BANDS = ("target_bawah", "target_atas")
PARTS = ("pembilang", "penyebut")
FILLED = ("target", *BANDS, "realisasi", *PARTS, "tanggal_data", "status_data", "catatan", "bukti")
SPELLED = ("periode", "periode_terakhir")
NUMBERS = ("nilai_terakhir", "target_tercatat", "target", *BANDS, "realisasi", *PARTS)
WIDTHS = {
    "kode_instansi": 14, "kode_unit": 16, "uraian_unit": 26, "kode_indikator": 18, "nama_indikator": 44, "satuan": 14,
    "kode_wilayah": 13, "nama_wilayah": 26, "periode": 12, "periode_terakhir": 15, "nilai_terakhir": 15,
    "target_tercatat": 15, "tanggal_data": 14, "status_data": 13, "catatan": 34, "bukti": 34,
}  # fmt: skip
NUMBER_WIDTH = 14


Target = tuple[float | None, ...]
"""Target, lower and upper end of its band."""
Targets = dict[tuple[object, ...], dict[str, Target]]
"""(unit, indicator, region) → period → target."""
NO_TARGET: Target = (None, None, None)


def rows(reference: Reference, snapshot: Snapshot | None, agency: str, today: date, most: int = 4) -> pd.DataFrame:
    """One row per series and due period of an agency, at most `most` periods a series; columns `KEYS`, `KNOWN`, target
    and its band, and `decimals` and `parts` (whether the indicator is a ratio). Empty where the agency is unknown.

    Due are the reports that did not come and the periods that have ended since the last one. Where no target is known
    for one of them, that of the year's other periods is carried on, along their path.
    """
    series = _series(reference, snapshot, agency)
    targets = _targets(snapshot, agency)
    facts = reference.indicators.set_index("code")
    places = dict(zip(reference.regions["code"], reference.regions["name_id"], strict=True))
    found = []
    for one in series.to_dict("records"):
        indicator = facts.loc[one["indicator"]]
        for period in _due(one, today)[-most:]:
            low_high = _target(targets, (one["unit"], one["indicator"], one["region"]), period)
            found.append({
                "kode_instansi": agency, "kode_unit": one["unit"], "uraian_unit": one["unit_id"] or "",
                "kode_indikator": one["indicator"], "nama_indikator": indicator["name_id"],
                "satuan": indicator["unit"], "kode_wilayah": one["region"], "nama_wilayah": places[one["region"]],
                "periode": period, "periode_terakhir": one["last_period"], "nilai_terakhir": one["last_actual"],
                "target_tercatat": low_high[0], "target": low_high[0], "target_bawah": low_high[1],
                "target_atas": low_high[2], "decimals": int(indicator["decimals"]),
                "parts": bool(indicator["numerator_id"]) and indicator["region_aggregation"] == "ratio",
            })  # fmt: skip
    columns = [*KEYS, *KNOWN, "target", *BANDS, "decimals", "parts"]
    return pd.DataFrame(found, columns=columns)


def _series(reference: Reference, snapshot: Snapshot | None, agency: str) -> pd.DataFrame:
    """What the agency reports; its own indicators of the dictionary, for the province, where it has not begun."""
    known = snapshot.fetch("template_series", agency=agency) if snapshot else pd.DataFrame()
    if len(known):
        known["unit_id"] = known["unit_id"].where(known["unit_id"].notna(), "")
        return known
    own = reference.indicators[reference.indicators["agency"] == agency]
    return pd.DataFrame({
        "unit": "", "unit_id": "", "indicator": own["code"], "region": PROVINCE, "frequency": own["frequency"],
        "last_period": None, "last_actual": None, "missing": [[] for _ in own.index],
    })  # fmt: skip


def _targets(snapshot: Snapshot | None, agency: str) -> Targets:
    """Targets by series and period; what was reported goes before the plan."""
    found: Targets = {}
    rows: Iterable[Any] = snapshot.fetch("template_targets", agency=agency).itertuples(index=False) if snapshot else ()
    for row in rows:
        low_high = tuple(None if pd.isna(value) else float(value) for value in row[4:7])
        found.setdefault((row.unit, row.indicator, row.region), {}).setdefault(row.period, low_high)
    return found


def _target(targets: Targets, series: tuple[object, ...], period: str) -> Target:
    """The target known for a period, else that of the year before where this year repeats it, else the path of the same
    year's targets carried on; empty where it has none."""
    known = targets.get(series, {})
    if period in known:
        return known[period]
    wanted, before = periods.period(period), _year_before(period)
    so_far = [one for one in known if one[:4] == period[:4] and len(one) == len(period)]
    if so_far and before in known and all(known.get(_year_before(one)) == known[one] for one in so_far):
        return known[before]
    year = [(periods.period(one), values) for one, values in known.items() if one[:4] == period[:4]]
    placed = sorted((_number(one), values) for one, values in year if one.frequency == wanted.frequency)
    if not placed:
        return NO_TARGET
    return tuple(_carried([(at, values[side]) for at, values in placed], _number(wanted)) for side in range(3))


def _year_before(period: str) -> str:
    return f"{int(period[:4]) - 1}{period[4:]}"


def _number(period: periods.Period) -> int:
    """The place of a period in its year, from 1."""
    return (period.start.month - 1) // MONTHS_IN[period.frequency] + 1


def _carried(path: Sequence[tuple[int, float | None]], at: int) -> float | None:
    """The value at a place of a straight path, rounded as its own are; None where they are none or not straight."""
    known = [(place, value) for place, value in path if value is not None]
    if not known or len(known) < len(path):
        return None
    (first, low), (last, high) = known[0], known[-1]
    step = (high - low) / (last - first) if last > first else 0.0
    decimals = max(len(f"{value:.4f}".rstrip("0").partition(".")[2]) for _, value in known)
    if any(abs(value - low - step * (place - first)) > 10**-decimals for place, value in known):
        return None
    return round(high + step * (at - last), decimals)


def _due(series: Mapping[Hashable, Any], today: date) -> list[str]:
    """Periods to report, oldest first."""
    ended = periods.latest(today, series["frequency"])
    if series["last_period"] is None:
        return [ended.id]
    following, after = periods.period(series["last_period"]), []
    while (following := periods.shift(following, 1)).end < today:
        after.append(following.id)
    missing = [period for period in series["missing"] if period < series["last_period"]]
    return [*missing, *after]


# --- the workbook ----------------------------------------------------------------------------------------------------


def workbook(table: pd.DataFrame, reference: Reference, agency: str) -> bytes:
    """The fill-in workbook of `rows`; XLSX."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        report = book.add_worksheet(t("report.sheet_report"))
        guide = book.add_worksheet(t("report.sheet_guide"))
        lists = book.add_worksheet(t("report.sheet_lists"))
        columns = _columns(table)
        spans = _write_lists(lists, t("report.sheet_lists"), table, reference, agency)
        _write_report(book, report, table, columns)
        _validate(report, columns, len(table), spans)
        _write_guide(book, guide, columns)
        report.activate()
    return buffer.getvalue()


def pack(table: pd.DataFrame, reference: Reference, agency: str) -> bytes:
    """A ZIP with a workbook for each unit in `table`, and one for the agency itself."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for unit, own in table.groupby("kode_unit"):
            archive.writestr(FORMATS["form"].named(stem(agency, str(unit))), workbook(own, reference, agency))
    return buffer.getvalue()


def stem(agency: str, unit: str = "") -> str:
    """The name of the workbook of an agency, or of one of its units, whose code begins with the agency's; no ending."""
    return f"laporan-{(unit or agency).lower()}"


def _columns(table: pd.DataFrame) -> list[str]:
    """The columns this agency needs: bands and parts of ratios only where some indicator has them."""
    left_out = set() if table["parts"].any() else set(PARTS)
    left_out |= set() if table[list(BANDS)].notna().any(axis=None) else set(BANDS)
    return [name for name in (*KEYS, *KNOWN, *FILLED) if name not in left_out]


def _write_report(book: xlsxwriter.Workbook, sheet: Worksheet, table: pd.DataFrame, columns: list[str]) -> None:
    head = {"bold": True, "font_color": "#ffffff", "valign": "vcenter", "border": 1, "border_color": "#cfd8db"}
    locked = {"bg_color": "#eef2f3", "font_color": "#44545a", "num_format": "@", "valign": "vcenter"}
    open_cell = {"locked": False, "border": 1, "border_color": "#cfd8db"}
    known_head = book.add_format({**head, "bg_color": "#5b6b72"})
    filled_head = book.add_format({**head, "bg_color": "#0b5d6b"})
    text, open_text = book.add_format(locked), book.add_format({**open_cell, "num_format": "@"})
    free = book.add_format({"locked": False, "num_format": "@"})
    day = book.add_format({**open_cell, "num_format": "dd/mm/yyyy"})
    numbers = {
        decimals: (
            book.add_format({**locked, "num_format": _pattern(decimals)}),
            book.add_format({**open_cell, "num_format": _pattern(decimals)}),
        )
        for decimals in range(7)
    }
    sheet.set_row(0, 22)
    sheet.freeze_panes(1, columns.index("periode") + 1 if len(columns) < 12 else 0)
    for at, name in enumerate(columns):
        spare = {"tanggal_data": day}.get(name, numbers[2][1] if name in NUMBERS else free)
        sheet.set_column(at, at, WIDTHS.get(name, NUMBER_WIDTH), None if name in KNOWN else spare)
        sheet.write_string(0, at, name, filled_head if name in FILLED else known_head)
        for line, row in enumerate(table.to_dict("records"), start=1):
            value, decimals = row.get(name), min(int(row["decimals"]), 6)
            if name in NUMBERS:
                _write_number(sheet, line, at, value, numbers[decimals][name in FILLED])
            elif name in FILLED:
                sheet.write_blank(line, at, None, day if name == "tanggal_data" else open_text)
            elif pd.isna(value):
                sheet.write_string(line, at, "", text)
            else:
                sheet.write_string(line, at, language.period(value) if name in SPELLED else str(value), text)
    sheet.autofilter(0, 0, max(1, len(table)), len(columns) - 1)
    sheet.protect("", {"format_columns": True, "format_rows": True, "sort": True, "autofilter": True})


def _pattern(decimals: int) -> str:
    return "#,##0" + ("." + "0" * decimals if decimals else "")


def _write_number(sheet: Worksheet, line: int, at: int, value: Any, style: Format) -> None:
    if pd.isna(value):
        sheet.write_blank(line, at, None, style)
    else:
        sheet.write_number(line, at, float(value), style)


def _write_lists(sheet: Worksheet, name: str, table: pd.DataFrame, reference: Reference, agency: str) -> dict[str, str]:
    """Column → range of its choices, kept on a hidden sheet."""
    units = reference.units.loc[reference.units["agency"] == agency, "code"]
    own = reference.indicators.loc[reference.indicators["agency"] == agency, "code"]
    lists = {
        "kode_instansi": [agency],
        "kode_unit": list(units),
        "kode_indikator": list(dict.fromkeys([*table["kode_indikator"], *own])),
        "kode_wilayah": list(reference.regions["code"]),
        "nama_wilayah": list(reference.regions["name_id"]),
        "status_data": list(STATUSES),
    }
    spans = {}
    for at, (column, values) in enumerate(lists.items()):
        sheet.write_column(0, at, values)
        letter = xlsxwriter.utility.xl_col_to_name(at)
        if values:
            spans[column] = f"='{name}'!${letter}$1:${letter}${len(values)}"
    sheet.hide()
    return spans


def _validate(sheet: Worksheet, columns: list[str], count: int, spans: Mapping[str, str]) -> None:
    """Choices for codes on the spare rows and for status everywhere; numbers and dates where they belong."""
    last = count + SPARE_ROWS
    for at, name in enumerate(columns):
        meaning = t(f"report.means_{name}")[:255]
        told = {"error_title": t("report.wrong_title"), "input_title": name[:32], "input_message": meaning}
        first = 1 if name in FILLED else count + 1
        rule: dict[str, object]
        if name in spans:
            rule = {"validate": "list", "source": spans[name], "error_message": t("report.wrong_choice"), **told}
            sheet.data_validation(first, at, last, at, rule)
        elif name in NUMBERS and name in FILLED:
            rule = {"validate": "decimal", "criteria": "between", "minimum": -1e15, "maximum": 1e15}
            sheet.data_validation(first, at, last, at, {**rule, "error_message": t("report.wrong_number"), **told})
        elif name == "tanggal_data":
            rule = {"validate": "date", "criteria": ">=", "value": date(1990, 1, 1)}
            sheet.data_validation(first, at, last, at, {**rule, "error_message": t("report.wrong_date"), **told})


def _write_guide(book: xlsxwriter.Workbook, sheet: Worksheet, columns: list[str]) -> None:
    """Steps and the meaning of the columns, one cell a line: a header alone in a cell would be read as a table."""
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    bold, name_style = book.add_format({"bold": True, "font_size": 14}), book.add_format({"bold": True})
    sheet.set_column(0, 0, 110, wrap)
    sheet.write_string(0, 0, t("report.guide_title"), bold)
    for step in range(1, STEPS + 1):
        sheet.write_string(step + 1, 0, f"{step}. {t(f'report.guide_step_{step}')}", wrap)
    start = STEPS + 4
    sheet.write_string(start - 1, 0, t("report.guide_columns"), bold)
    for at, name in enumerate(columns):
        meaning = t(f"report.means_{name}")
        sheet.write_rich_string(start + at, 0, name_style, name, f": {meaning}", wrap)
    sheet.protect()
