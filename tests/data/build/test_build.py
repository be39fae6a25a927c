"""The marts: province values from their regencies, plan targets, and what is not derived."""

import pytest

from data import submissions

HEADER = "kode_instansi;kode_indikator;kode_wilayah;periode;target;realisasi;pembilang;penyebut\n"
RATIO = (
    HEADER
    + "DINKES;IKU-DINKES-01;11.71;2026-01;8,0;7,5;75;1000\n"
    + "DINKES;IKU-DINKES-01;11.72;2026-01;10,0;20,0;20;100\n"
)


@pytest.fixture
def load(store, publish):
    """Load an export given as text; gives the store's snapshot."""

    def loaded(text, name="laporan.csv"):
        publish(store, text, name)
        return store.snapshot()

    return loaded


def test_a_ratio_is_added_up_from_numerators_and_denominators(load):
    (row,) = load(RATIO).fetch("rollups", indicator="IKU-DINKES-01").to_dict("records")
    assert row["actual"] == pytest.approx(100 * 95 / 1100)
    assert row["target"] == pytest.approx((8 * 1000 + 10 * 100) / 1100)
    assert row["achievement"] == pytest.approx(100 * row["actual"] / row["target"])
    assert (row["regions_reported"], row["regions_total"], row["method"]) == (2, 23, "ratio")


def test_a_reported_province_value_is_never_replaced(load):
    snapshot = load(RATIO + "DINKES;IKU-DINKES-01;11;2026-01;8,3;9,1;;\n")
    assert snapshot.fetch("rollups", indicator="IKU-DINKES-01").empty
    (province,) = snapshot.fetch("observations", region="11").to_dict("records")
    assert province["actual"] == 9.1


def test_official_figures_have_no_derived_province(load):
    text = "kode_indikator;kode_wilayah;tahun;realisasi\n"
    text += "IKU-BAPPEDA-13;11.71;2024;6,9\nIKU-BAPPEDA-13;11.72;2024;15\n"
    snapshot = load(text)
    assert len(snapshot.fetch("observations")) == 2
    assert snapshot.fetch("rollups").empty


def test_a_plan_target_fills_an_empty_one_and_says_so(load):
    text = "kode_indikator;tahun;target;realisasi\nIKU-BAPPEDA-12;2023;;74,70\nIKU-BAPPEDA-12;2022;70;72\n"
    rows = load(text).fetch("observations", indicator="IKU-BAPPEDA-12").set_index("period")
    assert rows.loc["2023", ["target", "target_source"]].tolist() == [72.58, "plan"]
    assert rows.loc["2023", "achievement"] == pytest.approx(102.92, abs=0.005)
    assert rows.loc["2022", ["target", "target_source"]].tolist() == [70, "report"]


def test_every_series_has_a_state_and_sentences_in_both_languages(load):
    series = load(RATIO).fetch("series")
    assert set(series["state"]) == {"cannot_say"}
    assert series["reason"].notna().all()
    assert series[["sentence_id", "sentence_en", "paragraph_id", "paragraph_en"]].map(len).min().min() > 20


def test_an_empty_store_builds_and_answers(store):
    snapshot = submissions.ensure(store)
    assert snapshot.fetch("observations").empty
    assert snapshot.fetch("series").empty
    assert submissions.verify(store) == []
