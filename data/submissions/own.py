"""Own data: everything simulated set aside by one entry of the ledger, which undo takes back."""

import hashlib

import duckdb
import pandas as pd

from data.ledger import Entry, Ledger, LedgerError
from data.office import now
from data.progress import Progress, silent
from data.rights.acting import require as permitted
from data.store import Pointer, Store
from data.submissions.expectation import require
from data.submissions.permission import signed
from data.submissions.proposal import Origin
from data.submissions.publication import publish


def set_aside(
    store: Store, progress: Progress = silent, origin: Origin | None = None, *, expect: str | None = None
) -> tuple[Entry, Pointer]:
    """Take everything simulated out of what is published; LedgerError when nothing simulated stands.

    Submissions with nothing else are set aside whole, of others the simulated rows. `origin` gives who and why.
    With `expect`, the snapshot that was looked at, OvertakenError where another is published.
    """
    permitted("own")
    with store.writing(progress, "own") as ledger:
        require(store, expect)
        whole, part = _simulated(ledger)
        if not whole and not part:
            raise LedgerError("nothing_simulated")
        origin = signed(origin)
        facts = {"whole": whole, "part": part, "received_at": now(), "sender": origin.sender, "reason": origin.reason}
        content = hashlib.sha256(" ".join([*whole, "|", *part]).encode()).hexdigest()
        entry = ledger.append("aside", content, facts, {})
        return entry, publish(store, ledger, progress)


def foreseen(rows: pd.DataFrame) -> dict[str, dict[str, int]]:
    """What would be `set_aside` and what `stays`, from the rows of `simulated_by_agency`: observations, series, and of
    how many agencies each."""
    gone = {"observations": int(rows["simulated"].sum()), "series": int(rows["simulated_series"].sum())}
    left = {name: int(rows[name].sum()) - count for name, count in gone.items()}
    gone["agencies"] = int((rows["simulated"] > 0).sum())
    left["agencies"] = int((rows["observations"] > rows["simulated"]).sum())
    return {"set_aside": gone, "stays": left}


def _simulated(ledger: Ledger) -> tuple[list[str], list[str]]:
    """Ids of the standing loads that are simulated through and through, and of those that are in part."""
    paths = {str(entry.accepted): entry.id for entry in ledger.active() if not entry.real_only}
    if not paths:
        return [], []
    with duckdb.connect() as connection:
        found = connection.execute(
            "SELECT filename, bool_and(status = 'simulated') "
            "FROM read_parquet(?, filename = true, union_by_name = true) "
            "GROUP BY filename HAVING bool_or(status = 'simulated') ORDER BY filename",
            [list(paths)],
        ).fetchall()
    return [paths[path] for path, whole in found if whole], [paths[path] for path, whole in found if not whole]
