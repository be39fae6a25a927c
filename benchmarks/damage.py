"""Damage a file of a store at random, act, and look whether anything published was lost, changed or kept silent.

Each trial copies a prepared store, harms one file of it in one of the ways of `HARMS`, lets `verify` look, does one
act, reads, repairs and reads again. What a reader sees has to be what was published before, or what the act publishes
where it ended well; a warning beside it excuses nothing. Where nothing is shown, words have to say why, and that is
counted. The table of what was answered is written to docs/faults.md.
"""

import contextlib
import io
import json
import os
import random
import re
import shutil
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from unittest import mock

from benchmarks.faults import export
from data.errors import KinerjaError
from data.settings import ROOT

PAGE = ROOT / "docs" / "faults.md"
REGIONS = ("11.01", "11.02", "11.03", "11.71", "11.72")
ACTS = {"read": 4, "load": 1, "undo": 1, "build": 2, "verify": 4, "prune": 4, "repair": 4}
"""What is done to a damaged store, and how often beside the others: what publishes takes five times as long."""

READ = ("query", "observations")
TOLD = ("error", "problems", "warnings", "mended", "left")  # where answers say what is wrong
PROGRESS = re.compile(r".+: .+, \d+ rows, [\d.]+ s")
Rows = frozenset[tuple[str, str, float]]


@dataclass
class Figures:
    """What a series of damages came to; `answers` gives per file and act what was answered, `said` per file the words
    of `verify`. `unshown` counts reads that showed nothing, and said why; `left` damages that are not wholly mended."""

    damages: int = 0
    unshown: int = 0
    lost: list[str] = field(default_factory=list)
    silent: list[str] = field(default_factory=list)
    tracebacks: list[str] = field(default_factory=list)
    left: Counter = field(default_factory=Counter)
    answers: dict[str, dict[str, Counter]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(Counter)))
    said: dict[str, dict[str, list[str]]] = field(default_factory=lambda: defaultdict(dict))

    def told(self) -> dict[str, object]:
        """The counts, and as `faults` what must not be."""
        return {
            "damages": self.damages,
            "faults": [*self.lost, *self.silent, *self.tracebacks],
            **{name: len(getattr(self, name)) for name in ("lost", "silent", "tracebacks")},
            "unshown": self.unshown,
            "left_after_repair": self.left.total(),
        }


def run(
    damages: int = 2_000, seed: int = 1, *, write: bool = False, seconds: float = float("inf")
) -> dict[str, object]:
    """That many damages, or as many as `seconds` allow; the figures, whose `faults` are what must not be."""
    chance, figures = random.Random(seed), Figures()
    with TemporaryDirectory() as name, mock.patch.dict(os.environ):
        folder = Path(name)
        prepared, started = prepare(folder), time.perf_counter()
        while figures.damages < damages and time.perf_counter() - started < seconds:
            known = len(figures.told()["faults"])
            _trial(prepared, folder / f"trial{figures.damages}", chance, figures)
            for fault in figures.told()["faults"][known:]:
                print(f"{figures.damages}: {fault}", file=sys.stderr, flush=True)
    if write:
        PAGE.write_text(page(figures, seed), "utf-8")
    return {**figures.told(), "seconds": round(time.perf_counter() - started)}


@dataclass(frozen=True)
class Answer:
    """What a command printed as JSON and on standard error; where it raised, no code but what was raised as `trace`."""

    code: int | None
    said: dict[str, Any]
    err: str
    trace: str = ""

    @property
    def rows(self) -> Rows:
        """Region, period and value of each row of a query."""
        return frozenset((row["region"], row["period"], row["actual"]) for row in self.said["rows"])

    @property
    def is_told(self) -> bool:
        """Whether words say that something is, or was, wrong."""
        words = [line for line in self.err.splitlines() if not PROGRESS.fullmatch(line)]
        return bool(words) or any(self.said.get(name) for name in TOLD)

    @property
    def outcome(self) -> str:
        ended = "traceback" if self.code is None else "done" if self.code == 0 else "refused"
        return f"{ended}, told" if self.is_told else ended


@dataclass(frozen=True)
class Prepared:
    """A store to be copied, a file that it does not hold yet, and what it publishes: now, and after load and undo."""

    template: Path
    file: Path
    published: Rows
    after: dict[str, Rows]

    def allowed(self, act: str, code: int | None) -> Rows:
        """What a reader has to see after an act that ended so."""
        return self.after.get(act, self.published) if code == 0 else self.published


