"""Four of the five journeys the views are made for; the officer's, from upload to publication, is test_report.py.

Every figure on the screen is compared with what `python -m data query` answers.
"""

import csv
from urllib.parse import parse_qs, urlparse

import pandas as pd
import pytest

from data.office import office_today
from pages.words import language
from pages.words.language import t
from tests.browser.conftest import serving

pytestmark = pytest.mark.browser

POVERTY = "IKU-BAPPEDA-13"
HEADER = "kode_instansi;kode_indikator;kode_wilayah;periode;target;realisasi;status_data"
YEARS = {"2019": "34,1", "2020": "32,5", "2021": "33,2", "2022": "31,2", "2023": "29,4", "2024": "27,0"}


def query(visit) -> dict[str, list[str]]:
    return parse_qs(urlparse(visit.page.url).query)


def press(visit, words: str, arrives: str) -> None:
    """Press the first button of that name and wait for the page it opens."""
    visit.page.get_by_role("button", name=words, exact=False).first.click()
    visit.page.wait_for_url(f"**/{arrives}**")
    visit.settle()


def test_governor_from_the_headline_to_who_is_behind_it(visit, asked):
    visit.open("/")
    rows = asked("standing", today=asked("scope_span")["newest"].iloc[0][:10])
    results = rows[(rows["counts_as"] == "result") & rows["counted"]]
    headline = f"{(results['standing'] == 'met').sum()} dari {len(results)} target tercapai"
    assert headline in visit.page.get_by_role("heading", level=1).inner_text()

    visit.page.locator("details.fold summary").first.click()
    visit.page.locator("a[href='#results-not_met-unclear']").click()
    listed = visit.page.locator("#results-not_met-unclear li")
    fallen = results[(results["standing"] == "not_met") & (results["direction"] == "unclear")]
    assert listed.count() == len(fallen) > 0
    listed.first.get_by_role("link").click()
    visit.page.wait_for_url("**/indikator**")
    visit.settle()
    of = {key: values[0] for key, values in query(visit).items()}
    assert {"indicator", "agency"} <= set(of) <= {"indicator", "agency", "unit"}
    assert tuple(of.get(key, "") for key in ("agency", "indicator", "unit")) in set(
        zip(fallen["agency"], fallen["indicator"], fallen["unit"], strict=True)
    )
    facts = asked("indicators").set_index("code").loc[of["indicator"]]
    figures = asked("observations", region="11", **of).dropna(subset=["actual"])
    newest = figures.sort_values("period_start").groupby("unit")["actual"].last()
    told = visit.value().removesuffix("%")
    assert told in [language.number(value, int(facts["decimals"]), "id") for value in newest]
    assert told in visit.page.locator(".vd").inner_text()
    assert not visit.errors


def test_agency_head_from_red_indicators_to_the_missing_report(visit, asked):
    visit.open("/instansi?agency=PERKIM")
    (clock,) = asked("clock", today=office_today().isoformat()).to_dict("records")
    today = clock["reported_on"][:10]
    quarter = pd.Period(today, freq="Q")
    ended = quarter if quarter.end_time.date().isoformat() <= today else quarter - 1
    since = (ended - 7).start_time.date().isoformat()
    reports = asked("agency_reports", agency="PERKIM", today=today, since=since)
    rows = asked("standing", agency="PERKIM", today=clock["judged_on"][:10])
    results = rows[(rows["counts_as"] == "result") & rows["counted"]]
    assert f"{(results['standing'] == 'met').sum()} dari {len(results)} target tercapai" in visit.words()
    due = reports[~reports["stopped"]]
    missing = t("agency.due_missing_of", "id", n=int(due["missing"].sum()), total=int(due["expected"].sum()))
    assert missing in visit.words()
    assert reports["missing"].sum() > 0

    worst = reports.iloc[0]
    told = visit.page.locator("[data-table='agency_reports_table']").inner_text()
    assert worst["short_id"] in told
    for period in worst["missing_periods"][:2]:
        assert language.period(period, "id", short=True) in told
    assert not visit.errors


def test_analyst_from_the_map_over_the_indicator_to_a_file(visit, asked, tmp_path):
    page = visit.page
    visit.open(f"/peta?indicator={POVERTY}&region=Kutaraja")
    rows = asked("observations", indicator=POVERTY, region="11.71", agency="BAPPEDA").sort_values("period_start")
    newest = language.measure(rows["actual"].iloc[-1], "%", 2, "id")
    assert newest in visit.words()

    press(visit, t("map.open", "id"), "indikator")
    assert query(visit) == {"indicator": [POVERTY], "region": ["11.71"]}
    assert visit.value() == newest

    page.get_by_test_id("stSidebarNavLink").filter(has_text=t("frame.download", "id")).click()
    page.get_by_role("heading", level=1, name=t("frame.download", "id")).wait_for()
    visit.settle()
    with page.expect_download() as started:
        page.get_by_role("button", name="CSV (; dan koma)").click()
    path = tmp_path / started.value.suggested_filename
    started.value.save_as(path)
    lines = path.read_text("utf-8-sig").splitlines()
    told = [line for line in lines if line.startswith("#")]
    assert any("Banda Aceh" in line for line in told)
    held = list(csv.DictReader(lines[len(told) :], delimiter=";"))
    assert any("," in row["realisasi"] for row in held)
    assert len(held) == len(rows) > 5
    taken = {row["periode"]: float(row["realisasi"].replace(",", ".")) for row in held}
    assert taken == pytest.approx(dict(zip(rows["period"], rows["actual"], strict=True)))
    assert page.get_by_text(f"{len(taken)} baris").first.is_visible()
    assert not visit.errors


def test_newcomer_from_the_build_before_ones_eyes_to_the_guide(visitor, tmp_path):
    exports = tmp_path / "exports"
    exports.mkdir()
    for year, value in YEARS.items():
        row = f"DINKES;IKU-DINKES-04;11;{year};22;{value};simulasi"
        (exports / f"stunting_{year}.csv").write_text(f"{HEADER}\n{row}\n", "utf-8")
    with serving(tmp_path / "store", exports) as address:
        visit = visitor(address=address)
        visit.page.goto(f"{address}/indikator?indicator=IKU-DINKES-04")
        visit.page.get_by_text("stunting_2019.csv").first.wait_for()
        visit.page.get_by_text("27,0").first.wait_for()
        visit.settle()
        assert t("frame.starting", "id") not in visit.words()
        assert visit.page.get_by_role("progressbar").count() == 0
        assert "simulasi" in visit.words().lower()
        visit.page.get_by_test_id("stSidebarNavLink").filter(has_text=t("frame.summary", "id")).click()
        visit.page.get_by_role("heading", level=1, name="0 dari 1 target tercapai").wait_for()
        visit.settle()
        visit.page.get_by_test_id("stSidebarNavLink").filter(has_text=t("frame.guide", "id")).click()
        visit.page.get_by_role("heading", level=1, name=t("frame.guide", "id")).wait_for()
        visit.settle()
        visit.page.get_by_text(t("guide.topic_trend", "id"), exact=True).first.click()
        visit.page.wait_for_url("**topic=trend**")
        visit.settle()
        assert visit.page.locator("h2").count() >= 3
        assert not visit.errors
        assert not visit.foreign
