"""What can happen to the store: propose a file, accept it, undo and redo it, build and verify."""

from data.errors import OvertakenError
from data.ledger import Entry
from data.progress import Progress
from data.store.awaited import Waiting, sent, waiting
from data.store.present import clock_trouble, served
from data.store.programs import require_readable
from data.submissions.access import ask_two_persons, grant
from data.submissions.current import ensure, rebuild, serve
from data.submissions.evidence import EvidenceError
from data.submissions.expectation import Meanwhile, meanwhile, require
from data.submissions.exports import exports
from data.submissions.own import foreseen, set_aside
from data.submissions.proposal import Origin, Proposal, changed_rows, discard, flips, propose
from data.submissions.publication import Loaded, accept, landed
from data.submissions.replaced import replaced
from data.submissions.reversal import redo, undo
from data.submissions.sending import submit, submit_turn
from data.submissions.steps import approve, look, release, release_due, send_back
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
    "Waiting",
    "accept",
    "approve",
    "ask_two_persons",
    "changed_rows",
    "clock_trouble",
    "discard",
    "ensure",
    "exports",
    "flips",
    "foreseen",
    "grant",
    "landed",
    "look",
    "meanwhile",
    "propose",
    "rebuild",
    "redo",
    "release",
    "release_due",
    "replaced",
    "require",
    "require_readable",
    "send_back",
    "sent",
    "serve",
    "served",
    "set_aside",
    "submit",
    "submit_turn",
    "undo",
    "verify",
    "waiting",
]