def prepare(folder: Path) -> Prepared:
    """A store of three submissions and one that was undone, with an audit record of two days."""
    (folder / "exports").mkdir()
    os.environ["KINERJA_EXPORTS"] = str(folder / "exports")
    files = [export(folder / f"laporan{number}.csv", number, REGIONS) for number in range(5)]
    store = folder / "template"
    told = [_answered(store, "load", str(file), "--reason", "uji") for file in files[:4]]
    _answered(store, "undo", told[3].said["submission"])
    for number in range(2):
        _answered(store, "backup", str(folder / f"salinan{number}.zip"))
        for day in list(store.glob("audit/*.jsonl"))[: 1 - number]:
            day.rename(day.with_name("2026-01-01.jsonl"))
    after = {act: _after(store, act, files[4], folder / act) for act in ("load", "undo")}
    return Prepared(store, files[4], _published(store), after)


def _after(template: Path, act: str, file: Path, store: Path) -> Rows:
    shutil.copytree(template, store)
    _answered(store, *_arguments(act, store, file))
    return _published(store)


def _answered(store: Path, *arguments: str) -> Answer:
    """The answer on a sound store; RuntimeError where it is none of success."""
    answer = _answer(store, *arguments)
    if answer.code != 0:
        raise RuntimeError(f"{arguments} fails undisturbed: {answer}")
    return answer


def _published(store: Path) -> Rows:
    return _answered(store, *READ).rows


def _trial(prepared: Prepared, store: Path, chance: random.Random, figures: Figures) -> None:
    shutil.copytree(prepared.template, store)
    path = chance.choice(sorted(one for one in store.rglob("*") if one.is_file()))
    kind, harm, (act,) = _kind(path, store), chance.choice(sorted(HARMS)), chance.choices([*ACTS], [*ACTS.values()])
    before = path.read_bytes()
    HARMS[harm](path, chance)
    if not path.is_file() or path.read_bytes() != before:
        figures.damages += 1
        where = f"{harm} of {path.relative_to(store)}, then {act}"
        problems = _verified(store, figures, where)
        for key, *words in problems:
            figures.said[kind].setdefault(key, words)
        done = _answer(store, *_arguments(act, store, prepared.file))
        figures.answers[kind][act][done.outcome] += 1
        _judge(store, where, figures, prepared.allowed(act, done.code), [done], told=bool(problems))
    shutil.rmtree(store)


def _judge(store: Path, where: str, figures: Figures, right: Rows, done: list[Answer], *, told: bool) -> None:
    """What a reader sees after what was `done` and after a repair, beside what is `right`."""
    seen, mended, again = (_answer(store, *act) for act in (READ, ("repair",), READ))
    if seen.code == 0 and seen.rows != right:
        figures.lost.append(f"{where}: {len(right - seen.rows)} values gone, {len(seen.rows - right)} others")
    if seen.code != 0:
        figures.unshown += 1
        if not seen.is_told:
            figures.silent.append(f"{where}: nothing shown and nothing said")
    if again.code != 0 or again.rows != right:
        figures.lost.append(f"{where}: repaired, it shows {'other values' if again.code == 0 else 'nothing'}")
    if not told and any(one.code != 0 and not one.is_told for one in done):
        figures.silent.append(f"{where}: refused and nothing said")
    figures.tracebacks += [f"{where}: {one.trace}" for one in (*done, seen, mended, again) if one.trace]
    figures.left[where.partition(", then ")[0]] += bool(mended.said.get("left"))


def _arguments(act: str, store: Path, file: Path) -> list[str]:
    first = next(iter(sorted((store / "ledger").glob("000001-*"))), Path("000001-none")).name
    given = {"read": READ, "load": ["load", str(file), "--reason", "uji"]}
    return {**given, "undo": ["undo", first]}.get(act, [act])


def _answer(store: Path, *arguments: str) -> Answer:
    from data.__main__ import main

    os.environ["KINERJA_STORE"] = str(store)
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            code: int | None = main([*arguments, "--json"])
        except Exception as error:  # what a command shows as a traceback is what is looked for
            return Answer(None, {}, err.getvalue(), repr(error))
        finally:
            _forget(store)
    return Answer(code, json.loads(out.getvalue()), err.getvalue())


