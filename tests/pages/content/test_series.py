"""Indikator in words: what adds up within the year, what pulls apart, what is not confirmed, what is asked."""

from dataclasses import replace

import pandas as pd
import pytest

from pages.content import series_after, series_course, series_head
from pages.content.asks import Line
from pages.content.series_reading import Reading, beyond_since
from pages.words import language

ROW = {
    "agency_id": "Dinas", "agency_en": "Office",
    "name_id": "Serapan", "name_en": "Absorption", "short_id": "Serapan", "short_en": "Absorption", "decimals": 1,
    "better": "higher", "formula": "R_T", "accumulation": "point", "near_from": 95.0, "measure_id": "%",
    "measure_en": "%", "region": "11", "standing": "not_met", "direction": "unclear", "tested": True,
    "looking_back": False, "stopped": False, "state": "no_clear_change", "confirmed": False, "slope": 1.0,
    "slope_unit": "year", "goal": None, "goal_low": None, "goal_high": None, "goal_period": None,
    "required_pace": None, "observed_pace": None, "chance": None, "chance_reason": None, "forecast": None,
    "forecast_period": None, "forecast_target": None, "forecast_target_low": None,
    "class_label": "", "tone": None, "regions_reported": None,
    "regions_due": None, "numerator": None, "denominator": None, "target_status": None, "goal_status": None,
}  # fmt: skip


@pytest.fixture(autouse=True)
def indonesian(monkeypatch):
    monkeypatch.setattr(language, "current", lambda: "id")


def reading(values: dict[str, tuple[float, float | None]], plan=(), reconciled="", **facts) -> Reading:
    """values: period → actual and target, oldest first; the last is told."""
    rows = pd.DataFrame(
        [{"period": period, "actual": actual, "target": target} for period, (actual, target) in values.items()]
    ).astype({"actual": float, "target": float})
    months = rows["period"].str[5:].replace("", "01")
    before = {f"{int(period[:4]) + 1}{period[4:]}": actual for period, (actual, _) in values.items()}
    rows = rows.assign(
        period_start=pd.to_datetime(rows["period"].str[:4] + "-" + months + "-01"), complete=True, status="final",
        frequency="monthly" if len(rows["period"].iloc[0]) > 4 else "annual", target_low=None, target_high=None,
        previous_year=rows["period"].map(before), class_=None,
    ).rename(columns={"class_": "class"})  # fmt: skip
    rows["change_year"] = rows["actual"] - rows["previous_year"]
    last = rows.iloc[-1].to_dict()
    achievement = 100 * last["actual"] / last["target"] if last["target"] == last["target"] else None
    row = {**ROW, **last, "achievement": achievement, **facts}
    columns = ["period", "period_start", "target", "target_low", "target_high"]
    return Reading(Line(row, rows, pd.DataFrame(plan, columns=columns).assign(plan_status="draft")), rows, reconciled)


def year_by_year(months=("01", "02", "03"), last="2026-02", step=1.0):
    """Each year repeats the last but `step` lower at every month; targets stand in the year's own months."""
    values = {}
    for at, year in enumerate(range(2022, 2027)):
        for number, month in enumerate(months, start=1):
            if f"{year}-{month}" <= last:
                values[f"{year}-{month}"] = (20.0 * number - step * at, 25.0 * number)
    return values


def test_what_adds_up_is_held_against_the_same_month_of_earlier_years():
    of = reading(year_by_year(), accumulation="cumulative", direction="worsening", state="worsening", slope=-1.0)
    assert of.alike["period"].tolist() == [f"{year}-02" for year in range(2022, 2027)]
    assert series_head.verdict(of) == "36,0% sampai Februari, 14,0 poin di bawah target dan terendah dalam 5 tahun"
    assert beyond_since(of) == ("2026-01", False)
    assert series_course.heading(of) == "Sejak Januari 2026 di bawah semua tahun sebelumnya"
    assert series_course.alike_heading(of) == "Februari ke Februari: turun 4 kali"
    first, second = series_after.requested(of)
    assert first.words.startswith("perlu 39,0 poin dalam 10 bulan untuk mencapai 75,0%, target Maret 2025.")
    assert "bertambah 20,0 poin" in first.words
    assert second.words == "target Maret 2026."


def test_years_that_repeat_each_other_are_told_as_nothing_new():
    of = reading(year_by_year(step=0.0), accumulation="cumulative")
    assert beyond_since(of) is None
    assert series_head.verdict(of) == "40,0% sampai Februari, 10,0 poin di bawah target"
    assert series_course.alike_heading(of) == "Februari ke Februari: tetap"


