"""`restore`: a backup checked and put into an empty place."""

import argparse
from pathlib import Path

from data.commands.answer import one_line, progress, say

WORDS_ID = "cadangan diperiksa lalu dipulihkan ke tempat yang kosong; yang ada di sana tidak ditimpa"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.description = f"{parser.description} · {WORDS_ID}"
    parser.add_argument("file", type=Path, metavar="FILE", help="a file of `backup` · berkas dari `backup`")
    parser.add_argument("--into", type=Path, metavar="FOLDER", help="instead of KINERJA_STORE · ganti KINERJA_STORE")
    parser.add_argument(
        "--replace", action="store_true", help="set aside the store that is there · sisihkan yang ada di sana"
    )


def run(options: argparse.Namespace) -> int:
    from data import audit
    from data.settings import settings
    from data.submissions import restoring

    folder = options.into.expanduser().resolve() if options.into else settings().store
    done = restoring.restore(options.file, folder, replace=options.replace, progress=progress)
    audit.record(done.folder, "restore", who=audit.operator(), subject=options.file.name, snapshot=done.snapshot)
    answer = {
        "folder": str(done.folder),
        "snapshot": done.snapshot,
        "head": done.head,
        "published_at": done.published_at,
        "files": done.files,
        "aside": str(done.aside) if done.aside else None,
        "doubts": [one.message_en for one in done.doubts],
        "doubts_id": [one.message_id for one in done.doubts],
    }
    lines = [f"{one_line(done.folder)}: snapshot {done.snapshot}, published {done.published_at}, {done.head} entries."]
    lines += [f"The store before it: {one_line(done.aside)}."] if done.aside else []
    say(options.json, answer, [*lines, *(text for one in done.doubts for text in (one.message_id, one.message_en))])
    return 0
