"""Where class and trend part ways, the sentence says how; where they agree, it says nothing of it."""

import pytest

from tests.analytics.verdict.examples import judged


@pytest.mark.parametrize(
    ("values", "target", "better", "id_", "en"),
    [
        ([10, 11, 12, 13, 14], 20.0, "higher", "target belum tercapai, tetapi arahnya membaik",
         "the target is not met, but the direction is improving"),
        ([14, 13, 12, 11, 10], 5.0, "higher", "target tercapai, tetapi arahnya memburuk",
         "the target is met, but the direction is worsening"),
        ([10, 11, 12, 13, 14], 13.5, "lower", "kelas capaian masih baik, tetapi arahnya memburuk",
         "the class is still good, but the direction is worsening"),
    ],
)  # fmt: skip
def test_verdicts_that_part_ways_are_said_to(values, target, better, id_, en):
    facts = {"better": better, "formula": "R_T" if better == "higher" else "INV_2T"}
    row = judged(values, target=target, facts=facts)
    assert f"Kedua penilaian berbeda: {id_}" in row["sentence_id"]
    assert f"The two verdicts differ: {en}" in row["sentence_en"]


def test_a_lucky_hit_of_a_process_that_misses_is_said():
    values = [50, 51, 50, 49, 50, 51, 50, 49, 50, 51, 50, 49, 70]
    row = judged(values, target=60.0)
    assert row["assurance"] == "will_miss"
    assert "target tercapai kali ini, tetapi batas wajarnya berada di sisi buruk target" in row["sentence_id"]
    assert "signals an improvement by the natural limits" in row["paragraph_en"]


def test_a_value_right_on_target_is_not_said_to_miss_it():
    row = judged([60, 61, 60, 59, 60, 61, 60, 59, 60, 61, 60, 59, 50], target=50.0)
    assert (row["gap"], row["assurance"]) == (0, "will_meet")
    assert "target met" in row["sentence_en"]
    assert "The two verdicts differ" not in row["sentence_en"]


@pytest.mark.parametrize(
    ("values", "target", "told"),
    [
        ([10, 11, 12, 13, 14, 15, 16], [10, 11, 12, 13, 14, 15, 20], "its target moves faster"),
        ([10, 12, 14, 16, 18, 20, 17], [20.0] * 7, None),
        ([20, 19, 18, 17, 16, 15, 14], [20.0] * 6 + [14.0], "as the target is easier"),
        ([20, 19, 18, 17, 16, 15, 14], [20.0] * 6 + [17.5], "as the target is easier"),  # by one class
        ([10, 11, 12, 13, 14, 15, 16], [10, 11, 12, 13, 14, 15, 18], "its target moves faster"),  # by one class
        ([20, 18, 16, 14, 12, 10, 11.9], [14.0] * 7, None),
    ],
)
def test_a_target_is_said_to_move_only_where_value_and_class_part(values, target, told):
    row = judged(values, target=target)
    assert row["state"] in ("improving", "worsening")
    assert row["class_steps"] != 0
    said = [text for text in ("its target moves faster", "as the target is easier") if text in row["sentence_en"]]
    assert said == ([told] if told else [])


def test_verdicts_that_agree_are_not_said_to_differ():
    row = judged([10, 11, 12, 13, 14], target=13.0)
    assert "Kedua penilaian" not in row["sentence_id"] + row["paragraph_id"]
