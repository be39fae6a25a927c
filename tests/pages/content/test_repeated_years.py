"""A store in which each year repeats the last to the digit, and one in which one value departs: what pages tell of
them, and of nothing else."""

import re
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import pandas as pd
import pytest

from data import intake, submissions
from data.store import Store
from pages.content import (
    agency_agenda,
    agenda,
    mapping,
    one_series,
    overview,
    reader,
    regency,
    scope,
    series,
    series_head,
    standing,
    targets,
)
from pages.words import language

HEADER = "kode_instansi;kode_indikator;kode_wilayah;periode;target;realisasi;pembilang;penyebut;status_data\n"
IMMUNISED, PLACE, OTHER = "IKU-DINKES-01", "11.71", "11.72"
AGENCIES = ("DINKES", "DPMPTSP", "DISKOMINSA")
MOVES = re.compile(r"(?i)membaik|memburuk|\bnaik\b|\bturun\b|mengecil|melebar|menjadi tercapai")


def text(planted: float = 0.0) -> str:
    """Four years of absorption and immunisation that add up, permits that do not, and one yearly index; `planted` is
    added to the last value of one regency."""
    rows = []
    for year in range(2022, 2026):
        for month in range(1, 13):
            when = f"{year}-{month:02d}"
            rows += [
                f"DINKES;IKU-BPKA-02;11;{when};{8 * month}.0;{7.5 * month};;;",
                f"DPMPTSP;IKU-DPMPTSP-02;11;{when};92.0;{90.0 + month % 4};;;simulasi",
            ]
            for number, place in enumerate((PLACE, OTHER)):
                done = 4 * month + number + planted * (when == "2025-12" and place == PLACE)
                rows.append(f"DINKES;{IMMUNISED};{place};{when};{5 * month}.0;{done};{10 * done:.0f};1000;")
        rows.append(f"DISKOMINSA;IKU-DISKOMINSA-01;11;{year};3.2;3.1;;;")
    return HEADER + "\n".join(rows) + "\n"


@pytest.fixture(scope="module", params=[0.0, 47.0], ids=["repeated", "planted"])
def served(request, tmp_path_factory) -> Iterator[float]:
    """The store is read as a page reads it; gives what was planted, or nothing."""
    folder = tmp_path_factory.mktemp("years")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KINERJA_EXPORTS", str(folder / "none"))
        patch.setenv("KINERJA_STORE", str(folder / "store"))
        store = Store(folder / "store")
        submissions.ensure(store)
        path = folder / "laporan.csv"
        path.write_text(text(request.param), "utf-8")
        options = intake.Options(reasons=((None, None, "uji"),))
        (done,) = submissions.accept(store, [submissions.propose(store, path, options, store.workspace(), None)])
        assert done.submission
        with reader.of_snapshot(store.published_snapshot()), language.speaking("id"):
            yield request.param


def changed(here: scope.Scope) -> dict[str, set[str]]:
    """Indicators of which each page says that something changed since the year before."""
    of = targets.overview(here)
    gained, lost = standing.turned(of.rows)
    moving = [
        row for row in of.rows if row["direction"] in ("improving", "worsening") or row["change_kind"] == "new"
    ]
    fresh = {row["href"] for block in overview.folds(of)["fresh"] for row in block["rows"]}
    places = pd.concat([regency.compared(here, at) for at in (PLACE, OTHER)])
    drawn = mapping.values(here.period or "2025-12", indicator=IMMUNISED, agency="DINKES", unit="")
    return {
        "ringkasan": {*(row["indicator"] for row in (*gained, *lost, *moving)), *map(indicator_of, fresh)},
        "instansi": set().union(*(told_of_agency(replace(here, agency=each)) for each in AGENCIES)),
        "indikator": {row["indicator"] for row in of.rows
                      if not language.missing(row["actual"])
                      and told_of_series(replace(here, indicator=row["indicator"], agency=row["agency"]))},
        "rapat": {*agenda.items(here)["indicator"]},
        "wilayah": {*places.loc[places["change_year"].fillna(0) != 0, "indicator"]},
        "peta": {IMMUNISED} if (drawn["change_year"].fillna(0) != 0).any() else set(),
    }


def told_of_agency(here: scope.Scope) -> set[str]:
    """Indicators of which Instansi tells a change: in what it says first, in an item, its question or a result."""
    of = targets.of_agency(here)
    agenda_ = agency_agenda.agenda(of.lines, of, targets.places(here, of), targets.awaited(here))
    results = [row for group in agency_agenda.results(of.lines, of)["groups"] for row in group["rows"]]
    said = [(each["href"], f"{each['fact']} {each['question']} {each['course']}") for each in agenda_["items"]]
    said += [(each["href"], each["course"]) for each in results]
    moved = {indicator_of(href) for href, words in said if MOVES.search(words)}
    lead = str(agency_agenda.header(of, "", "", [])["lead"])
    return moved | {line.row["indicator"] for line in of.lines if language.name(line.row, stem="short") in lead}


def told_of_series(here: scope.Scope) -> bool:
    """Whether Indikator tells a change: in its verdict, in a fact or in the line that reads them."""
    card = reader.fetch("indicator_card", indicator=here.indicator).iloc[0].to_dict()
    chosen = series.choose(here, card, lambda names: next(iter(names)))
    assert chosen is not None
    head = series_head.head(one_series.reading(here, card, chosen), "", [])
    words = [head["verdict"], head["read"], *(fact["about"] for fact in head["facts"])]
    return any(MOVES.search(each) for each in words)


def indicator_of(href: str) -> str:
    return parse_qs(urlsplit(href).query)["indicator"][0]


def test_nothing_is_told_to_have_changed_but_what_was_planted(served):
    for month in (11,) if served else (1, 3, 6, 9, 11):
        here = changed(scope.Scope(period=f"2025-{month:02d}"))
        assert not any(here.values()), (month, here)
    now = changed(scope.Scope())
    assert now == dict.fromkeys(now, {IMMUNISED} if served else set())
    asked = reader.fetch("quality_questions", since="2023-01-01", limit=50)
    assert not set(asked["question"]) & {"target_edited", "source_jump", "unit_slip"}
    places = regency.compared(scope.Scope(), OTHER)
    assert (places["change_year"].fillna(0) == 0).all()
    told_ = overview.verdict(targets.overview(scope.Scope()), "")["lead"]
    assert told_.startswith("1 menjadi tercapai, 0 tidak lagi" if served else "Tidak ada target")
