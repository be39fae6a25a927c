"""Instansi from theme to unit, units on one indicator, Ringkasan by theme: as the rows of the store count them."""

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from data.reference import load_reference
from data.store import Store
from pages.words import language
from pages.words.language import t
from tests.pages.visiting import tables


def rows_of(store, agency: str) -> pd.DataFrame:
    rows = Store(store).snapshot().fetch("agency_scorecard", agency=agency)
    return rows[rows["last_end"] >= "2024-10-31"]


def folds(app) -> list:
    return [each for each in app.expander if " · " in each.label]


def opened(row: dict) -> str:
    """Key of the button of a series."""
    regions = [row["region"]] if row["region"] != "11" else []
    return "_".join(["cascade", row["indicator"], *filter(None, [row["unit"]]), *regions])


@pytest.mark.parametrize(
    ("agency", "spoken"), [("DISDIK", "id"), ("DINKES", "en"), ("PUPR", "id"), ("BAPPEDA", "en")]
)
def test_every_indicator_and_unit_stands_once_under_its_theme(open_app, shipped, agency, spoken):
    rows = rows_of(shipped, agency)
    app = open_app(shipped, "agency", agency=agency, lang=spoken)
    for theme in rows["theme"].unique():
        app.session_state[f"cascade_fold_{agency}_{theme}"] = True
    app.run()
    assert not app.exception
    shown = folds(app)
    assert len(shown) == rows["theme"].nunique()
    for fold in shown:
        own = rows[rows["theme_id" if spoken == "id" else "theme_en"] == fold.label.split("**")[1]]
        heads = own.groupby("indicator").filter(lambda rows: len(rows) > 1)["indicator"]  # one part alone heads itself
        keys = {opened(row) for row in own.to_dict("records")} | {f"cascade_{code}" for code in heads}
        assert sorted(button.key for button in fold.button) == sorted(keys)
        assert {button.label for button in fold.button} == {t("cascade.open", spoken)}
        for tones, words in (({"poor", "very_poor"}, "low"), ({"worsening"}, "worsening")):
            n = int(own["tone" if words == "low" else "state"].isin(tones).sum())
            assert (t(f"cascade.{words}", spoken, n=n) in fold.label) == (n > 0)


def test_a_row_says_class_and_signal_and_opens_the_indicator_of_its_unit(open_app, full_store):
    app = open_app(full_store, "agency", agency="DINKES")
    (said,) = [each.value for each in app.markdown if each.value.startswith("└ Bidang Pencegahan")]
    assert "simulasi" in said
    plainly = said.replace("\u00a0", " ").replace("\\", "")
    assert "capaian sangat rendah (47,5%) · « Memburuk · 38,00% (TW IV 2025)" in plainly
    app.button(key="cascade_IKU-BPKA-02_DINKES-P2P").click().run()
    here = app.session_state["_scope"]
    assert (here.indicator, here.agency, here.units) == ("IKU-BPKA-02", "DINKES", ("DINKES-P2P",))
    assert not app.exception


def test_themes_with_trouble_come_first(open_app, full_store):
    app = open_app(full_store, "agency", agency="DINKES")
    (first, *_) = folds(app)
    assert first.label.split(" · ")[1:3] == ["1 indikator", "1 rendah"]
    assert first.proto.expanded


def test_units_are_compared_on_what_several_report(open_app, shipped):
    app = open_app(shipped, "agency", agency="DISDIK", agency_compared="IKU-RO_ORGANISASI-03")
    app.session_state["agency_compared_as_table"] = True
    app.run()
    chosen = app.selectbox(key="agency_compared")
    rows = rows_of(shipped, "DISDIK")
    several = rows[rows["unit"] != ""].groupby("indicator")["unit"].nunique()
    assert len(chosen.options) == (several >= 2).sum()
    assert chosen.value == "IKU-RO_ORGANISASI-03"
    own = rows[(rows["indicator"] == chosen.value) & (rows["unit"] != "")]
    assert any(f"{len(own)} unit" in each.value for each in app.markdown)
    (table,) = [each for each in tables(app) if "goal" in each and "when" not in each]
    assert sorted(table["name"]) == sorted(own["unit_id"])
    assert list(table["achievement"]) == pytest.approx(sorted(own["achievement"]))
    assert not app.exception


def test_a_single_unit_has_nothing_to_be_compared_with(open_app, full_store):
    app = open_app(full_store, "agency", agency="DINKES")
    assert "agency_compared" not in [each.key for each in app.selectbox]
    assert "Unit berdampingan" not in [each.value for each in app.header]


def derived(snapshot, observations: pd.DataFrame) -> pd.DataFrame:
    """Province values that follow from those of regencies among these, as rows of observations."""
    agencies, indicators = observations["agency"].unique(), observations["indicator"].unique()
    cards = pd.concat([snapshot.fetch("agency_scorecard", agency=agency).assign(agency=agency) for agency in agencies])
    cards = cards[cards["derived"] & cards["indicator"].isin(indicators)]
    rows = [
        snapshot.fetch("indicator_rollup", **of).assign(**of, region="11")
        for of in cards[["indicator", "agency", "unit"]].to_dict("records")
    ]
    return pd.concat(rows)


def test_the_matrix_by_theme_gives_medians_of_the_store(open_app, shipped):
    for spoken in language.LANGUAGES:
        assert not open_app(shipped, summary_rows="theme", lang=spoken).exception
    snapshot = Store(shipped).snapshot()
    themes = snapshot.fetch("summary_quarters", of="theme", first_day="2024-10-01", last_day="2026-09-30")
    health = themes[(themes["heading"] == "health") & (themes["period"] == "2026-Q3")].iloc[0]
    indicators = load_reference().indicators
    judged = (indicators["theme"] == "health") & (indicators["scale"] == "permendagri_86_2017")
    observations = snapshot.fetch("observations")
    observations = observations[observations["indicator"].isin(set(indicators.loc[judged, "code"]))]
    observations = pd.concat([observations, derived(snapshot, observations)])
    own = observations[
        (observations["region"] == "11") & observations["achievement"].notna()
        & observations["period"].isin(["2026-07", "2026-08", "2026-09", "2026-Q3"])
    ]  # fmt: skip
    newest = own.sort_values("period_start").groupby(["agency", "unit", "indicator"])["achievement"].last()
    assert health["judged"] == len(newest)
    assert health["achievement"] == pytest.approx(newest.median())
    assert health["weakest"] == newest.groupby("agency").median().idxmin()


def test_the_matrix_of_an_empty_store_is_not_drawn(open_app, empty_store):
    assert not open_app(empty_store, summary_rows="theme").exception


def test_what_is_folded_is_made_when_it_is_asked_for(open_app, full_store):
    app = open_app(full_store)
    assert not app.get("plotly_chart")
    app.session_state["summary_matrix_fold"] = True
    app.run()
    assert len(app.get("plotly_chart")) == 1
    before = len(tables(app))
    app.session_state["summary_matrix_as_table"] = True
    app.run()
    assert len(tables(app)) == before + 1
    assert not app.exception


def test_an_agency_without_anything_present_has_no_empty_tree():
    def page():
        import pandas as pd

        from pages.sections.agency import tree

        tree.draw(pd.DataFrame(), "MPU")

    app = AppTest.from_function(page).run()
    assert not app.exception
    assert not app.main
