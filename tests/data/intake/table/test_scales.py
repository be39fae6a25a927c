"""Scales that a title or a header states beside its numbers."""

import pytest

from data.intake.table.scales import scale_of, without_scale


@pytest.mark.parametrize(
    ("text", "scale"),
    [
        ("Realisasi (ribu orang)", "ribu orang"), ("Realisasi [dalam juta rupiah]", "juta rupiah"),
        ("Realisasi (jutaan)", "juta"), ("dalam milyar rupiah", "miliar rupiah"), ("Satuan: ribu", "ribu"),
        ("satuan triliunan", "triliun"), ("Realisasi (000)", "ribu"), ("Realisasi (x 1.000.000)", "juta"),
        ("Realisasi × 1.000", "ribu"), ("Realisasi x1.000.000.000", "miliar"), ("Realisasi (0)", None),
        ("Seribu hari pertama", None), ("Realisasi", None),
    ],
)  # fmt: skip
def test_a_scale_is_read_with_its_unit(text, scale):
    assert scale_of(text) == scale


def test_a_header_without_its_scale():
    assert without_scale("realisasi dalam ribuan") == "realisasi"
    assert without_scale("realisasi x 1.000") == "realisasi"
