"""The server time of each view and of each query behind it, on stores of growing size."""

import os
import shutil
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter

from benchmarks import shape
from data.build import identity, whole
from data.reference import Reference
from data.store import Store
from data.submissions import current

APP = Path(__file__).resolve().parent.parent / "app.py"
PAGES = ("summary", "agency", "indicator", "map", "download", "report", "guide")
REPEATS = 20


def run(observations: int, folder: Path) -> dict[str, object]:
    """Build a store of this size in `folder` if it is not there; milliseconds (p50, p95) of every page's rerun."""
    store = folder / f"store-{observations}"
    reference = shape.reference(observations)
    current.reference_of = lambda _: reference
    seconds = None if (store / "pointer.json").exists() else _make(store, observations, reference)
    os.environ["KINERJA_STORE"] = str(store)
    empty = _empty()
    pages = {page: _page(page) for page in PAGES}
    return {
        "observations": observations,
        "build_seconds": seconds,
        "empty_page_ms": empty,
        "views_ms": {page: [round(p50 - empty[0], 1), round(p95 - empty[0], 1)] for page, (p50, p95) in pages.items()},
    }


def _make(folder: Path, observations: int, reference: Reference) -> float:
    shutil.rmtree(folder, ignore_errors=True)
    store = Store(folder)
    with store.writing() as ledger:
        entry = shape.accepted(folder / "made", observations, reference)
        files = {"accepted.parquet": entry.accepted, "findings.parquet": entry.findings}
        ledger.append("load", "benchmark", {"file": "benchmark", "accepted": observations}, files)
        standing = ledger.active()
        snapshot = identity.snapshot_id(standing, reference.hash)
        started = perf_counter()
        whole.build(standing, reference, store.path_of(snapshot), lambda **_: None)
        seconds = perf_counter() - started
        store.publish(snapshot, ledger.entries())
    shutil.rmtree(folder / "made")
    return round(seconds, 1)


def _page(page: str) -> tuple[float, float]:
    from streamlit.testing.v1 import AppTest

    app = AppTest.from_file(str(APP), default_timeout=120)
    app.run()
    app.switch_page(f"pages/{page}.py").run()
    if app.exception or not app.title:
        raise RuntimeError(f"{page} does not draw: {[each.message for each in app.exception]}")
    return _times(app)


def _empty() -> tuple[float, float]:
    from streamlit.testing.v1 import AppTest

    return _times(AppTest.from_string("import streamlit as st\nst.title('hello')"))


def _times(app) -> tuple[float, float]:
    app.run()
    spent = []
    for _ in range(REPEATS):
        started = perf_counter()
        app.run()
        spent.append((perf_counter() - started) * 1_000)
    return round(median(spent), 1), round(quantiles(spent, n=20)[-1], 1)
