"""The steps from what was sent to what is published: look, approve, return, publish at once or from a moment on.

Each is an entry of the ledger. Consent is given to a difference: with the snapshot that `expect` names, or, for what is
kept back, to the difference itself, which is looked at again when its time has come.
"""

import datetime as dt
import hashlib
import json
from dataclasses import dataclass, replace
from pathlib import Path

import duckdb
import pandas as pd

from data.changes.kinds import sql
from data.errors import KinerjaError
from data.ledger import Entry, Ledger, LedgerError
from data.office import ZONE, now
from data.progress import Progress, silent
from data.rights import RightsError
from data.rights.acting import actor, require
from data.store import Pointer, Store, awaited
from data.store.awaited import APPROVED, SCHEDULED, SUBMITTED, Waiting
from data.submissions import evidence as proofs
from data.submissions import expectation, reversal
from data.submissions.evidence import Evidence
from data.submissions.permission import asked_of_two, signed
from data.submissions.proposal import Origin, Proposal, changed_rows
from data.submissions.publication import publish as made_public
from data.submissions.publication import write
from data.submissions.rereading import proposed
from data.submissions.reversal import Reversal

ALL_ROWS = 10**9
COMPARED = (
    "agency", "unit", "indicator", "region", "period", "kind", "old_actual", "new_actual", "old_target", "new_target",
    "old_status", "new_status",
)  # fmt: skip


@dataclass(frozen=True)
class Looked:
    """What publishing something that waits would do to what is published now: the file read anew, or the turn.

    `base` is the snapshot it is compared with, `difference` names what would change; `trouble` stops its publication.
    """

    waiting: Waiting
    base: str
    difference: str
    proposal: Proposal | None = None
    turn: Reversal | None = None
    trouble: KinerjaError | None = None


def look(store: Store, identity: str, folder: Path) -> Looked:
    """Read something that waits as it would be published now; `folder` receives the working files."""
    return _look(store, awaited.found(store, identity), folder)


def _look(store: Store, one: Waiting, folder: Path) -> Looked:
    entry, base = one.entry, store.published_pointer().snapshot
    if one.what in ("undo", "redo"):
        turn = reversal.preview(store, one.subject, ALL_ROWS)
        trouble = None if turn.kind == one.what else _turned_already(store, one)
        return Looked(one, base, _named(turn.rows), turn=turn, trouble=trouble)
    proposal = proposed(store, entry, folder)
    proofs_kept = tuple(
        Evidence(kept.path, kept.name, kept.sha256, kept.path.stat().st_size) for kept in proofs.kept(entry)
    )
    proposal = replace(proposal, evidence=proofs_kept)
    trouble = _read_otherwise(one, proposal)
    difference = "" if trouble else _named(changed_rows(store, proposal, ALL_ROWS))
    return Looked(one, base, difference, proposal, trouble=trouble)


def approve(
    store: Store, identity: str, origin: Origin | None = None, *, expect: str | None = None, progress: Progress = silent
) -> Entry:
    """Approve what was sent; `origin` says who and, as its reason, what they say to it.

    LedgerError where it does not wait for that, RightsError where who acts may not, or sent it where two persons are
    asked for; OvertakenError where another snapshot is published than the one that was looked at.
    """
    with store.writing(progress, f"approve {identity}"[:80]) as ledger:
        expectation.require(store, expect)
        one = awaited.found_in(ledger.entries(), identity)
        _require_state(one, SUBMITTED)
        entry = _approved(store, ledger, one, origin)
        made_public(store, ledger, progress)
        return entry


def send_back(store: Store, identity: str, origin: Origin, *, progress: Progress = silent) -> Entry:
    """Return what was sent with a reason, to be sent anew; who sent it may take it back. The rest as in `approve`."""
    if not any(letter.isalnum() for letter in origin.reason or ""):
        raise LedgerError("return_without_reason")
    with store.writing(progress, f"return {identity}"[:80]) as ledger:
        one = awaited.found_in(ledger.entries(), identity)
        _require_state(one, SUBMITTED, APPROVED, SCHEDULED)
        person = actor().person
        require("submit" if person is not None and person == one.sender else "return", one.places)
        entry = ledger.append("return", one.entry.facts["content"], _facts(one, origin), {})
        made_public(store, ledger, progress)
        return entry


