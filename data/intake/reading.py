"""Read one file: recognise it, stage it, match and check it, and write what was accepted, rejected and found."""

import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from secrets import token_hex
from time import perf_counter
from typing import Any

import duckdb
import pyarrow as pa

from data.intake import outcome, requirements
from data.intake.codes import columns_by_cells, doubles, keys, surroundings, unread
from data.intake.codes.maps import Maps
from data.intake.contract import Intake, IntakeError, Options
from data.intake.file.opening import open_source
from data.intake.file.source import Source
from data.intake.staging import findings, loading, targets, values
from data.intake.staging.connection import MEMORY, Staging, in_arrow
from data.intake.staging.findings import Found
from data.intake.table import layout, numbers
from data.intake.table.layout import Layout
from data.intake.table.numbers import Shape, Style
from data.reference import Reference

Decide = Callable[[list[Shape]], Style]


def read(
    path: Path,
    options: Options,
    reference: Reference,
    history: Path | None,
    workdir: Path,
    *,
    keep_cells: bool = False,
    progress: Callable[..., object] | None = None,
) -> Intake:
    """Read and check one file. Writes accepted.parquet, rejected.parquet and findings.parquet into `workdir`.

    `history` is a published snapshot for the checks against earlier periods. `keep_cells` also writes cells.parquet,
    every cell as it stands. `progress` is called with stage (one of `STAGES`), rows and seconds as each stage ends.
    Never raises for what a file holds.
    """
    path, workdir = Path(path), Path(workdir)
    workdir.mkdir(parents=True, exist_ok=True)
    recognised: dict[str, Any] = {
        "encoding": None,
        "delimiter": None,
        "header_row": None,
        "layout": None,
        "decimal": None,
        "region_codes": None,
    }
    watch = _Watch(progress, keep_cells)
    try:
        result = _read(path, options, reference, history, workdir, recognised, watch)
    except IntakeError as error:
        result = outcome.refused(error, recognised, workdir)
    except Exception as error:
        result = outcome.refused(_fault(error), recognised, workdir)
    return replace(result, head=watch.head, cells_path=watch.cells)


def _fault(error: Exception) -> IntakeError:
    """What to tell of an error that no file should be able to cause: memory that ran out, or a number to find it by."""
    if isinstance(error, MemoryError | duckdb.OutOfMemoryException):
        return IntakeError("file_too_large", found="memori‖memory", expected=MEMORY)
    number = token_hex(4)
    logging.getLogger(__name__).error("Reading failed, fault %s", number, exc_info=error)
    return IntakeError("program_fault", found=number)


MISSING_MARKS = in_arrow({"text": (pa.string(), sorted(numbers.MISSING))})
STAGES = ("recognised", "loaded", "matched", "converted", "checked", "written")
HEAD = 30


class _Watch:
    """What is told of a reading beside its result: the stages that ended, the first lines, all cells."""

    def __init__(self, progress: Callable[..., object] | None, keep_cells: bool):
        self._progress, self._keep = progress, keep_cells
        self._started = perf_counter()
        self.head: list[list[str]] = []
        self.cells: Path | None = None

    def opened(self, source: Source) -> None:
        self.head = [list(row) for row in source.rows[:HEAD]]
        self.ended("recognised")

    def loaded(self, staging: Staging, workdir: Path) -> None:
        if self._keep:
            self.cells = workdir / "cells.parquet"
            loading.write_cells(staging, self.cells)
        if self._progress:
            self.ended("loaded", staging.rows("SELECT count(*) FROM raw")[0][0])

    def ended(self, stage: str, rows: int = 0) -> None:
        if self._progress:
            self._progress(stage=stage, rows=rows, seconds=perf_counter() - self._started)


def _read(
    path: Path,
    options: Options,
    reference: Reference,
    history: Path | None,
    workdir: Path,
    recognised: dict[str, Any],
    watch: _Watch,
) -> Intake:
    constants, filters = requirements.fixed(options)
    opened = open_source(path, options.sheet, workdir, lambda rows: layout.score(rows, reference, options.map))
    recognised |= outcome.source_facts(opened)
    watch.opened(opened)
    table = layout.recognise(opened.rows, opened.width, reference, options.map, constants)
    table = replace(table, only=requirements.only(table, filters))
    recognised |= outcome.layout_facts(table)
    staging = Staging(opened, table, workdir)
    try:
        loading.load(staging)
        watch.loaded(staging, workdir)
        loading.replace_texts(staging, options.replace)
        maps = Maps(staging, reference, options, constants)
        table = _with_meaning(staging, maps, recognised)
        keys.match(maps)
        watch.ended("matched")
        styles = _converted(staging, table, maps, options)
        watch.ended("converted")
        recognised |= outcome.decisions(table, styles, maps)
        _find(staging, maps, styles, opened)
        _check(staging, history, options)
        watch.ended("checked")
        result = outcome.written(staging, maps, styles, recognised, workdir)
        watch.ended("written", result.read)
        return result
    finally:
        staging.close()


def _with_meaning(staging: Staging, maps: Maps, recognised: dict[str, Any]) -> Layout:
    """The layout once cells and what stands round the table have said what headers left open; IntakeError where the
    sender is asked."""
    staging.layout = columns_by_cells.recognise(maps)
    asked = [*surroundings.settle(maps), *doubles.settle(maps), *unread.asked(maps)]
    recognised |= outcome.layout_facts(staging.layout) | {"unused": maps.unused}
    requirements.require(staging.layout, maps.constants, asked)
    targets.spell(staging)
    return staging.layout


