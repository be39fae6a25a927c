"""The rooms of the program and what each may import: the one table of who may know whom.

A room is a module or package; the longest name that fits a file is its room. It may import itself, what stands beside
it here, and anything inside that. What does not keep to its row yet stands in `breaches.py`, which may only shrink.
"""

GROUND = tuple(
    f"analytics.{name}"
    for name in ("arrays", "classes", "decimals", "false_discovery", "periods", "regions", "spatial", "thresholds")
)

ROOMS: dict[str, tuple[str, ...]] = {
    "app": ("pages.parts",),
    "pages": ("pages.parts",),
    "pages.parts": (
        "analytics",
        "data.boundaries",
        "data.changes",
        "data.errors",
        "data.guarded",
        "data.intake",
        "data.marked",
        "data.office",
        "data.queries",
        "data.reference",
        "data.settings",
        "data.store",
        "data.submissions",
        "data.template",
    ),
    "pages.parts.language": ("analytics.decimals", "analytics.periods", "analytics.verdict", "pages.parts.row"),
    "data": (),
    "data.__main__": ("data.commands",),
    "data.commands": ("data",),
    "data.submissions": (
        "data.build",
        "data.changes",
        "data.errors",
        "data.intake",
        "data.files",
        "data.ledger",
        "data.progress",
        "data.reference",
        "data.settings",
        "data.store",
    ),
    "data.changes": (
        "analytics.state",
        "data.build",
        "data.errors",
        "data.intake.contract",
        "data.ledger",
        "data.queries",
        "data.store",
    ),
    "data.store": (
        "data.build",
        "data.errors",
        "data.files",
        "data.ledger",
        "data.progress",
        "data.queries",
        "data.reference",
        "data.settings",
    ),
    "data.build": (
        "analytics.achievement",
        "analytics.state",
        "data.errors",
        "data.files",
        "data.ledger",
        "data.progress",
        "data.reference",
        "data.settings",
    ),
    "data.intake": (
        "analytics.periods",
        "analytics.regions",
        "data.files",
        "data.foreign",
        "data.office",
        "data.reference",
    ),
    "data.template": ("analytics.periods", "analytics.regions", "data.guarded", "data.reference", "data.store"),
    "data.guarded": (),
    "data.marked": ("data.guarded", "data.intake"),
    "data.reference": ("analytics.achievement", "analytics.periods", "analytics.regions"),
    "data.ledger": ("data.errors", "data.files"),
    "data.boundaries": (),
    "data.errors": (),
    "data.files": (),
    "data.office": (),
    "data.foreign": (),
    "data.progress": (),
    "data.queries": (),
    "data.samples": ("analytics.decimals", "analytics.periods", "data.settings"),
    "data.settings": (),
    "analytics": (),
    **dict.fromkeys(GROUND, GROUND),
    **dict.fromkeys(("analytics.achievement", "analytics.gap", "analytics.process", "analytics.trend"), GROUND),
    "analytics.equity": ("analytics.trend", *GROUND),
    "analytics.figures": ("analytics.achievement", *GROUND),
    "analytics.forecast": ("analytics.trend", *GROUND),
    "analytics.verdict": ("analytics.achievement", *GROUND),
    "analytics.state": (
        "analytics.achievement",
        "analytics.forecast",
        "analytics.gap",
        "analytics.process",
        "analytics.trend",
        "analytics.verdict",
        *GROUND,
    ),
    "benchmarks": ("analytics", "app", "data", "pages", "tests"),
}

LAZY = {"data.store": ("data.build",)}
"""What a room may import inside a function only."""

FOREIGN = {
    "analytics": ("streamlit", "duckdb", "random", "time"),
    "data": ("streamlit",),
    "pages": ("duckdb",),
    "pages.parts.language": ("streamlit",),
    "pages.parts.datapackage": ("streamlit",),
    "pages.parts.downloads": ("streamlit",),
    "pages.parts.mapfiles": ("streamlit",),
    "pages.parts.minutes": ("streamlit",),
    "pages.parts.printing": ("streamlit",),
    "pages.parts.reminder": ("streamlit",),
    "pages.parts.report.files": ("streamlit",),
}
"""Packages of others that no file of a room imports: what computes needs no screen, what is shown no connection,
and what leaves as a file or a word no screen either."""

VIEWS = {"pages.parts.guide": "pages.guide_page", "pages.parts.report": "pages.report_page"}
"""Sections of one view, and the script that alone imports them."""


def within(module: str, room: str) -> bool:
    return module == room or module.startswith(f"{room}.")


def room_of(module: str) -> str:
    """The room that a module of ours lies in."""
    return max((room for room in ROOMS if within(module, room)), key=len)
