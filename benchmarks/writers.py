"""Writers at once: three processes that write to one store at the same instant, and two visitors who press together.

After each round the store is compared with what it has to hold: no gap in the ledger, every file that was taken in it
once, `verify` content, and of each value the one that stands in the submission of the highest number.
"""

import os
import random
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks import faults
from data.store import Store

PLACES = ("11.01", "11.02", "11.03")
PERIODS = ("2022", "2023", "2024")
A_STORE = 8  # rounds on one store; then it is made anew, so that no round waits for the history of all
HEADER = "kode_instansi;kode_indikator;kode_wilayah;periode;target;realisasi\n"
LONGEST = 120.0  # seconds

Values = dict[tuple[str, str], float]
"""Region and period → value."""

Command = tuple[str, ...]


@dataclass
class Figures:
    """What a series of rounds came to; `faults` is what must not be."""

    rounds: int = 0
    writes: int = 0
    asked: int = 0
    refused: int = 0
    by_kind: dict[str, int] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)

    def told(self) -> dict[str, object]:
        return {name: getattr(self, name) for name in ("rounds", "writes", "asked", "refused", "by_kind", "faults")}


class Files:
    """Reports with values of their own, by file name."""

    def __init__(self, folder: Path, chance: random.Random):
        self.folder, self.chance = folder, chance
        self.values: dict[str, Values] = {}

    def made(self) -> Path:
        """One more report, about some of the places and periods that all reports are about."""
        pairs = [(place, period) for place in PLACES for period in PERIODS]
        chosen = self.chance.sample(pairs, self.chance.randint(2, len(pairs)))
        values = {pair: self.chance.randint(500, 2000) / 100 for pair in chosen}
        path = self.folder / f"laporan{len(self.values)}.csv"
        rows = [
            f"BAPPEDA;IKU-BAPPEDA-13;{place};{period};10,0;{str(value).replace('.', ',')}"
            for (place, period), value in values.items()
        ]
        path.write_text(HEADER + "\n".join(rows) + "\n", "utf-8")
        self.values[path.name] = values
        return path


def run(
    rounds: int = 200, seed: int = 1, *, pages: bool = False, seconds: float = float("inf")
) -> dict[str, object]:
    """That many rounds of three processes at once, or with `pages` of two visitors of one server; as many as `seconds`
    allow."""
    figures, started = Figures(), time.perf_counter()
    with TemporaryDirectory() as name:
        folder, chance = Path(name), random.Random(seed)
        (folder / "exports").mkdir()
        os.environ["KINERJA_EXPORTS"] = str(folder / "exports")
        files = Files(folder, chance)
        faults.ready()
        while figures.rounds < rounds and time.perf_counter() - started < seconds:
            if figures.rounds % A_STORE == 0:
                store = _begun(folder / f"store{figures.rounds}", files)
            known = len(figures.faults)
            (_press_together if pages else _write_together)(store, files, figures)
            figures.rounds += 1
            print(figures.rounds, *figures.faults[known:] or ["right"], sep="\n  ", file=sys.stderr, flush=True)
    return {**figures.told(), "seconds": round(time.perf_counter() - started)}


def _begun(folder: Path, files: Files) -> Store:
    """A new store of two submissions."""
    store = Store(folder)
    for _ in range(2):
        _load(store, files.made())
    return store


def _load(store: Store, path: Path) -> None:
    if faults.command(store.folder, "load", str(path), "--reason", "uji") != 0:
        raise RuntimeError(f"{path.name} is not taken undisturbed.")


# --- processes -------------------------------------------------------------------------------------------------------


