"""Send something for approval: a file that was checked, or a turn of what is published. It waits in the ledger, no
snapshot holds it."""

import hashlib
from collections.abc import Iterable
from dataclasses import replace

from data.ledger import Entry, LedgerError
from data.office import now
from data.progress import Progress, silent
from data.rights.acting import Place, require
from data.store import Store, awaited
from data.submissions import evidence as proofs
from data.submissions import expectation
from data.submissions.correction import CHANNEL
from data.submissions.permission import OF_KIND, places_of, places_of_proposal, signed
from data.submissions.proposal import Origin, Proposal
from data.submissions.publication import against_present, is_publishable, publish, write

KIND = "submit"


def submit(
    store: Store, proposal: Proposal, *, partial: bool = False, progress: Progress = silent, expect: str | None = None
) -> Entry:
    """Send a proposal for approval; the entry under which it waits, that of before where the same waits already.

    With `partial` without the rows that were not accepted. LedgerError where no value can be sent, RightsError where
    who acts may not report for all of its agencies and units; with `expect`, the snapshot that was looked at,
    OvertakenError where another is published.
    """
    if not is_publishable(proposal, partial):
        raise LedgerError("nothing_to_submit", file=repr(proposal.file))
    with store.writing(progress, f"submit {proposal.file}"[:80]) as ledger:
        expectation.require(store, expect)
        places = places_of_proposal(proposal)
        require("submit", places)
        entries = ledger.entries()
        known = _same(entries, proposal.content)
        if known and proofs.holds(known, proposal.evidence):
            return known
        what = "correct" if proposal.origin.channel == CHANNEL else "load"
        sent = against_present(store, replace(proposal, origin=signed(proposal.origin)))
        entry = write(ledger, KIND, sent, {"what": what, "places": _listed(places), "base": sent.base})
        publish(store, ledger, progress)
        return entry


def submit_turn(
    store: Store,
    kind: str,
    submission: str,
    origin: Origin | None = None,
    *,
    progress: Progress = silent,
    expect: str | None = None,
) -> Entry:
    """Send the undo or redo of a submission for approval; as `submit`, LedgerError where it is turned so."""
    with store.writing(progress, f"submit {kind} {submission}"[:80]) as ledger:
        expectation.require(store, expect)
        turned = ledger.find(submission)
        if turned.kind in OF_KIND:
            raise LedgerError("nothing_to_submit", file=repr(submission))
        if ledger.is_active(submission) == (kind == "redo"):
            key = "stands_already" if kind == "redo" else "undone_already"
            raise LedgerError(key, submission=submission, file=turned.facts.get("file") or turned.kind)
        places = places_of([turned.accepted])
        require("submit", places)
        content = hashlib.sha256(f"{kind} {submission}".encode()).hexdigest()
        if known := _same(ledger.entries(), content):
            return known
        origin, pointer = signed(origin), store.pointer
        facts = {
            "what": kind, "turns": submission, "places": _listed(places), "accepted": 0, "file": submission,
            "agency": turned.facts.get("agency"), "received_at": now(), "channel": origin.channel,
            "sender": origin.sender, "reason": origin.reason, "base": pointer.snapshot if pointer else None,
        }  # fmt: skip
        entry = ledger.append(KIND, content, facts, {})
        publish(store, ledger, progress)
        return entry


def _same(entries: Iterable[Entry], content: str) -> Entry | None:
    """What waits and is of this content."""
    for one in awaited.of(entries):
        if one.waits and one.entry.facts["content"] == content:
            return one.entry
    return None


def _listed(places: Iterable[Place]) -> list[list[str]]:
    return [list(place) for place in places]
