"""Loading and checking an export against a bare DuckDB read_csv of the same file into a database file."""

from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

import duckdb

from benchmarks import shape
from data import intake
from data.reference import load_reference


def run(observations: int = 1_000_000, repeats: int = 3) -> dict[str, object]:
    """Best rows per second of each, side by side, alternating; the budget is a ratio of at least 0.5."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "export.csv"
        shape.export(path, observations)
        bare, ours = [], []
        for turn in range(repeats):
            bare.append(_bare(path, Path(folder) / f"bare{turn}.duckdb"))
            ours.append(_ours(path, Path(folder) / f"ours{turn}", observations))
        size = path.stat().st_size
    return {
        "observations": observations,
        "file_mb": round(size / 1e6, 1),
        "bare_rows_per_second": round(observations / min(bare)),
        "ours_rows_per_second": round(observations / min(ours)),
        "ratio": round(min(bare) / min(ours), 2),
    }


def _bare(path: Path, target: Path) -> float:
    started = perf_counter()
    with duckdb.connect(str(target)) as connection:
        connection.execute("CREATE TABLE rows AS SELECT * FROM read_csv(?)", [str(path)])
    return perf_counter() - started


def _ours(path: Path, folder: Path, observations: int) -> float:
    folder.mkdir()
    reference = shape.reference(observations)
    load_reference()
    started = perf_counter()
    result = intake.read(path, intake.Options(), reference, None, folder)
    spent = perf_counter() - started
    if result.accepted != observations:
        raise RuntimeError(f"{result.accepted} of {observations} rows accepted: {result.findings[:3]}")
    return spent
