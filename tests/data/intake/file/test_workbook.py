"""Workbooks and web pages: sheets, merged cells, typed numbers and percent formats."""

import datetime
import io

import pytest
import xlsxwriter

POVERTY = "IKU-BAPPEDA-13"
HEADER = ["kode_indikator", "kode_wilayah", "periode", "realisasi"]


def book(*sheets):
    """Bytes of an XLSX; a sheet is (name, fill) where fill writes into it."""
    memory = io.BytesIO()
    with xlsxwriter.Workbook(memory, {"in_memory": True}) as workbook:
        for name, fill in sheets:
            fill(workbook.add_worksheet(name), workbook)
    return memory.getvalue()


def table(*rows):
    def fill(sheet, _):
        for at, row in enumerate(rows):
            sheet.write_row(at, 0, row)

    return fill


def load_book(load, *sheets, **options):
    return load(book(*sheets), name="ekspor.xlsx", **options)


def test_typed_numbers_need_no_decision(load):
    result = load_book(load, ("Data", table(HEADER, [POVERTY, "11.10", 2024, 1.253], [POVERTY, "11.02", 2024, 12])))
    assert result.outcome == "accepted"
    assert result.rows("source_row", "region", "period", "actual") == [
        (2, "11.10", "2024", 1.253),
        (3, "11.02", "2024", 12),
    ]
    assert (result.recognised["kind"], result.recognised["sheet"]) == ("workbook", "Data")


def test_codes_kept_as_numbers_lose_their_zero(load):
    result = load_book(load, ("Data", table(HEADER, [POVERTY, 11.10, 2024, 11.5], [POVERTY, 11.02, 2024, 12])))
    assert result.rows("region") == ["11.10", "11.02"]
    assert result.found() == [("code_zero_restored", 2)]


def test_numbers_and_texts_in_one_column(load):
    result = load_book(load, ("Data", table(HEADER, [POVERTY, "11.01", 2024, 12.5], [POVERTY, "11.02", 2024, "13,25"])))
    assert result.rows("actual") == [12.5, 13.25]


def test_cells_shown_as_percent_are_read_as_seen(load):
    def fill(sheet, workbook):
        sheet.write_row(0, 0, HEADER)
        sheet.write_row(1, 0, [POVERTY, "11.01", 2024])
        sheet.write_number(1, 3, 0.1325, workbook.add_format({"num_format": "0.00%"}))

    assert load_book(load, ("Data", fill)).rows("actual") == [13.25]


def test_dates_that_a_spreadsheet_made(load):
    def fill(sheet, workbook):
        shown = workbook.add_format({"num_format": "mmm-yy"})
        sheet.write_row(0, 0, ["kode_indikator", "kode_wilayah", "realisasi", "periode"])
        sheet.write_row(1, 0, ["IKU-BPKA-01", "11", 11.5])
        sheet.write_datetime(1, 3, datetime.datetime(2024, 4, 1), shown)

    assert load_book(load, ("Data", fill)).rows("period", "as_of") == [("2024-04", None)]


def test_merged_headers_and_merged_regions(load):
    def fill(sheet, _):
        sheet.merge_range("A1:D1", "Angka kemiskinan")
        sheet.merge_range("A3:A4", "Kabupaten/Kota")
        sheet.merge_range("B3:B4", "Jenis")
        sheet.merge_range("C3:D3", "Tahun")
        sheet.write_row("C4", [2022, 2023])
        sheet.merge_range("A5:A6", "Simeulue")
        sheet.write_row("B5", ["pct_miskin", 18.37, 17.92])
        sheet.write_row("B6", ["Gini rasio (Maret)", 0.25, 0.26])

    result = load_book(load, ("Tabel", fill), map={"Jenis": "nama_indikator"})
    assert result.rows("source_row", "region", "indicator", "period", "actual") == [
        (5, "11.09", POVERTY, "2022", 18.37), (5, "11.09", POVERTY, "2023", 17.92),
        (6, "11.09", "IKU-BAPPEDA-21", "2022", 0.25), (6, "11.09", "IKU-BAPPEDA-21", "2023", 0.26),
    ]  # fmt: skip


