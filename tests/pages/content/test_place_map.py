"""Peta in words: published values are ranked, and named by their ends; simulated ones are an example by name."""

import pandas as pd
import pytest

from pages.content import place_map
from pages.words import language

ROWS = pd.DataFrame(
    {
        "region": ["11.07", "11.71", "11.72"], "name": ["Pidie", "Banda Aceh", "Sabang"],
        "full_name": ["Pidie", "Kota Banda Aceh", "Kota Sabang"], "shown": [8.98, 45.23, 37.26],
        "actual": [8.98, 45.23, 37.26], "value": ["8,98%", "45,23%", "37,26%"], "class": ["0", "1", "1"],
        "change_year": [None, 1.5, None],
    }
)  # fmt: skip
INDICATOR = {"short_id": "Imunisasi", "short_en": "Immunisation", "decimals": 2}


@pytest.fixture(autouse=True)
def indonesian(monkeypatch):
    monkeypatch.setattr(language, "current", lambda: "id")


def shown(status: str) -> place_map.Shown:
    def written(value: object) -> str:
        return language.measure(value, "%", 2)

    rows = ROWS.assign(status=status)
    return place_map.Shown(rows, pd.DataFrame(), INDICATOR, "value", "2025", 3, written, written, "/{}".format)


def lines(of: place_map.Shown) -> list[tuple[int | None, str]]:
    ranks = {code: place for place, code in enumerate(of.present["region"], start=1)}
    return [(line["rank"], line["name"]) for line in place_map._lines(of, ranks)]


def test_published_values_are_ranked_and_their_ends_named():
    of = shown("final")
    assert place_map.headline(of, "") == "Imunisasi tertinggi di Kota Banda Aceh, 45,23%; terendah di Pidie, 8,98%"
    assert lines(of) == [(1, "Banda Aceh"), (2, "Sabang"), (3, "Pidie")]


def test_simulated_values_are_an_example_by_name_that_ranks_nobody():
    of = shown("simulated")
    assert place_map.headline(of, "") == "Contoh: Imunisasi di 3 kabupaten/kota, 8,98% sampai 45,23%"
    assert lines(of) == [(None, "Banda Aceh"), (None, "Pidie"), (None, "Sabang")]