def _styles(staging: Staging, table: Layout, maps: Maps, options: Options, thorough: bool = False) -> dict[int, Style]:
    """The number style of every value column; undecided ones follow a neighbour that speaks the same marks."""
    wished = {",": "comma", ".": "dot"}.get(options.decimal or "", options.decimal)
    indexes = {index: part for part in table.slices for index in part.columns.values()}
    thorough = thorough or len(table.slices) > 1
    styles: dict[int, Style] = {}
    for index, part in indexes.items():
        decide = _decider(maps, wished, keys.plausible(maps, part, index))
        if index in staging.source.typed:
            decide = _decider(maps, "dot", None)
        styles[index] = values.style(staging, index, decide, thorough=thorough)
    return _settled(styles, staging, maps)


def _decider(maps: Maps, wished: str | None, plausible: Callable[[float], bool] | None) -> Decide:
    def decide(shapes: list[Shape]) -> Style:
        return numbers.decide(shapes, maps.names.is_measure, wished=wished, plausible=plausible)

    return decide


def _settled(styles: dict[int, Style], staging: Staging, maps: Maps) -> dict[int, Style]:
    """Read an undecided mark as thousands where every column beside it that can be decided does so.

    The other way about, a mark that is the decimal beside it, would be a guess: `1.253` beside `67.7` is asked back.
    """
    undecided = [index for index, style in styles.items() if style.follows]
    if not undecided:
        return styles
    clear = {
        style.decimal: index
        for index, style in _beside(styles, staging, maps).items()
        if style.decimal in ("comma", "dot")
    }
    if len(clear) != 1:
        return styles
    ((decimal, beside),) = clear.items()
    header = staging.layout.header(beside)
    reasons = (f"tanda ribuan seperti pada kolom {header}", f"a thousands mark as in column {header}")

    def settle(shapes: list[Shape]) -> Style:
        return numbers.settle(shapes, maps.names.is_measure, decimal, *reasons)

    thousands = "." if decimal == "comma" else ","
    return styles | {
        index: values.style(staging, index, settle) for index in undecided if thousands in (styles[index].sample or "")
    }


def _beside(styles: dict[int, Style], staging: Staging, maps: Maps) -> dict[int, Style]:
    """The styles of all columns of numbers, those that hold no value of ours included."""
    table = staging.layout
    others = [column.index for column in table.columns if column.header and column.role is None]
    found = {index: values.style(staging, index, _decider(maps, None, None)) for index in others[:40]}
    return styles | {index: style for index, style in found.items() if style.valid and not style.bad}


def _converted(staging: Staging, table: Layout, maps: Maps, options: Options) -> dict[int, Style]:
    """Stage the observations; where a column turns out to hold more than its sample showed, look at all and again."""
    staging.share("missing_marks", MISSING_MARKS)
    known = options.today is not None
    staging.table("settings", {"today": (pa.date32(), [options.today or date.max]), "is_known": (pa.bool_(), [known])})
    styles = _styles(staging, table, maps, options)
    values.stage(staging, styles, maps.constant)
    if values.unverified(staging, styles):
        styles = _styles(staging, table, maps, options, thorough=True)
        values.stage(staging, styles, maps.constant)
    return styles


def _find(staging: Staging, maps: Maps, styles: dict[int, Style], opened: Source) -> None:
    """Findings of the reading itself: keys, numbers, formulas, hidden cells, surplus cells, damaged lines."""
    keys.find_faults(maps)
    findings.find_uncalculated(staging, styles)
    findings.add(staging, maps.told)
    findings.find_hidden(staging)
    findings.find_digits_lost(staging, styles)
    for index, style in styles.items():
        if style.needs_guard:
            findings.find_unreadable(staging, index, style)
        if style.decimal == "undecided":
            detail = f"{style.reason_id}‖{style.reason_en}"
            findings.add(staging, [Found("decimal_undecided", col=index, found=style.sample, detail=detail)])
    beyond = values.extra_cells(staging)
    findings.add(staging, [Found("cells_extra", row, found=cell[:80]) for row, cell in beyond])
    first = staging.layout.data_row
    faults = [fault for fault in opened.faults if fault.line >= first]
    findings.add(staging, [Found(fault.rule, fault.line, found=fault.found) for fault in faults])


def _check(staging: Staging, history: Path | None, options: Options) -> None:
    """Hard checks, then soft checks on the rows without errors; what lacks a reason is taken out too."""
    if {"pembilang", "penyebut"} <= {role for part in staging.layout.slices for role in part.columns}:
        staging.run("ratios")
    staging.run("keyed")
    staging.run("outside")
    past = Path(history) if history is not None and Path(history).exists() else None
    if past:
        staging.attach_history(past)
        staging.run("origin")
    findings.check(staging, "error")
    findings.take_out_bad(staging)
    if past:
        staging.run("history")
    findings.make_timeline(staging)
    staging.run("courses")
    if staging.longest > 1:
        staging.run("latest")
        staging.run("suspects")
    staging.run("profile")
    findings.check(staging, "warning")
    findings.take_reasons(staging, options.reasons)
    findings.take_out_waiting(staging)
