"""Kill the store's commands with SIGKILL, at random moments and at every step towards the disk, and look what is left.

Each trial copies a prepared store, starts a command in a process group of its own, kills the group, and then asks: does
`verify` agree, does the published snapshot open and hold the observations of before or after, is there no half
submission, and does the same command, repeated, end with the snapshot and the observations of an undisturbed run?
"""

import hashlib
import itertools
import multiprocessing
import os
import random
import shutil
import signal
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache, partial
from pathlib import Path
from tempfile import TemporaryDirectory

from analytics.regions import REGENCIES

COMMANDS = ("first build", "load", "load two", "undo", "redo", "rebuild", "prune")
APPROVAL = (
    "submit", "approve", "return", "publish", "publish at once", "keep back", "end of embargo", "grant", "revoke",
)  # fmt: skip
TIMED = ("grant", "two_persons")  # entries whose id is of the moment
STEPS = ("replace", "rename", "fsync", "link", "unlink", "mkdir")
SECONDS = 900
WAIT = 60  # until the embargo of a prepared store ends: what is kept back has to be sent before
HEADER = "kode_instansi;kode_indikator;kode_wilayah;periode;target;realisasi\n"

_processes = multiprocessing.get_context("forkserver")


@dataclass(frozen=True)
class Seen:
    """A store looked at: what verify finds, published snapshot, hash of its observations, entries of the ledger; ids of
    the first and last of these, which are of the moment for some."""

    problems: tuple[str, ...]
    snapshot: str | None
    observations: str
    loads: tuple[str, ...]
    first: str = field(default="", compare=False)
    last: str = field(default="", compare=False)


@dataclass
class Trial:
    """One command on a prepared store: its arguments, what stood before and what an undisturbed run leaves."""

    name: str
    template: Path
    arguments: Sequence[str]
    before: Seen | None
    after: Seen
    steps: int
    seconds: float


@dataclass
class Figures:
    """What a series of kills came to."""

    kills: int = 0
    unharmed: int = 0
    by_command: dict[str, int] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)


