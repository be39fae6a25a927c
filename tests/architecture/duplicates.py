"""Runs of equal lines in Python and SQL, by text alone: names and values count, white space does not."""

import ast
import re
from collections import defaultdict
from pathlib import Path

from tests.architecture import sources

RUN = 6
"""Lines that make a duplicate."""


def lines(path: Path) -> list[tuple[int, str]]:
    """Number and normalised text of the lines that count: no imports, docstrings, comments, blanks, lone brackets."""
    passed = _passed(path) if path.suffix == ".py" else set()
    mark = "#" if path.suffix == ".py" else "--"
    kept = []
    for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
        said = re.sub(r"\s+", " ", line).strip()
        if number not in passed and not said.startswith(mark) and re.search(r"\w", said):
            kept.append((number, said))
    return kept


def _passed(path: Path) -> set[int]:
    """Lines of imports and of texts that stand by themselves."""
    found = set()
    for node in sources.nodes(path):
        told = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
        if told or isinstance(node, ast.Import | ast.ImportFrom):
            found |= set(range(node.lineno, node.end_lineno + 1))
    return found


def pairs(paths: list[Path]) -> dict[tuple[tuple[Path, int], tuple[Path, int]], int]:
    """Two places (file, line) where equal lines begin → how many, RUN or more; each run once, at its full length."""
    texts = {path: lines(path) for path in paths}
    places = defaultdict(list)
    for path, kept in texts.items():
        for at in range(len(kept) - RUN + 1):
            places[tuple(said for _, said in kept[at : at + RUN])].append((path, at))
    equal = {(one, other) for starts in places.values() for at, one in enumerate(starts) for other in starts[at + 1 :]}
    found = {}
    for one, other in sorted(equal):
        if ((one[0], one[1] - 1), (other[0], other[1] - 1)) in equal:
            continue
        count = RUN
        while ((one[0], one[1] + count - RUN + 1), (other[0], other[1] + count - RUN + 1)) in equal:
            count += 1
        ends = tuple((path, texts[path][at][0]) for path, at in (one, other))
        found[ends] = count
    return found
