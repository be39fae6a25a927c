"""The first real value of an agency and indicator retires everything simulated of the two, and only that."""

import pytest

from data import intake, submissions
from data.submissions import reversal

HEADER = "kode_instansi;kode_unit;kode_indikator;kode_wilayah;periode;realisasi;pembilang;penyebut;status_data\n"
SIMULATED = HEADER + (
    "DINKES;;IKU-DINKES-01;11.71;2026-01;7,5;75;1000;simulasi\n"
    "DINKES;;IKU-DINKES-01;11.72;2026-01;20;20;100;simulasi\n"
    "DINKES;;IKU-DINKES-01;11.71;2026-02;8,5;85;1000;simulasi\n"
)
OTHERS = HEADER + "DISDIK;;IKU-DISDIK-15;11;2024;99,1;;;simulasi\n"
REAL = HEADER + "DINKES;;IKU-DINKES-01;11.73;2026-01;9;9;100;tetap\n"


@pytest.fixture
def load(store, tmp_path):
    """Publish exports given as text, one after the other; gives the proposal of the last."""
    submissions.ensure(store)

    def loaded(*texts):
        for number, text in enumerate(texts):
            path = tmp_path / f"laporan-{number}-{len(text)}.csv"
            path.write_text(text, "utf-8")
            proposal = submissions.propose(store, path, intake.Options(), store.workspace())
            assert proposal.intake.outcome == "accepted", proposal.intake.findings
            submissions.accept(store, [proposal])
        return proposal

    return loaded


def _values(store, **asked):
    rows = store.snapshot().fetch("observations", **asked)
    return set(zip(rows["region"], rows["period"], rows["actual"], strict=True))


def test_one_real_value_retires_every_region_and_period_of_the_agency_and_indicator(store, load):
    load(SIMULATED, OTHERS, REAL)
    assert _values(store, indicator="IKU-DINKES-01") == {("11.73", "2026-01", 9.0)}
    assert set(store.snapshot().fetch("observations")["status"]) == {"final", "simulated"}
    assert len(_values(store, agency="DISDIK")) == 1


def test_the_province_is_added_up_of_real_values_only(store, load):
    load(SIMULATED, REAL)
    (row,) = store.snapshot().fetch("rollups", indicator="IKU-DINKES-01").to_dict("records")
    assert (row["actual"], row["regions_reported"], row["status"]) == (9, 1, "final")


def test_what_is_simulated_later_does_not_come_back_over_the_real_value(store, load):
    load(REAL, SIMULATED, SIMULATED.replace("11.71", "11.73"))
    assert _values(store, indicator="IKU-DINKES-01") == {("11.73", "2026-01", 9.0)}


def test_taking_the_real_value_back_brings_the_simulated_ones_again(store, load):
    load(SIMULATED, REAL)
    real = store.ledger.active()[-1].id
    assert reversal.preview(store, real).changes == {"new": 3, "changed": 0, "withdrawn": 1, "unchanged": 0}
    submissions.undo(store, real)
    assert len(_values(store, indicator="IKU-DINKES-01")) == 3
    assert reversal.preview(store, real).changes == {"new": 1, "changed": 0, "withdrawn": 3, "unchanged": 0}


def test_what_a_real_value_retires_is_told_before_it_is_published(load):
    assert load(SIMULATED, OTHERS, REAL).changes == {"new": 1, "changed": 0, "withdrawn": 3, "unchanged": 0}


def test_what_is_simulated_beside_real_values_is_told_to_change_nothing(load):
    assert load(REAL, SIMULATED).changes == {"new": 0, "changed": 0, "withdrawn": 0, "unchanged": 3}


OF_AGENCIES = (
    "kode_instansi;kode_indikator;kode_wilayah;periode;target;realisasi;pembilang;penyebut;status_data\n"
    "DINKES;IKU-BPKA-02;11;2026-01;3;2;20;1000;{0}\nBPKA;IKU-BPKA-02;11;2026-01;3;4;120;3000;simulasi\n"
    "DISDIK;IKU-BPKA-02;11;2026-01;3;1;10;1000;simulasi\n"
)


def _together(store):
    (row,) = store.snapshot().fetch("agency_totals", indicator="IKU-BPKA-02").to_dict("records")
    return round(row["actual"], 2), row["agencies_reported"], row["agencies_due"], row["status"]


def test_a_line_of_agencies_is_real_only_as_soon_as_one_is_and_says_of_how_many(store, load):
    load(OF_AGENCIES.format("simulasi"))
    assert _together(store) == (3.0, 3, 3, "simulated")
    load(OF_AGENCIES.splitlines()[0] + "\nDINKES;IKU-BPKA-02;11;2026-01;3;2;20;1000;tetap\n")
    assert _together(store) == (2.0, 1, 3, "final")
    submissions.set_aside(store)
    assert _together(store) == (2.0, 1, 55, "final")
