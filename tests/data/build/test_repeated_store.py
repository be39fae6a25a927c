"""A small store in which each year repeats the last to the digit: nothing that is read says that anything changed. Then
one value departs from its year before: exactly that one is told, in changes, in the standing and between snapshots."""

from calendar import monthrange

import pandas as pd
import pytest

from data.changes.between_snapshots import compare

HEADER = "kode_instansi;kode_indikator;kode_wilayah;periode;target;realisasi;pembilang;penyebut\n"
YEARS = range(2022, 2026)
TODAY = "2026-01-31"
PLACES = ("11.71", "11.72")


def lines(year: int, month: int, planted: float = 0.0) -> list[str]:
    """What is reported in one month: absorption that adds up, permits on time, immunisation of two regencies."""
    when = f"{year}-{month:02d}"
    rows = [
        f"DINKES;IKU-BPKA-02;11;{when};{8 * month}.0;{7.5 * month};;",
        f"DPMPTSP;IKU-DPMPTSP-02;11;{when};92.0;{90.0 + month % 4 + planted};;",
    ]
    for number, place in enumerate(PLACES):
        done = 4 * month + number
        rows.append(f"DINKES;IKU-DINKES-01;{place};{when};{5 * month}.0;{done}.0;{done * 10};1000")
    if month == 12:
        rows.append(f"DISKOMINSA;IKU-DISKOMINSA-01;11;{year};3.2;3.1;;")
    return rows


@pytest.fixture
def load(store, publish):
    """Publish lines; gives the snapshot that follows."""
    return lambda rows: publish(store, HEADER + "\n".join(rows) + "\n", partial=True).snapshot


def told(snapshot, today: str = TODAY, as_of: str | None = None) -> set[str]:
    """Indicators of which a change is told: a new or ended signal, a moved class, a standing unlike last year's, a
    change since the year before in a regency, a question about an edited target or a jump."""
    changed = snapshot.fetch("summary_changes", since="2023-01-01", limit=50, as_of=as_of)
    found = snapshot.fetch("standing", today=as_of or today, as_of=as_of)
    both = found[found["counted"] & found["before_standing"].notna()]
    moved = both[(both["before_standing"] != both["standing"]) | (both["before_actual"] != both["actual"])]
    places = [snapshot.fetch("region_series", region=place, as_of=as_of, since="2000-01-01") for place in PLACES]
    apart = [rows.loc[rows["change_year"].fillna(0) != 0, "indicator"] for rows in places]
    asked = snapshot.fetch("quality_questions", since="2023-01-01", limit=50)
    asked = asked[asked["question"].isin(["target_edited", "source_jump", "unit_slip"])]
    return {*changed["indicator"], *moved["indicator"], *pd.concat(apart), *asked["indicator"]}


def test_a_year_that_repeats_the_last_changes_nothing_and_one_planted_change_is_all_that_is_told(store, load):
    rows = [row for year in YEARS[:-1] for month in range(1, 13) for row in lines(year, month)]
    before, published = None, 0
    for month in (1, 3, 6, 9, 11):
        rows += [row for each in range(published + 1, month + 1) for row in lines(YEARS[-1], each)]
        after = load(rows)
        assert told(store.snapshot()) == set(), month
        assert not {"improving", "worsening"} & set(store.snapshot().fetch("series")["state"])
        if before:
            assert compare(store, before, after).changed.empty
            assert compare(store, after, before).changed.empty
        before, published, rows = after, month, []
    planted = load(lines(YEARS[-1], 12, planted=-60.0))
    snapshot = store.snapshot()
    assert told(snapshot) == {"IKU-DPMPTSP-02"}
    for month in range(1, 12):
        day = f"{YEARS[-1]}-{month:02d}-{monthrange(YEARS[-1], month)[1]}"
        assert told(snapshot, as_of=day) == set(), day
    assert set(compare(store, before, planted).changed["indicator"]) == {"IKU-DPMPTSP-02"}
    found = snapshot.fetch("standing", today=TODAY).set_index("indicator")
    row = found.loc["IKU-DINKES-01"]
    assert (row["line"], row["before_standing"], row["standing"]) == ("regions", "not_met", "not_met")
    assert found.loc["IKU-DPMPTSP-02", ["standing", "before_standing"]].tolist() == ["not_met", "near"]


def test_the_register_lists_every_agency_and_indicator_and_the_clock_ends_what_is_counted(store, load):
    load([row for month in range(1, 13) for row in lines(2024, month)])
    snapshot = store.snapshot()
    at = {day: snapshot.fetch("standing", today=day) for day in ("2026-11-29", "2027-06-01", "2030-01-01")}
    assert [int(rows["counted"].sum()) for rows in at.values()] == [4, 0, 0]
    register = at["2026-11-29"]
    assert register["indicator"].nunique() == len(snapshot.fetch("indicators"))
    counted = snapshot.fetch("agencies").query("counted == 'yes'")
    assert set(snapshot.fetch("scope_agencies")["code"]) == set(counted["code"])
    assert set(snapshot.fetch("scope_indicators")["code"]) == set(snapshot.fetch("indicators")["code"])
