"""The work of `load`: what may be loaded, under which options, and what becomes of it."""

import argparse
import stat
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from data import intake, submissions
from data.changes.kinds import KINDS
from data.commands.answer import progress, say
from data.commands.arguments import Misuse, pairs
from data.commands.loaded import lines, outcome, together
from data.intake import reasons
from data.ledger import Entry
from data.office import office_today
from data.store import Store, open_store
from data.submissions import evidence
from data.submissions.publication import is_publishable


def load(options: argparse.Namespace) -> int:
    """Check and publish the files; exit code 1 when one was rejected, or partly readable without consent."""
    store = open_store()
    if wrong := [words for path in (*options.files, *options.evidence) if (words := _no_file(path))]:
        raise Misuse(" ".join(wrong))
    if options.evidence and len(options.files) > 1:
        raise Misuse("--evidence goes with one file: load the others by themselves.")
    proofs = evidence.checked((path.name, path) for path in options.evidence)
    settings = _intake_options(options)
    submissions.ensure(store, progress)
    submissions.require(store, options.expect)
    several = len(options.files) > 1 and not options.submit
    repeated = submissions.landed(store, options.files, settings) if several else {}
    results: list[dict[str, Any]] = []
    for path in options.files:
        expect = results[-1]["snapshot"] if results and options.expect else options.expect
        results.append(_load_one(store, path, settings, options, proofs, repeated, expect))
    say(options.json, together(results), [line for one in results for line in lines(one)])
    stops = {"rejected"} if options.accept_partial else {"rejected", "partly"}
    return int(any(one["outcome"] in stops for one in results))


def _load_one(
    store: Store,
    path: Path,
    settings: intake.Options,
    options: argparse.Namespace,
    proofs: tuple[evidence.Evidence, ...],
    repeated: Mapping[str, Entry],
    expect: str | None,
) -> dict[str, Any]:
    """Check one file and publish it, unless it stands or is only to be looked at; its outcome."""
    with store.scratch() as folder:
        proposal = submissions.propose(store, path, settings, folder, _origin(settings, options.sender))
        proposal = replace(proposal, evidence=proofs)
        if proposal.content in repeated:
            nothing = {**dict.fromkeys(KINDS, 0), "unchanged": proposal.intake.accepted}
            return outcome(submissions.Loaded(proposal, repeated[proposal.content].id, proposal.base, nothing), [])
        if options.dry_run:
            loaded = submissions.Loaded(proposal, None, proposal.base, proposal.changes)
        elif options.submit:
            loaded = _submitted(store, proposal, options, expect)
        else:
            partial = options.accept_partial
            (loaded,) = submissions.accept(store, [proposal], partial=partial, progress=progress, expect=expect)
        return outcome(loaded, submissions.replaced(store, loaded.proposal))


def _submitted(
    store: Store, proposal: submissions.Proposal, options: argparse.Namespace, expect: str | None
) -> submissions.Loaded:
    """Send a proposal for approval; nothing is written of one that was rejected, or left rows out without consent."""
    partial = options.accept_partial
    if not is_publishable(proposal, partial):
        return submissions.Loaded(proposal, None, proposal.base, proposal.changes)
    entry = submissions.submit(store, proposal, partial=partial, progress=progress, expect=expect)
    return submissions.Loaded(proposal, entry.id, proposal.base, proposal.changes)


def _no_file(path: Path) -> str | None:
    """Why a path cannot be loaded, None for a regular file or a link to one."""
    shown = repr(str(path))
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        return f"No such file: {shown}."
    except (OSError, ValueError) as error:
        return f"{shown} cannot be opened: {getattr(error, 'strerror', None) or error}."
    if stat.S_ISDIR(mode):
        return f"{shown} is a folder: name the files in it."
    return None if stat.S_ISREG(mode) else f"{shown} is not a regular file."


def _origin(settings: intake.Options, sender: str | None) -> submissions.Origin:
    """Who sends, and the reasons as the submission keeps them."""
    reason, by_rule = reasons.common(settings.reasons), reasons.by_rule(settings.reasons)
    return submissions.Origin(sender=sender, reason=reason, reasons=by_rule)


def _intake_options(options: argparse.Namespace) -> intake.Options:
    return intake.Options(
        agency=options.agency,
        region_codes=options.region_codes,
        set=pairs(options.set, "--set COLUMN=VALUE"),
        map=pairs(options.map, "--map HEADER=COLUMN"),
        sheet=options.sheet,
        decimal=options.decimal,
        reasons=reasons.parsed(options.reason),
        today=office_today(),
    )
