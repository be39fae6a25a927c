"""Submissions as the ledger holds them: listed, looked at, undone and redone.

The ledger is read once a publication and not once an act: it may hold thousands of entries.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import pandas as pd

from data import submissions
from data.office import ZONE
from data.rights import Sight
from data.store import Ledger, open_store
from data.submissions import Entry, Progress, reversal
from pages.content import reader
from pages.content.cache import LRUCache

FACTS = ("file", "agency", "received_at", "outcome", "read", "accepted", "rejected", "warnings", "sender", "reason")
HIDDEN = ("grant", "two_persons")  # who may do what is no submission


@dataclass(frozen=True)
class Index:
    """What the published ledger holds: every row of the history, their places by agency, entries and turns by id."""

    rows: pd.DataFrame
    places: Mapping[str, Sequence[int]]
    known: Mapping[str, Entry]
    turned: Mapping[str, Sequence[Entry]]


_indices = LRUCache(2)


def index() -> Index:
    """The index of the ledger as it stood at the snapshot that is read, made by the first who asks for it."""
    ledger = reader.ledger()
    return _indices.get((ledger.folder, ledger.head, reader.snapshot().id), lambda: _index(ledger))


def _index(ledger: Ledger) -> Index:
    turned, places = defaultdict(list), defaultdict(list)
    turns = ledger.turns()
    for one in ledger.entries():
        if one.kind in ("undo", "redo"):
            turned[one.submission].append(one)
    known = {key: one for key, one in reversed(turns.known.items()) if one.kind not in HIDDEN}
    rows = _rows(known, turns.out, turns.whole)
    for place, one in enumerate(known.values()):
        agencies = [""] if one.kind == "aside" else str(one.facts.get("agency") or "").split(";")
        for agency in agencies:
            places[agency].append(place)
    return Index(rows, places, known, turned)


def history(agency: str = "") -> pd.DataFrame:
    """Submissions and asides, the newest first: submission, standing, aside, part and `FACTS`.

    Of one agency where it is given, and the asides; of those whose data this visitor sees. `aside` tells what was set
    aside, `part` how many submissions an aside took out and is missing for a submission; `received_at` is local time.
    """
    found = index()
    sight = reader.sight()
    if not agency and sight.everything:
        return found.rows
    shown = found.rows.iloc[sorted({*found.places.get(agency, ()), *_asides(found)})] if agency else found.rows
    return shown[shown["agency"].map(partial(_is_seen, sight)).astype(bool)].reset_index(drop=True)


def _is_seen(sight: Sight, codes: object) -> bool:
    """Whether all data of the agencies of an entry are seen; of what concerns none everybody who is here."""
    named = [code for code in str(codes or "").split(";") if code] if isinstance(codes, str) else []
    return all(sight.sees_all(code) for code in named)


def _asides(found: Index) -> list[int]:
    return [place for place in found.places.get("", ()) if pd.notna(found.rows["part"].iloc[place])]


def _rows(known: Mapping[str, Entry], out: Collection[str], whole: Collection[str]) -> pd.DataFrame:
    rows = [
        {
            "submission": entry.id,
            "standing": entry.id not in out,
            "aside": entry.id in whole,
            "part": sum(len(entry.facts[name]) for name in ("whole", "part")) if entry.kind == "aside" else None,
            **{key: entry.facts.get(key) for key in FACTS},
        }
        for entry in known.values()
    ]
    frame = pd.DataFrame(rows, columns=["submission", "standing", "aside", "part", *FACTS])
    return frame.assign(received_at=local_time(frame["received_at"]))


def local_time(moments: pd.Series) -> pd.Series:
    """UTC texts as the time of Aceh, without a zone."""
    return pd.to_datetime(moments, utc=True).dt.tz_convert(ZONE).dt.tz_localize(None)


def entry(identity: str) -> Entry:
    """The ledger entry of a submission."""
    return index().known[identity]


def turns(identity: str) -> list[Mapping[str, object]]:
    """The undos and redos of a submission, oldest first: kind, received_at, sender, reason."""
    return [
        {"kind": one.kind, **{key: one.facts.get(key) for key in ("received_at", "sender", "reason")}}
        for one in index().turned.get(identity, ())
    ]


def foreseen(identity: str) -> reversal.Reversal:
    """What undoing, or redoing, a submission would change."""
    return reversal.preview(open_store(), identity)


def turn(kind: str, identity: str, *, sender: str, reason: str, expect: str, progress: Progress) -> None:
    """Undo or redo a submission, with who did it and why, as long as the snapshot that was looked at is published."""
    act = submissions.undo if kind == "undo" else submissions.redo
    act(open_store(), identity, progress, submissions.Origin("page", sender, reason), expect=expect)
