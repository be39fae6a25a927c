"""Two snapshots compared: values by what became of them, signals and classes by importance, and their causes."""

import json

import duckdb
import pytest

from data.__main__ import main
from data.changes.between_snapshots import compare
from data.errors import StoreError

HEADER = "kode_instansi;kode_indikator;kode_wilayah;periode;target;realisasi;status_data\n"
RISING = (12, 13, 14, 15, 16, 17, 18)
YEARS = range(2017, 2024)


@pytest.fixture
def load(store, publish):
    """Load lines of one poverty indicator (lower is better, target 22) and give the snapshot that follows."""

    def loaded(*lines, code="IKU-DINKES-04"):
        return publish(store, HEADER + "".join(f"DINKES;{code};{line}\n" for line in lines), partial=True).snapshot

    return loaded


@pytest.fixture
def three(load):
    """A calm regency; then one that worsens beside it; then a value revised, one withdrawn and one added."""
    first = load(*(f"11.71;{year};22;20,{year % 2};" for year in YEARS), "11.72;2023;22;19,5;")
    second = load(*(f"11.71;{year};22;{20 + step * 3};" for step, year in enumerate(range(2024, 2027), 1)))
    third = load("11.71;2026;22;20,5;", "11.72;2023;;;ditarik", "11.73;2023;22;17,0;")
    return first, second, third


def test_new_values_that_turn_a_series_are_the_cause(store, three):
    found = compare(store, three[0], three[1])
    assert found.values == {"new": 3, "changed": 0, "withdrawn": 0, "unchanged": 8}
    assert found.revised.empty
    (row,) = found.changed.to_dict("records")
    assert (row["region"], row["cause"], row["previous_period"], row["period"]) == ("11.71", "new", "2023", "2026")
    assert (row["previous_state"], row["state"], row["change_kind"]) == ("no_clear_change", "worsening", "new")
    assert (row["previous_actual"], row["actual"]) == (20.1, 29.0)
    assert row["class_steps"] < 0
    assert row["importance"] == 1
    assert (found.same_program, found.same_reference) == (True, True)


def test_revised_and_withdrawn_values_stand_apart_from_new_ones(store, three):
    found = compare(store, three[1], three[2])
    assert found.values == {"new": 1, "changed": 1, "withdrawn": 1, "unchanged": 9}
    told = {(row.region, row.kind): (row.actual, row.new_actual) for row in found.revised.itertuples()}
    assert told["11.71", "changed"] == (29.0, 20.5)
    assert told["11.72", "withdrawn"][0] == 19.5
    causes = found.series.set_index("region")["cause"]
    assert causes["11.71"] == "revised"
    series = found.series.set_index("region")
    assert series["added"].to_dict() == {"11.71": False, "11.72": False, "11.73": True}
    assert series["dropped"].to_dict() == {"11.71": False, "11.72": True, "11.73": False}
    assert series.loc["11.72", "change_kind"] == "none"


def test_the_way_back_mirrors_the_way_there(store, three):
    there, back = compare(store, three[1], three[2]), compare(store, three[2], three[1])
    assert (back.values["new"], back.values["withdrawn"]) == (there.values["withdrawn"], there.values["new"])
    steps = [one.series.set_index("region")["class_steps"]["11.71"] for one in (there, back)]
    assert steps[0] == -steps[1] != 0


def test_a_snapshot_beside_itself_differs_in_nothing(store, three):
    found = compare(store, three[2], three[2])
    assert found.values["unchanged"] == sum(found.values.values())
    assert found.changed.empty
    assert set(found.series["cause"]) == {"neither"}


def test_filters_leave_other_agencies_and_regions_out(store, three):
    assert compare(store, three[0], three[1], agency="DISDIK").values["new"] == 0
    for region in ("11.71", "11.72"):
        assert set(compare(store, three[1], three[2], regions=[region]).series["region"]) == {region}
    assert compare(store, three[1], three[2], units=["DINKES-P2P"]).series.empty
    assert compare(store, three[0], three[1], regions=["11.71"]).values == {
        "new": 3, "changed": 0, "withdrawn": 0, "unchanged": 7
    }  # fmt: skip


def test_a_revised_target_is_a_revision(store, load):
    first = load("11.71;2023;22;20,5;")
    second = load("11.71;2023;18;20,5;")
    found = compare(store, first, second)
    assert found.values["changed"] == 1
    assert found.changed["cause"].tolist() == ["revised"]


def test_an_unknown_snapshot_is_named(store, three):
    with pytest.raises(StoreError, match="abcdef012345"):
        compare(store, "abcdef012345", three[0])


def test_a_snapshot_of_another_shape_is_refused_in_words(store, three, tmp_path):
    with duckdb.connect(str(store.path_of("older0000000"))) as connection:
        connection.execute("CREATE TABLE observations (agency VARCHAR)")
    with pytest.raises(StoreError) as refused:
        compare(store, "older0000000", three[0])
    assert refused.value.key == "snapshots_differ"


def test_the_command_line_says_the_same(store, three, capsys):
    assert main(["compare", three[0], three[1], "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["values"]["new"] == 3
    assert answer["signals"] == {"new": 1, "continuing": 0, "ended": 0}
    assert [(row["region"], row["state"], row["cause"]) for row in answer["changes"]] == [("11.71", "worsening", "new")]
    assert main(["compare", three[1]]) == 0
    assert "1 new, 1 changed, 1 withdrawn" in capsys.readouterr().out
    assert main(["compare", "abcdef012345", "--json"]) == 1
