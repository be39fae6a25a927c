"""Four of the five journeys the views are made for; the officer's, from upload to publication, is test_report.py.

Every figure on the screen is compared with what `python -m data query` answers.
"""

import csv
from urllib.parse import parse_qs, urlparse

import pandas as pd
import pytest

from pages.parts import language
from pages.parts.language import t
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


def current_since(asked) -> str:
    """Series older than two years before the newest quarter are history, and counted nowhere."""
    newest = pd.Timestamp(asked("scope_span")["newest_in_year"].iloc[0])
    return (newest + pd.offsets.QuarterEnd(0) - pd.DateOffset(years=2)).date().isoformat()


def test_governor_from_the_headline_to_who_is_behind_it(visit, asked):
    visit.open("/")
    counts = asked("summary_signals", since=current_since(asked)).iloc[0]
    shown = visit.metrics()
    for state in ("improving", "worsening"):
        assert shown[t(f"cards.short_{state}", "id")] == str(counts[state])

    press(visit, t("summary.open_indicator", "id"), "indikator")
    of = {key: values[0] for key, values in query(visit).items()}
    assert set(of) == {"indicator", "agency"}
    states = asked("series", region="11", **of)
    assert any(sentence in visit.words() for sentence in states["sentence_id"].dropna())
    facts = asked("indicators").set_index("code").loc[of["indicator"]]
    figures = asked("observations", region="11", **of).dropna(subset=["actual"])
    newest = figures.sort_values("period_start").groupby("unit")["actual"].last()
    sign = facts["unit"] if facts["unit"] in ("%", "Rp") else ""
    measure = [language.measure(value, sign, int(facts["decimals"]), "id") for value in newest]
    assert next(iter(visit.metrics().values())) in measure
    assert not visit.errors


def test_agency_head_from_red_indicators_to_the_missing_report(visit, asked):
    visit.open("/instansi?agency=PERKIM")
    today = asked("scope_span")["newest"].iloc[0][:10]
    since = (pd.Timestamp(today) - pd.DateOffset(years=2)).date().isoformat()
    reports = asked("agency_reports", agency="PERKIM", today=today, since=since)
    scores = asked("agency_scorecard", agency="PERKIM")
    scores = scores[scores["last_start"] >= current_since(asked)]
    shown = visit.metrics()
    assert shown[t("agency.low", "id")] == str(scores["tone"].isin(["poor", "very_poor"]).sum())
    assert shown[t("agency.missing", "id")] == str(reports["missing"].sum())
    assert reports["missing"].sum() > 0

    worst = reports.iloc[0]
    table = visit.page.get_by_test_id("stDataFrame").filter(has_text=t("agency.missing_periods", "id"))
    told = table.locator("canvas").first.text_content()
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
    assert next(iter(visit.metrics().values())) == newest

    page.get_by_test_id("stSidebarNavLink").filter(has_text=t("frame.download", "id")).click()
    page.get_by_role("heading", level=1, name=t("frame.download", "id")).wait_for()
    visit.settle()
    with page.expect_download() as started:
        page.get_by_role("button", name="CSV (; dan koma)").click()
    path = tmp_path / started.value.suggested_filename
    started.value.save_as(path)
    lines = [line for line in path.read_text("utf-8-sig").splitlines() if not line.startswith("#")]
    taken = {row["periode"]: float(row["realisasi"].replace(",", ".")) for row in csv.DictReader(lines, delimiter=";")}
    assert taken == pytest.approx(dict(zip(rows["period"], rows["actual"], strict=True)))
    assert page.get_by_text(f"{len(taken)} baris").first.is_visible()
    assert not visit.errors


def test_newcomer_from_the_first_start_to_the_guide(visitor, tmp_path):
    exports = tmp_path / "exports"
    exports.mkdir()
    rows = [f"DINKES;IKU-DINKES-04;11;{year};22;{value};simulasi" for year, value in YEARS.items()]
    (exports / "stunting.csv").write_text("\n".join([HEADER, *rows]), "utf-8")
    with serving(tmp_path / "store", exports) as address:
        visit = visitor(address=address)
        visit.page.goto(address)
        visit.page.get_by_role("heading", level=1, name="Kinerja Aceh, 2024").or_(
            visit.page.get_by_role("heading", level=1, name="Kinerja Aceh, Triwulan IV 2024")
        ).wait_for()
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
