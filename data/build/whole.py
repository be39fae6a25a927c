"""Build a snapshot: a pure function of the standing submissions, the reference data and this program's formulas."""

import os
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from time import perf_counter, time_ns

import duckdb
import numpy as np
import pandas as pd
import pyarrow as pa

from analytics import achievement, state, thresholds
from data.build.identity import SHIPPED
from data.errors import KinerjaError
from data.files import flush
from data.ledger import Entry
from data.progress import Progress
from data.reference import Reference
from data.reference.tables import DATA_CLASSES

SQL = Path(__file__).parent
ROWS_A_CHUNK = 1_000_000
FINDINGS_KEPT = 1_000


class BuildError(KinerjaError):
    """A check of the finished marts found rows that must not be there; nothing is published."""


def build(
    entries: Sequence[Entry],
    reference: Reference,
    target: Path,
    progress: Progress,
    seal: Callable[[Path], None] | None = None,
) -> None:
    """Write the snapshot of `entries` to `target`; the file appears whole or not at all. BuildError on bad marts.

    `seal` is called with the finished file before it takes its place.
    """
    pending = target.with_name(f".{target.name}")
    target.parent.mkdir(parents=True, exist_ok=True)
    started = perf_counter()
    _clear(pending)
    try:
        rows = _write(entries, reference, pending)
        flush(pending)
        if seal is not None:
            seal(pending)
        if target.is_dir():  # only damage puts a folder there; a file cannot take its place
            os.replace(target, target.with_name(f"{target.name}.{time_ns()}"))
        os.replace(pending, target)
    except BaseException:
        _clear(pending)
        raise
    flush(target.parent)
    progress(stage="built", file=target.name, rows=rows, seconds=perf_counter() - started)


def _write(entries: Sequence[Entry], reference: Reference, path: Path) -> int:
    """Make the database file; the number of its observations."""
    place = str(path).replace("'", "''")
    with duckdb.connect() as connection:
        connection.execute("SET enable_progress_bar = false")
        connection.execute(f"SET temp_directory = '{place}.spill'")
        # A build that is broken off begins anew: a log, flushed with every statement, would bring nothing back.
        connection.execute(f"ATTACH '{place}' AS building (RECOVERY_MODE no_wal_writes)")
        connection.execute("USE building")
        _fill(connection, entries, reference)
        _check(connection)
        ((rows,),) = connection.execute("SELECT count(*) FROM observations").fetchall()
        for statement in ("CHECKPOINT", "USE memory", "DETACH building"):
            connection.execute(statement)
    return int(rows)


def _clear(pending: Path) -> None:
    """Remove what an interrupted build left; its log would be replayed into the next file of that name."""
    for leftover in (pending, pending.with_name(f"{pending.name}.wal")):
        leftover.unlink(missing_ok=True)


def _fill(connection: duckdb.DuckDBPyConnection, entries: Sequence[Entry], reference: Reference) -> None:
    _copy_reference(connection, reference)
    _copy_submissions(connection, entries)
    connection.execute(_sql("tables"))
    connection.execute(_sql("nothing_received"))
    if entries:
        connection.execute(_sql("received"), {"paths": [str(entry.accepted) for entry in entries]})
    for step in ("small_counts", "latest", "base"):
        connection.execute(_sql(step))
    own = _assess(connection, reference)
    for step in ("revisions", "reports", "breaks"):
        connection.execute(_sql(step))
    connection.execute(_sql("rollups"), {"share": thresholds.SHARE_OF_REPORTERS})
    _finish(connection, own, _roll_up(connection, reference), _scales(reference))


def _copy_reference(connection: duckdb.DuckDBPyConnection, reference: Reference) -> None:
    for name, table in _reference_tables(reference).items():
        _create(connection, name, table)


@lru_cache(maxsize=2)
def _reference_tables(reference: Reference) -> dict[str, pa.Table]:
    """The same reference goes into every snapshot until it changes."""
    tables = {name: getattr(reference, name) for name in reference.tables}
    return {
        name: pa.Table.from_pandas(frame, preserve_index=False)
        for name, frame in {**tables, "scales": _scales(reference).table}.items()
    }


@lru_cache(maxsize=2)
def _scales(reference: Reference) -> achievement.Scales:
    return achievement.Scales(reference.scales)


def _copy_submissions(connection: duckdb.DuckDBPyConnection, entries: Sequence[Entry]) -> None:
    rows = [
        {
            "submission": entry.id,
            "sequence": entry.sequence,
            "path": str(entry.accepted),
            "real_only": entry.real_only,
            "own": entry.facts.get("channel") != SHIPPED,
            **{key: entry.facts.get(key) for key in ("file", "agency", "sender", "received_at", "outcome", "reason")},
            **{key: int(entry.facts.get(key) or 0) for key in ("read", "accepted", "rejected", "warnings")},
        }
        for entry in entries
    ]
    texts = ["submission", "path", "file", "agency", "sender", "received_at", "outcome", "reason"]
    flags = ["real_only", "own"]
    counts = ["sequence", "read", "accepted", "rejected", "warnings"]
    kinds = [(texts, pa.string()), (counts, pa.int64()), (flags, pa.bool_())]
    types = {name: kind for names, kind in kinds for name in names}
    connection.register("incoming", pa.Table.from_pylist(rows, schema=pa.schema([*types.items()])))
    connection.execute("CREATE TEMP TABLE standing AS SELECT * FROM incoming")
    connection.unregister("incoming")
    connection.execute(_sql("submissions"))
    _copy_reasons(connection, entries)
    if entries:
        paths = [str(entry.findings) for entry in entries]
        connection.execute(_sql("findings"), {"paths": paths, "kept": FINDINGS_KEPT})
    else:
        connection.execute(_sql("no_findings"))


