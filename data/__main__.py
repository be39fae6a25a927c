"""The door of `python -m data`; what stands behind it is said in data.commands.main."""

import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path

import duckdb

from data import comparison, correction, intake, submission
from data.dictionary import ReferenceError
from data.intake.checks.rules import rules
from data.ledger import Entry, LedgerError
from data.snapshot import QueryError, query_names, query_parameters
from data.store import Store, StoreError, open_store
from data.trouble import Trouble, first_line, why_not_written

WORST = ("accepted", "partly", "rejected")


class Misuse(Exception):
    """The command was called in a way that it does not know."""


class Parser(argparse.ArgumentParser):
    """Says what is wrong on standard output too when a machine asked."""

    asked_for_json = False

    def error(self, message: str):
        if Parser.asked_for_json:
            print(_as_json({"error": message}))
        super().error(message)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    given = sys.argv[1:] if arguments is None else list(arguments)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    Parser.asked_for_json = "--json" in given
    options = _parser().parse_args(given)
    try:
        _require_text(options)
        code = options.run(open_store(), options)
        sys.stdout.flush()
        return code
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except (Misuse, QueryError) as error:
        return _fail(options.json, 2, str(error))
    except Trouble as error:
        return _fail(options.json, 1, error.message_en, error.message_id)
    except (ReferenceError, OSError, duckdb.Error) as error:
        key = why_not_written(error)
        if key is None:
            return _fail(options.json, 1, str(error) or type(error).__name__)
        told = StoreError(key, path=getattr(error, "filename", None) or "?", detail=first_line(error))
        return _fail(options.json, 1, told.message_en, told.message_id)


def _require_text(options: argparse.Namespace) -> None:
    """File names may hold any bytes; everything else that was said must be text."""
    for name, value in vars(options).items():
        for said in value if isinstance(value, list) else [value]:
            if isinstance(said, str) and any("\ud800" <= mark <= "\udfff" for mark in said):
                raise Misuse(f"{name} is not text: {said!r}.")


def _parser() -> argparse.ArgumentParser:
    parser = Parser(prog="python -m data", description=__doc__.split("\n\n")[0])
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    _add_load(commands)
    _correct_command(commands)
    for name, run, words in (
        ("undo", _undo, "take a submission out again; one that is out already stays out"),
        ("redo", _redo, "put an undone submission back; one that stands already stays"),
    ):
        _command(commands, name, run, words).add_argument("submission", metavar="SUBMISSION")
    _command(commands, "status", _status, "what is published and what was submitted")
    _command(commands, "build", _build, "make the snapshot again from the ledger")
    _command(commands, "verify", _verify, "check that ledger, snapshot and pointer agree")
    compare = _command(commands, "compare", _compare, "what changed between two snapshots: values, signals, classes")
    compare.add_argument("before", metavar="SNAPSHOT")
    compare.add_argument("after", nargs="?", metavar="SNAPSHOT", help="the published one where none is named")
    compare.add_argument("--agency", metavar="CODE", help="only this agency")
    prune = _command(commands, "prune", _prune, "remove old snapshots: kept are the published one, the ten newest, the "
                     "last of each of the past thirty days, and those pinned or open")  # fmt: skip
    prune.add_argument("--dry-run", action="store_true", help="say what would go, remove nothing")
    prune.add_argument(
        "--keep", action="append", default=[], metavar="SNAPSHOT", help="pin a snapshot: never remove it"
    )
    query = _command(commands, "query", _query, f"rows of a named query: {', '.join(query_names())}")
    query.add_argument("name", metavar="NAME")
    query.add_argument("parameters", nargs="*", metavar="key=value")
    return parser


def _add_load(commands) -> None:
    words = "check files and publish them, each by itself: one that is rejected does not hold up the others"
    load = _command(commands, "load", _load, words)
    load.add_argument("files", nargs="+", type=Path, metavar="FILE")
    load.add_argument("--agency", metavar="CODE", help="agency of rows that name none")
    load.add_argument("--region-codes", choices=("kemendagri", "bps"), help="code system of bare four-digit codes")
    load.add_argument("--set", action="append", default=[], metavar="COLUMN=VALUE", help="give a column the file lacks")
    load.add_argument("--map", action="append", default=[], metavar="HEADER=COLUMN", help="say what a header holds")
    load.add_argument("--sheet", metavar="NAME", help="sheet of a workbook")
    load.add_argument("--decimal", choices=("comma", "dot"), help="decimal mark of columns that cannot be decided")
    load.add_argument("--accept-partial", action="store_true", help="publish the good rows of a partly readable file")
    load.add_argument(
        "--reason",
        action="append",
        default=[],
        metavar="[RULE=]TEXT",
        help="reason kept with the warnings of this file",
    )
    load.add_argument("--dry-run", action="store_true", help="check and compare, publish nothing")


