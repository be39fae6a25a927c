"""Ringkasan: what is counted, in which words, and that every list and link holds what its count says."""

import html
import re
from types import SimpleNamespace
from urllib.parse import parse_qs, urlsplit

import pandas as pd
import pytest
from scipy import stats

from pages.content import asks, overview, priorities, standing, told
from pages.content.asks import Line

TAG = re.compile(r"<[^>]+>")


def blocks(app) -> list[str]:
    """The blocks of the page itself, without the buttons below its charts."""
    return [element.proto.body for element in app.get("html") if 'class="take"' not in element.proto.body]


def text(markup: str) -> str:
    return re.sub(r"\s+", " ", html.unescape(TAG.sub(" ", markup))).strip()


@pytest.fixture(scope="module")
def rows(full_store):
    from data.store import Store

    return Store(full_store).published_snapshot().fetch("standing")


def test_the_headline_is_the_count_of_the_query(open_app, full_store, rows):
    verdict, *_ = blocks(open_app(full_store))
    results = rows[(rows["counts_as"] == "result") & rows["counted"]]
    met = (results["standing"] == "met").sum()
    assert f"{met} dari {len(results)} target tercapai" in text(verdict)
    budget = rows[(rows["counts_as"] == "budget") & rows["counted"]]
    assert f"{(budget['standing'] == 'met').sum()} dari {len(budget)} target tercapai, setahun lalu" in text(verdict)


def test_every_cell_opens_a_list_of_as_many_rows(open_app, full_store):
    *_, folds, _ = blocks(open_app(full_store))
    cells = re.findall(r'<a class="c[^"]*" href="#([^"]+)"[^>]*>(\d+)</a>', folds)
    assert cells
    for cell, count in cells:
        section = re.search(rf'<section class="open" id="{re.escape(cell)}">(.*?)</section>', folds, re.DOTALL)
        assert section[1].count("<li>") == int(count), cell


def test_the_sheet_for_the_meeting_says_what_the_page_says(open_app, full_store):
    verdict, *_, sheet = blocks(open_app(full_store))
    first = re.search(r"<h1>(.*?)</h1>", verdict, re.DOTALL)[1]
    assert text(first) in text(sheet)
    assert sheet.count("<tr><td>") == len(set(re.findall(r'href="#(p-[^"]+)"', verdict)))
    assert "example00001" in text(sheet)


def test_every_link_carries_the_very_line(open_app, full_store, rows):
    shown = "".join(blocks(open_app(full_store)))
    known = {(row["indicator"], row["agency"], row["unit"]) for row in rows.to_dict("records")}
    found = [urlsplit(html.unescape(href)) for href in re.findall(r'href="(/indikator[^"]*)"', shown)]
    assert found
    for address in found:
        given = {key: values[0] for key, values in parse_qs(address.query).items()}
        assert (given["indicator"], given["agency"], given.get("unit", "")) in known


def test_an_agency_narrows_the_count(open_app, full_store, rows):
    verdict, *_ = blocks(open_app(full_store, agency="DISDIK", lang="en"))
    results = rows[(rows["counts_as"] == "result") & rows["counted"] & (rows["agency"] == "DISDIK")]
    assert f"of {len(results)} targets met" in text(verdict)
    assert "Aceh Education Office" in text(verdict)


@pytest.mark.parametrize("spoken", ["id", "en"])
def test_no_word_of_the_code_is_shown(open_app, full_store, spoken):
    shown = text(" ".join(blocks(open_app(full_store, lang=spoken))))
    assert not re.search(r"not_met|no_value|cannot_say|\bnan\b|\bNone\b|<NA>", shown)


# --- counts ----------------------------------------------------------------------------------------------------------


def counted(*pairs, **more):
    return [
        {"standing": now, "before_standing": before, "status": "final", "counted": now in standing.COUNTED, **more}
        for now, before in pairs
    ]