def test_the_sheet_that_holds_the_table_is_found(load):
    cover = ("Sampul", table(["Laporan"], ["Dinas Kesehatan Aceh"]))
    first = ("TW1", table(HEADER, [POVERTY, "11.01", 2023, 11.5]))
    second = ("TW2", table(HEADER, [POVERTY, "11.01", 2024, 2.5]))
    assert load_book(load, cover, first).rows("actual") == [11.5]
    assert load_book(load, cover, first, second).found() == [("sheet_ambiguous", None)]
    assert load_book(load, cover, first, second, sheet="tw2").rows("actual") == [2.5]
    assert load_book(load, cover, sheet="tiada").found() == [("sheet_unknown", None)]


def test_rows_keep_their_numbers_below_empty_ones(load):
    def fill(sheet, _):
        sheet.write_row(3, 1, HEADER)
        sheet.write_row(6, 1, [POVERTY, "11.01", 2024, 12.5])

    assert load_book(load, ("Data", fill)).rows("source_row") == [7]


def test_a_web_table_with_a_spreadsheet_name(load):
    page = (
        "<html><head><meta charset=utf-8><script>alert(1)</script></head><body><table><tr><th>Kabupaten/Kota"
        "<th colspan=2>Tahun</tr><tr><td></td><td>2022</td><td>2023</td></tr>"
        "<tr><td>Simeulue</td><td>18,37</td><td>17,92</td></tr>"
        "<tr><td>Aceh&nbsp;Jaya</td><td>12,5</td><td>-</td></tr></table></body></html>"
    )
    result = load(page, name="tabel.xls", set={"kode_indikator": POVERTY})
    assert result.rows("region", "period", "actual") == [
        ("11.09", "2022", 18.37), ("11.09", "2023", 17.92), ("11.14", "2022", 12.5),
    ]  # fmt: skip


def test_a_frameset_holds_no_table(load):
    page = (
        '<html><meta name="Excel Workbook Frameset"><link href="isi_files/sheet001.htm"><table><tr><td>a<td>b</table>'
    )
    result = load(page, name="tabel.xls")
    assert (result.outcome, result.found()) == ("rejected", [("file_without_table", None)])
    assert "sheet001.htm" in result.findings[0].found


def test_percent_cells_beside_texts_with_a_comma(load):
    def fill(sheet, workbook):
        sheet.write_row(0, 0, HEADER)
        sheet.write_row(1, 0, [POVERTY, "11.01", 2024])
        sheet.write_number(1, 3, 0.125, workbook.add_format({"num_format": "0.0%"}))
        sheet.write_row(2, 0, [POVERTY, "11.02", 2024, "25,5%"])

    assert load_book(load, ("Data", fill)).rows("actual") == [12.5, 25.5]


def test_cells_that_span_rows_of_a_web_table(load):
    text = (
        '<table><tr><th rowspan="2">Kabupaten<th rowspan="2">Tahun<th colspan="2">Nilai<tr><th>Target<th>Realisasi'
        '<tr><td rowspan="2">Simeulue<td>2023<td>1,5<td>2,5<tr><td>2024<td>3,5<td>4,5'
        "<tr><td>Pidie<td>2024<td>5,5<td>6,5</table>"
    )
    result = load(text, name="ekspor.xls", set={"kode_indikator": POVERTY})
    assert result.rows("source_row", "region", "period", "target", "actual") == [
        (3, "11.09", "2023", 1.5, 2.5), (4, "11.09", "2024", 3.5, 4.5), (5, "11.07", "2024", 5.5, 6.5),
    ]  # fmt: skip