def _correct_command(commands) -> None:
    command = _command(commands, "correct", _correct, "replace one published value, with a reason, and publish it")
    for name, words in (("agency", "agency"), ("indicator", "indicator"), ("region", "region"), ("period", "period")):
        command.add_argument(f"--{name}", required=True, metavar="CODE", help=f"{words} of the value")
    command.add_argument("--unit", default="", metavar="CODE", help="unit of the value, where it has one")
    for name in correction.FIELDS:
        command.add_argument(f"--{name}", type=_number, metavar="NUMBER", help=f"new {name}")
    command.add_argument("--reason", required=True, metavar="TEXT", help="why; kept with the value")
    command.add_argument("--sender", metavar="NAME", help="who corrects it")
    command.add_argument("--dry-run", action="store_true", help="check and compare, publish nothing")


def _number(text: str) -> float:
    """A number with decimal point, or with a decimal comma and no point."""
    value = float(text.replace(",", ".") if "." not in text else text)
    if not math.isfinite(value):
        raise ValueError(text)
    return value


def _command(commands, name: str, run, words: str) -> argparse.ArgumentParser:
    command = commands.add_parser(name, help=words, description=words, allow_abbrev=False)
    command.add_argument("--json", action="store_true", help="print one JSON object")
    command.set_defaults(run=run)
    return command


def _load(store: Store, options: argparse.Namespace) -> int:
    wrong = [words for path in options.files if (words := _no_file(path))]
    if wrong:
        raise Misuse(" ".join(wrong))
    settings = _intake_options(options)
    submission.ensure(store, _progress)
    repeated = submission.landed(store, options.files, settings) if len(options.files) > 1 else {}
    loaded = [_load_one(store, path, settings, options, repeated) for path in options.files]
    results = [_outcome(one) for one in loaded]
    _answer(options.json, _together(results), [line for one in results for line in _load_lines(one)])
    stopped = any(
        one["outcome"] == "rejected" or (one["outcome"] == "partly" and not options.accept_partial) for one in results
    )
    return int(stopped)


def _correct(store: Store, options: argparse.Namespace) -> int:
    submission.ensure(store, _progress)
    key = correction.Key(options.agency, options.indicator, options.region, options.period, options.unit)
    values = {name: getattr(options, name) for name in correction.FIELDS}
    with store.scratch() as folder:
        try:
            proposal = correction.correct(store, key, values, options.reason, options.sender, folder)
        except correction.CorrectionError as error:
            return _fail(options.json, 2, error.message_en, error.message_id)
        if options.dry_run:
            loaded = submission.Loaded(proposal, None, proposal.base, proposal.changes)
        else:
            (loaded,) = submission.accept(store, [proposal], progress=_progress)
    one = _outcome(loaded)
    _answer(options.json, one, _load_lines(one))
    return int(one["outcome"] != "accepted")


def _load_one(
    store: Store, path: Path, settings: intake.Options, options: argparse.Namespace, repeated: Mapping[str, Entry]
) -> submission.Loaded:
    """Check one file and publish it, unless it stands or is only to be looked at."""
    with store.scratch() as folder:
        proposal = submission.propose(store, path, settings, folder, _origin(options.reason))
        if proposal.content in repeated:
            nothing = {**dict.fromkeys(submission.KINDS, 0), "unchanged": proposal.intake.accepted}
            return submission.Loaded(proposal, repeated[proposal.content].id, proposal.base, nothing)
        if options.dry_run:
            return submission.Loaded(proposal, None, proposal.base, proposal.changes)
        return submission.accept(store, [proposal], partial=options.accept_partial, progress=_progress)[0]


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


