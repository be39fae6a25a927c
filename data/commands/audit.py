"""`audit`: what was done by whom: list, export, usage; forget a person."""

import argparse
import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Any

from data.commands.answer import fail, one_line, say
from data.commands.arguments import Misuse

if TYPE_CHECKING:
    from data.audit import Row

HEAD = ("at", "kind", "person", "agency", "subject", "rows", "detail", "id")
LISTED = 100


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("act", choices=("list", "export", "usage", "forget"))
    words = "export: the file to write, .csv or .xlsx; forget: the person whose name is erased"
    parser.add_argument("named", nargs="?", metavar="NAMED", help=words)
    parser.add_argument("--from", dest="since", metavar="DAY", help="first day, 2026-07-01")
    parser.add_argument("--until", metavar="DAY", help="last day")
    parser.add_argument("--before", metavar="DAY", help="forget: whoever was last here before that day")
    for name in ("kind", "person", "agency"):
        parser.add_argument(f"--{name}", metavar=name.upper(), help=f"only this {name}")
    parser.add_argument("--limit", type=int, default=LISTED, metavar="N", help=f"list: the newest N, else {LISTED}")


def run(options: argparse.Namespace) -> int:
    return {"list": _list, "export": _export, "usage": _usage, "forget": _forget}[options.act](options)


def _list(options: argparse.Namespace) -> int:
    found = _rows(options)
    shown = [_told(row) for row in found[: max(options.limit, 0)]]
    lines = ["\t".join(HEAD), *("\t".join(one_line(value) for value in row.values()) for row in shown)]
    say(options.json, {"act": "list", "of_all": len(found), "rows": shown}, lines)
    return 0


def _export(options: argparse.Namespace) -> int:
    """Exit code 2 where a file of that name is there."""
    from data import audit, guarded
    from data.errors import StoreError, writing_in
    from data.settings import settings

    path = Path(options.named or "")
    if path.suffix.lower() not in (".csv", ".xlsx"):
        raise Misuse("audit export takes a file to write: audit export jejak.csv, or .xlsx")
    if path.exists():
        told = StoreError("backup_exists", path=path)
        return fail(options.json, 2, told.message_en, told.message_id)
    import pandas as pd

    rows = pd.DataFrame([_told(row) for row in _rows(options)], columns=list(HEAD))
    with writing_in(path.parent):
        is_sheet = path.suffix.lower() == ".xlsx"
        path.write_bytes(guarded.workbook(rows) if is_sheet else guarded.delimited(rows, ","))
    subject = f"audit export {path.name}"
    audit.record(settings().store, "download", who=audit.operator(), subject=subject, rows=len(rows))
    say(options.json, {"act": "export", "file": str(path), "rows": len(rows)}, [f"{path}: {len(rows)} rows"])
    return 0


def _usage(options: argparse.Namespace) -> int:
    from data import audit
    from data.settings import settings

    days = audit.counted(settings().store)
    rows = [(day, view, visits) for day, views in sorted(days.items()) for view, visits in sorted(views.items())]
    lines = ["day\tview\tvisits", *(f"{day}\t{view}\t{visits}" for day, view, visits in rows)]
    say(options.json, {"act": "usage", "days": days}, lines)
    return 0


def _forget(options: argparse.Namespace) -> int:
    from data import audit
    from data.settings import settings
    from data.store import bookmarks

    before, store = _day(options.before), settings().store
    if (before is None) == (options.named is None):
        raise Misuse("audit forget takes a person, or --before DAY: audit forget ana@acehprov.go.id")
    erased = audit.forget(store, options.named) if before is None else audit.forget_before(store, before)
    kept = bookmarks.forget(store, options.named) if before is None else bookmarks.forget_before(store, before)
    lines = [f"{int(kept)} persons no longer keep views or follow indicators."]
    lines += [f"{erased} names erased; their events stay, without a name. Backups hold them until they are replaced."]
    say(options.json, {"act": "forget", "erased": erased, "kept": int(kept)}, lines)
    return 0


def _rows(options: argparse.Namespace) -> list["Row"]:
    """The rows that the filters leave, the newest first."""
    from data import audit
    from data.store import open_store

    store = open_store()
    found = audit.rows(store.folder, store.ledger.entries(), _day(options.since), _day(options.until))
    wanted = {name: getattr(options, name) for name in ("kind", "person", "agency") if getattr(options, name)}
    return [row for row in found if all(getattr(row, name) == said for name, said in wanted.items())]


def _told(row: "Row") -> dict[str, Any]:
    return {name: "" if getattr(row, name) is None else getattr(row, name) for name in HEAD}


def _day(said: str | None) -> dt.date | None:
    try:
        return dt.date.fromisoformat(said) if said else None
    except ValueError as error:
        raise Misuse(f"Expected a day such as 2026-07-01, found {said!r}.") from error
