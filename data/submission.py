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

from data import build, dictionary, intake
from data.ledger import Entry, Ledger, LedgerError, digest
from data.settings import settings
from data.snapshot import Snapshot
from data.store import Pointer, Store

CHANGES = Path(__file__).parent / "sql" / "changes"
KINDS = ("new", "changed", "withdrawn", "unchanged")
READABLE = {".csv", ".tsv", ".txt", ".xlsx", ".xls"}


def _silent(**_: object) -> None:
    return None


@dataclass(frozen=True)
class Origin:
    """How a file came: channel (exports, command line, page), who sent it and the reason given for warnings."""

    channel: str = "command line"
    sender: str | None = None
    reason: str | None = None
    file: str | None = None


@dataclass(frozen=True)
class Proposal:
    """A file that was read and checked, and what publishing it would change. `folder` holds its parquet files."""

    file: str
    path: Path
    folder: Path
    intake: intake.Intake
    content: str
    base: str | None
    changes: Mapping[str, int]
    origin: Origin = field(default_factory=Origin)
    answers: Mapping[str, object] = field(default_factory=dict)


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
    result = intake.read(path, options, dictionary.load(), published, folder, keep_cells=keep_cells, progress=progress)
    return Proposal(
        file=(origin.file if origin and origin.file else path.name),
        path=path,
        folder=folder,
        intake=result,
        content=_content(path, options),
        base=pointer.snapshot if pointer else None,
        changes=_count(result, published),
        origin=origin or Origin(),
        answers=_settled(options),
    )


def accept(store: Store, proposals: Sequence[Proposal], *, partial: bool = False, progress=_silent) -> list[Loaded]:
    """Publish the proposals that may be published: accepted ones, and partly accepted ones with `partial`.

    A file whose bytes and options already stand and which changes nothing is left as it is.
    """
    with store.writing() as ledger:
        entries: list[Entry | None] = []
        for proposal in proposals:
            entries.append(_record(store, ledger, proposal, partial))
        pointer = _publish(store, ledger, progress)
    return [
        Loaded(proposal, entry.id if entry else None, pointer.snapshot, proposal.changes)
        for proposal, entry in zip(proposals, entries, strict=True)
    ]


def undo(store: Store, submission: str, progress=_silent, origin: Origin | None = None) -> Pointer:
    """Take a standing submission out and publish; LedgerError when it does not stand.

    `origin` gives who did it and why, kept in the ledger.
    """
    return _turn(store, "undo", submission, progress, origin)


def redo(store: Store, submission: str, progress=_silent, origin: Origin | None = None) -> Pointer:
    """Put an undone submission back and publish; LedgerError when it stands already."""
    return _turn(store, "redo", submission, progress, origin)


def rebuild(store: Store, progress=_silent) -> Pointer:
    """Make the snapshot again from ledger and reference and publish it; from the exports when nothing was loaded."""
    with store.writing() as ledger:
        if store.pointer is None:
            _load_exports(store, ledger, progress)
        return _publish(store, ledger, progress, again=True)


def ensure(store: Store, progress=_silent) -> Snapshot:
    """The published snapshot; made first from the exports, or made again when program or reference changed."""
    if not _is_current(store):
        with store.writing() as ledger:
            if store.pointer is None:
                _load_exports(store, ledger, progress)
            _publish(store, ledger, progress)
    return store.snapshot()


def flips(store: Store, proposal: Proposal, progress=_silent) -> pd.DataFrame:
    """Series whose class, state or signal would differ, from a snapshot built beside the published one."""
    target = proposal.folder / "proposed.duckdb"
    entry = Entry("proposal", 10**6, "load", "proposal", proposal.folder, _facts(proposal))
    build.build([*store.ledger.active(), entry], dictionary.load(), target, progress)
    with duckdb.connect() as connection:
        _attach(connection, "proposed", target)
        _attach(connection, "published", store.path_of(store.pointer.snapshot))
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


def verify(store: Store) -> list[str]:
    """Sentences naming every disagreement of ledger, snapshot and pointer; empty when all agree."""
    pointer = store.pointer
    if pointer is None:
        return ["Nothing is published yet: run `python -m data build`."]
    problems = list(store.ledger.damage())
    expected = build.snapshot_id(store.ledger.active(), dictionary.load())
    if pointer.snapshot != expected:
        problems.append(f"The pointer names snapshot {pointer.snapshot}, ledger and reference give {expected}.")
    path = store.path_of(pointer.snapshot)
    if not path.exists():
        return [*problems, f"{path.name} is missing."]
    try:
        snapshot = store.snapshot()
        held = set(snapshot.fetch("submissions")["submission"])
    except duckdb.Error as error:
        return [*problems, f"{path.name} cannot be read: {error}"]
    standing = {entry.id for entry in store.ledger.active()}
    problems += [f"Submission {name} stands in the ledger and is not in the snapshot." for name in standing - held]
    problems += [f"Submission {name} is in the snapshot and does not stand." for name in held - standing]
    return problems


def _turn(store: Store, kind: str, submission: str, progress, origin: Origin | None) -> Pointer:
    with store.writing() as ledger:
        entry = ledger.find(submission)
        if ledger.is_active(submission) == (kind == "redo"):
            stands = "stands already" if kind == "redo" else "was undone before"
            raise LedgerError(f"Submission {submission} ({entry.facts.get('file')}) {stands}: nothing to {kind}.")
        origin = origin or Origin()
        facts = {"submission": submission, "received_at": _now(), "sender": origin.sender, "reason": origin.reason}
        ledger.append(kind, entry.facts["content"], facts, {})
        return _publish(store, ledger, progress)


