"""Marks beside a series: new limits with their reason, proposals, changes of source; and warned values among others."""

import datetime as dt

import duckdb
import numpy as np
import pandas as pd
import pytest

from data.reference import load_reference
from data.store import Store
from pages.content import series_marks
from pages.sections.indicator import comparison
from tests.pages.conftest import STORIES, publish
from tests.pages.visiting import tables

NO_MARKS = pd.DataFrame(columns=["kind", "period", "words"])


def monthly(values, first=dt.date(2024, 1, 1)):
    starts = pd.date_range(first, periods=len(values), freq="MS")
    rows = pd.DataFrame({"period_start": starts, "actual": np.array(values, float), "frequency": "monthly"})
    return rows.assign(period=starts.strftime("%Y-%m"))


def test_limits_start_anew_at_a_mark_and_a_period_left_out_breaks_a_run():
    rows = monthly([1, 2] * 5 + [11, 12] * 5)
    whole = series_marks.limits(rows, "higher", NO_MARKS)
    assert whole["segment"].unique().tolist() == [0]
    assert "improvement" in set(whole["signal"])
    mark = pd.DataFrame([("rebase", "2024-11", "x"), ("source", "2024-03", "y")], columns=NO_MARKS.columns)
    split = series_marks.limits(rows, "higher", mark)
    assert split["segment"].tolist() == [0] * 10 + [1] * 10
    assert split["mean"].tolist() == pytest.approx([1.5] * 10 + [11.5] * 10)
    assert set(split["signal"]) == {"common_cause"}
    gapped = series_marks.limits(monthly(range(8)).drop(index=4), "higher", NO_MARKS)
    assert (gapped["upper"] - gapped["mean"]).tolist() == pytest.approx([2.66] * 7), "no range across the gap"


@pytest.fixture
def marked_store(tmp_path):
    """A store with a mark, a proposal, a change of source and one warned value on the same series."""
    publish(tmp_path, STORIES, "marked000001")
    with duckdb.connect(str(Store(tmp_path).path_of("marked000001"))) as connection:
        connection.execute(
            "UPDATE observations SET warning = 'jump' "
            "WHERE indicator = 'IKU-DINKES-04' AND region = '11' AND period = '2020'"
        )
        connection.execute("UPDATE series SET rebase_proposal = '2023' WHERE indicator = 'IKU-DINKES-04'")
        connection.execute(
            "INSERT INTO rebase VALUES "
            "('IKU-DINKES-04', '', '', '11', '2021', 'Survei <b>baru</b>', 'A new survey', 'Kemenkes')"
        )
        connection.execute(
            "INSERT INTO breaks BY NAME SELECT series, agency, unit, indicator, region, period, period_start, "
            "'Lama' AS old_source, 'Baru' AS new_source FROM observations "
            "WHERE indicator = 'IKU-DINKES-04' AND region = '11' AND period = '2022'"
        )
    return tmp_path


@pytest.mark.parametrize("spoken", ["id", "en"])
def test_the_page_lists_every_mark_with_its_reason(open_app, marked_store, spoken):
    app = open_app(marked_store, "indicator", indicator="IKU-DINKES-04", lang=spoken)
    assert not app.exception
    assert not app.error
    (listed,) = [each.value for each in app.markdown if each.value.startswith("- **")]
    lines = listed.split("\n")
    assert [line[4:8] for line in lines] == ["2021", "2022", "2023", "2023", "2024"]  # two are of the register
    assert ("Survei" if spoken == "id" else "A new survey") in lines[0]
    assert "<b>" not in listed
    assert all(word in lines[1] for word in ("Lama", "Baru"))
    assert any("rebase.csv" in line for line in lines[2:4])


def test_other_indicators_of_the_objective_are_listed(open_app, marked_store):
    app = open_app(marked_store, "indicator", indicator="IKU-BPKA-02", agency="DISDIK", lang="en")
    assert not app.exception
    themes = load_reference().indicators.set_index("code")["theme"]
    told = {"IKU-DINKES-04", "IKU-DISDIK-03", "IKU-BAPPEDA-13"}
    alike = {code for code in told if themes[code] == themes["IKU-BPKA-02"]}
    assert any("Related indicators" in each.proto.body for each in app.get("html")) == bool(alike)
    app = open_app(marked_store, "indicator", indicator="IKU-BAPPEDA-13", lang="en")
    ranked = next(each for each in tables(app) if "course" in each)
    assert ranked["course"].str.startswith("data:image/svg").all()


def test_courses_of_regencies_share_one_time():
    rows = pd.concat([monthly([1, 2, 3]).assign(region="11.01"), monthly([5, 6]).assign(region="11.02")])
    rows = rows[~((rows["region"] == "11.01") & (rows["actual"] == 2))]
    rows = pd.concat([rows, monthly([9], dt.date(2024, 5, 1)).assign(region="11.02")])
    found = comparison.courses(rows)
    assert found["11.01"].tolist() == pytest.approx([1, np.nan, 3, np.nan, np.nan], nan_ok=True)
    assert found["11.02"].tolist() == pytest.approx([5, 6, np.nan, np.nan, 9], nan_ok=True)
    long = comparison.courses(monthly(range(40)).assign(region="11.01"))["11.01"]
    assert long.tolist() == list(range(16, 40))
