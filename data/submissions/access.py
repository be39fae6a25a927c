"""Give a person a role, and say where two persons have to publish: entries of the ledger, which an undo takes back."""

import hashlib
import json

from data.ledger import Entry, LedgerError, grants, two_persons
from data.office import now
from data.progress import Progress, silent
from data.rights import Grant, RightsError
from data.rights.acting import require
from data.store import Pointer, Store
from data.store.access import of_entry
from data.submissions.permission import signed
from data.submissions.proposal import Origin
from data.submissions.publication import publish

KIND = "grant"


def grant(
    store: Store, given: Grant, origin: Origin | None = None, progress: Progress = silent
) -> tuple[Entry, Pointer]:
    """Record that a person has a role; what is published stays the same.

    RightsError for an agency or unit that the reference does not know, LedgerError where the same was given and stands.
    """
    require("access")
    with store.writing(progress, f"grant {given.role}"[:80]) as ledger:
        _require_known(store, given)
        standing = grants(ledger.entries())
        same = next((entry for entry in standing if of_entry(entry) == given), None)
        if same is not None:
            raise LedgerError("stands_already", submission=same.id, file=given.role)
        origin = signed(origin)
        facts = {**_written(given), "received_at": now(), "sender": origin.sender, "reason": origin.reason}
        content = hashlib.sha256(json.dumps([_written(given), facts["received_at"]]).encode()).hexdigest()
        entry = ledger.append(KIND, content, facts, {})
        return entry, publish(store, ledger, progress)


def ask_two_persons(
    store: Store, agency: str, *, asked: bool, origin: Origin | None = None, progress: Progress = silent
) -> tuple[Entry, Pointer]:
    """Record whether at an agency another person than the sender has to approve; what is published stays the same.

    RightsError for an agency that the reference does not know, LedgerError where that holds already.
    """
    require("access")
    with store.writing(progress, f"two persons {agency}"[:80]) as ledger:
        if agency not in set(store.reference().agencies["code"]):
            raise RightsError("grant_unknown", what=repr(agency))
        if two_persons(ledger.entries()).get(agency, False) == asked:
            raise LedgerError("rule_holds", agency=agency)
        told = signed(origin)
        facts = {
            "agency": agency, "asked": asked, "received_at": now(), "sender": told.sender, "reason": told.reason,
        }  # fmt: skip
        content = hashlib.sha256(f"{agency} {asked} {facts['received_at']}".encode()).hexdigest()
        entry = ledger.append("two_persons", content, facts, {})
        return entry, publish(store, ledger, progress)


def _written(given: Grant) -> dict[str, object]:
    return {
        "person": given.person,
        "role": given.role,
        "agency": given.agency,
        "units": list(given.units),
        "since": given.since.isoformat() if given.since else None,
        "until": given.until.isoformat() if given.until else None,
    }


def _require_known(store: Store, given: Grant) -> None:
    reference = store.reference()
    if given.agency and given.agency not in set(reference.agencies["code"]):
        raise RightsError("grant_unknown", what=repr(given.agency))
    own = set(reference.units.loc[reference.units["agency"] == given.agency, "code"])
    for unit in given.units:
        if unit not in own:
            raise RightsError("grant_unknown", what=repr(unit))
