"""Where the program does not keep to its own rules yet. Entries may only go: a test fails for one that is mended."""

ROOMS: dict[str, set[str]] = {
    "pages/agency_page.py": {"analytics.achievement", "analytics.periods", "analytics.regions"},
    "pages/download_page.py": {"analytics.periods"},
    "pages/indicator_page.py": {"analytics.periods", "analytics.regions"},
    "pages/map_page.py": {
        "analytics.figures.choropleth",
        "analytics.figures.map_picture",
        "analytics.figures.tile_map",
    },
    "pages/meeting_page.py": {"analytics.periods"},
    "pages/quality_page.py": {"analytics.periods"},
    "pages/region_page.py": {"analytics.figures.locator", "analytics.periods", "analytics.regions"},
    "pages/summary_page.py": {"analytics.achievement", "analytics.periods"},
    "pages/parts/report/desk.py": {"data.files"},
    "pages/parts/revising.py": {"pages.parts.report.desk"},
}
"""File → modules it imports against its row in `rooms.ROOMS`."""

FOREIGN: dict[str, set[str]] = {
    "pages/parts/language.py": {"streamlit"},
    "pages/parts/report/files.py": {"streamlit"},
}
"""File → packages of others that its room does without."""

PRIVATE: dict[str, set[str]] = {}
"""File → private names of another file that it takes."""

OUTSIDE = {
    "benchmarks/coverage.py",
    "benchmarks/serving.py",
    "benchmarks/views.py",
    "pages/parts/frame.py",
    "pages/parts/report/incoming.py",
    "pages/parts/server.py",
}
"""Files that find something outside their own room by `__file__`."""

FACES = {"pages/parts/guide/__init__.py"}
"""Faces that define something."""

LONG_FILES: dict[str, int] = {
    "pages/parts/scope.py": 424,
    "tests/analytics/figures/test_figures.py": 545,
    "tests/analytics/process/test_process.py": 619,
    "tests/analytics/state/test_state.py": 581,
    "tests/analytics/trend/test_trend.py": 653,
    "tests/analytics/verdict/test_verdict.py": 523,
    "tests/data/reference/test_reference.py": 402,
}
"""File → lines, where there are more than 400."""

LONG_FUNCTIONS: dict[str, int] = {
    "pages/agency_page.py:scorecard": 41,
    "pages/meeting_page.py:shown": 47,
    "pages/parts/guide/trend.py:draw": 41,
    "pages/quality_page.py:stale": 46,
    "tests/browser/test_report.py:test_a_fault_is_mended_by_a_suggestion_published_seen_and_taken_back": 48,
    "tests/pages/conftest.py:_series": 53,
}
"""file:function → lines, where there are more than 40."""