def run(kills: int = 200, seed: int = 1, commands: Sequence[str] = (*COMMANDS, *APPROVAL)) -> dict[str, object]:
    """Kill `commands` until `kills` have hit, half of them at a step towards the disk, half at a random moment; the
    figures."""
    figures, started = Figures(), time.perf_counter()
    chance = random.Random(seed)
    with TemporaryDirectory() as folder:
        trials = prepare(Path(folder), commands)
        chance.shuffle(trials)
        for number in itertools.takewhile(lambda _: figures.kills < kills, itertools.count()):
            trial = trials[number % len(trials)]()
            attempt(trial, Path(folder) / "trial", chance, figures, at_step=(number // len(trials)) % 2 == 0)
    return {
        "kills": figures.kills,
        "ended_before_the_kill": figures.unharmed,
        "kills_by_command": figures.by_command,
        "faults": figures.faults,
        "seconds": round(time.perf_counter() - started),
    }


def prepare(folder: Path, commands: Sequence[str] = COMMANDS) -> list[Callable[[], Trial]]:
    """For every command a template store, and the undisturbed outcome once it is asked for."""
    ready()
    files = [export(folder / f"export{number}.csv", number) for number in range(4)]
    exports, empty = folder / "exports", folder / "empty"
    exports.mkdir()
    empty.mkdir()
    for file in files[:2]:
        shutil.copy(file, exports)
    os.environ["KINERJA_EXPORTS"] = str(exports)
    fresh, filled = folder / "fresh", folder / "filled"
    fresh.mkdir()
    command(filled, "build")
    first = look(filled).first
    undone = folder / "undone"
    shutil.copytree(filled, undone)
    command(undone, "undo", first)
    crowded = folder / "crowded"
    shutil.copytree(filled, crowded)
    _crowd(crowded)
    planned = {
        "first build": (fresh, ["build"]),
        "load": (filled, ["load", str(files[2]), "--reason", "uji"]),
        "load two": (filled, ["load", str(files[2]), str(files[3]), "--reason", "uji"]),
        "undo": (filled, ["undo", first]),
        "redo": (undone, ["redo", first]),
        "rebuild": (filled, ["build"]),
        "prune": (crowded, ["prune"]),
    }
    if set(commands) & set(APPROVAL):
        planned |= _approval(folder, filled, files[2])
    return [cache(partial(_trial, name, *planned[name], folder)) for name in commands]


def _approval(folder: Path, filled: Path, file: Path) -> dict[str, tuple[Path, list[str]]]:
    """The same for the way from report to publication, and for rights: each begins where the step before it ended."""
    send = ["load", str(file), "--submit", "--reason", "uji"]
    grant = ["access", "grant", "ana@acehprov.go.id", "officer:DINKES"]
    stores = {name: folder / name for name in ("sent", "approved", "kept", "granted")}
    for name, before, words in (("sent", filled, send), ("granted", filled, grant)):
        shutil.copytree(before, stores[name])
        command(stores[name], *words)
    sent, given = look(stores["sent"]).last, look(stores["granted"]).last
    step, until = ["submissions", "publish", sent], datetime.now(UTC) + timedelta(seconds=WAIT)
    for name, words in (
        ("approved", ["submissions", "approve", sent]),
        ("kept", [*step, "--embargo", until.isoformat(timespec="seconds")]),
    ):
        shutil.copytree(stores["sent"], stores[name])
        if command(stores[name], *words) != 0:
            raise RuntimeError(f"{words} fails undisturbed")
    time.sleep(max(0.0, (until - datetime.now(UTC)).total_seconds() + 1))
    return {
        "submit": (filled, send),
        "approve": (stores["sent"], ["submissions", "approve", sent]),
        "return": (stores["sent"], ["submissions", "return", sent, "--comment", "salah"]),
        "publish at once": (stores["sent"], step),
        "publish": (stores["approved"], step),
        "keep back": (stores["approved"], [*step, "--embargo", "2099-01-01T09:00"]),
        "end of embargo": (stores["kept"], ["query", "totals"]),
        "grant": (filled, grant),
        "revoke": (stores["granted"], ["access", "revoke", given]),
    }


def ready() -> None:
    """Let the processes of commands begin with what all of them import."""
    _processes.set_forkserver_preload(
        ["data.__main__", "data.commands.loading", "analytics.state", "scipy.stats", "benchmarks.faults"]
    )


def attempt(trial: Trial, folder: Path, chance: random.Random, figures: Figures, *, at_step: bool) -> None:
    """Copy, kill, look, repeat, look; faults go to `figures`."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(trial.template, folder)
    step = chance.randint(1, trial.steps) if at_step else 0
    delay = None if at_step else chance.uniform(0, trial.seconds)
    killed = _Running(folder, trial.arguments, step).finish(delay) == -signal.SIGKILL
    figures.kills += killed
    figures.unharmed += not killed
    figures.by_command[trial.name] = figures.by_command.get(trial.name, 0) + killed
    where = f"{trial.name}, killed at {f'step {step} of {trial.steps}' if at_step else f'{delay:.3f} s'}"
    _judge(trial, look(folder), where, figures)
    code = command(folder, *trial.arguments)
    if code != 0:
        figures.faults.append(f"{where}: repeating it ended with {code}")
    again = look(folder)
    if again != trial.after:
        figures.faults.append(f"{where}: repeated, it left {again}, undisturbed {trial.after}")


def _judge(trial: Trial, seen: Seen, where: str, figures: Figures) -> None:
    """A store after a kill: sound, and as before, as after or, for several files, between the two."""
    if seen.problems:
        figures.faults.append(f"{where}: {'; '.join(seen.problems)}")
    known = {trial.after.observations} | ({trial.before.observations} if trial.before else set())
    between = trial.name == "load two" and set(trial.before.loads) < set(seen.loads) < set(trial.after.loads)
    if trial.before and trial.name in APPROVAL and seen.loads not in (trial.before.loads, trial.after.loads):
        figures.faults.append(f"{where}: the ledger is neither that of before nor of after")
    if seen.observations not in known and not between:
        figures.faults.append(f"{where}: the observations are neither those of before nor of after")


def command(store: Path, *arguments: str) -> int:
    """Run one command in a process of its own to its end; the exit code."""
    return _Running(store, arguments).finish(None)


def look(store: Path) -> Seen:
    """Look at a store from a process of its own, as `python -m data verify` and a reader would."""
    here, there = _processes.Pipe(duplex=False)
    process = _processes.Process(target=_look, args=(str(store), there))
    process.start()
    there.close()
    if not here.poll(SECONDS):
        raise TimeoutError(f"Looking at {store} took more than {SECONDS} s.")
    seen = here.recv()
    process.join()
    return seen


class _Running:
    """A command in a process group of its own. `step` kills it when that many steps towards the disk were begun."""

    def __init__(self, store: Path, arguments: Sequence[str], step: int = 0):
        self._ready, there = _processes.Pipe(duplex=False)
        self._process = _processes.Process(target=_act, args=(str(store), list(arguments), step, there))
        self._process.start()
        there.close()
        self._ready.recv()
        self.started = time.perf_counter()

    def finish(self, delay: float | None) -> int:
        """Kill the group after `delay` seconds, or let it end; the exit code, minus the signal where it was killed."""
        self._process.join(SECONDS if delay is None else delay)
        if self._process.is_alive():
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.join()
            if delay is None:
                raise TimeoutError(f"The command took more than {SECONDS} s.")
        return self._process.exitcode


def _act(store: str, arguments: list[str], step: int, ready) -> None:
    os.setsid()
    silence = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silence, 1)
    os.dup2(silence, 2)
    os.environ["KINERJA_STORE"] = store
    from data.__main__ import main

    counter = _Steps(step)
    counter.watch()
    ready.send(os.getpid())
    code = main(arguments)
    if step < 0:
        Path(f"{store}.steps").write_text(str(counter.count), "utf-8")
    sys.exit(code)


class _Steps:
    """Counts the calls that change folders or flush files; kills before the call of number `last`."""

    def __init__(self, last: int):
        self.last, self.count = last, 0

    def watch(self) -> None:
        for name in STEPS:
            setattr(os, name, self._watched(getattr(os, name)))

    def _watched(self, call: Callable) -> Callable:
        def counted(*arguments, **options):
            self.count += 1
            if self.count == self.last:
                os.killpg(0, signal.SIGKILL)
            return call(*arguments, **options)

        return counted


def _look(store: str, answer) -> None:
    os.environ["KINERJA_STORE"] = store
    from data import submissions
    from data.store import Store

    opened = Store(Path(store))
    if not opened.was_published:
        submissions.ensure(opened)
    problems = tuple(str(one) for one in submissions.verify(opened))
    snapshot = opened.snapshot()
    rows = snapshot.arrow("observations").to_pylist() if snapshot else []
    observations = hashlib.sha256(repr(rows).encode()).hexdigest()
    entries = opened.ledger.entries()
    loads = tuple(f"{one.sequence} {one.kind}" if one.kind in TIMED else f"{one.kind} {one.id}" for one in entries)
    ends = (entries[0].id, entries[-1].id) if entries else ("", "")
    answer.send(Seen(problems, snapshot.id if snapshot else None, observations, loads, *ends))


def _trial(name: str, template: Path, arguments: list[str], folder: Path) -> Trial:
    store = folder / "undisturbed"
    shutil.rmtree(store, ignore_errors=True)
    before = look(template) if (template / "pointer.json").exists() else None
    shutil.copytree(template, store)
    running = _Running(store, arguments, step=-1)
    if running.finish(None) != 0:
        raise RuntimeError(f"{name} fails undisturbed")
    seconds = time.perf_counter() - running.started
    steps = int(Path(f"{store}.steps").read_text("utf-8"))
    return Trial(name, template, arguments, before, look(store), steps, seconds)


def export(path: Path, number: int, regions: Iterable[str] = REGENCIES) -> Path:
    """A small export: yearly values of regencies, other ones in every file."""
    rows = [
        f"BAPPEDA;IKU-BAPPEDA-13;{region};{year};10,0;{8 + number + place // 10},{(place + year) % 10}"
        for place, region in enumerate(regions)
        for year in range(2015 + number, 2025)
    ]
    path.write_text(HEADER + "\n".join(rows) + "\n", "utf-8")
    return path


def _crowd(folder: Path) -> None:
    """Fill a store's shelf with snapshots of long ago that the rule does not keep."""
    from data.store import Store

    store = Store(folder)
    source = store.path_of(store.pointer.snapshot)
    for number in range(16):
        name = f"old{number:04d}"
        shutil.copy(source, store.path_of(name))
        store.shelf.note(name, published=[f"2020-01-{number + 1:02d}T00:00:00+00:00"], head=2)