@pytest.mark.parametrize(
    ("pairs", "words"),
    [
        ([("met", "met")], "same"),
        ([("met", "not_met")] + [("not_met", "not_met")] * 60, "nearly"),
        ([("met", "not_met")] * 4 + [("not_met", "not_met")] * 6, "unclear"),
        ([("met", "not_met")] * 9 + [("not_met", "not_met")], "more"),
        ([("not_met", "met")] * 9 + [("not_met", "not_met")], "fewer"),
        ([("met", "not_met"), ("not_met", "met")], "same"),
    ],
)
def test_a_difference_is_called_what_chance_allows(pairs, words):
    assert standing.compared(counted(*pairs)).words == words


def test_what_is_not_counted_now_is_not_counted_before():
    of = standing.compared(counted(("met", "met"), ("no_value", "met"), ("no_target", "not_met")))
    assert (of.now.all, of.before.all) == (1, 1)


def test_the_sign_test_is_exact():
    of = standing.compared(counted(*[("met", "not_met")] * 5, *[("not_met", "met")] * 6))
    assert of.p_value == pytest.approx(1.0)
    assert standing.Comparison(standing.Counts(), standing.Counts(), 8, 1).p_value == pytest.approx(20 / 512)
    for gained, lost in ((0, 0), (0, 1), (4, 4), (4, 6), (30, 12), (0, 90)):
        expected = stats.binomtest(gained, gained + lost).pvalue if gained + lost else 1.0
        found = standing.Comparison(standing.Counts(), standing.Counts(), gained, lost).p_value
        assert found == pytest.approx(expected)


# --- words -----------------------------------------------------------------------------------------------------------

BASE = {
    "indicator": "IKU-X-01", "agency": "X", "unit": "", "position": 1, "standing": "not_met", "direction": "unclear",
    "status": "final", "actual": 2.97, "target": 5.8, "target_low": None, "target_high": None, "achievement": 51.2,
    "numerator": None, "denominator": None, "measure_id": "%", "measure_en": "%", "decimals": 2, "better": "higher",
    "accumulation": "point", "frequency": "annual", "period": "2025", "period_start": pd.Timestamp("2025-01-01"),
    "goal_period": "2029", "goal": 6.6, "goal_low": None, "goal_high": None, "chance": 0.27, "required_pace": 0.9075,
    "observed_pace": 0.072, "slope": 0.072, "slope_unit": "year", "complete": True, "near_from": None,
    "regions_reported": None, "regions_due": None, "name_id": "Laju", "name_en": "Growth", "agency_id": "Badan",
    "agency_en": "Agency", "priority_id": "Laju", "priority_en": "Growth", "decided": False,
}  # fmt: skip
NOTHING = pd.DataFrame(columns=["period", "period_start", "actual", "target", "target_low", "target_high"])


def line(points=NOTHING, plan=NOTHING, gaps=(), **changes):
    return Line({**BASE, **changes}, points, plan, gaps)


def asked(of: Line) -> str:
    return " ".join(f"{ask.verb} {ask.words}" for ask in asks.asks(of))


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({}, "Putuskan cara mengejar atau peninjauan target 2029: peluang mencapainya sekitar 27 persen"),
        ({"direction": "improving"}, "Percepat: untuk 6,60% pada 2029 perlu naik 0,91 poin per tahun, lebih dari 12"),
        ({"goal_period": None, "goal": None, "chance": None}, "Tutup selisih dari target periodenya: 2,83 poin"),
        ({"standing": "no_target", "target": None, "goal": None, "goal_period": None}, "Tetapkan target 2025–2029."),
        ({"standing": "no_value", "period": None, "actual": None}, "Lengkapi angka pertama"),
        ({"standing": "met", "actual": 6.0}, ""),
    ],
)
def test_what_a_line_asks_for(changes, words):
    said = asked(line(**changes))
    assert said.startswith(words) if words else not said


@pytest.mark.parametrize(
    ("last", "words"), [(5.8, "targetnya bergerak lebih cepat"), (5.01, "masih 2,83 poin di bawah target")]
)
def test_a_target_is_called_faster_only_where_it_is(last, words):
    starts = [pd.Timestamp("2021-01-01"), pd.Timestamp("2025-01-01")]
    points = pd.DataFrame({"period_start": starts, "target": [5.0, last], "actual": [2.0, 2.97]})
    said = asked(line(points, direction="improving", goal_period=None, goal=None))
    assert words in said


