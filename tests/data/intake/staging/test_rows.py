"""Findings that concern several lines say which."""

import pytest

from data.intake.contract import LINES

HEAD = "kode_indikator;nama_wilayah;periode;realisasi\n"
POVERTY, POOR = "IKU-BAPPEDA-13", "IKU-BAPPEDA-15"


def table(*rows):
    return HEAD + "".join(f"{POVERTY};{row}\n" for row in rows)


@pytest.mark.parametrize(
    ("rule", "text", "rows"),
    [
        ("rows_elsewhere", table("Kab. Pidie;2024;12", "Kab. Karo;2024;9", "Kota Medan;2024;8"), (3, 4)),
        ("rows_passed_over", table("Kab. Pidie;2024;12") + "\nBidang Statistik\nSumber: BPS;;;\n", (4, 5)),
        ("total_as_province", HEAD + f"{POOR};Pidie;2024;12\n{POOR};Bireuen;2024;9\n{POOR};Jumlah;2024;21\n", (4,)),
        ("values_rounded", table(*(f"{place};2024;{10 + 5 * at}" for at, place in enumerate(
            ("Pidie", "Bireuen", "Simeulue", "Sabang", "Langsa", "Gayo Lues", "Aceh Jaya", "Bener Meriah", "Aceh Timur",
             "Aceh Utara")))), tuple(range(2, 12))),
        ("regencies_missing", table(*(f"{place};2024;12,{at}" for at, place in enumerate(
            ("Pidie", "Bireuen", "Simeulue", "Sabang", "Langsa", "Gayo Lues"), start=1))), tuple(range(2, 8))),
        ("column_doubled", "kode_indikator;kode_wilayah;periode;realisasi;sumber;sumber data\n"
         f"{POVERTY};11.01;2024;12,5;BPS;BPS\n{POVERTY};11.02;2024;12,7;BPS;Dinsos\n", (3,)),
        ("total_doubled", HEAD + f"{POOR};Pidie;2024;12\n{POOR};Provinsi Aceh;2024;21\n{POOR};Jumlah;2024;21\n", (4,)),
    ],
)  # fmt: skip
def test_a_finding_on_several_lines_names_them(load, rule, text, rows):
    one = load(text).one(rule)
    assert (one.row, tuple(one.rows), one.rows_total) == (None, rows, len(rows))


def test_many_lines_are_counted_and_the_first_of_them_named(load):
    text = table("Kab. Pidie;2024;12") + "".join(f"{POVERTY};Kota Medan;{1971 + n % 50};8\n" for n in range(LINES + 20))
    one = load(text).one("rows_elsewhere")
    assert (len(one.rows), one.rows_total, one.rows[0]) == (LINES, LINES + 20, 3)


def test_a_finding_on_one_line_needs_no_list(load):
    one = load(table("Kab. Pidie;2024;apel", "Bireuen;2024;8")).one("number_unreadable")
    assert (one.row, one.rows, one.rows_total) == (2, (), 0)