def _copy_reasons(connection: duckdb.DuckDBPyConnection, entries: Sequence[Entry]) -> None:
    """`explained`: the reasons that senders gave for the warnings of a rule."""
    given = [
        {"submission": entry.id, "rule": rule, "reason": reason}
        for entry in entries
        for rule, reason in (entry.facts.get("reasons") or {}).items()
        if reason
    ]
    schema = pa.schema([(name, pa.string()) for name in ("submission", "rule", "reason")])
    connection.register("incoming", pa.Table.from_pylist(given, schema=schema))
    connection.execute("CREATE TEMP TABLE explained AS SELECT * FROM incoming")
    connection.unregister("incoming")


def _assess(connection: duckdb.DuckDBPyConnection, reference: Reference) -> list[pd.DataFrame]:
    """Judge the observations, chunk by chunk; the states of their series, not finished yet."""
    series = []
    for first, last in _chunks(connection):
        rows = connection.execute(
            "SELECT * FROM base WHERE series BETWEEN ? AND ? ORDER BY series, period_start", [first, last]
        ).df()
        observations, assessed = state.assess_series(rows, *_judged_by(reference))
        _append(connection, "observations", observations)
        series.append(_classed(assessed, rows, ["series"]))
    return series


def _chunks(connection: duckdb.DuckDBPyConnection) -> Iterator[tuple[int, int]]:
    """Ranges of whole series holding about ROWS_A_CHUNK observations each."""
    counts = connection.execute(
        "SELECT min(series), max(series) FROM ("
        "  SELECT series, (sum(n) OVER (ORDER BY series) - n) // ? AS chunk"
        "  FROM (SELECT series, count(*) AS n FROM base GROUP BY series)"
        ") GROUP BY chunk ORDER BY chunk",
        [ROWS_A_CHUNK],
    ).fetchall()
    yield from counts


def _roll_up(connection: duckdb.DuckDBPyConnection, reference: Reference) -> pd.DataFrame | None:
    """Judge the province values that follow from regencies; the states of their series, not finished yet."""
    rows = connection.execute("SELECT * FROM regional").df()
    if rows.empty:
        return None
    judged = state.judge_observations(rows, reference.indicators, _scales(reference))
    _append(connection, "rollups", judged)
    return _classed(state.assess_rolled(judged, *_judged_by(reference)), rows, ["agency", "indicator", "unit"])


def _classed(assessed: pd.DataFrame, rows: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    """The states of series with the class of data that all rows of one have."""
    return assessed.merge(rows.drop_duplicates(keys)[[*keys, "data_class"]], on=keys, how="left", validate="m:1")


def _judged_by(reference: Reference) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame, achievement.Scales]:
    """What a series is judged by: indicators, plan targets, re-base marks and class scales."""
    return reference.indicators, reference.targets, reference.rebase, _scales(reference)


def _finish(
    connection: duckdb.DuckDBPyConnection,
    own: list[pd.DataFrame],
    rolled: pd.DataFrame | None,
    scales: achievement.Scales,
) -> None:
    """Families of tests over the series of the snapshot, whoever reports them: each among those no more closed."""
    if not own:
        return
    series = pd.concat(own if rolled is None else [*own, rolled], ignore_index=True)
    follows = np.zeros(len(series), dtype=bool) if rolled is None else series["complete"].notna().to_numpy()
    series["series"] = np.arange(len(series))
    finished = state.finish(series, scales, series["data_class"].map(DATA_CLASSES.index).to_numpy())
    _append(connection, "series", finished[~follows])
    if follows.any():
        _append(connection, "rolled", finished[follows])


def _check(connection: duckdb.DuckDBPyConnection) -> None:
    for path in sorted((SQL / "integrity").glob("*.sql")):
        found = connection.execute(path.read_text("utf-8")).fetchmany(3)
        if found:
            raise BuildError("check_failed", check=path.stem, found=found)


def _create(connection: duckdb.DuckDBPyConnection, name: str, table: pa.Table) -> None:
    connection.register("incoming", table)
    connection.table("incoming").create(name)
    connection.unregister("incoming")


def _append(connection: duckdb.DuckDBPyConnection, name: str, frame: pd.DataFrame) -> None:
    columns = connection.table(name).columns
    connection.register("incoming", pa.Table.from_pandas(frame[columns], preserve_index=False))
    connection.table("incoming").insert_into(name)
    connection.unregister("incoming")


def _sql(name: str) -> str:
    return (SQL / "marts" / f"{name}.sql").read_text("utf-8")
