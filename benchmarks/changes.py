"""Small changes of the program: a comparison, a boundary, a sum, a constant, a condition, an answer, a call left out.

Words, messages, annotations and decorators are left alone, and so are the parts of a path.
"""

import ast
import copy
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from benchmarks.serving import ROOT

LEFT_OUT = ("data/samples", "analytics/figures")  # samples are made once; figures are looked at, not counted
SWAPPED: dict[type, type] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In, ast.And: ast.Or, ast.Or: ast.And,
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult,
}  # fmt: skip
IN_SQL = re.compile(r"(?<=\s)(IS NOT NULL|<=|>=|<>|<|>|=|AND|OR|min|max|\d+)(?=[\s(,;)])")
SWAPPED_IN_SQL = {
    "IS NOT NULL": "IS NULL", "<=": "<", ">=": ">", "<>": "=", "<": "<=", ">": ">=", "=": "<>", "AND": "OR",
    "OR": "AND", "min": "max", "max": "min",
}  # fmt: skip
A_PLACE = re.compile(r"folder|path|root|here|base|parent|place", re.IGNORECASE)
TELLING = ("log", "logger", "logging", "warnings", "print")
HEADS = (ast.If, ast.While, ast.For, ast.With, ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Try, ast.Match)


@dataclass(frozen=True)
class Mutant:
    """One change: the file, the lines of its statement, what stood there and stands there now, and the whole text."""

    path: str
    lines: range
    change: str
    key: str
    make: Callable[[], str]


def drawn(seed: int, count: int, folders: Sequence[str]) -> list[Mutant]:
    """`count` changes of files under `folders`; a seed keeps choosing one as long as its function stays as it is."""
    paths = sorted(
        path
        for folder in folders
        for path in (ROOT / folder).rglob("*")
        if path.suffix in (".py", ".sql") and not path.relative_to(ROOT).as_posix().startswith(LEFT_OUT)
    )
    return sorted((one for path in paths for one in mutants(path)), key=lambda one: _rank(seed, one))[:count]


def _rank(seed: int, mutant: Mutant) -> bytes:
    return sha256(f"{seed} {mutant.key}".encode()).digest()


def mutants(path: Path) -> Iterator[Mutant]:
    """Every change of a file that is tried."""
    name, text = path.relative_to(ROOT).as_posix(), path.read_text("utf-8")
    before: Counter[str] = Counter()
    for scope, lines, change, make in _of_python(text) if path.suffix == ".py" else _of_sql(text):
        what = f"{name} {scope} {change}"
        before[what] += 1
        yield Mutant(name, lines, change, f"{what} {before[what]}", make)


def _of_python(text: str) -> Iterator[tuple[str, range, str, Callable[[], str]]]:
    tree = ast.parse(text)
    places = {id(node): place for place, node in enumerate(ast.walk(tree))}
    for scope, lines, node in _nodes(tree, "", range(1, 2)):
        if new := _changed(node):
            change = " ".join(f"{ast.unparse(node)} → {ast.unparse(new)}".split())[:160]
            yield scope, lines or range(node.lineno, node.end_lineno + 1), change, _making(text, places[id(node)])


def _making(text: str, place: int) -> Callable[[], str]:
    def made() -> str:
        tree = ast.parse(text)
        target = list(ast.walk(tree))[place]
        return ast.unparse(ast.fix_missing_locations(_Replace(target).visit(tree)))

    return made


class _Replace(ast.NodeTransformer):
    def __init__(self, target: ast.AST):
        self.target = target

    def visit(self, node: ast.AST) -> ast.AST:
        return _changed(node) if node is self.target else self.generic_visit(node)


def _nodes(node: ast.AST, scope: str, lines: range | None) -> Iterator[tuple[str, range | None, ast.AST]]:
    """Nodes that may be changed, with the function they stand in and the lines of their simple statement."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Raise | ast.Import | ast.ImportFrom | ast.arg) or _tells(child):
            continue
        if isinstance(node, ast.AnnAssign) and child is node.annotation:
            continue
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and child in (*node.decorator_list, *_returns(node)):
            continue
        within = f"{scope}.{child.name}" if isinstance(child, ast.FunctionDef | ast.ClassDef) else scope
        own = lines
        if isinstance(child, HEADS):
            own = None
        elif isinstance(child, ast.stmt):
            own = range(child.lineno, (child.end_lineno or child.lineno) + 1)
        yield within, own, child
        yield from _nodes(child, within, own)


def _returns(node: ast.AST) -> list[ast.AST]:
    said = getattr(node, "returns", None)
    return [said] if said is not None else []


def _tells(node: ast.AST) -> bool:
    """Whether a statement only writes to a log."""
    if not (isinstance(node, ast.Expr) and isinstance(node.value, ast.Call)):
        return False
    return ast.unparse(node.value.func).partition(".")[0] in TELLING


def _changed(node: ast.AST) -> ast.AST | None:
    """A node that says otherwise, None for what is left alone."""
    new = copy.deepcopy(node)
    match new:
        case ast.Compare() if type(new.ops[0]) in SWAPPED:
            new.ops[0] = SWAPPED[type(new.ops[0])]()
        case ast.BoolOp() | ast.BinOp() if type(new.op) in SWAPPED and not _joins(new):
            new.op = SWAPPED[type(new.op)]()
        case ast.Constant(value=bool()):
            new.value = not new.value
        case ast.Constant(value=int() | float()):
            new.value += 1
        case ast.UnaryOp(op=ast.Not()):
            return new.operand
        case ast.If() | ast.While() | ast.IfExp() if isinstance(new.test, ast.Name | ast.Attribute | ast.Call):
            new.test = ast.UnaryOp(ast.Not(), new.test)
            new.lineno = new.end_lineno = node.test.lineno
        case ast.Return(value=ast.expr()) if not isinstance(new.value, ast.Constant):
            new.value = ast.Constant(None)
        case ast.Expr(value=ast.Call()):
            return ast.copy_location(ast.Pass(), new)
        case _:
            return None
    return new


def _joins(node: ast.AST) -> bool:
    """Whether an operation puts texts or the parts of a path together."""
    if not isinstance(node, ast.BinOp):
        return False
    sides = (node.left, node.right)
    if any(isinstance(side, ast.JoinedStr) or isinstance(getattr(side, "value", None), str) for side in sides):
        return True
    return isinstance(node.op, ast.Div) and bool(A_PLACE.search(ast.unparse(node.left)))


def _of_sql(text: str) -> Iterator[tuple[str, range, str, Callable[[], str]]]:
    for found in IN_SQL.finditer(text):
        start, end = text.rfind("\n", 0, found.start()) + 1, text.find("\n", found.end())
        if "--" in text[start : found.start()]:
            continue
        new = SWAPPED_IN_SQL.get(found[0]) or str(int(found[0]) + 1)
        line = text.count("\n", 0, found.start()) + 1
        said = f"{found[0]} → {new} in: {text[start:end].strip()}"[:160]
        made = text[: found.start()] + new + text[found.end() :]
        yield "", range(line, line + 1), said, lambda made=made: made
