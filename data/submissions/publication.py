"""What can happen to the store: propose a file, accept it, undo and redo it, build and verify.

A proposal has been read and checked and is compared with what is published; nothing in the store has changed yet.
Accepting writes the ledger, builds the snapshot and swaps the pointer, under the writers' lock.
"""

import hashlib
import json
import shutil
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter

import duckdb
import pandas as pd

from data import intake
from data.build import whole
from data.errors import KinerjaError, StoreError
from data.ledger import Entry, Ledger, LedgerError, digest, write_whole
from data.progress import Progress, silent
from data.reference import load_reference
from data.settings import settings
from data.store import Pointer, Store
from data.store.open_snapshots import forget
from data.store.snapshot import Snapshot, attach

CHANGES = Path(__file__).parent / "sql" / "changes"
KINDS = ("new", "changed", "withdrawn", "unchanged")
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


@dataclass(frozen=True)
class Loaded:
    """What became of a proposal: submission is None when nothing was written."""

    proposal: Proposal
    submission: str | None
    snapshot: str | None
    changes: Mapping[str, int]


def propose(
    store: Store,
    path: Path,
    options: intake.Options,
    folder: Path,
    origin: Origin | None = None,
    *,
    keep_cells: bool = False,
    progress=None,
) -> Proposal:
    """Read and check one file into `folder` and compare it with the published snapshot. Writes nothing else.

    `keep_cells` and `progress` go to `intake.read`.
    """
    pointer = store.pointer
    published = store.path_of(pointer.snapshot) if pointer else None
    before = _marks(path)
    result = intake.read(path, options, load_reference(), published, folder, keep_cells=keep_cells, progress=progress)
    if published and any(finding.rule == "file_unreadable" for finding in result.findings):
        damage = store.shelf.damage(pointer.snapshot)  # the history that the file is compared with may be at fault
        if damage is not None:
            raise damage
    read_digest = "" if result.outcome == "rejected" else digest(path)
    name = _readable(origin.file if origin and origin.file else path.name)
    if read_digest and _marks(path) != before:
        raise LedgerError("changed_meanwhile", file=repr(name))
    agencies, changes = _compared(result, published)
    return Proposal(
        file=name,
        path=path,
        folder=folder,
        intake=result,
        content=_content(read_digest, options) if read_digest else "",
        base=pointer.snapshot if pointer else None,
        changes=changes,
        origin=origin or Origin(),
        answers=_settled(options),
        agencies=agencies,
        digest=read_digest,
    )


def accept(
    store: Store, proposals: Sequence[Proposal], *, partial: bool = False, progress: Progress = silent
) -> list[Loaded]:
    """Publish the proposals that may be published: accepted ones, and partly accepted ones with `partial`.

    A file whose bytes and options already stand and which changes nothing is left as it is. What each changes is
    counted again where another writer published since it was proposed.
    """
    what = "load " + ", ".join(proposal.file for proposal in proposals)[:80]
    with store.writing(progress, what) as ledger:
        proposals = [_against_present(store, proposal) for proposal in proposals]
        entries: list[Entry | None] = []
        for proposal in proposals:
            entries.append(_record(ledger, proposal, partial, entries))
        pointer = _publish(store, ledger, progress)
    return [
        Loaded(proposal, entry.id if entry else None, pointer.snapshot, proposal.changes)
        for proposal, entry in zip(proposals, entries, strict=True)
    ]


def landed(store: Store, paths: Sequence[Path], options: intake.Options) -> dict[str, Entry]:
    """Content → entry of those of several files that a command like this one has loaded just before.

    Where one of them replaces values of another, loading the first again would not be without effect: so the files
    that stand are left alone when they are, in this order, the latest that were loaded.
    """
    standing = store.ledger.active()
    known = {entry.facts["content"]: entry for entry in standing}
    came = [content for path in paths if (content := _content(digest(path), options)) in known]
    latest = [entry.facts["content"] for entry in standing[-len(came) :]]
    return {content: known[content] for content in came} if came and came == latest else {}


def undo(store: Store, submission: str, progress: Progress = silent, origin: Origin | None = None) -> Pointer:
    """Take a standing submission out and publish; LedgerError when it does not stand.

    `origin` gives who did it and why, kept in the ledger.
    """
    return _turn(store, "undo", submission, progress, origin)


def redo(store: Store, submission: str, progress: Progress = silent, origin: Origin | None = None) -> Pointer:
    """Put an undone submission back and publish; LedgerError when it stands already."""
    return _turn(store, "redo", submission, progress, origin)


