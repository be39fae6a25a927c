"""Faults of the encoding stage, every pair of them in one file: answered in words, and no value but those sent."""

import itertools
import os

import pytest

from tests.data.intake.test_any_columns import no_engine_speaks

LINES = [
    b"kode_indikator;kode_wilayah;periode;target;realisasi;catatan",
    b"IKU-DINKES-04;11.01;2024;18,5;21,25;puskesmas",
    b"IKU-DINKES-04;11.02;2024;18,5;22,75;posyandu",
    b"IKU-DINKES-04;11.03;2024;18,5;23,5;polindes",
    b"",
]
SENT = {("11.01", 21.25), ("11.02", 22.75), ("11.03", 23.5)}


def in_line(at, piece):
    """Put a piece at the end of a line."""
    return lambda content: b"\n".join(
        line + piece if number == at else line for number, line in enumerate(content.split(b"\n"))
    )


FAULTS = {
    "odd byte": in_line(1, b"\xff\xfe"),
    "zero byte": in_line(1, b"\0"),
    "mark in the middle": lambda content: content.replace(
        b"\nIKU-DINKES-04;11.02", b"\n\xef\xbb\xbfIKU-DINKES-04;11.02"
    ),
    "mixed line ends": lambda content: content.replace(b"\n", b"\r\n", 2).replace(b"polindes\n", b"polindes\r"),
    "lone quote": in_line(2, b' "'),
    "quote that opens a cell": lambda content: content.replace(b";posyandu", b';"posyandu'),
    "coded twice": in_line(3, "é".encode().decode("latin-1").encode()),
    "sep= line": lambda content: b"sep=;\n" + content,
    "empty lines": lambda content: content.replace(b"\n", b"\n\n", 2),
    "separators to spare": lambda content: content.replace(b"\n", b";;\n"),
    "UTF-8 mark": lambda content: b"\xef\xbb\xbf" + content,
    "Windows letter": in_line(3, b" \x96 \xe9"),
    "end of file": lambda content: content + b"\x1a",
    "UTF-16 without a mark": lambda content: content.decode("latin-1").encode("utf-16-le"),
}


# The worst pairs in the suite; the thorough run (KINERJA_TESTS=thorough) tries all.
FEW = [
    ("odd byte", "zero byte"), ("mark in the middle", "mixed line ends"), ("lone quote", "UTF-16 without a mark"),
    ("coded twice", "Windows letter"), ("quote that opens a cell", "sep= line"), ("UTF-8 mark", "empty lines"),
    ("separators to spare", "end of file"),
]  # fmt: skip
PAIRS = list(itertools.combinations(FAULTS, 2)) if os.environ.get("KINERJA_TESTS") == "thorough" else FEW


@pytest.mark.parametrize(("first", "second"), PAIRS)
def test_two_faults_together(load, first, second):
    result = load(FAULTS[second](FAULTS[first](b"\n".join(LINES))))
    found = set(result.rows("region", "actual"))
    no_engine_speaks(result)
    assert found <= SENT
    assert result.outcome == "accepted" or result.findings
    assert result.outcome != "accepted" or found == SENT, result.found()
