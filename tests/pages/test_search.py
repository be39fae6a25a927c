"""The search box: what it finds, what it opens, what it says when there is nothing."""

import pytest

from pages.parts import search


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
        ("panduan", "page_guide_page"),
        ("guide", "page_guide_page"),
    ],
)
def test_names_aliases_codes_and_slips_are_found(open_app, full_store, text, first):
    assert found(typed(open_app(full_store), text))[0] == first


@pytest.mark.parametrize("text", ["zzzzqqq", "%_%", "'; DROP TABLE series; --", "<b>x</b>", "​", "…"])
def test_what_means_nothing_is_said_or_ignored(open_app, full_store, text):
    app = typed(open_app(full_store), text)
    assert not app.exception
    assert found(app) == []


def test_a_hit_opens_its_page_and_empties_the_box(open_app, full_store):
    app = typed(open_app(full_store, lang="en", agency="DISDIK"), "stunting")
    app.button(key="search_indicator_IKU-DINKES-04").click().run()
    assert app.title[0].value.startswith("Stunting")
    assert app.text_input(key="search").value == ""
    assert app.session_state["agency"] is None


def test_words_are_plain_letters_each_once():
    assert search.words("Übersicht  Aceh-aceh 11.01") == ("ubersicht", "aceh", "11", "01")
    assert search.words("…") == ()