def rebuild(store: Store, progress: Progress = silent) -> Pointer:
    """Make the snapshot again from ledger and reference and publish it; from the exports when nothing was loaded.

    A damaged pointer is set aside and made again.
    """
    with store.writing(progress, "build", mend=True) as ledger:
        if store.pointer is None:
            _load_exports(store, ledger, progress)
        return _publish(store, ledger, progress, again=True)


def ensure(store: Store, progress: Progress = silent, *, thorough: bool = False) -> Snapshot:
    """The published snapshot; made first from the exports, or made again when program or reference changed.

    One that is missing or does not open is made again too; with `thorough` its bytes are checked as well.
    """
    if not _is_current(store, thorough):
        with store.writing(progress, "build") as ledger:
            if not _is_current(store, thorough):
                if store.pointer is None:
                    _load_exports(store, ledger, progress)
                _publish(store, ledger, progress, thorough=thorough)
    return store.snapshot()


def flips(store: Store, proposal: Proposal, progress: Progress = silent) -> pd.DataFrame:
    """Series whose class, state or signal would differ, from a snapshot built beside the published one."""
    target = proposal.folder / "proposed.duckdb"
    entry = Entry("proposal", 10**6, "load", "proposal", proposal.folder, _facts(proposal))
    whole.build([*store.ledger.active(), entry], load_reference(), target, progress)
    with duckdb.connect() as connection:
        attach(connection, "proposed", target)
        attach(connection, "published", store.path_of(store.pointer.snapshot))
        return connection.execute((CHANGES / "flips.sql").read_text("utf-8")).df()


def changed_rows(store: Store, proposal: Proposal, limit: int = 1_000) -> pd.DataFrame:
    """Old and new values of the keys that are not unchanged, changed ones first, at most `limit` rows."""
    published = store.path_of(store.pointer.snapshot) if store.pointer else None
    with duckdb.connect() as connection:
        if not _compare(connection, proposal.intake, published):
            return pd.DataFrame()
        return connection.execute(
            "SELECT * FROM changes WHERE kind <> 'unchanged' "
            "ORDER BY array_position(['changed', 'withdrawn', 'new'], kind), source_row LIMIT ?",
            [limit],
        ).df()


def verify(store: Store) -> list[KinerjaError]:
    """An error for every disagreement of ledger, snapshot and pointer, naming the file; empty when all agree."""
    try:
        pointer = store.pointer
    except StoreError as error:
        return [error, *Ledger(store.folder / "ledger").damage()]
    if pointer is None:
        key = "pointer_missing" if store.was_published else "nothing_published"
        path = store.folder / "pointer.json" if store.was_published else store.folder
        return [StoreError(key, path=path), *store.ledger.damage()]
    problems: list[KinerjaError] = list(store.ledger.damage())
    damage = store.shelf.damage(pointer.snapshot)
    if damage is not None:
        return [*problems, damage]
    try:
        held = set(store.open(pointer.snapshot).fetch("submissions")["submission"])
    except StoreError as error:
        return [*problems, error]
    try:
        standing = store.ledger.active()
    except LedgerError:
        return problems
    return [*problems, *_disagreements(store, pointer, standing, held)]


def _disagreements(store: Store, pointer: Pointer, standing: Sequence[Entry], held: set[str]) -> list[KinerjaError]:
    """Where the snapshot holds other submissions than stand, or was made by another program or reference."""
    name = f"snapshots/{store.path_of(pointer.snapshot).name}"
    ids = {entry.id for entry in standing}
    problems: list[KinerjaError] = [
        StoreError("snapshot_lacks", submission=one, path=name) for one in sorted(ids - held)
    ]
    problems += [StoreError("snapshot_holds", submission=one, path=name) for one in sorted(held - ids)]
    reference, kept = load_reference(), store.shelf.about(pointer.snapshot)
    expected = whole.snapshot_id(standing, reference)
    if problems or pointer.snapshot == expected:
        return problems
    if kept.recipe not in (None, whole.recipe()):
        return [StoreError("program_changed", snapshot=pointer.snapshot)]
    if kept.reference not in (None, reference.hash):
        return [StoreError("reference_changed", snapshot=pointer.snapshot)]
    told = {"path": store.folder / "pointer.json", "found": pointer.snapshot, "expected": expected}
    return [StoreError("pointer_disagrees", **told)]


