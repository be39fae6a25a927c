"""A proposal: a file read, checked and compared with what is published; nothing in the store has changed yet."""

import hashlib
import json
import shutil
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

import duckdb
import pandas as pd

from data import intake
from data.build import whole
from data.changes.by_file import compare, compared
from data.changes.kinds import sql
from data.files import digest
from data.ledger import Entry, LedgerError
from data.office import now
from data.progress import Progress, silent
from data.store import Store
from data.store.snapshot import attach
from data.submissions import evidence as proofs

LATER = ("replace", "reasons")  # options that older submissions do not know
LONGEST_SENDER, LONGEST_REASON, LONGEST_FILE = 80, 500, 120  # characters of what is said of a file
READABLE = {".csv", ".tsv", ".txt", ".xlsx", ".xls"}


@dataclass(frozen=True)
class Origin:
    """How a file came: channel (exports, command line, page), who sent it and the reason given for warnings.

    `reasons` gives a reason per rule; they stay with the submission, as the rules stay with its values.
    """

    channel: str = "command line"
    sender: str | None = None
    reason: str | None = None
    file: str | None = None
    reasons: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Proposal:
    """A file that was read and checked, and what publishing it would change. `folder` holds its parquet files.

    `content` is the hash of bytes and options, `digest` of the bytes alone; both are empty for a rejected file.
    `evidence` are files that come with it, checked.
    """

    file: str
    path: Path
    folder: Path
    intake: intake.Intake
    content: str
    base: str | None
    changes: Mapping[str, int]
    origin: Origin = field(default_factory=Origin)
    answers: Mapping[str, object] = field(default_factory=dict)
    agencies: str = ""
    digest: str = ""
    evidence: tuple[proofs.Evidence, ...] = ()


def propose(
    store: Store,
    path: Path,
    options: intake.Options,
    folder: Path,
    origin: Origin | None = None,
    *,
    keep_cells: bool = False,
    progress: Progress | None = None,
) -> Proposal:
    """Read and check one file into `folder` and compare it with the published snapshot. Writes nothing else.

    `keep_cells` and `progress` go to `intake.read`.
    """
    pointer = store.pointer
    published = store.path_of(pointer.snapshot) if pointer else None
    before = _marks(path)
    result = intake.read(path, options, store.reference(), published, folder, keep_cells=keep_cells, progress=progress)
    if pointer and any(finding.rule == "file_unreadable" for finding in result.findings):
        damage = store.shelf.damage(pointer.snapshot)  # the history that the file is compared with may be at fault
        if damage is not None:
            raise damage
    read_digest = "" if result.outcome == "rejected" else digest(path)
    name = _readable(origin.file if origin and origin.file else path.name)
    if read_digest and _marks(path) != before:
        raise LedgerError("changed_meanwhile", file=repr(name))
    agencies, changes = compared(result, published)
    return Proposal(
        file=name,
        path=path,
        folder=folder,
        intake=result,
        content=content_of(read_digest, options) if read_digest else "",
        base=pointer.snapshot if pointer else None,
        changes=changes,
        origin=origin or Origin(),
        answers=_settled(options),
        agencies=agencies,
        digest=read_digest,
    )


def flips(store: Store, proposal: Proposal, progress: Progress = silent) -> pd.DataFrame:
    """Series whose class, state or signal would differ, from a snapshot built beside the published one."""
    target = proposal.folder / "proposed.duckdb"
    entry = Entry("proposal", 10**6, "load", "proposal", proposal.folder, facts_of(proposal))
    whole.build([*store.ledger.active(), entry], store.reference(), target, progress)
    with duckdb.connect() as connection:
        attach(connection, "proposed", target)
        attach(connection, "published", store.path_of(store.published_pointer().snapshot))
        return connection.execute(sql("flips")).df()


def changed_rows(store: Store, proposal: Proposal, limit: int = 1_000) -> pd.DataFrame:
    """Old and new values of the keys that are not unchanged, changed ones first, at most `limit` rows."""
    pointer = store.pointer
    published = store.path_of(pointer.snapshot) if pointer else None
    with duckdb.connect() as connection:
        if not compare(connection, proposal.intake, published):
            return pd.DataFrame()
        return connection.execute(
            "SELECT * FROM changes WHERE kind <> 'unchanged' "
            "ORDER BY array_position(['changed', 'withdrawn', 'new'], kind), source_row LIMIT ?",
            [limit],
        ).df()


def facts_of(proposal: Proposal) -> dict[str, object]:
    result = proposal.intake
    return {
        "content": proposal.content,
        "file": proposal.file,
        "agency": proposal.agencies,
        "received_at": now(),
        "channel": proposal.origin.channel,
        "sender": proposal.origin.sender,
        "reason": proposal.origin.reason,
        "reasons": dict(proposal.origin.reasons),
        "outcome": result.outcome,
        "read": result.read,
        "accepted": result.accepted,
        "rejected": result.rejected,
        "waiting": result.waiting,
        "warnings": sum(finding.severity == "warning" for finding in result.findings),
        "changes": dict(proposal.changes),
        "recognised": result.recognised,
        "answers": {name: value for name, value in proposal.answers.items() if value},
    }


def _readable(name: str) -> str:
    """A file's name as text that can be written down, whatever bytes it had."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _marks(path: Path) -> tuple[int, ...]:
    """What changes when somebody writes to the file; empty when there is none."""
    try:
        facts = path.stat()
    except OSError:
        return ()
    return facts.st_size, facts.st_mtime_ns, facts.st_ino


def content_of(read_digest: str, options: intake.Options) -> str:
    settled = json.dumps(_settled(options), sort_keys=True, default=str)
    return hashlib.sha256(f"{read_digest} {settled}".encode("utf-8", "surrogatepass")).hexdigest()


def _settled(options: intake.Options) -> dict[str, object]:
    """What the sender said beside the file; a file without the later options counts as it did before."""
    said = asdict(options)
    return {key: value for key, value in said.items() if key != "today" and (key not in LATER or value)}


def discard(proposal: Proposal) -> None:
    """Remove a proposal's working files."""
    shutil.rmtree(proposal.folder, ignore_errors=True)
