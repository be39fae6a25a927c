"""Targets as plans write them."""

import pytest

from data.intake.table.targets import Target, spelled

HEAD = "kode_indikator;kode_wilayah;periode;target;realisasi\n"


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("≥ 95", Target("95")), ("> 95", Target("95")), (">=95,5", Target("95,5")), ("≤ 12,5 %", Target("12,5")),
        ("minimal 95%", Target("95")), ("Paling banyak 7", Target("7")), ("A (82,5)", Target("82,5")),
        ("82.50 (BB)", Target("82.50")), ("95-100", Target(None, "95", "100")),
        ("95 – 100%", Target(None, "95", "100")),
        ("9,5 s.d. 10,25", Target(None, "9,5", "10,25")), ("5 hingga 15", Target(None, "5", "15")),
        ("WTP", None), ("100%", None), ("-5", None), ("100-95", None), ("95", None), ("n/a", None),
    ],
)  # fmt: skip
def test_a_target_in_words(text, target):
    assert spelled(text) == target


def test_a_column_of_targets_in_many_words(load):
    rows = [("11.01", "≥ 12,5"), ("11.02", "10-15"), ("11.03", "14"), ("11.04", "15%")]
    result = load(HEAD + "".join(f"IKU-BAPPEDA-13;{region};2024;{target};13,25\n" for region, target in rows))
    assert result.rows("target", "target_low", "target_high", "actual") == [
        (12.5, None, None, 13.25), (None, 10, 15, 13.25), (14, None, None, 13.25), (15, None, None, 13.25),
    ]  # fmt: skip
    assert result.outcome == "accepted"


def test_a_target_that_says_no_number_is_asked(load):
    result = load(HEAD + "IKU-BAPPEDA-13;11.01;2024;WTP;13,25\n")
    assert result.found("number_unreadable") == [("number_unreadable", 2)]
