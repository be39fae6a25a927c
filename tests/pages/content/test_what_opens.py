"""What is clicked is what opens: each card, row and cell of Ringkasan, Instansi, Indikator, Peta, Wilayah and Rapat
says the value, place by the target, direction, class and origin that the page behind its link says."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pandas as pd
import pytest

from analytics.regions import PROVINCE
from data.store import Store
from pages.content import (
    agency_agenda,
    agenda,
    lists,
    mapping,
    one_series,
    overview,
    place_profile,
    reader,
    regency,
    scope,
    series,
    series_after,
    standing,
    targets,
    told,
)
from pages.content.series_reading import Reading
from pages.sections.region import place
from pages.words import language

PLACE, MAPPED = "11.05", "IKU-BAPPEDA-13"
AGENCIES = ("DINKES", "DISDIK", "BAPPEDA")
Row = Mapping[str, Any]
Says = Callable[[Reading], bool]
"""Whether what opens says the same."""


@pytest.fixture(autouse=True)
def served(full_store, monkeypatch) -> Iterator[None]:
    """The store is read as a page reads it."""
    monkeypatch.setenv("KINERJA_STORE", str(full_store))
    with reader.of_snapshot(Store(full_store).published_snapshot()), language.speaking("id"):
        yield


def at(href: str) -> scope.Scope:
    """The view that an address opens."""
    asked = parse_qs(urlsplit(href).query)
    first = {name: asked[name][0] for name in ("indicator", "agency") if name in asked}
    return scope.Scope(units=tuple(asked.get("unit", ())), regions=tuple(asked.get("region", ())), **first)


def opened(here: scope.Scope) -> Reading:
    """What Indikator tells there; the first of several reporters, until a reader chooses."""
    card = reader.fetch("indicator_card", indicator=here.indicator).iloc[0].to_dict()
    chosen = series.choose(here, card, lambda names: next(iter(names)))
    assert chosen is not None, here
    return one_series.reading(here, card, chosen)


def listed(row: Row) -> Says:
    """A row of a list of targets: figure, place by the target, direction, origin."""
    return lambda of: (
        (row["figure"], row["small"]) == told.figure(of.row)
        and row["sign"] == standing.SIGNS[of.row["standing"]]
        and row["stroke"] == standing.STROKES[of.row["direction"]]
        and row["simulated"] == (of.row["status"] == "simulated")
    )


def valued(row: Row) -> Says:
    return lambda of: row["value"] == told.value(of.row, of.row["actual"])


def judged(row: Row) -> Says:
    """A row of a query: value, class, state and origin."""
    same = ("actual", "class", "state", "status")
    return lambda of: all(of.row[name] == row[name] for name in same if name in row and not language.missing(row[name]))


def held(cell: Row, row: Row) -> Says:
    """A row of a cell of the grid, which says by its cell where it stands and goes."""
    return lambda of: (
        valued(row)(of)
        and cell["sign"] == standing.SIGNS[of.row["standing"]]
        and cell["stroke"] == standing.STROKES[of.row["direction"]]
        and row["simulated"] == (of.row["status"] == "simulated")
    )


def of_summary() -> Iterator[tuple[str, Says]]:
    of = targets.overview(scope.Scope())
    for group in overview.short_list(of)["groups"]:
        yield from ((row["href"], listed(row)) for row in group["rows"] if row["figure"])
    folds: Any = overview.folds(of)
    for cell in [cell for grid in folds["grids"] for cell in grid["lists"]]:
        yield from ((row["href"], held(cell, row)) for row in cell["rows"] if row["value"] != language.NOTHING)
    yield from ((row["href"], valued(row)) for block in folds["fresh"] for row in block["rows"])


def of_agencies() -> Iterator[tuple[str, Says]]:
    for here in [scope.Scope(agency=each) for each in AGENCIES]:
        of = targets.of_agency(here)
        agenda_: Any = agency_agenda.agenda(of.lines, of, targets.places(here, of), targets.awaited(here))
        rows = [row for group in agency_agenda.results(of.lines, of)["groups"] for row in group["rows"]]
        yield from ((row["href"], listed(row)) for row in [*agenda_["items"], *rows])
        table = reader.fetch("agency_scorecard", as_of=None, **here.filters)
        _, keys = lists.opens(table)
        for row in table.to_dict("records"):
            codes = lists.codes(keys, row)
            yield scope.link("indikator", here, **codes), judged(row)


def of_indicator() -> Iterator[tuple[str, Says]]:
    here = scope.Scope(indicator="IKU-BPKA-02", agency="DINKES")
    card = reader.fetch("indicator_card", indicator=here.indicator).iloc[0].to_dict()
    chosen = series.choose(here, card, lambda names: next(iter(names)))
    assert chosen is not None
    units = series_after.units(
        one_series.reading(here, card, chosen), chosen.peers, lambda unit: scope.link("indikator", here, unit=[unit])
    )
    assert units is not None
    yield from ((row["href"], valued(row)) for row in units["rows"])
    rows = reader.fetch("indicator_related", indicator=here.indicator, theme="anggaran")
    others: Any = series_after.others(rows, "", "11", lambda **codes: scope.link("indikator", here, **codes))
    yield from ((row["href"], valued(row)) for row in others["rows"])


def of_regency() -> Iterator[tuple[str, Says]]:
    of = profile(scope.Scope(regions=(PLACE,)))
    for row, line in zip(of.rows.to_dict("records"), place_profile.lines(of, of.rows), strict=True):
        yield line["href"], partial(regency_line, line, row)


def regency_line(line: Row, row: Row, of: Reading) -> bool:
    return (
        (line["figure"], line["small"]) == told.figure(of.row)
        and line["simulated"] == (of.row["status"] == "simulated")
        and judged(row)(of)
    )


def of_meeting() -> Iterator[tuple[str, Says]]:
    for row in agenda.items(scope.Scope()).to_dict("records"):
        unit, region = [row["unit"]] if row["unit"] else [], [] if row["region"] == PROVINCE else [row["region"]]
        codes = {"indicator": row["indicator"], "agency": row["agency"], "unit": unit, "region": region}
        yield scope.link("indikator", scope.Scope(), **codes), judged(row)


def profile(here: scope.Scope) -> place_profile.Place:
    region = here.regions[0]
    return place.placed(here, region, region, regency.compared(here, region))


@pytest.mark.parametrize("links", [of_summary, of_agencies, of_indicator, of_regency, of_meeting])
def test_what_is_clicked_is_what_opens(links):
    followed = list(links())
    assert followed
    for href, says in followed:
        of = opened(at(href))
        assert says(of), (href, of.row)


def test_a_region_of_the_map_opens_its_profile_with_the_value_that_was_clicked():
    here = scope.Scope(indicator=MAPPED)
    rows: pd.DataFrame = mapping.values("2025", indicator=MAPPED, agency="BAPPEDA", unit="")
    rows = rows[rows["actual"].notna()]
    assert len(rows)
    for row in rows.to_dict("records"):
        came = place_profile.came_by(profile(at(scope.link("wilayah", here, region=[row["region"]]))))
        assert came is not None
        assert came["figure"] == language.number(row["actual"], 2)
        assert came["simulated"] == (row["status"] == "simulated")
        assert opened(at(str(came["href"]))).row["actual"] == row["actual"]


def test_a_count_of_an_agency_opens_the_agency_that_counts_alike():
    folds: Any = overview.folds(targets.overview(scope.Scope()))
    assert folds["agencies"]
    for line in folds["agencies"]:
        counts = standing.compared(targets.of_agency(at(line["href"])).results).now
        assert (line["met"], line["all"]) == (counts.met, counts.all)
