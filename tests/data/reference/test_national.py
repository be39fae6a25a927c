"""Figures of Indonesia: shipped with publisher and source, checked like targets, known in every snapshot."""

import csv
import shutil

import duckdb
import pytest

from data.queries import named
from data.reference import REFERENCE, ReferenceError, load_reference

SHEET = "national.csv"
GOOD = {
    "indicator": "IKU-BAPPEDA-13", "period": "2025", "actual": "8.47", "target": "", "target_low": "7",
    "target_high": "8", "plan": "RKP 2025", "publisher": "BPS", "as_of": "2025-07-25", "confidence": "verified_value",
    "source": "BPS",
}  # fmt: skip


def test_the_shipped_figures_name_publisher_and_source_and_targets_their_plan():
    shipped = load_reference().national
    assert shipped[["publisher", "source"]].ne("").all(axis=None)
    aimed = shipped[["target", "target_low"]].notna().any(axis=1)
    assert (shipped["plan"].ne("") == aimed).all()
    assert {"IKU-BAPPEDA-01", "IKU-BAPPEDA-04", "IKU-BAPPEDA-13", "IKU-DISNAKERMOBDUK-01", "IKU-DINKES-04"} <= {
        *shipped.loc[shipped["actual"].notna(), "indicator"]
    }


@pytest.mark.parametrize(
    ("change", "column", "expected"),
    [
        ({"indicator": "IKU-TIADA-01"}, "indicator", "a code of indicators.csv"),
        ({"period": "2025-S1"}, "period", "annual"),
        ({"actual": "112"}, "actual", "100"),
        ({"target": "7"}, "target", "target"),
        ({"target_low": ""}, "target_low", "target_"),
        ({"plan": ""}, "plan", "a value"),
        ({"actual": "", "target_low": "", "target_high": ""}, "target", "target"),
        ({"as_of": "25-07-2025"}, "as_of", "2026-02-05"),
    ],
)
def test_a_wrong_cell_is_named(tmp_path, change, column, expected):
    for path in REFERENCE.glob("*.csv"):
        shutil.copy(path, tmp_path)
    with (tmp_path / SHEET).open("w", encoding="utf-8", newline="") as target:
        writer = csv.DictWriter(target, fieldnames=list(GOOD))
        writer.writeheader()
        writer.writerow(GOOD | change)
    with pytest.raises(ReferenceError) as error:
        load_reference(tmp_path)
    told = [one for one in error.value.problems if one.file == SHEET and one.column == column]
    assert told
    assert any(expected in one.message_en for one in told)


def test_an_early_view_knows_what_had_ended_and_an_old_snapshot_knows_none():
    with duckdb.connect() as new, duckdb.connect() as old:
        new.register("shipped", load_reference().national)
        new.execute("CREATE TABLE national AS FROM shipped")
        for each in (new, old):
            named.share(each)
        asked = "SELECT max(period) FROM shared.national(?) WHERE indicator = 'IKU-BAPPEDA-13'"
        assert new.execute(asked, ["2024-12-29"]).fetchone() == ("2023",)
        assert new.execute(asked, ["2024-12-31"]).fetchone() == ("2029",)
        assert old.execute("SELECT count(*) FROM shared.national(NULL)").fetchone() == (0,)
