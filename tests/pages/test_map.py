"""Peta on a small store: the regencies counted, the modes, the periods, and what cannot be drawn."""

import pytest

MODES = ("value", "achievement", "gap", "change", "trend")


def texts(app):
    return " ".join(element.value for element in [*app.markdown, *app.subheader, *app.caption])


def table(app):
    return app.dataframe[0].value


@pytest.mark.parametrize(("lang", "counted"), [("id", "tidak melapor"), ("en", "not reported")])
def test_what_is_missing_is_counted(open_app, full_store, lang, counted):
    app = open_app(full_store, "map_page", indicator="IKU-BAPPEDA-13", lang=lang)
    assert not app.exception
    assert "**18** " in texts(app)
    assert f"**5** {counted}" in texts(app)
    assert len(table(app)) == 23


@pytest.mark.parametrize("mode", MODES)
def test_every_mode_draws(open_app, full_store, mode):
    app = open_app(full_store, "map_page", indicator="IKU-BAPPEDA-13", map_mode=mode)
    assert not app.exception
    assert app.get("plotly_chart")


def test_lower_is_better_puts_the_lowest_first(open_app, full_store):
    app = open_app(full_store, "map_page", indicator="IKU-BAPPEDA-13")
    shown = table(app)["shown"].dropna()
    assert shown.is_monotonic_increasing
    assert shown.iloc[0] == pytest.approx(12 + 1 - 0.3 * 9)


def test_the_period_of_the_scope_is_drawn(open_app, full_store):
    app = open_app(full_store, "map_page", indicator="IKU-BAPPEDA-13", period="2024-Q4")
    assert "2024" in app.subheader[0].value
    assert table(app)["shown"].min() == pytest.approx(12 + 1 - 0.3 * 8)


def test_an_indicator_without_regencies_says_so_and_shows_another(open_app, full_store):
    app = open_app(full_store, "map_page", indicator="IKU-DINKES-04")
    assert not app.exception
    assert app.info
    assert app.get("plotly_chart")


def test_an_agency_without_regional_data_gets_an_empty_state(open_app, full_store):
    app = open_app(full_store, "map_page", agency="DISDIK")
    assert not app.exception
    assert app.info
    assert not app.get("plotly_chart")


def test_a_chosen_regency_shows_its_value(open_app, full_store):
    app = open_app(full_store, "map_page", indicator="IKU-BAPPEDA-13", region="11.01")
    assert any("Aceh Selatan" in each.value for each in app.markdown)
