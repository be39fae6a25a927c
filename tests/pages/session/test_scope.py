"""The view in the link: codes, names of both languages, and whatever else people put there."""

import re

import pytest

from pages.content.choices import Choices
from pages.content.scope import Scope, link
from pages.words.language import t

ANY = "guide"  # the frame draws the scope on every page


def held(app):
    return app.session_state["_scope"]


def test_a_link_of_codes_is_taken_over_as_it_is(open_app, full_store):
    app = open_app(
        full_store,
        lang="en",
        agency="DINKES",
        unit="DINKES-P2P",
        region=["11.06", "11.71"],
        indicator="IKU-DINKES-04",
        period="2025-Q2",
    )
    assert not app.exception
    assert held(app) == Scope("en", "DINKES", ("DINKES-P2P",), ("11.06", "11.71"), "IKU-DINKES-04", "2025-Q2")
    assert {key: app.query_params[key] for key in app.query_params} == {
        "lang": "en",
        "agency": "DINKES",
        "unit": "DINKES-P2P",
        "region": ["11.06", "11.71"],
        "indicator": "IKU-DINKES-04",
        "period": "2025-Q2",
    }


def test_a_link_written_in_the_other_language_means_the_same(open_app, full_store):
    app = open_app(full_store, lang="English", agency="Dinas Kesehatan Aceh (DINKES)", period="Triwulan II 2025")
    assert (held(app).agency, held(app).period) == ("DINKES", "2025-Q2")
    assert not app.warning
    written = {key: app.query_params[key] for key in app.query_params}
    assert written == {"lang": "en", "agency": "DINKES", "period": "2025-Q2"}


@pytest.mark.parametrize(
    ("key", "alias", "code"),
    [
        ("region", "Abdya", "11.12"),
        ("region", " pidie JAYA", "11.18"),
        ("region", "Kutaraja", "11.71"),
        ("agency", "dinas kesehatan", "DINKES"),
    ],
)
def test_other_names_are_accepted_and_written_as_codes(open_app, full_store, key, alias, code):
    app = open_app(full_store, ANY, **{key: alias})
    assert not app.warning
    assert app.query_params[key] == code


def test_what_the_sidebar_says_goes_into_the_link_as_codes_beside_what_pages_keep_there(open_app, full_store):
    app = open_app(full_store, ANY, topic="classes")
    app.selectbox(key="agency").set_value("DINKES").run()
    app.multiselect(key="region").set_value(["11.71", "11.06"]).run()
    assert {key: app.query_params[key] for key in app.query_params} == {
        "topic": "classes",
        "agency": "DINKES",
        "region": ["11.71", "11.06"],
    }
    app.selectbox(key="agency").set_value(None).run()
    assert "agency" not in app.query_params


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("agency", "NOPE"),
        ("region", "99.99"),
        ("period", "2025-Q9"),
        ("indicator", "'; DROP TABLE series --"),
        ("unit", "DINKES-P2P"),
        ("agency", "<script>alert(1)</script>"),
        ("region", "![x](http://example.org/x.png)"),
    ],
)
def test_what_a_link_cannot_mean_is_dropped_and_said(open_app, full_store, key, value):
    app = open_app(full_store, ANY, **{key: value})
    assert not app.exception
    assert held(app) == Scope()
    assert key not in app.query_params
    assert len(app.warning) == 1
    assert "](" not in app.warning[0].value
    assert not re.search(r"(?<!\\)<script", app.warning[0].value)


def test_an_indicator_of_another_agency_is_dropped(open_app, full_store):
    app = open_app(full_store, ANY, agency="DINKES", indicator="IKU-DISDIK-03")
    assert (held(app).agency, held(app).indicator) == ("DINKES", "")
    assert app.warning


def test_another_agency_clears_units_and_foreign_indicators(open_app, full_store):
    app = open_app(full_store, ANY, agency="DINKES", unit="DINKES-P2P", indicator="IKU-DINKES-04")
    app.selectbox(key="agency").set_value("DISDIK").run()
    assert held(app) == Scope(agency="DISDIK")


def test_the_language_changes_every_word_and_keeps_the_view(open_app, full_store):
    app = open_app(full_store, agency="DINKES", period="2025-Q2")
    app.segmented_control(key="lang").set_value("en").run()
    assert held(app) == Scope("en", agency="DINKES", period="2025-Q2")
    said = "".join(block.proto.body for block in app.get("html"))
    assert "Aceh Health Office · as of 30 June 2025 · reports up to Q2 2025" in said
    assert "<h1>1 of 1 targets met, the same as a year ago</h1>" in said
    assert "target tercapai" not in said
    assert app.selectbox(key="agency").label == "Agency"


def test_reset_shows_everything_again(open_app, full_store):
    app = open_app(full_store, ANY, agency="DINKES", region=["11", "11.06"], period="2025-Q2", lang="en")
    assert held(app).regions == ("11.06",)
    assert not any("unknown" in each.value for each in app.warning)
    next(button for button in app.button if button.label == t("scope.reset", "en")).click().run()
    assert held(app) == Scope("en")


def test_the_period_cuts_at_its_last_day():
    assert Scope(period="2025-Q2").as_of.isoformat() == "2025-06-30"
    assert Scope().as_of is None


def test_choices_read_codes_names_and_the_code_behind_a_changed_name():
    options = Choices({"DINKES": ("Dinas Kesehatan (DINKES)", "Health Office (DINKES)")})
    for text in ("DINKES", "dinkes", " Health Office (DINKES)", "Dinas Kesehatan Lama (DINKES)"):
        assert options.code(text) == "DINKES"
    for text in ("", "()", "Dinas", "Dinas (DISDIK)"):
        assert options.code(text) is None


def test_links_carry_the_view_and_what_changes():
    here = Scope("en", agency="DINKES", regions=("11.06", "11.71"))
    assert link("instansi", here, agency="DISDIK", region=None) == "/instansi?lang=en&agency=DISDIK"
    assert link("", Scope()) == "/"
