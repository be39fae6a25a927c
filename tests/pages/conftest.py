"""A small published store for the pages: a few agencies, two years of quarters, regencies, gaps and simulated rows."""

import datetime as dt
import os
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import ClassVar

import duckdb
import pandas as pd
import pyarrow as pa
import pytest
from streamlit.testing.v1 import AppTest

from analytics import achievement
from analytics.periods import period_bounds
from data import intake, submissions
from data.reference import load_reference
from data.store import Store
from pages.session import first_build
from pages.words.language import LANGUAGES
from tests.pages.visiting import ROOT, opened, visitor

TABLES = ROOT / "data" / "build" / "marts" / "tables.sql"
QUARTERS = [f"{year}-Q{quarter}" for year in (2024, 2025) for quarter in (1, 2, 3, 4)]
YEARS = [str(year) for year in range(2016, 2026)]
TONE = {
    "sangat_tinggi": "very_good", "tinggi": "good", "sedang": "fair", "rendah": "poor", "sangat_rendah": "very_poor",
}  # fmt: skip
STATES = ("improving", "worsening", "no_clear_change", "cannot_say")
OLD, NEW = "example00001", "example00002"
HEADER = "kode_instansi;kode_indikator;kode_wilayah;nama_wilayah;periode;target;realisasi;status_data\n"
GOOD = HEADER + "DINKES;IKU-DINKES-04;11.71;Kota Banda Aceh;2024;22;20,5;\n"
CHANGES = ("new", "continuing", "ended", "none")
SWEEP = os.environ.get("KINERJA_SWEEP") == "all"
# (agency, unit, indicator, region, periods, first value, step, target)
STORIES = [
    ("DINKES", "", "IKU-DINKES-04", "11", YEARS, 35.0, -0.9, 22.0),
    ("DINKES", "DINKES-P2P", "IKU-BPKA-02", "11", QUARTERS, 10.0, 4.0, 80.0),
    ("DINKES", "", "IKU-BPKA-02", "11", QUARTERS, 12.0, 10.0, 85.0),
    ("DISDIK", "", "IKU-DISDIK-03", "11", YEARS, 8.8, 0.06, 9.6),
    ("DISDIK", "", "IKU-BPKA-02", "11", QUARTERS[:-2], 9.0, 8.0, 90.0),
    ("BAPPEDA", "", "IKU-BAPPEDA-13", "11", YEARS, 17.0, -0.4, 12.0),
    *[("BAPPEDA", "", "IKU-BAPPEDA-13", f"11.{n:02d}", YEARS, 12.0 + n, -0.3, 11.0) for n in range(1, 19)],
]


@pytest.fixture(scope="session")
def full_store(tmp_path_factory) -> Path:
    """Store folder with one published snapshot, `example00001`."""
    return publish(tmp_path_factory.mktemp("store"), STORIES, "example00001")


@pytest.fixture
def built(monkeypatch):
    """Nothing is built anew in a store that tests share."""
    monkeypatch.setattr(first_build, "building", lambda: type("Built", (), {"done": lambda self, seconds: True})())


@pytest.fixture(scope="session")
def empty_store(tmp_path_factory) -> Path:
    """Store folder whose snapshot holds the reference and nothing else."""
    return publish(tmp_path_factory.mktemp("nothing"), [], "example00000")


@pytest.fixture(scope="session")
def loaded_twice(full_store, tmp_path_factory):
    """A store that published OLD and then NEW, in which poverty is ten points higher."""
    folder = tmp_path_factory.mktemp("twice") / "store"
    shutil.copytree(full_store, folder)
    raised = [(*story[:5], story[5] + 10 * (story[2] == "IKU-BAPPEDA-13"), *story[6:]) for story in STORIES]
    (folder / "pointer.json").unlink()
    newer = publish(folder.parent / "newer", raised, NEW)
    shutil.copy(Store(newer).path_of(NEW), Store(folder).path_of(NEW))
    Store(folder).publish(OLD, [])
    Store(folder).publish(NEW, [])
    return folder


@pytest.fixture
def page(store, monkeypatch):
    """Kirim Data on an empty store of one's own, or on `published`; nothing flips."""
    monkeypatch.setattr(submissions, "flips", lambda *_: pd.DataFrame())
    submissions.ensure(store)
    return visitor()


@pytest.fixture
def page_with_flips(store):
    """The same, with what flips computed beside the page."""
    submissions.ensure(store)
    return visitor()


