"""What can happen to the store: propose a file, accept it, undo and redo it, build and verify."""

from data.submissions.publication import (
    KINDS,
    Loaded,
    Origin,
    Proposal,
    accept,
    changed_rows,
    discard,
    ensure,
    exports,
    flips,
    landed,
    propose,
    rebuild,
    redo,
    undo,
    verify,
)

__all__ = [
    "KINDS",
    "Loaded",
    "Origin",
    "Proposal",
    "accept",
    "changed_rows",
    "discard",
    "ensure",
    "exports",
    "flips",
    "landed",
    "propose",
    "rebuild",
    "redo",
    "undo",
    "verify",
]
