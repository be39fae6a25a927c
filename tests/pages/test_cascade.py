"""Instansi from theme to unit, units on one indicator, Ringkasan by theme: as the rows of the store count them."""

import pandas as pd
import pytest

from data import dictionary
from data.store import Store
from pages.parts import language
from pages.parts.language import t


def rows_of(store, agency: str) -> pd.DataFrame:
    rows = Store(store).snapshot().fetch("agency_scorecard", agency=agency)
    return rows[rows["last_start"] >= "2024-09-30"]


def folds(app) -> list[str]:
    return [each.label for each in app.expander if " · " in each.label]


@pytest.mark.parametrize("spoken", language.LANGUAGES)
@pytest.mark.parametrize("agency", ["DISDIK", "DINKES", "PUPR", "BAPPEDA"])
def test_every_indicator_and_unit_stands_once_under_its_theme(open_app, shipped, agency, spoken):
    app = open_app(shipped, "agency_page", agency=agency, lang=spoken)
    assert not app.exception
    rows = rows_of(shipped, agency)
    labels = folds(app)
    assert len(labels) == rows["theme"].nunique()
    tables = [table.value for table in app.dataframe if "label" in table.value.columns]
    assert len(tables) == len(labels)
    for label, table in zip(labels, tables, strict=True):
        own = rows[rows["theme_id" if spoken == "id" else "theme_en"] == label.split("**")[1]]
        whole = own[(own["unit"] == "") & (own["region"] == "11")]
        assert len(table) == own["indicator"].nunique() + len(own) - len(whole)
        low = int(own["tone"].isin(["poor", "very_poor"]).sum())
        assert (t("cascade.low", spoken, n=low) in label) == (low > 0)


def test_themes_with_trouble_come_first(open_app, full_store):
    app = open_app(full_store, "agency_page", agency="DINKES")
    (first, *_) = folds(app)
    assert "2 indikator" in first or "1 indikator" in first
    assert app.expander[[each.label for each in app.expander].index(first)].proto.expanded


def test_units_are_compared_on_what_several_report(open_app, shipped):
    app = open_app(shipped, "agency_page", agency="DISDIK", agency_compared="IKU-RO_ORGANISASI-03")
    chosen = app.selectbox(key="agency_compared")
    rows = rows_of(shipped, "DISDIK")
    several = rows[rows["unit"] != ""].groupby("indicator")["unit"].nunique()
    assert len(chosen.options) == (several >= 2).sum()
    assert chosen.value == "IKU-RO_ORGANISASI-03"
    own = rows[(rows["indicator"] == chosen.value) & (rows["unit"] != "")]
    assert any(f"{len(own)} unit" in each.value for each in app.markdown)
    assert not app.exception


def test_a_single_unit_has_nothing_to_be_compared_with(open_app, full_store):
    app = open_app(full_store, "agency_page", agency="DINKES")
    assert "agency_compared" not in [each.key for each in app.selectbox]
    assert "Unit berdampingan" not in [each.value for each in app.header]


@pytest.mark.parametrize("spoken", language.LANGUAGES)
def test_the_matrix_by_theme_gives_medians_of_the_store(open_app, shipped, spoken):
    app = open_app(shipped, summary_rows="theme", lang=spoken)
    assert not app.exception
    observations = Store(shipped).snapshot().fetch("observations")
    themes = Store(shipped).snapshot().fetch("summary_themes", first_day="2024-10-01", last_day="2026-09-30")
    health = themes[(themes["theme"] == "health") & (themes["period"] == "2026-Q3")].iloc[0]
    indicators = dictionary.load().indicators
    judged = (indicators["theme"] == "health") & (indicators["scale"] == "permendagri_86_2017")
    known = set(indicators.loc[judged, "code"])
    own = observations[
        observations["indicator"].isin(known) & (observations["region"] == "11") & observations["achievement"].notna()
        & observations["period"].isin(["2026-07", "2026-08", "2026-09", "2026-Q3"])
    ]  # fmt: skip
    newest = own.sort_values("period_start").groupby(["agency", "unit", "indicator"])["achievement"].last()
    assert health["judged"] == len(newest)
    assert health["achievement"] == pytest.approx(newest.median())
    assert health["weakest"] == newest.groupby("agency").median().idxmin()


def test_the_matrix_of_an_empty_store_is_not_drawn(open_app, empty_store):
    assert not open_app(empty_store, summary_rows="theme").exception
