"""Mutu Data, between snapshots: counts and values as the comparison gives them."""

import pytest

from data.changes.between_snapshots import compare
from data.store import Store
from pages.words import language
from tests.pages.conftest import NEW, OLD
from tests.pages.visiting import tables


@pytest.mark.parametrize("spoken", language.LANGUAGES)
def test_the_page_counts_what_the_comparison_counts(open_app, loaded_twice, spoken):
    app = open_app(loaded_twice, "quality", quality_part="snapshots", quality_before=OLD, lang=spoken)
    assert not app.exception
    found = compare(Store(loaded_twice), OLD, NEW)
    shown = {metric.label: metric.value for metric in app.metric}
    assert shown[language.t("between.changed", spoken)] == language.number(found.values["changed"], 0, spoken)
    assert found.values["changed"] == 10 * 19
    revised = tables(app)[-1]
    assert len(revised) == found.values["changed"]
    first = found.revised.iloc[0]
    old, new = (language.number(first[name], int(first["decimals"]), spoken) for name in ("actual", "new_actual"))
    assert f"{old}% → {new}%" in revised["value"].iloc[0].replace(" %", "%")


def test_filters_hold(open_app, loaded_twice):
    app = open_app(loaded_twice, "quality", quality_part="snapshots", agency="DINKES")
    shown = {metric.label: metric.value for metric in app.metric}
    assert shown["Nilai direvisi"] == "0"


def test_a_single_snapshot_has_nothing_to_compare_with(open_app, full_store):
    app = open_app(full_store, "quality", quality_part="snapshots")
    assert any("Baru satu snapshot" in info.value for info in app.info)


def test_a_cited_snapshot_leads_to_its_comparison(open_app, loaded_twice):
    app = open_app(loaded_twice, "indicator", indicator="IKU-BAPPEDA-13", agency="BAPPEDA", snapshot=OLD)
    app.button(key="citing_compare").click().run()
    assert app.title[0].value == "Mutu Data"
    assert app.selectbox(key="quality_before").value == OLD
    assert "snapshot" not in app.query_params