def test_what_is_hidden_is_read_and_named(load):
    def fill(sheet, _):
        table([*HEADER, "lain"], [POVERTY, "11.01", 2024, 11.5, 7], [POVERTY, "11.02", 2024, 2.5, 7])(sheet, _)
        sheet.set_row(2, None, None, {"hidden": True})
        sheet.set_row(9, None, None, {"hidden": True})
        sheet.set_column("D:E", None, None, {"hidden": True})

    def aside(sheet, _):
        table(HEADER, [POVERTY, "11.03", 2024, 9.5])(sheet, _)
        sheet.hide()

    result = load_book(load, ("Data", fill), ("Lama", aside))
    assert (result.outcome, result.rows("actual")) == ("partly", [11.5])
    assert result.found("row_hidden", "column_hidden", "sheets_hidden") == [
        ("column_hidden", None), ("sheets_hidden", None), ("row_hidden", 3),
    ]  # fmt: skip
    assert (result.one("column_hidden").column, result.one("sheets_hidden").found) == ("realisasi", "Lama")


def test_a_hidden_column_beside_the_table_is_not_worth_a_word(load):
    def fill(sheet, _):
        table(HEADER, [POVERTY, "11.01", 2024, 11.5])(sheet, _)
        sheet.set_column(len(HEADER), len(HEADER), None, None, {"hidden": True})

    assert load_book(load, ("Data", fill)).found("column_hidden") == []


def test_years_in_cells_that_show_dates(load):
    def fill(sheet, workbook):
        sheet.write_row(0, 0, ["kode_indikator", "kode_wilayah", "realisasi", "periode"])
        for row, (year, shown) in enumerate(((2025, "dd/mm/yyyy"), (45292, "yyyy"), (2023, "General")), start=1):
            sheet.write_row(row, 0, [POVERTY, f"11.0{row}", 11.5])
            sheet.write_number(row, 3, year, workbook.add_format({"num_format": shown}))

    assert load_book(load, ("Data", fill)).rows("period") == ["2025", "2024", "2023"]


def test_a_merged_region_far_down_is_spread_once(load):
    def fill(sheet, _):
        sheet.write_row(0, 0, HEADER)
        for row in range(1, 901):
            sheet.write_row(row, 2, [2000 + row % 20, row])
        for row in range(1, 901, 3):
            sheet.merge_range(row, 0, row + 2, 0, POVERTY)
            sheet.merge_range(row, 1, row + 2, 1, f"11.{row % 18 + 1:02d}")

    assert load_book(load, ("Data", fill)).read == 900


def test_the_sheet_of_data_among_those_that_explain_it(load):
    data = ("data", table([*HEADER, "satuan"], [POVERTY, "11.01", 2024, 11.5, "%"]))
    words = ("kamus", table(["kolom", "isi"], ["periode", "periode data"], ["realisasi", "nilai"]))
    names = ("indikator", table(["kode_indikator", "satuan"], [POVERTY, "%"]))
    assert load_book(load, words, data, names).rows("actual") == [11.5]


@pytest.mark.parametrize(
    ("content", "named"),
    [
        (b'[{"kode_indikator": "IKU-BAPPEDA-13"}]', "JSON"),
        (b'{\n "data": []}', "JSON"),
        (b"%PDF-1.7", "PDF"),
        ("kode;nilai\n1;2\n".encode("utf-32"), "UTF-32"),
    ],
)
def test_other_kinds_of_files_are_named(load, content, named):
    result = load(content, name="ekspor.xls")
    assert result.found() == [("file_unreadable", None)]
    assert named in result.findings[0].message_id


def test_a_zip_without_a_workbook_is_named(load):
    from tests.data.intake.file.dialects import archive

    assert "ZIP" in load(archive({"a.csv": "a;b"}), name="a.zip").one("file_unreadable").message_en


def test_hidden_lists_of_choices_are_not_worth_a_word(load):
    def choices(sheet, _):
        table(["pilihan"], ["tetap"], ["sementara"])(sheet, _)
        sheet.hide()

    data = ("Data", table(HEADER, [POVERTY, "11.01", 2024, 11.5]))
    assert load_book(load, data, ("Daftar", choices)).found() == []
