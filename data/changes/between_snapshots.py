"""What changed between two snapshots: values new, revised or withdrawn; signals and classes of every series."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pandas as pd

from analytics.state import changes
from data.changes.kinds import KINDS, sql
from data.errors import StoreError, first_line
from data.queries.named import share
from data.store import Store, attach

FILTERS = ("agency", "units", "regions")
LIMIT = 1_000


@dataclass(frozen=True)
class Comparison:
    """`values` counts values by what became of them; `revised` are the changed and withdrawn ones, at most the limit.

    `series` has a row per series of either snapshot: keys and names, `previous_…` and present period, actual, tone and
    state (a signal only where it is confirmed); change_kind, class_steps and importance as in
    `analytics.state.changes`; new_values, changed_values and withdrawn_values; added and dropped. `cause` says what a
    change of its signal or class comes from: new, revised, both, or neither (formulas, reference data, or other series
    in the control of false alarms). `same_program` and `same_reference` are None where it is not known.
    """

    before: str
    after: str
    same_program: bool | None
    same_reference: bool | None
    values: Mapping[str, int]
    revised: pd.DataFrame
    series: pd.DataFrame

    @property
    def changed(self) -> pd.DataFrame:
        """The series whose signal or class differs, the most important first; continuing signals are none of them."""
        differs = self.series["change_kind"].isin(["new", "ended"]) | self.series["class_steps"].fillna(0).ne(0)
        return self.series[differs & ~self.series["added"]].sort_values("importance", ignore_index=True)


def compare(store: Store, before: str, after: str, *, limit: int = LIMIT, **filters: object) -> Comparison:
    """Compare two snapshots of a store; one whose file was pruned is made again. `filters`: agency, units, regions.

    StoreError names a snapshot that is not here or was made in another shape.
    """
    held = {"earlier": store.snapshot_by_id(before).path, "later": store.snapshot_by_id(after).path}
    wanted = {name: filters.get(name) for name in FILTERS}
    try:
        with _attached(held) as connection:
            connection.execute(sql("between_values"), wanted)
            counts = dict(connection.execute("SELECT kind, count(*) FROM between_values GROUP BY kind").fetchall())
            revised = connection.execute(sql("between_revised"), {"limit": limit}).df()
            series = connection.execute(sql("between_series"), wanted).df()
    except (duckdb.BinderException, duckdb.CatalogException) as error:
        raise StoreError("snapshots_differ", before=before, after=after, detail=first_line(error)) from error
    first, last = store.shelf.about(before), store.shelf.about(after)
    return Comparison(
        before, after, _same(first.recipe, last.recipe), _same(first.reference, last.reference),
        {kind: counts.get(kind, 0) for kind in KINDS}, revised, _judged(series),
    )  # fmt: skip


def differing(store: Store, before: str, after: str) -> int | None:
    """How many published values differ between two snapshots; None where a file is gone or of another shape."""
    files = {"earlier": store.path_of(before), "later": store.path_of(after)}
    if not all(path.is_file() for path in files.values()):
        return None
    try:
        with _attached(files) as connection:
            connection.execute(sql("between_values"), dict.fromkeys(FILTERS))
            found = connection.execute("SELECT count(*) FROM between_values WHERE kind <> 'unchanged'").fetchone()
    except duckdb.Error:
        return None
    return int(found[0]) if found else None


@contextmanager
def _attached(files: Mapping[str, Path]) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection that reads snapshots under these names."""
    with duckdb.connect() as connection:
        share(connection)
        for name, path in files.items():
            attach(connection, name, path)
        yield connection


def _same(one: str | None, other: str | None) -> bool | None:
    return None if one is None or other is None else one == other


def _judged(series: pd.DataFrame) -> pd.DataFrame:
    """Add kind, steps and importance of each series' change, and what it comes from."""
    series = series.reset_index(drop=True)
    for look in ("", "previous_"):
        series[f"{look}state"] = changes.confirmed_only(series, look)
    kind = changes.signal_kind(series["state"], series["previous_state"])
    series["change_kind"] = pd.Series(kind, dtype=object).mask(series["dropped"], "none")
    series["class_steps"] = changes.class_steps(series["tone"], series["previous_tone"])
    series["confirmed"] = series["confirmed"].astype("boolean").fillna(False).astype(bool)
    series["importance"] = changes.importance(series)
    fresh, revised = series["new_values"] > 0, series[["changed_values", "withdrawn_values"]].sum(axis=1) > 0
    series["cause"] = "neither"
    for name, rows in {"new": fresh & ~revised, "revised": revised & ~fresh, "both": fresh & revised}.items():
        series.loc[rows, "cause"] = name
    return series
