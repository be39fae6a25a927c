"""Small changes of the program, one at a time, and whether the tests that execute what was changed notice it."""

import compileall
import json
import shutil
import sys
import tempfile
import time
import tomllib
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from py_compile import PycInvalidationMode

from benchmarks.changes import Mutant, drawn
from benchmarks.forked_tests import PASSED, outcome
from benchmarks.reach import Reach, recorded
from benchmarks.serving import ROOT

FOLDER = ROOT / "store" / "mutants"
EQUIVALENT = Path(__file__).with_name("equivalent_mutants.toml")
ROOMS = (
    "audit", "boundaries", "build", "changes", "commands", "foreign", "intake", "ledger", "queries", "reference",
    "rights", "store", "submissions", "test_errors.py", "test_guarded.py", "test_office.py", "test_older_stores.py",
)  # fmt: skip
TESTS = ("tests/analytics", *(f"tests/data/{name}" for name in ROOMS))
TOO_LONG = ("tests/data/store/test_random_damage.py",)  # takes as many damages as its seconds allow
A_FILE = 0.3  # seconds to import a file of tests
LATE = 60.0  # seconds of the processor beyond four times the recorded ones
KILLED, SURVIVED, NOT_EXECUTED = "killed", "survived", "not executed"


def run(
    seed: int, count: int, folders: Sequence[str], budget: float, *, again: bool = False, record: bool = False
) -> dict[str, object]:
    """Try `count` changes of files under `folders`, drawn with a seed: how many were noticed, and those that were not.

    Each is written down as soon as it is known (store/mutants/SEED.jsonl), and a run that was broken off goes on.
    `budget`: seconds of tests a change, as they were recorded. `again`: those that nobody noticed are tried anew.
    `record`: which tests execute what is recorded anew. A change whose tests do not end is a kind of its own among the
    killed. What is the same program is told in equivalent_mutants.toml, with the reason, and not tried.
    """
    FOLDER.mkdir(parents=True, exist_ok=True)
    results, reach = FOLDER / f"{seed}.jsonl", _reach(record)
    known = _known(results)
    alike = {one["key"] for one in tomllib.loads(EQUIVALENT.read_text("utf-8"))["mutant"]}
    chosen = drawn(seed, count, folders)
    wanted = [one for one in chosen if one.key not in alike and _waits(known.get(one.key), again)]
    with tempfile.TemporaryDirectory() as folder, results.open("a", encoding="utf-8") as lines:
        probe = Probe(Path(folder), reach, budget)
        for number, mutant in enumerate(wanted, 1):
            told = {"key": mutant.key, "path": mutant.path, "line": mutant.lines.start, "change": mutant.change}
            told |= probe.tried(mutant)
            lines.write(json.dumps(told, ensure_ascii=False) + "\n")
            lines.flush()
            print(f"{number}/{len(wanted)}", told["outcome"], mutant.path, mutant.change, file=sys.stderr, flush=True)
    known = _known(results)
    judged = [known[one.key] for one in chosen if one.key not in alike]
    return {"seed": seed, "equivalent": len(chosen) - len(judged), **_told(judged)}


def _waits(known: dict | None, again: bool) -> bool:
    return known is None or (again and known["outcome"] in (SURVIVED, NOT_EXECUTED))


def _told(judged: list[dict]) -> dict[str, object]:
    counts = Counter(one["outcome"] for one in judged)
    left = [one for one in judged if one["outcome"] in (SURVIVED, NOT_EXECUTED)]
    survivors = [f"{one['path']}:{one['line']} {one['change']} ({one['outcome']})" for one in left]
    return {**counts, "killed_percent": round(100 - 100 * len(left) / len(judged), 1), "survivors": survivors}


def _known(results: Path) -> dict[str, dict]:
    """What is known of each change; the last word counts."""
    if not results.exists():
        return {}
    return {one["key"]: one for one in map(json.loads, results.read_text("utf-8").splitlines())}


def _reach(anew: bool) -> Reach:
    path = FOLDER / "reach.json"
    if anew or not path.exists():
        recorded(TESTS, TOO_LONG).write(path)
    return Reach.read(path)


class Probe:
    """A copy of the program to be changed, and the tests that reach what is changed."""

    def __init__(self, folder: Path, reach: Reach, budget: float):
        self._copy, self._made, self._reach, self._budget = folder / "copy", folder / "made", reach, budget
        shutil.copytree(ROOT, self._copy, ignore=_left_out)
        # By content: a change within the second would pass for what stood there.
        compileall.compile_dir(self._copy, quiet=2, invalidation_mode=PycInvalidationMode.CHECKED_HASH)

    def tried(self, mutant: Mutant) -> dict[str, object]:
        """The outcome, by which test, how many ran, how many were left for lack of time, and the seconds."""
        tests = self._reach.tests(mutant.path, mutant.lines)
        if not tests:
            return {"outcome": NOT_EXECUTED}
        started = time.perf_counter()
        path = self._copy / mutant.path
        before = path.read_bytes()
        path.write_text(mutant.make(), "utf-8")
        try:
            told, ran = SURVIVED, 0
            for some in self._batches(mutant.path, tests):
                ran += len(some)
                seconds = LATE + 4 * sum(self._reach.seconds[test] for test in some)
                ended, by = outcome(self._copy, some, seconds, self._made)
                if ended != PASSED:
                    told = KILLED if by else ended
                    return {"outcome": told, "by": by, "seconds": round(time.perf_counter() - started, 1)}
        finally:
            path.write_bytes(before)
        left = len(tests) - ran
        return {"outcome": told, "ran": ran, "left": left, "seconds": round(time.perf_counter() - started, 1)}

    def _batches(self, changed: str, tests: list[str]) -> list[list[str]]:
        """First those of the room of what was changed, then the others, quickest first, as many as time allows."""
        room, stem = (Path("tests") / changed).parent.as_posix() + "/", Path(changed).stem
        budget, files, batches = self._budget, set(), {True: [], False: []}
        for test in sorted(tests, key=lambda test: (not test.startswith(room), stem not in test)):
            file = test.partition("::")[0]
            cost = self._reach.seconds[test] + A_FILE * (file not in files)
            if cost <= budget:
                budget -= cost
                files.add(file)
                batches[test.startswith(room)].append(test)
        return [some for some in batches.values() if some]


def _left_out(folder: str, names: list[str]) -> set[str]:
    """What is no part of the program: a package of the name of the store's folder is one."""
    unwanted = {"__pycache__", *((".git", ".venv", "store") if Path(folder) == ROOT else ())}
    return unwanted.intersection(names)