def _origin(texts: Sequence[str]) -> submission.Origin:
    """The reasons given: `RULE=TEXT` for the warnings of one rule, other texts for all of them."""
    reasons, common = {}, []
    for text in texts:
        rule, _, words = text.partition("=")
        if rule.strip() in rules() and words.strip():
            reasons[rule.strip()] = words.strip()
        elif text.strip():
            common.append(text.strip())
    return submission.Origin(reason="; ".join(common) or None, reasons=reasons)


def _intake_options(options: argparse.Namespace) -> intake.Options:
    return intake.Options(
        agency=options.agency,
        region_codes=options.region_codes,
        set=_pairs(options.set, "--set COLUMN=VALUE"),
        map=_pairs(options.map, "--map HEADER=COLUMN"),
        sheet=options.sheet,
        decimal=options.decimal,
        today=date.today(),
    )


def _pairs(texts: Sequence[str], usage: str) -> dict[str, str]:
    """COLUMN=VALUE texts as a dictionary; for --map the last `=` separates, since headers may hold one."""
    pairs = {}
    for text in texts:
        key, mark, value = text.rpartition("=") if usage.startswith("--map") else text.partition("=")
        if not mark or not key.strip() or not value.strip():
            raise Misuse(f"Expected {usage}, found {text!r}.")
        pairs[key.strip()] = value.strip()
    return pairs


def _outcome(loaded: submission.Loaded) -> dict[str, object]:
    result = loaded.proposal.intake
    return {
        "file": loaded.proposal.file,
        "outcome": result.outcome,
        "submission": loaded.submission,
        "snapshot": loaded.snapshot,
        "read": result.read,
        "accepted": result.accepted,
        "rejected": result.rejected,
        "changes": dict(loaded.changes),
        "recognised": result.recognised,
        "findings": [asdict(finding) for finding in result.findings],
        "findings_total": sum(result.counts.values()),
    }


def _together(results: list[dict]) -> dict[str, object]:
    """One object for one file; for several the sums, the worst outcome and each file's own object."""
    if len(results) == 1:
        return results[0]
    worst = max((one["outcome"] for one in results), key=WORST.index)
    sums = {key: sum(one[key] for one in results) for key in ("read", "accepted", "rejected")}
    changes = {kind: sum(one["changes"][kind] for one in results) for kind in submission.KINDS}
    last = results[-1]
    findings = [{**finding, "file": one["file"]} for one in results for finding in one["findings"]]
    return {
        "outcome": worst,
        "submission": last["submission"],
        "snapshot": last["snapshot"],
        **sums,
        "changes": changes,
        "recognised": last["recognised"],
        "findings": findings,
        "findings_total": sum(one["findings_total"] for one in results),
        "files": results,
    }


def _load_lines(one: dict) -> list[str]:
    changes = ", ".join(f"{count} {kind}" for kind, count in one["changes"].items())
    lines = [
        f"{_one_line(one['file'])}: {one['outcome']} — {one['read']} read, {one['accepted']} accepted, "
        f"{one['rejected']} rejected",
        f"  {changes}; submission {one['submission'] or '-'}, snapshot {one['snapshot'] or '-'}",
    ]
    for finding in one["findings"]:
        place = ", ".join(
            f"{word} {finding[key]}" for word, key in (("row", "row"), ("column", "column")) if finding[key] is not None
        )
        lines.append(
            f"  {finding['severity']} {finding['rule']} ({place or 'file'}): {_one_line(finding['message_en'])}"
        )
    return lines


def _undo(store: Store, options: argparse.Namespace) -> int:
    return _turned(store, options, submission.undo)


def _redo(store: Store, options: argparse.Namespace) -> int:
    return _turned(store, options, submission.redo)


def _turned(store: Store, options: argparse.Namespace, turn) -> int:
    """Repeating what a kill interrupted after publishing is no fault: the store is as it was asked to be."""
    changed, words = True, "Published"
    try:
        pointer = turn(store, options.submission, _progress)
    except LedgerError as error:
        if error.key not in ("undone_already", "stands_already") or store.pointer is None:
            raise
        print(error.message_id, error.message_en, sep="\n", file=sys.stderr)
        changed, words, pointer = False, "Unchanged:", store.pointer
    answer = {
        "submission": options.submission,
        "changed": changed,
        "snapshot": pointer.snapshot,
        "published_at": pointer.published_at,
    }
    _answer(options.json, answer, [f"{words} snapshot {pointer.snapshot}."])
    return 0


