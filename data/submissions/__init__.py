"""What can happen to the store: propose a file, accept it, undo and redo it, build and verify."""

from data.ledger import Entry
from data.progress import Progress
from data.store.present import clock_trouble
from data.submissions.access import grant
from data.submissions.current import ensure, rebuild, serve, served
from data.submissions.evidence import EvidenceError
from data.submissions.expectation import Meanwhile, OvertakenError, meanwhile, require
from data.submissions.exports import exports
from data.submissions.own import foreseen, set_aside
from data.submissions.programs import require_readable
from data.submissions.proposal import Origin, Proposal, changed_rows, discard, flips, propose
from data.submissions.publication import Loaded, accept, landed
from data.submissions.replaced import replaced
from data.submissions.reversal import redo, undo
from data.submissions.verification import verify

__all__ = [
    "Entry",
    "EvidenceError",
    "Loaded",
    "Meanwhile",
    "Origin",
    "OvertakenError",
    "Progress",
    "Proposal",
    "accept",
    "changed_rows",
    "clock_trouble",
    "discard",
    "ensure",
    "exports",
    "flips",
    "foreseen",
    "grant",
    "landed",
    "meanwhile",
    "propose",
    "rebuild",
    "redo",
    "replaced",
    "require",
    "require_readable",
    "serve",
    "served",
    "set_aside",
    "undo",
    "verify",
]
