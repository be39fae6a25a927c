"""No value is set beside an earlier one but through `analytics.comparison`: not by a window of SQL, not by pandas."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SHOWN = [
    *(ROOT / "data/queries").rglob("*.sql"), *(ROOT / "data/changes").glob("*.*"),
    *(path for path in (ROOT / "pages").rglob("*.py") if path.parent.name != "guide"),
]  # fmt: skip
WINDOWS = re.compile(r"\b(lag|lead)\s*\(\s*\w*\.?(actual|achievement|tone|class|gap|state)\b", re.IGNORECASE)
STEPS = re.compile(r"\.(diff|pct_change)\(")
ASKS = ["observations.py"]


@pytest.mark.parametrize("path", SHOWN, ids=lambda path: path.name)
def test_nothing_that_is_shown_compares_by_itself(path):
    text = path.read_text("utf-8")
    assert not WINDOWS.search(text)
    assert path.suffix == ".sql" or not STEPS.search(text)


def test_one_function_decides_and_one_place_asks_it():
    files = (ROOT / "analytics").rglob("*.py")
    asking = [path.name for path in files if "comparison.counterparts(" in path.read_text("utf-8")]
    assert asking == ASKS