def _turn(store: Store, kind: str, submission: str, progress, origin: Origin | None) -> Pointer:
    with store.writing(progress, f"{kind} {submission}"[:80]) as ledger:
        entry = ledger.find(submission)
        if ledger.is_active(submission) == (kind == "redo"):
            key = "stands_already" if kind == "redo" else "undone_already"
            raise LedgerError(key, submission=submission, file=entry.facts.get("file"))
        origin = origin or Origin()
        facts = {"submission": submission, "received_at": _now(), "sender": origin.sender, "reason": origin.reason}
        ledger.append(kind, entry.facts["content"], facts, {})
        return _publish(store, ledger, progress)


def _against_present(store: Store, proposal: Proposal) -> Proposal:
    """The proposal with its changes counted against what is published now."""
    pointer = store.pointer
    present = pointer.snapshot if pointer else None
    if present == proposal.base or proposal.intake.outcome == "rejected":
        return proposal
    _, changes = _compared(proposal.intake, store.path_of(present) if present else None)
    return replace(proposal, base=present, changes=changes)


def _record(ledger: Ledger, proposal: Proposal, partial: bool, batch: Sequence[Entry | None] = ()) -> Entry | None:
    """Write a proposal into the ledger; the entry of the same content where that stands or came along."""
    outcome = proposal.intake.outcome
    if outcome == "rejected" or (outcome == "partly" and not partial):
        return None
    known = ledger.with_content(proposal.content)
    came_along = known is not None and any(entry is not None and entry.id == known.id for entry in batch)
    if known and (came_along or sum(proposal.changes[kind] for kind in KINDS[:3]) == 0):
        return known
    suffix = proposal.path.suffix.lower()
    original = f"original{suffix if suffix in READABLE else ''}"
    files = {
        original: proposal.path,
        "accepted.parquet": proposal.intake.accepted_path,
        "rejected.parquet": proposal.intake.rejected_path,
        "findings.parquet": proposal.folder / "findings.parquet",
    }
    facts = {**_facts(proposal), "original": original}
    hashes = {original: proposal.digest} if proposal.digest else {}
    try:
        return ledger.append("load", proposal.content, facts, files, hashes)
    except FileNotFoundError as error:
        raise LedgerError("interrupted_upload", file=repr(proposal.file), path=error.filename) from error


def _facts(proposal: Proposal) -> dict[str, object]:
    result = proposal.intake
    return {
        "content": proposal.content,
        "file": proposal.file,
        "agency": proposal.agencies,
        "received_at": _now(),
        "channel": proposal.origin.channel,
        "sender": proposal.origin.sender,
        "reason": proposal.origin.reason,
        "reasons": dict(proposal.origin.reasons),
        "outcome": result.outcome,
        "read": result.read,
        "accepted": result.accepted,
        "rejected": result.rejected,
        "warnings": sum(finding.severity == "warning" for finding in result.findings),
        "changes": dict(proposal.changes),
        "recognised": result.recognised,
        "answers": {name: value for name, value in proposal.answers.items() if value},
    }


def _publish(store: Store, ledger: Ledger, progress, *, again: bool = False, thorough: bool = False) -> Pointer:
    """Build the snapshot of what stands unless it is there and sound, and point to it. Call it under the lock."""
    reference = load_reference()
    standing = ledger.active()
    snapshot = whole.snapshot_id(standing, reference)
    path = store.path_of(snapshot)
    entries = ledger.entries()
    head = entries[-1].sequence if entries else 0
    lost = not again and _is_lost(store, snapshot, thorough)
    if again or not path.exists() or lost:
        if lost:
            trouble = StoreError("snapshot_renewed", file=path.name)
            progress(stage="mended", file=path.name, rows=0, seconds=0.0, trouble=trouble)
        ledger.check(standing)
        whole.build(standing, reference, path, progress, store.sealing(snapshot, head, reference.hash))
        forget(path)
    return store.publish(snapshot, head)


def _is_lost(store: Store, snapshot: str, thorough: bool) -> bool:
    """Whether a snapshot that was published is missing, does not open or, looked at thoroughly, was changed."""
    if not store.path_of(snapshot).exists():
        return bool(store.shelf.about(snapshot).published)
    try:
        store.open(snapshot)
    except StoreError:
        return True
    return thorough and store.shelf.damage(snapshot) is not None


def _is_current(store: Store, thorough: bool = False) -> bool:
    pointer = store.pointer
    if pointer is None or not store.path_of(pointer.snapshot).exists():
        return False
    if pointer.snapshot != whole.snapshot_id(store.ledger.active(), load_reference()):
        return False
    return not _is_lost(store, pointer.snapshot, thorough)


