"""The lines of a regency: the last place first, whatever the distance to the best."""

import pandas as pd

from pages.content.place_profile import Place

ROWS = pd.DataFrame({
    "label": ["seventh of 23", "last of 21", "last of 23", "ninth of 21"],
    "rank": [7, 21, 23, 9], "regions": [23, 21, 23, 21],
    "position": [0.3, 0.0, 0.0, 0.7],  # of a spread with one value far ahead the seventh is far from the best
    "status": "final", "quarter": "middle", "old": False,
})  # fmt: skip


def test_lines_are_ordered_by_place_and_not_by_distance():
    told = Place("Pidie", ROWS, {}, lambda *_: "").told
    assert told["label"].tolist() == ["last of 23", "last of 21", "ninth of 21", "seventh of 23"]
