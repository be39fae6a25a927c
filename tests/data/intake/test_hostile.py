"""Whatever the bytes: one of three outcomes, never a traceback, and text stays text."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data import intake

PLAIN = (
    "kode_instansi;kode_indikator;kode_wilayah;periode;target;realisasi;catatan\n"
    "BAPPEDA;IKU-BAPPEDA-13;11.01;2024;12,5;13,25;naik\n"
    'BAPPEDA;IKU-BAPPEDA-13;11.02;2024;50,5;-;"turun; lagi"\n'
    "BAPPEDA;IKU-BAPPEDA-13;11.10;TW I 2024;12,5;n/a;\n"
)
FEW = settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def outcome(content, reference, **options):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "kiriman.csv"
        path.write_bytes(content)
        result = intake.read(path, intake.Options(**options), reference, None, Path(folder) / "work")
        assert result.outcome in ("accepted", "partly", "rejected")
        assert result.read == result.accepted + result.rejected
        assert all(Path(one).exists() for one in (result.accepted_path, result.rejected_path, result.findings_path))
        assert result.outcome == "accepted" or result.findings
        return result


@FEW
@given(st.binary(max_size=400))
def test_any_bytes(reference, content):
    outcome(content, reference)


@FEW
@given(st.data())
def test_a_valid_export_with_bytes_changed(reference, data):
    content = bytearray(PLAIN.encode())
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(content) - 1))
        piece = data.draw(
            st.sampled_from([b"", b'"', b";", b"\n", b"\r", b"\0", b"\xff", b"\xe9", b",", b".", b"'", b"-"])
        )
        content[at : at + data.draw(st.integers(0, 3))] = piece
    outcome(bytes(content), reference)


CELLS = st.one_of(
    st.text(max_size=12),
    st.sampled_from(["'; DROP TABLE raw; --", "{found}", "$data_row", "=cmd|' /C calc'!A0", "<script>x</script>", "nan",
                     "../../etc/passwd", "inf", "1e999", "9" * 400, "‖", "--", "%s", "\\", "NULL", "11.01", "2024"]),
)  # fmt: skip


@FEW
@given(st.lists(st.lists(CELLS, min_size=7, max_size=7), max_size=8))
def test_any_cells_below_a_good_header(reference, rows):
    lines = [";".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows]
    content = (PLAIN + "\n".join(lines)).encode("utf-8", "surrogatepass")
    outcome(content, reference)


@FEW
@given(st.lists(st.text(max_size=15), min_size=1, max_size=6))
def test_any_header(reference, header):
    content = ";".join(header) + "\n" + ";".join(["12,5"] * len(header)) + "\n"
    outcome(
        content.encode("utf-8", "surrogatepass"), reference, set={"kode_indikator": "IKU-BAPPEDA-13", "tahun": "2024"}
    )


@pytest.mark.parametrize(
    "name", ["'; DROP TABLE raw; --.csv", "$(reboot).csv", "a\nb.csv", "ä€.csv", "*.csv", "{a}.csv"]
)
def test_file_names_are_only_names(load, name):
    assert load(PLAIN, name=name).accepted == 2


def test_formulas_and_markup_stay_text(load):
    text = (
        "kode_indikator;kode_wilayah;periode;realisasi;catatan\nIKU-BAPPEDA-13;11.01;2024;1,5;=HYPERLINK(1)<b>x</b>\n"
    )
    assert load(text).rows("note") == ["=HYPERLINK(1)<b>x</b>"]


def test_many_findings_are_counted_and_kept_on_disk(load):
    rows = "".join(f"IKU-BAPPEDA-13;11.99;2024;{n}\n" for n in range(12_000))
    result = load("kode_indikator;kode_wilayah;periode;realisasi\n" + rows)
    assert (result.outcome, result.rejected, result.counts["region_unknown"]) == ("rejected", 12_000, 12_000)
    assert len(result.found("region_unknown")) == 1_000
