"""Technical words lead to the glossary: each word its entry, once a text, in both languages, and nothing else."""

import pytest

from pages.content import terms
from pages.words import language


@pytest.mark.parametrize(
    ("spoken", "text", "keys"),
    [
        ("id", "Realisasi dan capaian, lalu realisasi lagi", ["realisasi", "capaian"]),
        ("id", "Kelas capaian", ["kelas", "capaian"]),
        ("id", "Batas wajar bukan batas biasa", ["batas_wajar"]),
        ("id", "Peringkat kota Banda Aceh di Badan Pusat Statistik", []),
        ("id", "IPM-lama, prakapaian", []),
        ("en", "Trend signal of a series", ["sinyal", "data_berkala"]),
        ("en", "Rank of the department", []),
    ],
)
def test_words_of_the_glossary_are_found(spoken, text, keys):
    with language.speaking(spoken):
        assert terms.found(text) == keys


def test_a_text_is_escaped_and_its_word_is_a_link_with_its_meaning():
    with language.speaking("en"):
        marked = str(terms.marked("<b> & median of 2"))
    assert marked.startswith("&lt;b&gt; &amp; <a ")
    assert 'href="/panduan?lang=en&amp;topic=glossary&amp;place=median"' in marked
    assert f'title="{language.t("glossary.median", "en")}"' in marked
    assert terms.marked(terms.linked("median", "median")) == terms.linked("median", "median")


def test_markdown_keeps_its_links_and_icons():
    with language.speaking("id"):
        text = terms.in_markdown("[target](/x) :material/target: `target` median")
    assert text.startswith("[target](/x) :material/target: `target` [median](/panduan?topic=glossary&place=median ")