def _write_together(store: Store, files: Files, figures: Figures) -> None:
    kind = files.chance.choice(sorted(KINDS))
    commands = KINDS[kind](store, files)
    codes: list[int | None] = [None] * len(commands)
    gate = threading.Barrier(len(commands))

    def write(place: int) -> None:
        gate.wait(LONGEST)
        codes[place] = faults.command(store.folder, *commands[place])

    threads = [threading.Thread(target=write, args=(place,)) for place in range(len(commands))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    figures.writes += len(commands)
    figures.by_kind[kind] = figures.by_kind.get(kind, 0) + 1
    where = f"round {figures.rounds}, {kind}"
    refused = [command for command, code in zip(commands, codes, strict=True) if code != 0]
    figures.refused += len(refused)
    figures.faults += [f"{where}: {command} ended with an error" for command in refused if command[0] != "undo"]
    loads = {Path(part).name for command in commands for part in command if part.endswith(".csv")}
    figures.faults += [f"{where}: {fault}" for fault in _faults(store, files, loads)]


def _loads(store: Store, files: Files) -> list[Command]:
    return [_loading(files.made()) for _ in range(3)]


def _same_file(store: Store, files: Files) -> list[Command]:
    return [_loading(files.made())] * 3


def _against_undo(store: Store, files: Files) -> list[Command]:
    standing = files.chance.choice(store.ledger.active()).id
    return [_loading(files.made()), ("undo", standing), _loading(files.made())]


def _undone_twice(store: Store, files: Files) -> list[Command]:
    standing = files.chance.choice(store.ledger.active()).id
    return [("undo", standing), ("undo", standing), _loading(files.made())]


def _against_build(store: Store, files: Files) -> list[Command]:
    return [_loading(files.made()), ("build",), ("prune",)]


def _loading(path: Path) -> Command:
    return ("load", str(path), "--reason", "uji")


KINDS: dict[str, Callable[[Store, Files], list[Command]]] = {
    "three loads": _loads,
    "one file three times": _same_file,
    "loads against undo": _against_undo,
    "undone twice": _undone_twice,
    "load against build and prune": _against_build,
}


# --- visitors --------------------------------------------------------------------------------------------------------


def _press_together(store: Store, files: Files, figures: Figures) -> None:
    """Two visitors have looked at their files; both press, one at once after the other, and agree where asked again."""
    from pages.session import acts

    with _visited(store):
        paths = [files.made(), files.made()]
        apps = [_looked_at(path) for path in paths]
        for app in apps:
            _pressed(app)
        for act in acts.of(store.folder):
            act.wait(LONGEST)
        where = f"round {figures.rounds}"
        taken = {entry.facts["file"] for entry in store.ledger.active()}
        for app, path in zip(apps, paths, strict=True):
            figures.writes += 1
            if path.name not in taken:
                figures.asked += 1
                figures.faults += [f"{where}: {fault}" for fault in _asked_again(store, app, path)]
        figures.faults += [f"{where}: {fault}" for fault in _faults(store, files, {path.name for path in paths})]


@contextmanager
def _visited(store: Store) -> Iterator[None]:
    before = os.environ.get("KINERJA_STORE")
    os.environ["KINERJA_STORE"] = str(store.folder)
    try:
        yield
    finally:
        os.environ.pop("KINERJA_STORE")
        if before is not None:
            os.environ["KINERJA_STORE"] = before


def _looked_at(path: Path):
    """A visitor's page with the file read, and everything told that it asks for."""
    from tests.pages import visiting

    app = visiting.upload(visiting.visitor(), path.read_text("utf-8"), path.name)
    return _agreed(visiting.field(app, "text_input", "report_sender").set_value("Cut Meutia").run())


def _agreed(app):
    """Every question answered and every box ticked that stands before the press."""
    for box in [one for one in app.text_input if "reason" in (one.key or "") and not one.value]:
        app = box.set_value("uji").run()
    for box in [one for one in app.checkbox if (one.key or "").startswith("report_consent") and not one.value]:
        app = box.check().run()
    return app


def _pressed(app) -> None:
    from tests.pages import visiting

    visiting.button(app, "report_publish").click().run()


def _asked_again(store: Store, app, path: Path) -> Sequence[str]:
    """What was not published is shown with what came between, and goes out once that is agreed to."""
    from pages.session import acts
    from tests.pages import visiting

    app = app.run()
    if app.exception:
        return [f"{path.name} was not published, and the page failed: {app.exception[0].message}"]
    if "Berubah sejak Anda melihatnya" not in visiting.words(app):
        return [f"{path.name} was not published and nothing is said"]
    _pressed(_agreed(app))
    acts.of(store.folder)[0].wait(LONGEST)
    return []


# --- what has to be --------------------------------------------------------------------------------------------------


def _faults(store: Store, files: Files, given: set[str]) -> Iterator[str]:
    """Where the store is not what the submissions of the round make of it."""
    from data import submissions

    entries = store.ledger.entries()
    if [entry.sequence for entry in entries] != list(range(1, len(entries) + 1)):
        yield f"the ledger has a gap: {[entry.sequence for entry in entries]}"
    taken = [entry.facts["file"] for entry in entries if entry.kind == "load"]
    yield from (f"{name} is in the ledger {taken.count(name)} times" for name in given if taken.count(name) != 1)
    yield from (f"verify: {problem.message_en}" for problem in submissions.verify(store))
    right: Values = {}
    for entry in store.ledger.active():
        right |= files.values[entry.facts["file"]]
    rows = store.published_snapshot().arrow("observations").to_pylist()
    shown = {(row["region"], row["period"]): row["actual"] for row in rows}
    if shown != right:
        yield f"{len(set(right.items()) - set(shown.items()))} values lost, {len(shown)} shown, {len(right)} right"