def test_missing_reports_are_asked_for_by_name():
    said = asked(line(gaps=[("2025", ["Sabang", "Pidie"])]))
    assert said.endswith("Tagih laporan 2025: Sabang, Pidie.")
    assert asked(line(gaps=[("2024", ["Pidie"]), ("2025", [])])).endswith("Tagih laporan 2025.")
    assert asked(line(gaps=[("2023", ["Pidie"]), ("2024", []), ("2025", [])])).endswith("Tagih laporan sejak 2024.")


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({}, "2,83 poin di bawah"),
        ({"better": "lower", "actual": 7.0}, "1,20 poin di atas"),
        ({"target": None, "target_low": 5.0, "target_high": 6.0, "actual": 8.0}, "2,00 poin di atas"),
        ({"measure_id": "orang", "decimals": 0, "actual": 17, "target": 32921}, "32.904 orang di bawah"),
        ({"target": None, "target_low": 1.0, "target_high": 6.0}, "di dalam rentang target"),
        ({"actual": 5.8}, "tepat pada target"),
        ({"target": None, "goal": None}, "tanpa target"),
    ],
)
def test_a_distance_is_told_in_physical_words(changes, words):
    assert told.distance({**BASE, **changes}) == words


@pytest.mark.parametrize(
    ("direction", "slope", "words"),
    [
        ("improving", -0.066, "jarak ke rentang target mengecil 0,07 poin per bulan"),
        ("worsening", 3.3, "jarak ke rentang target melebar 3,30 poin per bulan"),
        ("worsening", 0.0, "jarak ke rentang target melebar"),
    ],
)
def test_the_way_of_a_band_is_that_of_the_distance_whichever_side_the_value_comes_from(direction, slope, words):
    row = {**BASE, "better": "range", "direction": direction}
    assert told.moved(row, slope, "month") == words


@pytest.mark.parametrize(
    ("changes", "width"),
    [({}, "42.0"), ({"better": "lower", "actual": 5.64, "target": 5.0}, "71.5"), ({"actual": 0.0}, "0.0"),
     ({"actual": 99.0}, "98.4"), ({"target": 0.0, "goal": None}, None)],
)  # fmt: skip
def test_right_is_always_better_on_a_bullet(changes, width):
    assert told.bullet({**BASE, **changes})["width"] == width


def test_decisions_are_official_first_and_never_of_incomplete_reports():
    lines = [
        line(indicator="A", status="simulated", achievement=10.0), line(indicator="B", direction="improving"),
        line(indicator="C", direction="worsening"), line(indicator="D", complete=False, achievement=1.0),
        line(indicator="E", standing="met"), line(indicator="F", achievement=1.0),
    ]  # fmt: skip
    assert [each.row["indicator"] for each in priorities.decisions(lines)] == ["C", "F", "B"]


def test_a_simulated_decision_names_no_post():
    real, example = (
        priorities.decision(line(status=status), 1, "/", "Kepala Badan") for status in ("final", "simulated")
    )
    assert (real["who"], example["who"]) == ("Kepala Badan", "Badan")


def test_a_cumulative_value_is_compared_with_its_own_month():
    points = pd.DataFrame({"period": ["2024-08", "2024-09", "2025-09"], "actual": [1.0, 2.0, 3.0]})
    row = {**BASE, "accumulation": "cumulative", "frequency": "monthly", "period": "2025-09"}
    assert list(priorities.alike(row, points)["period"]) == ["2024-09", "2025-09"]


def test_an_overview_of_nothing_says_so():
    empty = counted(("no_value", None), counts_as="result", agency="X", near_from=None)
    of = overview.Overview(empty, [], pd.DataFrame(), lambda address, **codes: f"/{address}")
    values = overview.verdict(of, "")
    assert values["verdict"] == "Belum ada target yang dapat dinilai"
    assert SimpleNamespace(**values).bars == []