def _status(store: Store, options: argparse.Namespace) -> int:
    snapshot = submission.ensure(store, _progress)
    pointer = store.pointer
    standing = {entry.id for entry in store.ledger.active()}
    loads = [
        {
            "submission": entry.id,
            "standing": entry.id in standing,
            **{
                key: entry.facts.get(key)
                for key in ("file", "agency", "received_at", "outcome", "read", "accepted", "rejected", "warnings")
            },
        }
        for entry in store.ledger.entries()
        if entry.kind == "load"
    ]
    totals = _clean(snapshot.fetch("totals").iloc[0].to_dict())
    answer = {
        "snapshot": pointer.snapshot,
        "published_at": pointer.published_at,
        "store": str(store.folder),
        **totals,
        "submissions": loads,
    }
    lines = [f"Snapshot {pointer.snapshot}, published {pointer.published_at}, store {store.folder}"]
    lines += [f"  {key}: {value}" for key, value in totals.items()]
    lines += [
        f"  {one['submission']}  {'' if one['standing'] else 'undone '}{one['outcome']}  "
        f"{one['accepted']} rows, {one['rejected']} rejected  {_one_line(one['file'])}"
        for one in loads
    ]
    _answer(options.json, answer, lines)
    return 0


def _build(store: Store, options: argparse.Namespace) -> int:
    pointer = submission.rebuild(store, _progress)
    answer = {"snapshot": pointer.snapshot, "published_at": pointer.published_at}
    _answer(options.json, answer, [f"Published snapshot {pointer.snapshot}."])
    return 0


def _verify(store: Store, options: argparse.Namespace) -> int:
    if not store.was_published:
        submission.ensure(store, _progress)
    problems = submission.verify(store)
    snapshot = _published_id(store)
    answer = {
        "ok": not problems,
        "snapshot": snapshot,
        "problems": [one.message_en for one in problems],
        "problems_id": [one.message_id for one in problems],
    }
    lines = [text for one in problems for text in (one.message_id, one.message_en)]
    _answer(options.json, answer, lines or [f"Ledger, snapshot {snapshot} and pointer agree."])
    return int(bool(problems))


def _published_id(store: Store) -> str | None:
    try:
        pointer = store.pointer
    except StoreError:
        return None
    return pointer.snapshot if pointer else None


def _compare(store: Store, options: argparse.Namespace) -> int:
    published = submission.ensure(store, _progress).id
    found = comparison.compare(store, options.before, options.after or published, agency=options.agency)
    kinds = found.series["change_kind"].value_counts()
    keys = ["agency", "unit", "indicator", "region"]
    told = ["previous_period", "period", "previous_actual", "actual", "previous_tone", "tone", "previous_state",
            "state", "change_kind", "class_steps", "cause", "confirmed"]  # fmt: skip
    rows = [_clean(row) for row in found.changed[keys + told].to_dict("records")]
    revised = ["period", "kind", "actual", "new_actual", "target", "new_target", "submission"]
    answer = {
        "before": found.before,
        "after": found.after,
        "same_program": found.same_program,
        "same_reference": found.same_reference,
        "values": dict(found.values),
        "signals": {kind: int(kinds.get(kind, 0)) for kind in ("new", "continuing", "ended")},
        "classes": {
            "raised": int((found.series["class_steps"] > 0).sum()),
            "fallen": int((found.series["class_steps"] < 0).sum()),
        },
        "series": {name: int(found.series[name].sum()) for name in ("added", "dropped")},
        "changes": rows,
        "revised": [_clean(row) for row in found.revised[keys + revised].to_dict("records")],
    }
    lines = [f"{found.before} → {found.after}"]
    for name in ("values", "signals", "classes", "series"):
        lines.append(f"  {name}: " + ", ".join(f"{count} {kind}" for kind, count in answer[name].items()))
    for row in rows:
        key = " ".join(filter(None, (row[name] for name in keys)))
        lines.append(f"  {key}  {row['previous_period']} → {row['period']}: {row['previous_state']} → {row['state']}, "
                     f"{row['previous_tone'] or '-'} → {row['tone'] or '-'} ({row['cause']})")  # fmt: skip
    _answer(options.json, answer, lines)
    return 0


