"""`reference`: tables of the reference changed by files, and where the office's own differ from those shipped."""

import argparse
from pathlib import Path

from data.commands.answer import one_line, progress
from data.commands.arguments import Misuse

WORDS_ID = (
    "tabel acuan milik kantor: tanpa FILE daftar perbedaannya dengan yang disertakan; dengan FILE temuan dan "
    "perbandingan; --accept mencatat dan menerbitkan; `undo` atas catatan itu mengembalikannya"
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.description = f"{parser.description} · {WORDS_ID}"
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE", help="agencies.csv, targets.csv …")
    parser.add_argument(
        "--keep-rest", action="store_true", help="rows that the file does not hold stay · baris lain tetap"
    )
    parser.add_argument("--dry-run", action="store_true", help="check and compare only · hanya periksa")
    parser.add_argument("--accept", action="store_true", help="agree and publish · setujui, terbitkan")
    parser.add_argument("--sender", metavar="NAME", help="who changes it · siapa yang mengubah")
    parser.add_argument("--reason", metavar="TEXT", help="why · alasannya")
    parser.add_argument("--out", type=Path, metavar="FOLDER", help="write the tables in force there · tulis tabelnya")


def run(options: argparse.Namespace) -> int:
    from data import submissions
    from data.commands import referring
    from data.store import open_store

    store = open_store()
    submissions.ensure(store, progress)
    if options.out is not None:
        return referring.hand_out(store, options)
    if not options.files:
        return referring.differences(store, options)
    if options.dry_run and options.accept:
        raise Misuse("--dry-run looks only, --accept publishes: give one of them.")
    if wrong := [one_line(path) for path in options.files if not path.is_file()]:
        raise Misuse(f"No such file: {', '.join(wrong)}.")
    return referring.change(store, options)

