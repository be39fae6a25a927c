"""Accept proposals: write the ledger, build the snapshot and swap the pointer, under the writers' lock."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from data import intake
from data.build import identity, whole
from data.changes.by_file import compared
from data.changes.kinds import KINDS
from data.errors import StoreError
from data.files import digest
from data.ledger import Entry, Ledger, LedgerError, standing
from data.progress import Progress, silent
from data.store import Pointer, Store
from data.store.amended import reference_of
from data.store.open_snapshots import forget
from data.store.present import is_lost
from data.store.programs import foreign
from data.submissions import evidence as proofs
from data.submissions.correction import CHANNEL
from data.submissions.expectation import require
from data.submissions.permission import places_of_proposal, require_publishing, signed
from data.submissions.proposal import READABLE, Proposal, content_of, facts_of


@dataclass(frozen=True)
class Loaded:
    """What became of a proposal: submission is None when nothing was written."""

    proposal: Proposal
    submission: str | None
    snapshot: str | None
    changes: Mapping[str, int]


def accept(
    store: Store,
    proposals: Sequence[Proposal],
    *,
    partial: bool = False,
    progress: Progress = silent,
    expect: str | None = None,
) -> list[Loaded]:
    """Publish the proposals that may be published: accepted ones, and partly accepted ones with `partial`.

    A file whose bytes and options already stand, which changes nothing and brings no new evidence is left as it is.
    What each changes is counted again where another writer published since it was proposed; with `expect`, the snapshot
    that was looked at, OvertakenError then, and nothing changes. RightsError where who acts may not do so in one step
    for all agencies and units of the rows.
    """
    what = "load " + ", ".join(proposal.file for proposal in proposals)[:80]
    with store.writing(progress, what) as ledger:
        require(store, expect)
        for proposal in proposals:
            write = "correct" if proposal.origin.channel == CHANNEL else "publish"
            require_publishing(write, places_of_proposal(proposal), ledger.entries())
        proposals = [replace(against_present(store, one), origin=signed(one.origin)) for one in proposals]
        entries: list[Entry | None] = []
        for proposal in proposals:
            entries.append(record(ledger, proposal, partial, entries))
        pointer = publish(store, ledger, progress)
    return [
        Loaded(proposal, entry.id if entry else None, pointer.snapshot, proposal.changes)
        for proposal, entry in zip(proposals, entries, strict=True)
    ]


def landed(store: Store, paths: Sequence[Path], options: intake.Options) -> dict[str, Entry]:
    """Content → entry of those of several files that a command like this one has loaded just before.

    Where one of them replaces values of another, loading the first again would not be without effect: so the files
    that stand are left alone when they are, in this order, the latest that were loaded.
    """
    stands = store.ledger.active()
    known = {entry.facts["content"]: entry for entry in stands}
    came = [content for path in paths if (content := content_of(digest(path), options)) in known]
    latest = [entry.facts["content"] for entry in stands[-len(came) :]]
    return {content: known[content] for content in came} if came and came == latest else {}


def against_present(store: Store, proposal: Proposal) -> Proposal:
    """The proposal with its changes counted against what is published now."""
    pointer = store.pointer
    present = pointer.snapshot if pointer else None
    if present == proposal.base or proposal.intake.outcome == "rejected":
        return proposal
    _, changes = compared(proposal.intake, store.path_of(present) if present else None)
    return replace(proposal, base=present, changes=changes)


def record(ledger: Ledger, proposal: Proposal, partial: bool, batch: Sequence[Entry | None] = ()) -> Entry | None:
    """Write a proposal into the ledger; the entry of the same content where that stands or came along."""
    if not is_publishable(proposal, partial):
        return None
    known = ledger.with_content(proposal.content)
    came_along = known is not None and any(entry is not None and entry.id == known.id for entry in batch)
    changes = sum(proposal.changes[kind] for kind in KINDS[:3])
    if known and proofs.holds(known, proposal.evidence) and (came_along or changes == 0):
        return known
    return write(ledger, "load", proposal, {})


def is_publishable(proposal: Proposal, partial: bool) -> bool:
    """Whether any row may be published: all of them, or with `partial` those that were accepted."""
    outcome = proposal.intake.outcome
    return proposal.intake.accepted > 0 and (outcome == "accepted" or (outcome == "partly" and partial))


def write(ledger: Ledger, kind: str, proposal: Proposal, more: Mapping[str, object]) -> Entry:
    """Append a proposal with its files as an entry of a kind, and say `more` of it."""
    accepted = proposal.intake.accepted_path
    if accepted is None:
        raise LedgerError("nothing_to_submit", file=repr(proposal.file))
    suffix = proposal.path.suffix.lower()
    original = f"original{suffix if suffix in READABLE else ''}"
    attached = proofs.in_folder(proposal.evidence)
    files = {
        original: proposal.path,
        "accepted.parquet": accepted,
        "rejected.parquet": proposal.intake.rejected_path,
        "findings.parquet": proposal.folder / "findings.parquet",
        **{name: one.path for name, one in attached.items()},
    }
    told = proofs.facts(proposal.evidence, accepted)
    facts = {**facts_of(proposal), "original": original, **told, **more}
    hashes = {original: proposal.digest} if proposal.digest else {}
    hashes |= {name: one.sha256 for name, one in attached.items()}
    try:
        return ledger.append(kind, proposal.content, facts, files, hashes)
    except FileNotFoundError as error:
        raise LedgerError("interrupted_upload", file=repr(proposal.file), path=error.filename) from error


def publish(
    store: Store, ledger: Ledger, progress: Progress, *, again: bool = False, thorough: bool = False
) -> Pointer:
    """Build the snapshot of what stands unless it is there and sound, and point to it. Call it under the lock."""
    entries = ledger.entries()
    reference = reference_of(entries)
    loads = standing(entries)
    snapshot = identity.snapshot_id(loads, reference.hash)
    path = store.path_of(snapshot)
    head = entries[-1].sequence if entries else 0
    if not again and (other := foreign(store)):
        raise other
    lost = not again and is_lost(store, snapshot, thorough)
    if again or not path.exists() or lost:
        if lost:
            trouble = StoreError("snapshot_renewed", file=path.name)
            progress(stage="mended", file=path.name, rows=0, seconds=0.0, trouble=trouble)
        ledger.check(loads)
        store.require_room()
        whole.build(loads, reference, path, progress, store.sealing(snapshot, head, reference.hash))
        forget(path)
    pointer = store.publish(snapshot, entries)
    if pointer.clock_went_back:
        trouble = StoreError("clock_went_back", published=pointer.published_at, before=pointer.before)
        progress(stage="mended", file=path.name, rows=0, seconds=0.0, trouble=trouble)
    return pointer
