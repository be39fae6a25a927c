"""Submissions as the ledger holds them: listed, looked at, undone and redone."""

from collections.abc import Mapping

import pandas as pd

from data import submissions
from data.office import ZONE
from data.store import open_store
from data.submissions import Entry, reversal
from pages.parts.report.desk import LONGEST_REASON, LONGEST_SENDER

FACTS = ("file", "agency", "received_at", "outcome", "read", "accepted", "rejected", "warnings", "sender", "reason")


def history(agency: str = "") -> pd.DataFrame:
    """Submissions and asides, the newest first: submission, standing, aside, part and `FACTS`.

    Of one agency where it is given, and the asides. `aside` tells what was set aside, `part` how many submissions an
    aside took out and is missing for a submission; `received_at` is local time.
    """
    turns = open_store().ledger.turns()
    rows = [
        {
            "submission": entry.id,
            "standing": entry.id not in turns.out,
            "aside": entry.id in turns.whole,
            "part": sum(len(entry.facts[name]) for name in ("whole", "part")) if entry.kind == "aside" else None,
            **{key: entry.facts.get(key) for key in FACTS},
        }
        for entry in turns.known.values()
        if entry.kind == "aside" or not agency or agency in str(entry.facts.get("agency") or "").split(";")
    ]
    frame = pd.DataFrame(rows[::-1], columns=["submission", "standing", "aside", "part", *FACTS])
    return frame.assign(received_at=local_time(frame["received_at"]))


def local_time(moments: pd.Series) -> pd.Series:
    """UTC texts as the time of Aceh, without a zone."""
    return pd.to_datetime(moments, utc=True).dt.tz_convert(ZONE).dt.tz_localize(None)


def entry(identity: str) -> Entry:
    """The ledger entry of a submission."""
    return open_store().ledger.find(identity)


def turns(identity: str) -> list[Mapping[str, object]]:
    """The undos and redos of a submission, oldest first: kind, received_at, sender, reason."""
    return [
        {"kind": one.kind, **{key: one.facts.get(key) for key in ("received_at", "sender", "reason")}}
        for one in open_store().ledger.entries()
        if one.kind in ("undo", "redo") and one.submission == identity
    ]


def foreseen(identity: str) -> reversal.Reversal:
    """What undoing, or redoing, a submission would change."""
    return reversal.preview(open_store(), identity)


def turn(kind: str, identity: str, *, sender: str, reason: str) -> None:
    """Undo or redo a submission, with who did it and why."""
    act = submissions.undo if kind == "undo" else submissions.redo
    origin = submissions.Origin(
        channel="page",
        sender=sender.strip()[:LONGEST_SENDER] or None,
        reason=reason.strip()[:LONGEST_REASON] or None,
    )
    act(open_store(), identity, origin=origin)
