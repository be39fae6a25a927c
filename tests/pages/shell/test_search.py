"""The search box: what it finds, what it opens, what it says when there is nothing."""

import pytest

from pages.content import explanations
from pages.sections.guide import topics
from pages.shell import search
from pages.words import language

ANY = "guide"  # the frame draws the box on every page


def typed(app, text: str):
    return app.text_input(key="search").set_value(text).run()


def found(app) -> list[str]:
    return [button.key.removeprefix("search_") for button in app.button if str(button.key).startswith("search_")]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("stunting", "indicator_IKU-DINKES-04"),
        ("STUNTNG", "indicator_IKU-DINKES-04"),
        ("iku-dinkes-04", "indicator_IKU-DINKES-04"),
        ("poverty", "indicator_IKU-BAPPEDA-13"),
        ("dinas pendidikan", "agency_DISDIK"),
        ("P2P", "unit_DINKES-P2P"),
        ("bner meriah", "region_11.17"),
        ("takengon", "region_11.04"),
        ("11.10", "region_11.10"),
        ("panduan", "page_guide"),
        ("guide", "page_guide"),
        ("kelas", "explanation_classes-scales"),
        ("apa itu sinyal", "explanation_glossary-sinyal"),
        ("musim", "explanation_trend-season"),
    ],
)
def test_names_aliases_codes_and_slips_are_found(open_app, full_store, text, first):
    assert found(typed(open_app(full_store, ANY), text))[0] == first


@pytest.mark.parametrize(
    "text", ["zzzzqqq", "%_%", "'; DROP TABLE series; --", "<b>x</b>", "\u200b", "…", "%", "بندا", "🙂"]
)
def test_what_means_nothing_is_answered(open_app, full_store, text):
    app = typed(open_app(full_store, ANY), text)
    assert not app.exception
    assert found(app) == []
    assert any(caption.value.startswith("Tidak ditemukan") for caption in app.caption)


def test_a_hit_opens_its_page_and_empties_the_box(open_app, full_store):
    app = typed(open_app(full_store, ANY, lang="en", agency="DISDIK"), "stunting")
    app.button(key="search_indicator_IKU-DINKES-04").click().run()
    assert any("<h1>Stunting" in each.proto.body or ">Stunting" in each.proto.body for each in app.get("html"))
    assert app.text_input(key="search").value == ""
    assert app.session_state["agency"] is None


def test_every_section_of_the_guide_is_found():
    titles = {key for key in language.catalogue() if key.startswith("guide.") and key.endswith("_title")}
    told = {f"guide.{key}_title" for keys in explanations.TOPICS.values() for key in keys}
    assert told == titles
    assert {*explanations.TOPICS} | {explanations.GLOSSARY} == {*topics.TOPICS}


def test_words_are_plain_letters_each_once():
    assert search.words("Übersicht  Aceh-aceh 11.01") == ("ubersicht", "aceh", "11", "01")
    assert search.words("…") == ()
