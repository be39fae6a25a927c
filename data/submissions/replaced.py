"""Whose published values a file replaces or takes out, submission by submission."""

from typing import Any

import duckdb

from data.changes.by_file import compare
from data.store import Store
from data.submissions.proposal import Proposal


def replaced(store: Store, proposal: Proposal) -> list[dict[str, Any]]:
    """A row per submission whose values the proposal replaces or withdraws: submission, file, sender, received_at and
    how many values.

    Counted against the snapshot that the proposal was compared with, the most first; empty where its file is gone.
    """
    base = proposal.base
    if base is None or not store.path_of(base).exists():
        return []
    with duckdb.connect() as connection:
        if not compare(connection, proposal.intake, store.path_of(base)):
            return []
        found = connection.execute(
            "SELECT old_submission, count(*) FROM changes WHERE kind IN ('changed', 'withdrawn') GROUP BY ALL "
            "ORDER BY 2 DESC, 1 DESC"
        ).fetchall()
    known = store.ledger.turns().known if found else {}
    facts = ("file", "sender", "received_at")
    return [
        {"submission": one, **{name: known[one].facts.get(name) for name in facts if one in known}, "values": count}
        for one, count in found
    ]
