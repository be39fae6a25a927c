"""One line a year: this year strong, targets dashed, nothing joined, no signals."""

import pandas as pd
import pytest

from analytics.figures import within_year

WORDS = dict.fromkeys(within_year.TEXTS, "x") | {"simulated": "Data simulasi", "target": "target"}
PARTS = {f"-Q{n}": f"TW {n}" for n in range(1, 5)}


@pytest.fixture
def points():
    rows = [(year, f"-Q{n}", 10.0 * n + year - 2024, 12.0 * n) for year in (2024, 2025) for n in range(1, 5)]
    rows = [row for row in rows if row[:2] not in ((2024, "-Q2"), (2025, "-Q4"))]
    frame = pd.DataFrame(rows, columns=["year", "part", "actual", "target"])
    return frame.assign(label=frame["year"].astype(str) + frame["part"], status="simulated", complete=True)


def test_every_year_has_its_line_and_a_period_without_value_parts_it(points):
    figure = within_year.draw(points, PARTS, WORDS | {"missed": "1"})
    earlier, targets, now = figure.data
    assert list(earlier.y)[1] != list(earlier.y)[1]
    assert not earlier.connectgaps
    assert (list(now.y), now.line.width > earlier.line.width) == ([11.0, 21.0, 31.0], True)
    assert list(targets.y) == [12.0, 24.0, 36.0]
    said = " ".join(each.text for each in figure.layout.annotations)
    assert all(words in said for words in ("target 36,0", "−5,0", "2025: 31,0", "Data simulasi"))


def test_the_newest_complete_value_is_the_one_that_is_named(points):
    points.loc[points.index[-1], "complete"] = False
    said = " ".join(each.text for each in within_year.draw(points, PARTS, WORDS).layout.annotations)
    assert "2025: 21,0" in said
    assert "target 24,0" in said


def test_nothing_to_draw_is_said():
    empty = pd.DataFrame({"year": [2025], "part": ["-Q1"], "actual": [None], "target": [1.0], "status": "final"})
    assert within_year.draw(empty, PARTS, WORDS).layout.annotations[0].text == "x"
