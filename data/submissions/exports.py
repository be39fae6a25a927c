"""The exports folder: its files with their options, recorded in the ledger at the first start."""

import tomllib
from dataclasses import replace
from pathlib import Path
from time import perf_counter

from data import intake
from data.files import digest, write_whole
from data.intake import reasons
from data.ledger import Ledger
from data.progress import Progress
from data.settings import settings
from data.store import Store
from data.submissions.proposal import READABLE, Origin, content_of, propose
from data.submissions.publication import record


def load_exports(store: Store, ledger: Ledger, progress: Progress) -> None:
    """Record every readable file of the exports folder that the ledger does not hold yet.

    Once all were recorded (exports.json says so), a lost pointer brings none of them back.
    """
    folder = settings().exports
    known = {entry.facts["content"] for entry in ledger.entries()}
    if known and (store.folder / "exports.json").exists():
        return
    report = []
    for path, options, partial in exports(folder):
        if content_of(digest(path), options) in known:
            continue
        started = perf_counter()
        with store.scratch() as work:
            origin = Origin(channel="exports", file=path.relative_to(folder).as_posix())
            proposal = propose(store, path, options, work, origin)
            entry = record(ledger, proposal, partial)
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
    accept_partial, set, map and reasons (`[RULE|ROW=]TEXT` each). Links out of the folder are not followed.
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
            options["reasons"] = reasons.parsed(options.get("reasons", ()))
            partial = bool(options.pop("accept_partial", False))
            found.append((path, replace(intake.Options(), **options), partial))
    return found