@pytest.fixture
def published(store, report_published):
    """The store of one's own with one report published: GOOD."""
    shutil.copytree(report_published, store.folder)
    return store


@pytest.fixture(scope="session")
def publish_text(tmp_path_factory):
    """`publish_text(text)`: a store folder with one report of this text published, to be copied."""

    def published_with(text: str) -> Path:
        folder = tmp_path_factory.mktemp("report")
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("KINERJA_EXPORTS", str(tmp_path_factory.mktemp("none")))
            store = Store(folder / "store")
            submissions.ensure(store)
            path = folder / "laporan.csv"
            path.write_text(text, "utf-8")
            submissions.accept(store, [submissions.propose(store, path, intake.Options(), store.workspace(), None)])
        return store.folder

    return published_with


@pytest.fixture(scope="session")
def report_published(publish_text) -> Path:
    return publish_text(GOOD)


@pytest.fixture
def accepted(store, tmp_path):
    """`accepted(text)` publishes a file of this text in a store of one's own; the id of its submission."""
    submissions.ensure(store)

    def accept(text: str, name: str = "laporan.csv", origin: submissions.Origin | None = None, **options) -> str:
        path = tmp_path / name
        path.write_text(text, "utf-8")
        proposal = submissions.propose(store, path, intake.Options(**options), store.workspace(), origin)
        return submissions.accept(store, [proposal])[0].submission

    return accept


@pytest.fixture
def open_app(monkeypatch):
    """`open_app(store, page="agency", **link)` runs the app on a store and returns the AppTest."""

    def opens(store: Path, page: str = "summary", **link: object) -> AppTest:
        monkeypatch.setenv("KINERJA_STORE", str(store))
        monkeypatch.setattr(first_build, "building", Built)
        return opened(page, **link)

    return opens


def in_turn(links: Iterable[dict], *pages: str) -> list:
    """Cases of link, page and language: every link and every page in both, every page of a link in one of them, and in
    both in a sweep."""
    return [
        pytest.param(link, page, spoken, id=f"{'+'.join(link) or 'nothing'}-{page}-{spoken}")
        for at, link in enumerate(links)
        for beside, page in enumerate(pages)
        for number, spoken in enumerate(LANGUAGES)
        if SWEEP or (at + beside) % 2 == number
    ]


class Built:
    """Stands in for the build: these stores are written by hand and have no ledger."""

    seen: ClassVar[list[dict[str, object]]] = []

    def done(self, seconds: float) -> bool:
        return True


def publish(folder: Path, stories: list[tuple], snapshot: str) -> Path:
    """Write and publish a snapshot of these stories; returns the folder."""
    store = Store(folder)
    path = store.path_of(snapshot)
    path.parent.mkdir(parents=True)
    reference = load_reference()
    with duckdb.connect(str(path)) as connection:
        tables = {name: getattr(reference, name) for name in reference.tables} | {"scales": achievement.scales()}
        for name, table in tables.items():
            _table(connection, name, pa.Table.from_pandas(table, preserve_index=False))
        connection.execute(TABLES.read_text("utf-8"))
        _other_tables(connection)
        observations = [row for number, story in enumerate(stories) for row in _observations(number, story)]
        if observations:
            _append(connection, "observations", observations)
            _append(connection, "series", [_series(number, story) for number, story in enumerate(stories)])
            _append(connection, "submissions", [_submission()])
        connection.execute("UPDATE indicators SET reported_by = 'each_its_own'")  # what never came is not asked for
        for mart in ("reports", "breaks"):
            connection.execute((ROOT / f"data/build/marts/{mart}.sql").read_text("utf-8"))
    store.publish(snapshot, [])
    return folder


def _other_tables(connection) -> None:
    connection.execute(
        "CREATE TABLE submissions (submission VARCHAR, file VARCHAR, agency VARCHAR, sender VARCHAR, "
        "received_at VARCHAR, outcome VARCHAR, reason VARCHAR, sequence BIGINT, read BIGINT, accepted BIGINT, "
        "rejected BIGINT, warnings BIGINT, own BOOLEAN)"
    )
    connection.execute(
        "CREATE TABLE revisions (agency VARCHAR, unit VARCHAR, indicator VARCHAR, region VARCHAR, period VARCHAR, "
        "period_start DATE, period_end DATE, actual DOUBLE, target DOUBLE, new_actual DOUBLE, new_target DOUBLE, "
        "new_status VARCHAR, as_of DATE, changed_on DATE, new_note VARCHAR, submission VARCHAR, source_row BIGINT, "
        "replaced_by VARCHAR)"
    )
    connection.execute(
        "CREATE TEMP TABLE first_dates (agency VARCHAR, unit VARCHAR, indicator VARCHAR, region VARCHAR, "
        "period VARCHAR, as_of DATE)"
    )
    connection.execute((ROOT / "data/build/marts/no_findings.sql").read_text("utf-8"))


