"""What the program's files import and define, read from their text: nothing is run."""

import ast
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = ("analytics", "data", "pages", "benchmarks")


@dataclass(frozen=True)
class Import:
    """One name that a file takes. `module` is a module of ours or the top of a foreign one; `name` what is taken of it,
    '' for the module itself. `lazy`: inside a function."""

    module: str
    name: str
    line: int
    lazy: bool


def files(*folders: str) -> list[Path]:
    """The Python files of these folders, in order."""
    return [path for folder in folders for path in sorted((ROOT / folder).rglob("*.py"))]


def shown(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def module_of(path: Path) -> str:
    """The dotted name of a file; a face has that of its package."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def modules() -> dict[str, Path]:
    """All modules of ours, packages without a face included."""
    found = {module_of(path): path for path in [*files(*FOLDERS, "tests"), ROOT / "app.py"]}
    for path in list(found.values()):
        for folder in path.relative_to(ROOT).parents[:-1]:
            found.setdefault(".".join(folder.parts), ROOT / folder / "__init__.py")
    return found


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


@cache
def nodes(path: Path) -> list[ast.AST]:
    """Everything in a file, kept for all who look through it."""
    return list(ast.walk(tree(path)))


@cache
def imports(path: Path) -> list[Import]:
    """Every import of a file, wherever it stands."""
    found: list[Import] = []

    def walk(node: ast.AST, lazy: bool) -> None:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.Import):
                found.extend(_taken(alias.name, "", child.lineno, lazy) for alias in child.names)
            elif isinstance(child, ast.ImportFrom):
                assert not child.level, f"{shown(path)}:{child.lineno} imports relatively"
                found.extend(_taken(child.module, alias.name, child.lineno, lazy) for alias in child.names)
            walk(child, lazy or isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda))

    walk(tree(path), False)
    return found


def _taken(module: str, name: str, line: int, lazy: bool) -> Import:
    if name and f"{module}.{name}" in modules():
        module, name = f"{module}.{name}", ""
    ours = module in modules()
    return Import(module if ours else module.split(".")[0], name if ours else "", line, lazy)


def ours(path: Path) -> list[Import]:
    """The imports of a file that take something of ours."""
    return [one for one in imports(path) if one.module in modules()]


def functions(path: Path) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    return [node for node in nodes(path) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
