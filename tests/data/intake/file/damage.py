"""Random damage of small files of every kind: `python -m tests.data.intake.file.damage [FILES] [SEED]` tries many.

Each file is opened as the intake opens it; what does not end in a table or in words is kept and told, and where an
archive carries checksums, so is a table with other cells than the sound file has.
"""

import io
import os
import random
import sys
import tempfile
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import xlsxwriter

from data.intake.contract import IntakeError
from data.intake.file.opening import open_source
from tests.data.intake.file import dialects

PATIENCE = 10.0  # seconds of the processor
HANDED = Path(__file__).with_name("handed")
ROWS = dialects.table(99.21, 98.1, 97.4)


def excel() -> bytes:
    """A workbook with formats, merged and hidden cells."""
    memory = io.BytesIO()
    with xlsxwriter.Workbook(memory) as book:
        sheet = book.add_worksheet("Data")
        for at, row in enumerate(ROWS):
            sheet.write_row(at, 0, row)
        sheet.merge_range("A6:A9", "DISDIK")
        sheet.set_row(7, None, book.add_format({"num_format": "0.0%"}), {"hidden": True})
    return memory.getvalue()


KINDS: dict[str, Callable[[], bytes]] = {
    "xls": lambda: (HANDED / "percent.xls").read_bytes(),
    "xlsx": excel,
    "stored.xlsx": lambda: dialects.archive(dialects.parts_of(dialects.xlsx(ROWS)), packed=False),
    "ods": lambda: dialects.ods(ROWS),
    "stored.ods": lambda: dialects.archive(dialects.parts_of(dialects.ods(ROWS)), packed=False),
    "2003.xls": lambda: dialects.spreadsheetml(ROWS),
    "html.xls": lambda: dialects.html(ROWS),
    "csv": lambda: dialects.csv(ROWS),
}

CHECKED = frozenset(kind for kind in KINDS if kind.endswith(("xlsx", "ods")))


def damaged(content: bytes, chance: random.Random) -> bytes:
    """The bytes with one to twelve of them flipped, set, cut or doubled."""
    made = bytearray(content)
    for _ in range(chance.randint(1, 12)):
        at = chance.randrange(len(made))
        act = chance.randrange(4)
        if act == 0:
            made[at] ^= 1 << chance.randrange(8)
        elif act == 1:
            made[at] = chance.choice((0, 0xFF, chance.randrange(256)))
        elif act == 2:
            del made[at : at + chance.randint(1, 16)]
        else:
            made[at:at] = made[at : at + chance.randint(1, 16)]
        made = made or bytearray(b"\0")
    return bytes(made)


def files(kind: str, seed: int) -> Iterator[bytes]:
    """Damaged files of one kind without end, the same for the same seed."""
    chance, content = random.Random(f"{kind} {seed}"), KINDS[kind]()
    while True:
        yield damaged(content, chance)


def trouble(kind: str, content: bytes) -> str | None:
    """What is wrong with the answer to a file; None where it is a table or a refusal in words."""
    opened, rows, started = "", [], _used()
    try:
        opened, rows = cells(kind, content)
    except IntakeError:
        pass
    except BaseException as error:
        return repr(error)
    took = _used() - started
    if took > PATIENCE:
        return f"{took:.1f} s"
    return "other cells" if opened == "workbook" and kind in CHECKED and rows != sound(kind) else None


def cells(kind: str, content: bytes) -> tuple[str, list[list[str]]]:
    """What a file is taken for, and the cells of its table; IntakeError where it is refused."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"a.{kind}"
        path.write_bytes(content)
        source = open_source(path, None, Path(folder), lambda rows: float(len(rows)))
        return source.kind, source.rows


@cache
def sound(kind: str) -> list[list[str]]:
    """The cells of a kind's file without damage."""
    return cells(kind, KINDS[kind]())[1]


def _used() -> float:
    """Seconds of the processor so far, those of processes that ended included."""
    return sum(os.times()[:4])


def main(count: int, seed: int) -> int:
    """Try `count` files in turn over all kinds; the number of those that went wrong."""
    sources, wrong = {kind: files(kind, seed) for kind in KINDS}, 0
    for number in range(count):
        kind = list(KINDS)[number % len(KINDS)]
        content = next(sources[kind])
        found = trouble(kind, content)
        if found:
            wrong += 1
            kept = Path(tempfile.gettempdir()) / f"damage-{seed}-{number}.{kind}"
            kept.write_bytes(content)
            print(f"{kept}: {found}", flush=True)
    print(f"{count} files, {wrong} without an answer")
    return wrong


if __name__ == "__main__":
    given = [int(text) for text in sys.argv[1:3]]
    sys.exit(bool(main(*(given + [2_000, 1][len(given) :]))))
