"""The sentence of a series without its evidence, for whoever reads it first."""

import pytest

from data.store import Store
from pages.content import sentences


@pytest.mark.parametrize(
    ("sentence", "parts"),
    [
        ("Membaik: cenderung naik 0,11 poin per tahun (5 titik, 2021–2025; p = 0,017). Nilainya naik (terus).",
         ("Membaik: cenderung naik 0,11 poin per tahun. Nilainya naik (terus).", "5 titik, 2021–2025; p = 0,017")),
        ("Improving: tending to rise (11 values, 2015–2025; p < 0.001).",
         ("Improving: tending to rise.", "11 values, 2015–2025; p < 0.001")),
        ("Belum dapat disimpulkan karena belum ada realisasi.",
         ("Belum dapat disimpulkan karena belum ada realisasi.", "")),
        (None, ("", "")),
    ],
)  # fmt: skip
def test_a_sentence_is_parted_from_its_evidence(sentence, parts):
    assert sentences.parted(sentence) == parts


@pytest.mark.parametrize("lang", ["id", "en"])
def test_no_sentence_of_the_store_keeps_a_probability(shipped, lang, monkeypatch):
    monkeypatch.setattr("pages.words.language.current", lambda: lang)
    rows = Store(shipped).snapshot().fetch("download_verdicts", language=lang, agency=None, indicators=None, theme=None,
        units=None, regions=None, frequency=None, status=None, most=5000, skip=0)  # fmt: skip
    told = rows["sentence"].dropna()
    tested = told[told.str.contains(r"\bp [=<]")]
    assert len(tested) > 1000
    assert not [each for each in tested if " p " in sentences.parted(each)[0]]
