"""What names a snapshot's content: every formula and every statement that the build reaches."""

import ast
from pathlib import Path

from data.build import identity, whole
from data.settings import ROOT


def module_file(name: str) -> Path | None:
    """The file of a dotted module name of ours, None for what is no module."""
    place = ROOT.joinpath(*name.split("."))
    return next((file for file in (place.with_suffix(".py"), place / "__init__.py") if file.is_file()), None)


def imported(path: Path) -> set[Path]:
    """The files of ours that a file imports, with the packages on the way to them."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    steps = {".".join(parts[: end + 1]) for parts in (name.split(".") for name in names) for end in range(len(parts))}
    return {file for file in map(module_file, steps) if file is not None}


def reached(start: Path) -> set[Path]:
    """All files of `analytics` that `start` comes to by import."""
    seen, waiting = set(), [start]
    while waiting:
        for file in imported(waiting.pop()) - seen:
            if file.is_relative_to(ROOT / "analytics"):
                seen.add(file)
                waiting.append(file)
    return seen


def test_every_formula_that_the_build_reaches_decides_the_identity():
    formulas = reached(Path(whole.__file__))
    assert {ROOT / "analytics" / "thresholds.py"} < formulas
    assert formulas <= set(identity.sources())


def test_the_tables_and_words_beside_formulas_decide_it_too():
    beside = {
        file
        for formula in reached(Path(whole.__file__))
        for file in formula.parent.iterdir()
        if file.suffix in (".csv", ".toml")
    }
    assert {"scales.csv", "sentences.toml"} <= {file.name for file in beside}
    assert beside <= set(identity.sources())


def test_a_formula_in_a_room_of_its_own_changes_the_identity(tmp_path, monkeypatch):
    formula = tmp_path / "trend" / "slope.py"
    formula.parent.mkdir()
    formula.write_text("slope = 1\n", "utf-8")
    monkeypatch.setattr(identity, "sources", lambda: [formula])
    monkeypatch.setattr(identity, "ROOT", tmp_path)
    before = identity.recipe.__wrapped__()
    formula.write_text("slope = 2\n", "utf-8")
    changed = identity.recipe.__wrapped__()
    formula.rename(tmp_path / "slope.py")
    monkeypatch.setattr(identity, "sources", lambda: [tmp_path / "slope.py"])
    assert len({before, changed, identity.recipe.__wrapped__()}) == 3
