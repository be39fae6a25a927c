"""This checkout beside another, in turn: processor seconds of the commands and of a server's first page."""

import os
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from itertools import islice, product
from pathlib import Path
from statistics import median

import xlsxwriter

from benchmarks.line import opened, prepared
from benchmarks.serving import ROOT, served, worked
from data.reference import load_reference

RUNS = 5
FIRST_STARTS = 2
WORKBOOK_ROWS = 50_000
INDICATORS = [f"IKU-BPKA-{number:02d}" for number in range(2, 7)]
REGIONS = [*range(1, 19), *range(71, 76)]
COLUMNS = ["kode_instansi", "kode_indikator", "kode_wilayah", "periode", "realisasi"]


def run(other: Path) -> dict[str, object]:
    """Medians of both checkouts, here and there, and their ratio.

    Seconds are those of the processor, the command's own processes included; `title_s` those of the clock in Chromium.
    """
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        files = {"small": _small(folder / "laporan.csv"), "workbook": _workbook(folder / "besar.xlsx")}
        sides = {"here": ROOT, "there": other}
        taken: dict[str, dict[str, list[float]]] = {}
        for turn in range(RUNS):
            for side, root in sides.items():
                for name, seconds in _commands(root, folder / side, files, first=turn < FIRST_STARTS):
                    taken.setdefault(name, {}).setdefault(side, []).append(seconds)
        for name, side, seconds in _pages(sides, folder):
            taken.setdefault(name, {}).setdefault(side, []).append(seconds)
    return {name: _beside(each) for name, each in taken.items()}


def _commands(root: Path, folder: Path, files: dict[str, Path], first: bool) -> Iterator[tuple[str, float]]:
    store = folder / "store"
    if first:
        shutil.rmtree(store, ignore_errors=True)
        folder.mkdir(exist_ok=True)  # without it the store would be taken for one on a disk that is not mounted
        yield "first start, 69 exports", _used(root, store, "status")
    yield "load --help", _used(root, store, "load", "--help")
    yield "check 23 rows", _used(root, store, "load", str(files["small"]), "--dry-run")
    trial = folder / "trial"
    shutil.rmtree(trial, ignore_errors=True)
    shutil.copytree(store, trial)
    yield "load 23 rows and publish", _used(root, trial, "load", str(files["small"]), "--accept-partial")
    yield f"check a workbook of {WORKBOOK_ROWS} rows", _used(root, store, "load", str(files["workbook"]), "--dry-run")


def _used(root: Path, store: Path, *arguments: str) -> float:
    """Processor seconds of one command of a checkout; RuntimeError where it did not end by itself."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    ran = subprocess.run(
        [sys.executable, "-m", "data", *arguments],
        cwd=root, env={**os.environ, "KINERJA_STORE": str(store)}, capture_output=True, text=True,
    )  # fmt: skip
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if ran.returncode not in (0, 1) or "Traceback" in ran.stderr:
        raise RuntimeError(f"{root}: {arguments} ended with {ran.returncode}:\n{ran.stderr}")
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def _pages(sides: dict[str, Path], folder: Path) -> Iterator[tuple[str, str, float]]:
    """(what, side, seconds) of the first page of a server just started, in turn."""
    with prepared() as (browser, _):
        for _ in range(RUNS):
            for side, root in sides.items():
                with served(root / "app.py", folder / side / "store", root) as (address, process):
                    told = opened(browser.new_context(), f"{address}/", bits=None)
                    yield "Ringkasan after a start, title_s", side, told["title_s"]
                    yield "Ringkasan after a start, server", side, worked(process)


def _beside(taken: dict[str, list[float]]) -> dict[str, float]:
    here, there = median(taken["here"]), median(taken["there"])
    return {"here": round(here, 2), "there": round(there, 2), "ratio": round(here / there, 2)}


def _small(path: Path) -> Path:
    lines = [f"BAPPEDA;IKU-BAPPEDA-13;11.{region:02d};2026;{8 + region % 9},5" for region in REGIONS]
    path.write_text("\n".join([";".join(COLUMNS), *lines, ""]), "utf-8")
    return path


def _workbook(path: Path) -> Path:
    """Made-up shares of spending, which grow over the months of a year, one row each."""
    agencies = load_reference().agencies["code"]
    periods = [f"{year}-{month:02d}" for year in range(2010, 2026) for month in range(1, 13)]
    rows = product(agencies, INDICATORS, periods)
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        sheet = book.add_worksheet("Data")
        sheet.write_row(0, 0, COLUMNS)
        for row, (agency, indicator, period) in enumerate(islice(rows, WORKBOOK_ROWS)):
            sheet.write_row(row + 1, 0, [agency, indicator, "11", period, 8 * int(period[5:]) + row % 3 / 10])
    return path