def _load_exports(store: Store, ledger: Ledger, progress) -> None:
    """Record every readable file of the exports folder that the ledger does not hold yet.

    Once all were recorded (exports.json says so), a lost pointer brings none of them back.
    """
    folder = settings().exports
    known = {entry.facts["content"] for entry in ledger.entries()}
    if known and (store.folder / "exports.json").exists():
        return
    report = []
    for path, options, partial in exports(folder):
        if _content(digest(path), options) in known:
            continue
        started = perf_counter()
        with store.scratch() as work:
            origin = Origin(channel="exports", file=path.relative_to(folder).as_posix())
            proposal = propose(store, path, options, work, origin)
            entry = _record(ledger, proposal, partial)
        facts = {
            "file": proposal.file,
            "outcome": proposal.intake.outcome,
            "rows": proposal.intake.accepted,
            "rejected": proposal.intake.rejected,
            "loaded": entry is not None,
        }
        report.append(facts)
        progress(stage="read", seconds=perf_counter() - started, **facts)
    write_whole(store.folder / "exports.json", report)


def exports(folder: Path) -> list[tuple[Path, intake.Options, bool]]:
    """Files of an exports folder in order of their path, with the options its options.toml gives them.

    A table of options.toml is named after a file and may hold agency, region_codes, sheet, decimal,
    accept_partial, set and map. Links out of the folder are not followed.
    """
    if not folder.is_dir():
        return []
    sidecar = folder / "options.toml"
    given = tomllib.loads(sidecar.read_text("utf-8")) if sidecar.exists() else {}
    found = []
    for path in sorted(folder.rglob("*")):
        if path.suffix.lower() in READABLE and path.is_file() and path.resolve().is_relative_to(folder.resolve()):
            name = path.relative_to(folder).as_posix()
            options = dict(given.get(name) or given.get(path.name) or {})
            partial = bool(options.pop("accept_partial", False))
            found.append((path, replace(intake.Options(), **options), partial))
    return found


def _compared(result: intake.Intake, published: Path | None) -> tuple[str, dict[str, int]]:
    """Agencies of the accepted rows, and how many of them are new, changed, withdrawn and unchanged."""
    counts: dict[str, int] = {}
    if result.accepted_path is None or result.accepted == 0:
        return "", dict.fromkeys(KINDS, 0)
    with duckdb.connect() as connection:
        rows = connection.execute(
            "SELECT agency, count(*), count(*) FILTER (status = 'withdrawn') FROM read_parquet(?) GROUP BY agency",
            [str(result.accepted_path)],
        ).fetchall()
        if published is not None and _compare(connection, result, published):
            counts = dict(connection.execute("SELECT kind, count(*) FROM changes GROUP BY kind").fetchall())
        else:
            withdrawn = sum(row[2] for row in rows)
            counts = {"new": sum(row[1] for row in rows) - withdrawn, "unchanged": withdrawn}
    return ";".join(sorted(row[0] for row in rows)), {kind: counts.get(kind, 0) for kind in KINDS}


def _compare(connection: duckdb.DuckDBPyConnection, result: intake.Intake, published: Path | None) -> bool:
    """Fill the temporary table `changes`; False when the file gave no row to compare."""
    if result.accepted_path is None or result.accepted == 0:
        return False
    if published is not None and published.exists():
        attach(connection, "published", published)
    else:
        connection.execute("ATTACH ':memory:' AS published")
        connection.execute("USE published")
        connection.execute((whole.SQL / "marts" / "tables.sql").read_text("utf-8"))
        connection.execute("USE memory")
    connection.execute((CHANGES / "rows.sql").read_text("utf-8"), {"path": str(result.accepted_path)})
    return True


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


def _content(read_digest: str, options: intake.Options) -> str:
    settled = json.dumps(_settled(options), sort_keys=True, default=str)
    return hashlib.sha256(f"{read_digest} {settled}".encode("utf-8", "surrogatepass")).hexdigest()


def _settled(options: intake.Options) -> dict[str, object]:
    """What the sender said beside the file; a file without replaced texts counts as it did before these existed."""
    said = asdict(options)
    return {key: value for key, value in said.items() if key != "today" and (key != "replace" or value)}


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def discard(proposal: Proposal) -> None:
    """Remove a proposal's working files."""
    shutil.rmtree(proposal.folder, ignore_errors=True)