def release(
    store: Store,
    identity: str,
    origin: Origin | None = None,
    *,
    embargo: dt.datetime | None = None,
    expect: str | None = None,
    progress: Progress = silent,
) -> tuple[Entry, Pointer]:
    """Publish what was sent, or set it to be published at the first act after a moment; gives the entry that does so.

    What nobody approved yet is approved with it, where who acts may. LedgerError where it is not as it was sent, is set
    for this moment already, or for a moment that has passed; the rest as in `approve`.
    """
    with store.writing(progress, f"publish {identity}"[:80]) as ledger, store.scratch() as folder:
        expectation.require(store, expect)
        one = awaited.found_in(ledger.entries(), identity)
        _require_state(one, SUBMITTED, APPROVED, *(() if embargo and one.embargo == embargo else (SCHEDULED,)))
        require("release", one.places)
        if embargo is not None and embargo <= awaited.moment():
            raise LedgerError("embargo_past", until=f"{embargo.astimezone(ZONE):%Y-%m-%d %H:%M} WIB")
        looked = _sound(_look(store, one, folder))
        if one.state == SUBMITTED:
            _approved(store, ledger, one, origin)
        if embargo is None:
            facts = _facts(one, origin)
            entry = _published(store, ledger, looked, str(facts["sender"] or ""), facts["reason"])
        else:
            until = embargo.astimezone(dt.UTC).isoformat(timespec="seconds")
            facts = {**_facts(one, origin), "embargo": until, "difference": looked.difference, "base": looked.base}
            entry = ledger.append("schedule", one.entry.facts["content"], facts, {})
        return entry, made_public(store, ledger, progress)


def release_due(store: Store, progress: Progress = silent) -> list[Entry]:
    """Publish what was kept back until a moment that has come; what would change otherwise than was seen then waits for
    consent again. Whoever acts first afterwards brings it about: the right to it was asked when it was set."""
    done: list[Entry] = []
    if not awaited.due(store):
        return done
    with store.writing(progress, "publish what was kept back") as ledger:
        for one in awaited.due(store):
            with store.scratch() as folder:
                done.append(_ended(store, ledger, one, folder))
            made_public(store, ledger, progress)
    return done


def _ended(store: Store, ledger: Ledger, one: Waiting, folder: Path) -> Entry:
    entry = one.entry
    scheduled = next(each for each in reversed(ledger.entries()) if each.id == one.steps[-1].entry)
    try:
        looked = _sound(_look(store, one, folder))
        if looked.difference != scheduled.facts["difference"]:
            raise LedgerError("difference_changed", submission=one.id)
    except KinerjaError as error:
        facts = {"submission": one.id, "received_at": now(), "sender": None, "reason": error.message_id}
        return ledger.append("lapse", entry.facts["content"], facts, {})
    return _published(store, ledger, looked, str(scheduled.facts["sender"] or ""), scheduled.facts.get("reason"))


def _published(store: Store, ledger: Ledger, looked: Looked, by: str, comment: object) -> Entry:
    """Append what publishes it, under the name of who sent it."""
    one, entry = looked.waiting, looked.waiting.entry
    said = {"waited": one.id, "by": by or None, "comment": comment}
    if looked.proposal is None:
        facts = {"submission": one.subject, "received_at": now(), "sender": one.sender, "reason": one.reason, **said}
        return reversal.write(store, ledger, one.what, ledger.find(one.subject), facts)
    origin = Origin(entry.facts["channel"], one.sender, one.reason, entry.facts["file"], entry.facts["reasons"])
    sent = replace(looked.proposal, origin=origin)
    return write(ledger, "load", sent, {**said, "sent_at": entry.facts["received_at"]})


def _approved(store: Store, ledger: Ledger, one: Waiting, origin: Origin | None) -> Entry:
    who = require("approve", one.places)
    asked = asked_of_two(one.places, ledger.entries())
    if asked and who.person is not None and who.person == (one.sender or "").casefold():
        raise RightsError("two_persons", agencies=", ".join(asked))
    facts = {**_facts(one, origin), "base": store.published_pointer().snapshot}
    return ledger.append("approve", one.entry.facts["content"], facts, {})


def _facts(one: Waiting, origin: Origin | None) -> dict[str, object]:
    told = signed(origin)
    return {"submission": one.id, "received_at": now(), "sender": told.sender, "reason": told.reason}


def _require_state(one: Waiting, *states: str) -> None:
    if one.state not in states:
        raise LedgerError(f"waiting_{one.state}", submission=one.id)


def _sound(looked: Looked) -> Looked:
    if looked.trouble is not None:
        raise looked.trouble
    return looked


def _turned_already(store: Store, one: Waiting) -> LedgerError:
    key = "stands_already" if one.what == "redo" else "undone_already"
    return LedgerError(key, submission=one.subject, file=store.ledger.find(one.subject).facts.get("file"))


def _read_otherwise(one: Waiting, proposal: Proposal) -> LedgerError | None:
    """That a file is read otherwise now than when it was sent: values left out, added, or of another size or place."""
    sent, read = one.entry, proposal.intake.accepted_path
    same = proposal.content == sent.facts["content"] and read is not None
    if same:
        with duckdb.connect() as connection:
            paths = {"sent": str(sent.accepted), "now": str(read)}
            same = connection.execute(sql("read_otherwise"), paths).fetchall() == [(0,)]
    if same:
        return None
    return LedgerError("waiting_differs", submission=one.id, sent=one.values, now=proposal.intake.accepted)


def _named(rows: pd.DataFrame) -> str:
    """What names a difference: a hash of the keys and values of its rows, in one order."""
    shown = rows.reindex(columns=list(COMPARED)).astype(object).where(lambda frame: frame.notna(), None)
    lines = sorted(json.dumps(row, default=str) for row in shown.to_numpy().tolist())
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()

