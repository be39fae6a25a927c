"""`backup`: what is published, ledger and snapshot, in one file, while the program runs."""

import argparse
from dataclasses import asdict
from pathlib import Path

from data.commands.answer import fail, one_line, say

WORDS_ID = "buku kiriman, catatan dan potret data terbit dalam satu berkas, selagi program berjalan"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.description = f"{parser.description} · {WORDS_ID}"
    parser.add_argument("file", type=Path, metavar="FILE", help="where to write it · tempat menulisnya")
    parser.add_argument(
        "--without-snapshot", action="store_true", help="smaller; built again when restored · lebih kecil"
    )
    parser.add_argument("--force", action="store_true", help="replace a file of that name · ganti berkas yang ada")


def run(options: argparse.Namespace) -> int:
    """Reads only: a store that is damaged is not mended first."""
    from data import audit
    from data.errors import StoreError
    from data.store import backup, open_store

    if options.file.is_dir() or (options.file.exists() and not options.force):
        told = StoreError("backup_exists", path=options.file)
        return fail(options.json, 2, told.message_en, told.message_id)
    store = open_store()
    written = backup.write(store, options.file, snapshot=not options.without_snapshot)
    who, name = audit.operator(), options.file.name
    audit.record(store.folder, "backup", who=who, subject=name, snapshot=written.snapshot, bytes=written.bytes)
    answer = {"file": str(options.file), **asdict(written)}
    lines = [
        f"{one_line(options.file)}: snapshot {written.snapshot}, published {written.published_at}, {written.head} "
        f"entries, {written.files} files, {written.bytes:,} bytes",
        f"SHA-256 {written.sha256}",
    ]
    say(options.json, answer, lines)
    return 0