def _record(store: Store, ledger: Ledger, proposal: Proposal, partial: bool) -> Entry | None:
    outcome = proposal.intake.outcome
    if outcome == "rejected" or (outcome == "partly" and not partial):
        return None
    known = ledger.with_content(proposal.content)
    if known and sum(proposal.changes[kind] for kind in KINDS[:3]) == 0:
        return known
    original = f"original{proposal.path.suffix.lower()}"
    files = {
        original: proposal.path,
        "accepted.parquet": proposal.intake.accepted_path,
        "rejected.parquet": proposal.intake.rejected_path,
        "findings.parquet": proposal.folder / "findings.parquet",
    }
    return ledger.append("load", proposal.content, {**_facts(proposal), "original": original}, files)


def _facts(proposal: Proposal) -> dict[str, object]:
    result = proposal.intake
    return {
        "content": proposal.content,
        "file": proposal.file,
        "agency": _agencies(result),
        "received_at": _now(),
        "channel": proposal.origin.channel,
        "sender": proposal.origin.sender,
        "reason": proposal.origin.reason,
        "outcome": result.outcome,
        "read": result.read,
        "accepted": result.accepted,
        "rejected": result.rejected,
        "warnings": sum(finding.severity == "warning" for finding in result.findings),
        "changes": dict(proposal.changes),
        "recognised": result.recognised,
        "answers": {name: value for name, value in proposal.answers.items() if value},
    }


def _publish(store: Store, ledger: Ledger, progress, again: bool = False) -> Pointer:
    reference = dictionary.load()
    standing = ledger.active()
    snapshot = build.snapshot_id(standing, reference)
    path = store.path_of(snapshot)
    if again or not path.exists():
        build.build(standing, reference, path, progress)
    entries = ledger.entries()
    return store.publish(snapshot, entries[-1].sequence if entries else 0)


def _is_current(store: Store) -> bool:
    pointer = store.pointer
    if pointer is None or not store.path_of(pointer.snapshot).exists():
        return False
    return pointer.snapshot == build.snapshot_id(store.ledger.active(), dictionary.load())


def _load_exports(store: Store, ledger: Ledger, progress) -> None:
    """Record every readable file of the exports folder that the ledger does not hold yet."""
    folder = settings().exports
    known = {entry.facts["content"] for entry in ledger.entries()}
    report = []
    for path, options, partial in exports(folder):
        if _content(path, options) in known:
            continue
        started = perf_counter()
        with store.scratch() as work:
            origin = Origin(channel="exports", file=path.relative_to(folder).as_posix())
            proposal = propose(store, path, options, work, origin)
            entry = _record(store, ledger, proposal, partial)
        facts = {
            "file": proposal.file,
            "outcome": proposal.intake.outcome,
            "rows": proposal.intake.accepted,
            "rejected": proposal.intake.rejected,
            "loaded": entry is not None,
        }
        report.append(facts)
        progress(stage="read", seconds=perf_counter() - started, **facts)
    (store.folder / "exports.json").write_text(json.dumps(report, ensure_ascii=False, indent=1), "utf-8")


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


def _count(result: intake.Intake, published: Path | None) -> dict[str, int]:
    with duckdb.connect() as connection:
        if not _compare(connection, result, published):
            return dict.fromkeys(KINDS, 0)
        counts = dict(connection.execute("SELECT kind, count(*) FROM changes GROUP BY kind").fetchall())
    return {kind: counts.get(kind, 0) for kind in KINDS}


def _compare(connection: duckdb.DuckDBPyConnection, result: intake.Intake, published: Path | None) -> bool:
    """Fill the temporary table `changes`; False when the file gave no row to compare."""
    if result.accepted_path is None or result.accepted == 0:
        return False
    if published is not None and published.exists():
        _attach(connection, "published", published)
    else:
        connection.execute("ATTACH ':memory:' AS published")
        connection.execute("USE published")
        connection.execute((build.SQL / "marts" / "tables.sql").read_text("utf-8"))
        connection.execute("USE memory")
    connection.execute((CHANGES / "rows.sql").read_text("utf-8"), {"path": str(result.accepted_path)})
    return True


def _attach(connection: duckdb.DuckDBPyConnection, name: str, path: Path) -> None:
    quoted = str(path).replace("'", "''")
    connection.execute(f"ATTACH '{quoted}' AS {name} (READ_ONLY)")


def _agencies(result: intake.Intake) -> str:
    if result.accepted_path is None or result.accepted == 0:
        return ""
    with duckdb.connect() as connection:
        rows = connection.execute(
            "SELECT DISTINCT agency FROM read_parquet(?) ORDER BY agency", [str(result.accepted_path)]
        ).fetchall()
    return ";".join(code for (code,) in rows)


def _content(path: Path, options: intake.Options) -> str:
    settled = json.dumps(_settled(options), sort_keys=True, default=str)
    return hashlib.sha256(f"{digest(path)} {settled}".encode()).hexdigest()


def _settled(options: intake.Options) -> dict[str, object]:
    """What the sender said beside the file; a file without replaced texts counts as it did before these existed."""
    said = asdict(options)
    return {key: value for key, value in said.items() if key != "today" and (key != "replace" or value)}


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def discard(proposal: Proposal) -> None:
    """Remove a proposal's working files."""
    shutil.rmtree(proposal.folder, ignore_errors=True)
