"""Evidence beside a value: a link or the name of a file, kept with it; nothing that a page must not offer."""

import pytest

HEAD = "kode_instansi;kode_indikator;kode_wilayah;periode;realisasi;{0}\n"
LINE = "DINKES;IKU-DINKES-04;11.{0:02d};2024;20,5;{1}\n"
KEPT = (
    "https://satudata.acehprov.go.id/dataset/stunting?tahun=2024#tabel",
    "http://192.168.1.7:8080/laporan.pdf",
    "Berita acara verifikasi 2024.pdf",
    "foto terlampir",
)
REFUSED = (
    "javascript:alert(1)", "JavaScript:alert(1)", " data:text/html,x", "file:///etc/passwd", "vbscript:x",
    "https:javascript", "https://", "http://orang@situs.id/x", "//situs.id/x", "<a href=x>bukti</a>",
    "https://situs.id/<x>", "https://situs.id/a b:c\u202egnp.exe", "=HYPERLINK(A1)", "ftp://situs.id/x",
    "https://situs.id/" + "a" * 500,
)  # fmt: skip


def table(header, texts):
    return HEAD.format(header) + "".join(LINE.format(at, text) for at, text in enumerate(texts, start=1))


@pytest.mark.parametrize("header", ["bukti", "Evidence", "Tautan bukti", "Bukti dukung"])
def test_a_link_or_the_name_of_a_file_stays_with_the_value(load, header):
    result = load(table(header, KEPT))
    assert (result.outcome, result.rows("evidence"), result.found()) == ("accepted", list(KEPT), [])


def test_other_schemes_markup_and_tricks_keep_the_value_out(load):
    result = load(table("bukti", [*REFUSED, ""]))
    assert result.found() == [("evidence_unsafe", row) for row in range(2, 2 + len(REFUSED))]
    assert (result.outcome, result.rows("source_row")) == ("partly", [2 + len(REFUSED)])


def test_without_the_column_there_is_none(load):
    result = load("kode_instansi;kode_indikator;kode_wilayah;periode;realisasi\nDINKES;IKU-DINKES-04;11.71;2024;20,5\n")
    assert result.rows("evidence") == [None]
