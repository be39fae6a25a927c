"""Where the program does not keep to its own rules yet. Entries may only go: a test fails for one that is mended."""

ROOMS: dict[str, set[str]] = {}
"""File → modules it imports against its row in `rooms.ROOMS`."""

FOREIGN: dict[str, set[str]] = {}
"""File → packages of others that its room does without."""

PRIVATE: dict[str, set[str]] = {}
"""File → private names of another file that it takes."""

OUTSIDE = {
    "benchmarks/coverage.py",
    "benchmarks/forked_tests.py",  # it imports nothing of the program it tests
    "benchmarks/serving.py",
    "benchmarks/views.py",
}
"""Files that find something outside their own room by `__file__`."""

FACES: set[str] = set()
"""Faces that define something."""

LONG_FILES: dict[str, int] = {
}
"""File → lines, where there are more than 400."""

WITHOUT_DRAW = {
    "guide/blocks.py", "guide/live.py", "guide/practice.py", "indicator/comparison.py", "indicator/view.py",
    "map/controls.py", "map/view.py", "quality/changed.py", "quality/list_files.py", "report/desk.py",
    "report/entries.py", "report/findings_files.py", "report/publishing.py", "report/watching.py",
}  # fmt: skip
"""Files of sections without a public `draw`: what a view settles once, what its sections share."""

FETCHES = {
    "pages.agency", "pages.components.simulated", "pages.shell.frame",
    "pages.shell.search",
}  # fmt: skip
"""Modules outside content, documents and sections that fetch rows."""

LONG_SCRIPTS: set[str] = set()
"""Pages of more than 80 lines."""

LONG_FUNCTIONS: dict[str, int] = {
    "pages/sections/guide/trend.py:draw": 41,
    "tests/browser/test_report.py:test_a_fault_is_mended_by_a_suggestion_published_seen_and_taken_back": 48,
    "tests/pages/conftest.py:_series": 53,
}
"""file:function → lines, where there are more than 40."""
