"""What can happen to the store: propose a file, accept it, undo and redo it, build and verify."""

from data.ledger import Entry
from data.progress import Progress
from data.submissions.current import ensure, rebuild
from data.submissions.exports import exports
from data.submissions.own import foreseen, set_aside
from data.submissions.proposal import Origin, Proposal, changed_rows, discard, flips, propose
from data.submissions.publication import Loaded, accept, landed
from data.submissions.reversal import redo, undo
from data.submissions.verification import verify

__all__ = [
    "Entry",
    "Loaded",
    "Origin",
    "Progress",
    "Proposal",
    "accept",
    "changed_rows",
    "discard",
    "ensure",
    "exports",
    "flips",
    "foreseen",
    "landed",
    "propose",
    "rebuild",
    "redo",
    "set_aside",
    "undo",
    "verify",
]