def _submission() -> dict:
    return {
        "submission": "000001-example",
        "own": True,
        "file": "contoh.csv",
        "agency": "DINKES",
        "sequence": 1,
        "received_at": "2025-10-12T08:00:00",
        "outcome": "accepted",
        "read": 50,
        "accepted": 50,
        "rejected": 0,
        "warnings": 0,
        "sender": None,
        "reason": None,
    }


def _observations(number: int, story: tuple) -> list[dict]:
    agency, unit, indicator, region, periods, first, step, target = story
    rows = []
    for place, period in enumerate(periods):
        start, end = period_bounds(period)
        actual = round(first + step * place, 3)
        reached = achievement.achievement(actual, target, "R_T")
        standing = achievement.classify(reached, "permendagri_86_2017")
        rows.append(
            {
                "series": number,
                "agency": agency,
                "unit": unit,
                "indicator": indicator,
                "region": region,
                "period": period,
                "period_start": start,
                "period_end": end,
                "frequency": "annual" if periods is YEARS else "quarterly",
                "target": target,
                "actual": actual,
                "achievement": reached,
                "class": standing,
                "tone": TONE[standing],
                "gap": actual - target,
                "as_of": end + dt.timedelta(days=10 + 30 * (place % 2)),
                "status": "final" if periods is YEARS else "simulated",
                "source": "BPS *contoh*",
                "note": None,
                "target_source": "report",
                "submission": "000001-example",
                "source_row": place + 2,
            }
        )
    return rows


def _series(number: int, story: tuple) -> dict:
    agency, unit, indicator, region, periods, *_ = story
    rows = _observations(number, story)
    last, before = rows[-1], rows[-2]
    state = STATES[number % 4]
    kept = ("actual", "target", "achievement", "class", "tone", "gap", "status", "submission", "frequency")
    return {
        "series": number,
        "agency": agency,
        "unit": unit,
        "indicator": indicator,
        "region": region,
        "n": len(rows),
        "first_period": periods[0],
        "last_period": periods[-1],
        "last_start": last["period_start"],
        **{name: last[name] for name in kept},
        "previous_actual": before["actual"],
        "change": last["actual"] - before["actual"],
        "state": state,
        "reason": "too_few" if state == "cannot_say" else None,
        "confirmed": state in ("improving", "worsening"),
        "method": "mann_kendall",
        "p_value": 0.01,
        "q_value": 0.02,
        "tau": 0.9,
        "slope": story[6],
        "s": 20.0,
        "z": 2.5,
        "slope_low": story[6] - 0.1,
        "slope_high": story[6] + 0.1,
        "slope_unit": "year",
        "variation": "common_cause",
        "assurance": "may_miss",
        "trial": True,
        "mean": 30.0,
        "lower": 20.0,
        "upper": 40.0,
        "required_pace": 1.0,
        "observed_pace": 0.5,
        "previous_state": STATES[(number + 1) % 4],
        "change_kind": CHANGES[number % 4],
        "class_steps": float(number % 3 - 1),
        "previous_tone": "fair",
        "importance": float(number + 1),
        "brief_id": f"Kalimat singkat {number}.",
        "brief_en": f"Short sentence {number}.",
        "sentence_id": f"Kalimat contoh {number}.",
        "sentence_en": f"Example sentence {number}.",
        "paragraph_id": f"Alinea contoh {number}.",
        "paragraph_en": f"Example paragraph {number}.",
        "actuals": [row["actual"] for row in rows][-24:],
    }


def _table(connection, name: str, table: pa.Table) -> None:
    connection.register("incoming", table)
    connection.table("incoming").create(name)
    connection.unregister("incoming")


def _append(connection, name: str, rows: list[dict]) -> None:
    """Append rows; columns they do not name stay NULL."""
    table = pa.Table.from_pylist(rows)
    connection.register("incoming", table)
    columns = ", ".join(f'"{column}"' for column in table.column_names)
    connection.execute(f'INSERT INTO "{name}" ({columns}) SELECT {columns} FROM incoming')  # noqa: S608 own names
    connection.unregister("incoming")
