"""Read the original file of an entry once more, as it was read then."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from data import intake
from data.intake.contract import Replacement
from data.ledger import Entry, LedgerError
from data.office import ZONE
from data.store import Store
from data.submissions.proposal import Origin, Proposal, propose

FILES = ("accepted.parquet", "rejected.parquet", "findings.parquet")


def reread(store: Store, entry: Entry, folder: Path) -> dict[str, Path]:
    """Name → file of what an entry's original gives in `folder`; empty where it was read under options not known."""
    if entry.original is None or proposed(store, entry, folder).content != entry.facts["content"]:
        return {}
    return {name: folder / name for name in FILES if (folder / name).exists()}


def proposed(store: Store, entry: Entry, folder: Path) -> Proposal:
    """The proposal that an entry's original is now, under the options of then; LedgerError for one without original."""
    if entry.original is None:
        raise LedgerError("file_missing", path=f"ledger/{entry.id}", submission=entry.id, file=entry.facts.get("file"))
    options = _options(entry.facts.get("answers") or {}, str(entry.facts.get("received_at")))
    return propose(store, entry.original, options, folder, Origin(file=str(entry.facts.get("file"))))


def _options(said: Mapping[str, Any], received_at: str) -> intake.Options:
    """The options as the record keeps them, on the office's day on which the file came."""
    known = {name: value for name, value in said.items() if name not in ("replace", "reasons")}
    return intake.Options(
        **known,
        replace=tuple(Replacement(**one) for one in said.get("replace") or ()),
        reasons=tuple((rule, row, text) for rule, row, text in said.get("reasons") or ()),
        today=datetime.fromisoformat(received_at).astimezone(ZONE).date(),
    )
