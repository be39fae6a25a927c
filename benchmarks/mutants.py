"""Small changes of the program, one at a time, and whether the tests that stand nearest to them notice."""

import ast
import random
import re
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.forked_tests import LATE, PASSED, outcome
from data.settings import ROOT

LEFT_OUT = ("data/samples", "analytics/figures")  # samples are made once; figures are looked at, not counted
LONGEST = 300.0  # seconds that tests of the program as it is may take
SLOWER = 6  # times as long as that a changed program may take, beside at least LEAST seconds
LEAST = 60.0
SWAPPED: dict[type, type] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In, ast.And: ast.Or, ast.Or: ast.And,
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult,
}  # fmt: skip
IN_SQL = re.compile(r"(?<=\s)(<=|>=|<>|<|>|=|AND|OR|min|max|\d+)(?=[\s(,;)])")
SWAPPED_IN_SQL = {
    "<=": "<", ">=": ">", "<>": "=", "<": "<=", ">": ">=", "=": "<>", "AND": "OR", "OR": "AND", "min": "max",
    "max": "min",
}  # fmt: skip


@dataclass(frozen=True)
class Mutant:
    """One change: the file, its line, what stood there and what stands there now, and the whole text."""

    path: str
    line: int
    change: str
    text: str


def run(seed: int, count: int, folders: Sequence[str], skipped: int = 0) -> dict[str, object]:
    """Try `count` changes of files under `folders`, drawn with a seed; how many were noticed, and those that were not.

    `skipped` are passed over, so that a run that was broken off can go on; each is told on standard error. A change
    whose tests do not end is a count of its own: nobody can say what they would have found.
    """
    outcomes, survivors = Counter(dict.fromkeys(("killed", "survived", "late", "untested"), 0)), []
    with tempfile.TemporaryDirectory() as folder:
        probe = Probe(Path(folder) / "copy")
        drawn = _drawn(random.Random(seed), count + skipped, folders)
        for number, mutant in enumerate(drawn, 1):
            if number <= skipped:
                continue
            found = probe.tried(mutant)
            outcomes[found] += 1
            told = f"{mutant.path}:{mutant.line} {mutant.change}"
            survivors += [told] * (found == "survived")
            print(number, found, told, file=sys.stderr, flush=True)
    judged = outcomes["killed"] + outcomes["survived"]
    rate = round(100 * outcomes["killed"] / judged, 1) if judged else None
    return {"seed": seed, **outcomes, "killed_percent": rate, "survivors": survivors}


def _drawn(chance: random.Random, count: int, folders: Sequence[str]) -> Iterator[Mutant]:
    """Changes of files drawn with the number of their lines as weight."""
    paths = sorted(
        path
        for folder in folders
        for path in (ROOT / folder).rglob("*")
        if path.suffix in (".py", ".sql") and not path.relative_to(ROOT).as_posix().startswith(LEFT_OUT)
    )
    weights = [path.read_text("utf-8").count("\n") for path in paths]
    while count:
        (path,) = chance.choices(paths, weights)
        if found := mutants(path):
            count -= 1
            yield chance.choice(found)


def mutants(path: Path) -> list[Mutant]:
    """Every change of a file that is tried."""
    name, text = path.relative_to(ROOT).as_posix(), path.read_text("utf-8")
    return list(_of_python(name, text) if path.suffix == ".py" else _of_sql(name, text))


def _of_python(name: str, text: str) -> Iterator[Mutant]:
    for place, node in enumerate(ast.walk(ast.parse(text))):
        for change in _changes(node):
            tree = ast.parse(text)
            node = list(ast.walk(tree))[place]
            before = ast.unparse(node)
            change(node)
            yield Mutant(name, node.lineno, f"{before} → {ast.unparse(node)}"[:120], ast.unparse(tree))


def _changes(node: ast.AST):
    """Functions that change a node in place."""
    if isinstance(node, ast.Compare) and type(node.ops[0]) in SWAPPED:
        yield lambda one: one.ops.__setitem__(0, SWAPPED[type(one.ops[0])]())
    elif isinstance(node, ast.BoolOp | ast.BinOp) and type(node.op) in SWAPPED:
        yield lambda one: setattr(one, "op", SWAPPED[type(one.op)]())
    elif isinstance(node, ast.Constant) and type(node.value) in (int, float):
        yield lambda one: setattr(one, "value", one.value + 1)
    elif isinstance(node, ast.Constant) and isinstance(node.value, bool):
        yield lambda one: setattr(one, "value", not one.value)
    elif isinstance(node, ast.IfExp):
        yield lambda one: setattr(one, "test", ast.UnaryOp(ast.Not(), one.test))


def _of_sql(name: str, text: str) -> Iterator[Mutant]:
    for found in IN_SQL.finditer(text):
        start = text.rfind("\n", 0, found.start()) + 1
        if "--" in text[start : found.start()]:
            continue
        new = SWAPPED_IN_SQL.get(found[0]) or str(int(found[0]) + 1)
        line = text.count("\n", 0, found.start()) + 1
        yield Mutant(name, line, f"{found[0]} → {new}", text[: found.start()] + new + text[found.end() :])


def nearest(name: str) -> list[str]:
    """The tests that mirror a file, nearest first: of its name, then all of its folder, else of the next above."""
    path = Path(name)
    own = Path("tests", *path.parts[:-1]) / f"test_{path.stem}.py"
    folder = own.parent
    while folder != Path("tests") and not list((ROOT / folder).glob("test_*.py")):
        folder = folder.parent
    return [str(tests) for tests in (own, folder) if tests != Path("tests") and (ROOT / tests).exists()]


class Probe:
    """A copy of the program to be changed, and how long tests take on it as it is."""

    def __init__(self, copy: Path):
        self.copy = copy
        shutil.copytree(ROOT, copy, ignore=_left_out)
        self._seconds: dict[str, float | None] = {}

    def tried(self, mutant: Mutant) -> str:
        """killed, survived or late; untested where no tests are near, or where they fail without any change."""
        path = self.copy / mutant.path
        before, found = path.read_bytes(), "untested"
        for tests in nearest(mutant.path):
            seconds = self.seconds(tests)
            if seconds is None:
                continue
            path.write_text(mutant.text, "utf-8")
            try:
                ended = outcome(self.copy, [tests], max(LEAST, SLOWER * seconds))
            finally:
                path.write_bytes(before)
            if ended != PASSED:
                return "late" if ended == LATE else "killed"
            found = "survived"
        return found

    def seconds(self, tests: str) -> float | None:
        """How long tests take on the program as it is; None where they do not pass."""
        if tests not in self._seconds:
            started = time.perf_counter()
            passed = outcome(self.copy, [tests], LONGEST) == PASSED
            self._seconds[tests] = time.perf_counter() - started if passed else None
        return self._seconds[tests]


def _left_out(folder: str, names: list[str]) -> set[str]:
    """What is no part of the program: a package of the name of the store's folder is one."""
    unwanted = {"__pycache__", *((".git", ".venv", "store") if Path(folder) == ROOT else ())}
    return unwanted.intersection(names)
