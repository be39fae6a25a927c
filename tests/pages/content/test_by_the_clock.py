"""What pages say goes by the clock, not by the newest datum: an old value counts nowhere, changes and ranks nothing."""

import datetime as dt

import pytest

from data.store import Store
from pages.content import agenda, overview, reader, regency, scope, targets
from pages.words import language

PLACE = "11.05"


@pytest.fixture
def at(full_store, monkeypatch):
    """`at(day)`: the overview of a store that ends with 2025, as a reader of that day sees it."""
    monkeypatch.setenv("KINERJA_STORE", str(full_store))

    def on(day: str) -> overview.Overview:
        monkeypatch.setattr(reader, "office_today", lambda: dt.date.fromisoformat(day))
        return targets.overview(scope.Scope())

    with reader.of_snapshot(Store(full_store).published_snapshot()), language.speaking("id"):
        yield on


@pytest.mark.parametrize("day", ["2026-11-29", "2027-06-01"])
def test_values_count_until_the_year_after_next(at, day):
    assert any(row["counted"] for row in at(day).results)
    assert len(agenda.items(scope.Scope()))
    assert not regency.compared(scope.Scope(), PLACE)["old"].any()


def test_what_nobody_reports_any_more_is_told_as_no_value(at):
    of = at("2030-01-01")
    assert not any(row["counted"] for row in of.rows)
    assert overview.verdict(of, "")["verdict"] == "Belum ada target yang dapat dinilai"
    assert {row["sign"] for row in overview.verdict(of, "")["rows"]} == {"old"}
    assert agenda.items(scope.Scope()).empty
    assert regency.compared(scope.Scope(), PLACE)["old"].all()


def test_a_chosen_period_is_seen_from_its_end_whatever_the_clock_says(at):
    at("2030-01-01")
    assert any(row["counted"] for row in targets.overview(scope.Scope(period="2025-Q4")).results)
    assert not regency.compared(scope.Scope(period="2025-Q4"), PLACE)["old"].any()