def _forget(store: Path) -> None:
    """Close what this process has open: each command is a process of its own elsewhere."""
    from data.store import open_snapshots

    for path in store.glob("snapshots/*.duckdb"):
        open_snapshots.forget(path)


def _verified(store: Path, figures: Figures, where: str) -> list[tuple[str, str, str]]:
    """Key and two texts of each problem that `verify` finds, without the folder of this machine."""
    from data import submissions
    from data.store import Store

    try:
        found = submissions.verify(Store(store))
    except KinerjaError as error:
        found = [error]
    except Exception as error:  # verify names what is wrong, whatever it is
        figures.tracebacks.append(f"{where}: verify {error!r}")
        found = []
    finally:
        _forget(store)
    return [(one.key, *(text.replace(f"{store}/", "") for text in (one.message_id, one.message_en))) for one in found]


def _kind(path: Path, store: Path) -> str:
    """A file's name without what differs from store to store."""
    folder, name = path.relative_to(store).parts[0], path.name
    if folder == "ledger":
        return f"ledger/…/{name}"
    if folder == "snapshots":
        return f"snapshots/…{path.suffix}"
    if folder == "audit":
        return f"audit/{'…' if path.suffix == '.jsonl' else path.stem}{path.suffix}"
    return "records/….json" if folder == "records" else name


def _flip(path: Path, chance: random.Random) -> None:
    content = bytearray(path.read_bytes() or b" ")
    content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    path.write_bytes(content)


def _cut(path: Path, chance: random.Random) -> None:
    content = path.read_bytes()
    path.write_bytes(content[: chance.randrange(len(content) + 1)])


def _zeroes(path: Path, chance: random.Random) -> None:
    content = bytearray(path.read_bytes())
    start = chance.randrange(len(content) + 1)
    content[start : start + 512] = bytes(len(content[start : start + 512]))
    path.write_bytes(content)


def _half_line(path: Path, chance: random.Random) -> None:
    lines = path.read_bytes().splitlines(keepends=True) or [b""]
    place = chance.randrange(len(lines))
    lines[place] = lines[place][: len(lines[place]) // 2]
    path.write_bytes(b"".join(lines))


def _double_line(path: Path, chance: random.Random) -> None:
    lines = path.read_bytes().splitlines(keepends=True) or [b""]
    place = chance.randrange(len(lines))
    path.write_bytes(b"".join([*lines[: place + 1], *lines[place:]]))


def _line_ends(path: Path, chance: random.Random) -> None:
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))


def _folder(path: Path, chance: random.Random) -> None:
    path.unlink()
    path.mkdir()


HARMS: dict[str, Callable[[Path, random.Random], object]] = {
    "bit": _flip,
    "truncation": _cut,
    "zeroes": _zeroes,
    "half line": _half_line,
    "doubled line": _double_line,
    "line ends": _line_ends,
    "missing": lambda path, chance: path.unlink(),
    "folder instead": _folder,
}


def page(figures: Figures, seed: int) -> str:
    """docs/faults.md: what was answered, per file and act, and what `verify` says of each file."""
    lines = [
        "# Damage to the store: what is answered, and the way on",
        "",
        f"Written by `python -m benchmarks faults --damages {figures.damages} --seed {seed} --write`: each time one",
        f"file of a small store is harmed ({', '.join(sorted(HARMS))})",
        "and one command is run. A cell gives how often it was done, done with a warning, or refused in words.",
        "",
        f"| file | {' | '.join(ACTS)} |",
        f"|---|{'---|' * len(ACTS)}",
    ]
    for kind in sorted(figures.answers):
        cells = [", ".join(f"{n} {what}" for what, n in sorted(figures.answers[kind][act].items())) for act in ACTS]
        lines.append(f"| `{kind}` | {' | '.join(cells)} |")
    lines += ["", "## What `verify` says", ""]
    for kind in sorted(figures.said):
        lines.append(f"### `{kind}`")
        for key, (indonesian, english) in sorted(figures.said[kind].items()):
            lines += ["", f"`{key}`", "", f"> {indonesian}", ">", f"> {english}"]
        lines.append("")
    return "\n".join(lines)