def _prune(store: Store, options: argparse.Namespace) -> int:
    for snapshot in options.keep if not options.dry_run else ():
        store.pin(snapshot, "command line")
    removed = store.prune(dry_run=options.dry_run)
    kept = [one for one in store.shelf.all() if one.held and one.id not in {gone.id for gone in removed}]
    answer = {
        "dry_run": options.dry_run,
        "removed": [{"snapshot": one.id, "published": one.moment.isoformat()} for one in removed],
        "kept": [{"snapshot": one.id, "published": one.moment.isoformat(), "pinned": bool(one.pinned)} for one in kept],
    }
    verb = "would be removed" if options.dry_run else "removed"
    lines = [f"{one.id}  {one.moment:%Y-%m-%d %H:%M}  {verb}" for one in removed]
    _answer(options.json, answer, [*lines, f"{len(removed)} {verb}, {len(kept)} kept."])
    return 0


def _query(store: Store, options: argparse.Namespace) -> int:
    parameters = _parameters(options.parameters)
    known = query_parameters(options.name)
    if unknown := sorted(set(parameters) - set(known)):
        takes = ", ".join(known) or "-"
        raise Misuse(f"Query {options.name} has no parameter {', '.join(unknown)}. It takes: {takes}.")
    snapshot = submission.ensure(store, _progress)
    try:
        table = snapshot.arrow(options.name, **parameters)
    except (duckdb.ConversionException, duckdb.BinderException, duckdb.InvalidInputException) as error:
        raise Misuse(f"Query {options.name}: {first_line(error)}") from error
    rows = [_clean(row) for row in table.to_pylist()]
    lines = ["\t".join(table.column_names)]
    lines += ["\t".join("" if value is None else _one_line(value) for value in row.values()) for row in rows]
    _answer(options.json, {"query": options.name, "snapshot": snapshot.id, "rows": rows}, lines)
    return 0


def _parameters(texts: Sequence[str]) -> dict[str, str]:
    """key=value texts as a dictionary; an empty value asks for what is empty, such as rows of no unit."""
    pairs: dict[str, str] = {}
    for text in texts:
        key, mark, value = text.partition("=")
        if not mark or not key.strip():
            raise Misuse(f"Expected key=value, found {text!r}.")
        if key.strip() in pairs:
            raise Misuse(f"Parameter {key.strip()} is given twice.")
        pairs[key.strip()] = value
    return pairs


def _clean(row: dict) -> dict:
    """Values JSON can hold: no NaN, plain numbers."""
    plain = {key: value.item() if hasattr(value, "item") else value for key, value in row.items()}
    return {
        key: None if isinstance(value, float) and not math.isfinite(value) else value for key, value in plain.items()
    }


def _answer(as_json: bool, answer: dict, lines: list[str]) -> None:
    print(_as_json(answer) if as_json else "\n".join(lines))


def _as_json(answer: dict) -> str:
    wide = (getattr(sys.stdout, "encoding", None) or "").lower().replace("-", "") == "utf8"
    return json.dumps(answer, ensure_ascii=not wide, default=str)


def _one_line(value: object) -> str:
    """A text from a file as one line of printable characters: it may hold anything, commands to a terminal too."""
    return "".join(mark if mark.isprintable() else repr(mark)[1:-1] for mark in str(value))


def _progress(stage: str, file: str, rows: int, seconds: float, **more: object) -> None:
    trouble = more.get("trouble")
    if isinstance(trouble, Trouble):
        print(trouble.message_id, trouble.message_en, sep="\n", file=sys.stderr, flush=True)
        return
    outcome = f" {more['outcome']}" if "outcome" in more else ""
    print(f"{stage}{outcome}: {_one_line(file)}, {rows} rows, {seconds:.1f} s", file=sys.stderr)


def _fail(as_json: bool, code: int, text: str, text_id: str | None = None) -> int:
    if as_json:
        print(_as_json({"error": text, "message_id": text_id or text, "message_en": text}))
    if text_id:
        print(text_id, file=sys.stderr)
    print(text, file=sys.stderr)
    return code

from data.commands.main import main

if __name__ == "__main__":
    sys.exit(main())