def test_the_figure_of_indonesia_stands_beside_the_same_period_and_its_targets_name_their_plan():
    facts = {"target_low": None, "target_high": None, "as_of": pd.Timestamp("2025-07-25"), "confidence": "unverified"}
    rows = [
        {"period": "2023", "actual": 12.0, "target": None, "plan": "", "publisher": "BPS", **facts},
        {"period": "2024", "actual": 9.5, "target": 8.0, "plan": "RKP", "publisher": "BPS", **facts, "as_of": None},
        {"period": "2029", "actual": None, "target": 5.0, "plan": "RPJMN", "publisher": "Bappenas", **facts},
    ]
    national = pd.DataFrame(rows).astype({"actual": float, "target": float})
    of = replace(reading({"2023": (12.0, None), "2024": (11.0, 10.0)}), national=national)
    assert series_head.national(of) == (
        "Indonesia 9,5% pada 2024; Aceh 1,5 poin di atasnya (BPS, belum dicocokkan). "
        "Sasaran nasional 2024: 8,0% (RKP). Sasaran nasional 2029: 5,0% (RPJMN)."
    )
    early = replace(reading({"2023": (12.0, None)}), national=national.head(1))
    alike = "Indonesia 12,0% pada 2023, sama dengan Aceh (BPS, 25 Juli 2025, belum dicocokkan)."
    assert series_head.national(early) == alike
    assert "periode yang sama belum ada" in series_head.national(replace(of, national=national.head(1)))
    assert series_head.national(reading({"2024": (11.0, 10.0)})) == ""


def test_what_pulls_apart_is_told_in_one_line():
    rising = {str(2019 + at): (10.0 + at, 10.0 + 3 * at) for at in range(6)}
    of = reading(rising, direction="improving", state="improving", confirmed=True, reconciled="Kelasnya turun.")
    assert (
        series_head.verdict(of) == "15,0% pada 2024, 10,0 poin di bawah target; naik, tetapi targetnya naik lebih cepat"
    )
    told = series_head.head(of, "/instansi", [])
    assert told["read"] == "Kelasnya turun."
    facts = {fact["label"]: fact for fact in told["facts"]}
    assert facts["Arah"]["about"] == "naik 1,00 poin per tahun, terkonfirmasi"
    assert facts["2023"]["about"] == "naik 1,0 poin"


def test_a_later_target_is_told_with_its_year_pace_and_reach():
    plan = [("2029", pd.Timestamp("2029-01-01"), 5.0, None, None)]
    falling = {str(2015 + at): (17.0 - 0.4 * at, None) for at in range(11)}
    of = reading(
        falling, plan, better="lower", standing="no_target", direction="improving", state="improving", slope=-0.4,
        goal=5.0, goal_period="2029", required_pace=-2.0, observed_pace=-0.4, chance=0.001, forecast=11.4,
        forecast_low=10.0, forecast_high=12.8, forecast_period="2029", forecast_target=5.0,
    )  # fmt: skip
    assert series_head.verdict(of) == "Turun menjadi 13,0%, tetapi terlalu lambat untuk target 2029"
    assert "lebih dari 5 kali lipat" in " ".join(series_head.why(of)["because"])
    (later,) = series_course.later_targets(of)
    assert (later["low"], later["high"], later["words"]) == (5.0, 5.0, "target 2029: 5,0%<br>(rancangan)")
    asked = series_after.requested(of)
    assert (
        asked[0].words == "penurunan dari 0,40 poin menjadi 2,00 poin per tahun, atau usulkan peninjauan target 2029."
    )
    assert asked[1].words == "target 2025–2028."


def test_a_value_within_its_band_is_told_to_stand_there():
    of = reading({str(2019 + at): (30.0 - at, None) for at in range(6)}, target_low=21.0, target_high=35.0,
                 better="range", standing="met", chance=0.6, forecast_period="2025", forecast_target=30.0,
                 forecast_target_low=21.0, forecast_target_high=35.0)  # fmt: skip
    told = series_head.head(of, "/instansi", [])
    assert told["verdict"] == "25,0% pada 2024, di dalam rentang target; arahnya belum jelas"
    assert "Peluang mencapai target 21,0–35,0% pada 2025 sekitar 60 persen." in told["because"]
    assert {fact["label"]: fact["about"] for fact in told["facts"]}["Target 2024"] == "di dalam rentang target"


def test_an_unconfirmed_sign_is_named_so_and_not_a_direction():
    of = reading({str(2019 + at): (10.0 - at, 12.0) for at in range(6)}, state="worsening", slope=-1.0)
    facts = {fact["label"]: fact for fact in series_head.head(of, "/instansi", [])["facts"]}
    assert (facts["Arah"]["word"], facts["Arah"]["stroke"]) == ("Belum jelas", "wor1")
    assert facts["Arah"]["about"] == "tanda memburuk belum terkonfirmasi: turun 1,00 poin per tahun"


def test_regencies_say_how_many_differ_once_all_comparisons_count():
    rows = pd.DataFrame(
        {"region": ["a", "b", "c"], "short_name": ["A", "B", "C"], "actual": [10.0, 20, 30], "period": "2024",
         "status": "final", "differs": ["worse", "like", "better"]}
    )  # fmt: skip
    of = reading({"2023": (18.0, None), "2024": (20.0, None)}, standing="no_target")
    strip = series_after.regencies(of, rows, rows.assign(actual=[11.0, 21, 31]), 20.0)
    assert strip["title"] == "Turun di semua 3 kabupaten/kota pada 2024"
    assert strip["note"].startswith("2 dari 3 berbeda dari provinsi lebih daripada kebetulan (1 lebih baik, 1 lebih")
    assert [dot["at"] for dot in strip["dots"]] == [0, 50, 100]
    assert strip["ends"] == ["A 10,0%", "C 30,0%"]
    assert "tidak dapat diuji" in series_after.difference(rows.assign(differs=None), 20.0)
