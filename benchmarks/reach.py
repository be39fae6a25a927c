"""Which tests execute which lines of the program, and how long each takes: recorded once, by coverage.py.

`pip install coverage==7.17.5` first; nothing else here needs it. As a plugin of pytest this module gives every test a
context of its own, takes what was kept from an earlier test away from it, and notes the SQL files it opens. The
process that reads foreign bytes takes no part in the recording: every test that starts it reaches all that runs there.
"""

import ast
import json
import os
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib import import_module
from pathlib import Path

from benchmarks.serving import ROOT

CONFIG = """[run]
source = analytics, data
patch = subprocess
parallel = true
context = ${PYTEST_CURRENT_TEST-}
"""
# Keep the text of SQL files from test to test.
KEEP_SQL = ("data.build", "data.intake.checks", "data.intake.staging", "data.queries", "data.store")
FOREIGN, STARTS_IT = "data/foreign/", ("data/intake/file/apart.py", "_hear")
SHARED = "shipped"  # tests that need the store of all exports are left out: it takes a minute to build


@dataclass(frozen=True)
class Reach:
    """Seconds of the processor by test; by file and line its tests. All of an SQL file is its line 0."""

    seconds: dict[str, float]
    lines: dict[str, dict[int, list[str]]]

    @classmethod
    def read(cls, path: Path) -> "Reach":
        told = json.loads(path.read_text("utf-8"))
        names = list(told["seconds"])
        lines = {
            file: {int(line): [names[number] for number in numbers] for line, numbers in of.items()}
            for file, of in told["lines"].items()
        }
        return cls(told["seconds"], lines)

    def write(self, path: Path) -> None:
        numbers = {test: number for number, test in enumerate(self.seconds)}
        lines = {
            file: {line: [numbers[test] for test in tests] for line, tests in of.items()}
            for file, of in self.lines.items()
        }
        path.write_text(json.dumps({"seconds": self.seconds, "lines": lines}), "utf-8")

    def tests(self, path: str, lines: range) -> list[str]:
        """The tests that execute any of the lines, quickest first; of what none alone executes those of its room."""
        of, found = self.lines.get(path, {}), set()
        if path.startswith(FOREIGN):
            found = {*self._apart, *(test for tests in of.values() for test in tests)}
        elif not path.endswith(".py") or not _of_functions(ROOT / path).isdisjoint(lines):
            found = {test for line in (lines if path.endswith(".py") else (0,)) for test in of.get(line, ())}
        if not found and not of.keys().isdisjoint(lines):  # at an import, or for all tests together
            room = (Path("tests") / path).parent.as_posix() + "/"
            found = {test for tests in of.values() for test in tests}
            found = found or {test for test in self.seconds if test.startswith(room)}
        return sorted(found & self.seconds.keys(), key=lambda test: (self.seconds[test], test))

    @cached_property
    def _apart(self) -> set[str]:
        path, name = STARTS_IT
        (function,) = (node for node in _functions(ROOT / path) if node.name == name)
        return {test for line in _body(function) for test in self.lines[path].get(line, ())}


def _functions(path: Path) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    tree = ast.parse(path.read_text("utf-8"))
    return [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]


def _body(function: ast.FunctionDef | ast.AsyncFunctionDef) -> range:
    return range(function.body[0].lineno, (function.end_lineno or function.lineno) + 1)


def _of_functions(path: Path) -> set[int]:
    """The lines of a file that do not run when it is imported."""
    return {line for function in _functions(path) for line in _body(function)}


def recorded(folders: Sequence[str], left_out: Sequence[str] = ()) -> Reach:
    """Run the tests of folders or files, each folder in a process of its own; those that fail are left out."""
    reach = Reach({}, defaultdict(lambda: defaultdict(list)))
    for folder in folders:
        with tempfile.TemporaryDirectory() as made:
            _run(folder, left_out, Path(made))
            _take(reach, Path(made))
        print(folder, len(reach.seconds), file=sys.stderr, flush=True)
    return reach


def _run(folder: str, left_out: Sequence[str], made: Path) -> None:
    config = made / "coveragerc"
    config.write_text(f"{CONFIG}data_file = {made / 'data'}\n", "utf-8")
    command = [sys.executable, "-m", "coverage", "run", f"--rcfile={config}", "-m", "pytest", "-q", "-p", __name__]
    command += ["-p", "no:cacheprovider", "-o", "timeout=600", "--hypothesis-seed=0"]
    command += [*(f"--ignore={one}" for one in left_out), folder]
    environment = {**os.environ, "KINERJA_REACH": str(made / "tests.json")}
    subprocess.run(command, cwd=ROOT, env=environment, check=False, stdout=sys.stderr)
    for step in (("combine", "-q"), ("json", "-q", "--show-contexts", "-o", str(made / "lines.json"))):
        subprocess.run([sys.executable, "-m", "coverage", *step, f"--rcfile={config}"], cwd=ROOT, check=True)


def _take(reach: Reach, made: Path) -> None:
    tests = json.loads((made / "tests.json").read_text("utf-8"))
    reach.seconds.update(tests["seconds"])
    for path, by_test in tests["opened"].items():
        reach.lines[path][0] += [test for test in by_test if test in reach.seconds]
    for path, of in json.loads((made / "lines.json").read_text("utf-8"))["files"].items():
        for line, contexts in of["contexts"].items():
            names = {part.removesuffix(" (call)") for context in contexts for part in context.split("|")}
            reach.lines[path][int(line)] += sorted(names & tests["seconds"].keys())


class _Recorder:
    """The plugin: a context a test, its seconds, and the SQL files it opens."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self.opened: dict[str, set[str]] = defaultdict(set)
        self.test, self.started, self.file = "", 0.0, ""

    def hear(self, event: str, arguments: tuple) -> None:
        """An audit hook, told whatever is opened."""
        if event == "open" and self.test and str(arguments[0]).endswith(".sql"):
            path = Path(os.path.abspath(str(arguments[0])))
            if path.is_relative_to(ROOT):
                self.opened[path.relative_to(ROOT).as_posix()].add(self.test)


_recorder = _Recorder()


def pytest_configure() -> None:
    sys.addaudithook(_recorder.hear)


def pytest_collection_modifyitems(config, items) -> None:
    """Leave out what needs the store of all exports."""
    items[:] = [item for item in items if SHARED not in item.fixturenames]


def pytest_runtest_logstart(nodeid) -> None:
    """Begin a context, with nothing kept from the test before."""
    file = nodeid.partition("::")[0]
    _forget(("analytics", "data") if file != _recorder.file else KEEP_SQL)
    import_module("coverage").Coverage.current().switch_context(nodeid)
    _recorder.test, _recorder.file, _recorder.started = nodeid, file, _worked()


def pytest_runtest_logreport(report) -> None:
    """Keep the seconds of a test that passed."""
    if report.when == "call" and report.passed:
        _recorder.seconds[report.nodeid] = round(_worked() - _recorder.started, 3)


def pytest_sessionfinish() -> None:
    told = {"seconds": _recorder.seconds, "opened": {path: sorted(tests) for path, tests in _recorder.opened.items()}}
    Path(os.environ["KINERJA_REACH"]).write_text(json.dumps(told), "utf-8")


def _worked() -> float:
    """Seconds of the processor that this process and those it started took."""
    return sum(os.times()[:4])


def _forget(rooms: Sequence[str]) -> None:
    for name, module in list(sys.modules.items()):
        if any(name == room or name.startswith(f"{room}.") for room in rooms):
            for kept in list(vars(module).values()):
                if callable(getattr(kept, "cache_clear", None)):
                    kept.cache_clear()
