"""Who may import whom, and the few habits that a reader cannot see from one file."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
OURS = {"analytics", "data", "pages", "benchmarks", "tests", "app"}
SOURCES = [
    path for folder in ("analytics", "data", "pages", "benchmarks") for path in sorted((ROOT / folder).rglob("*.py"))
]


def imports(path: Path) -> set[str]:
    """Dotted names of the modules a file imports, wherever in the file."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


def allowed(path: Path) -> set[str]:
    """Our packages that a file of this place may import (DESIGN: who may import whom)."""
    parts = path.relative_to(ROOT).parts
    if parts[0] == "analytics":
        return {"analytics"}
    if parts[0] == "data":
        return {"data", "analytics"}
    if parts[:2] == ("pages", "parts"):
        return {"pages.parts", "analytics", "data"}
    if parts[0] == "pages":
        return {"pages.parts", "analytics"}
    return {"pages", "analytics", "data", "benchmarks"}


@pytest.mark.parametrize("path", [*SOURCES, ROOT / "app.py"], ids=lambda path: path.relative_to(ROOT).as_posix())
def test_imports_point_one_way(path):
    may = {"pages.parts"} if path.name == "app.py" else allowed(path)
    ours = {name for name in imports(path) if name.split(".")[0] in OURS and name != "pages"}
    wrong = {name for name in ours if not any(name == ok or name.startswith(f"{ok}.") for ok in may)}
    assert not wrong


@pytest.mark.parametrize(
    "path", sorted((ROOT / "analytics").rglob("*.py")), ids=lambda path: path.relative_to(ROOT).as_posix()
)
def test_analytics_knows_neither_screen_nor_database_nor_clock(path):
    assert not {name.split(".")[0] for name in imports(path)} & {"streamlit", "duckdb", "time", "random"}
    assert set(re.findall(r"\bos\.(\w+)", path.read_text("utf-8"))) <= {"cpu_count"}
    assert not re.search(r"\b(datetime|date)\.(now|today|utcnow)\(|Timestamp\.(now|today)\(", path.read_text("utf-8"))


def test_pages_never_touch_a_connection():
    """Pages and their parts read through Snapshot, which takes a cursor for every query."""
    for path in sorted((ROOT / "pages").rglob("*.py")):
        assert "duckdb" not in {name.split(".")[0] for name in imports(path)}, path


def test_the_shared_connection_is_used_through_cursors_only():
    source = (ROOT / "data" / "snapshot.py").read_text("utf-8")
    uses = re.findall(r"self\._connection\.(\w+)", source)
    assert set(uses) <= {"cursor", "execute", "close"}
    assert uses.count("execute") == 1, "only the settings at opening run on the connection itself"


def test_no_catch_all_modules():
    names = {path.stem for path in SOURCES}
    assert not names & {"utils", "util", "helpers", "helper", "common", "manager", "misc"}


def test_page_urls_differ_from_file_stems():
    """A page whose URL equals its file's stem is served without app.py to the first visitor."""
    stems = {path.stem for path in (ROOT / "pages").glob("*.py")} - {"__init__"}
    assert stems
    assert all(stem.endswith("_page") for stem in stems)
