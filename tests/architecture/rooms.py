"""The rooms of the program and what each may import: the one table of who may know whom.

A room is a module or package; the longest name that fits a file is its room. It may import itself, what stands beside
it here, and anything inside that. What does not keep to its row yet stands in `breaches.py`, which may only shrink.
"""

from pages.session import views

GROUND = tuple(
    f"analytics.{name}"
    for name in (
        "arrays", "classes", "comparison", "decimals", "false_discovery", "periods", "regions", "spatial", "thresholds",
    )
)

VIEWS = tuple(view.name for view in views.VIEWS)

SECTION = (
    "analytics",
    "data.audit",
    "data.boundaries",
    "data.changes",
    "data.errors",
    "data.files",
    "data.guarded",
    "data.intake",
    "data.office",
    "data.reference",
    "data.rights",
    "data.settings",
    "data.store",
    "data.submissions",
    "pages.components",
    "pages.content",
    "pages.documents",
    "pages.session",
    "pages.words",
)

ROOMS: dict[str, tuple[str, ...]] = {
    "app": ("pages.sections.summary", "pages.shell"),
    "pages": ("pages.components", "pages.content", "pages.session", "pages.words"),
    **{
        f"pages.{view}": (
            f"pages.sections.{view}",
            "pages.components",
            "pages.content",
            "pages.session",
            "pages.words",
        )
        for view in VIEWS
    },
    **{f"pages.sections.{view}": SECTION for view in VIEWS},
    "pages.sections": (),
    "pages.shell": (
        "data.audit",
        "data.errors",
        "data.rights",
        "data.settings",
        "data.store",
        "pages.components",
        "pages.content",
        "pages.session",
        "pages.words",
    ),
    "pages.components": (
        "analytics.figures",
        "data.errors",
        "data.guarded",
        "data.progress",
        "data.settings",
        "data.store",
        "data.submissions",
        "pages.content",
        "pages.documents",
        "pages.session",
        "pages.words",
    ),
    "pages.session": (
        "data.audit",
        "data.errors",
        "data.office",
        "data.progress",
        "data.rights",
        "data.settings",
        "data.store",
        "data.submissions",
        "pages.content",
        "pages.words",
    ),
    "pages.documents": (
        "analytics",
        "data.boundaries",
        "data.guarded",
        "data.intake",
        "data.queries",
        "data.reference",
        "data.store",
        "pages.content",
        "pages.words",
    ),
    "pages.content": (
        "analytics",
        "data.audit",
        "data.boundaries",
        "data.errors",
        "data.intake.checks",
        "data.office",
        "data.reference",
        "data.rights",
        "data.settings",
        "data.store",
        "data.submissions",
        "pages.words",
    ),
    "pages.words": ("analytics.decimals", "analytics.periods", "analytics.verdict", "data.errors"),
    "data": (),
    "data.__main__": ("data.commands",),
    "data.commands": ("data",),
    "data.submissions": (
        "data.audit",
        "data.build",
        "data.changes",
        "data.errors",
        "data.intake",
        "data.files",
        "data.ledger",
        "data.office",
        "data.progress",
        "data.reference",
        "data.rights",
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
    "data.audit": ("data.errors", "data.files", "data.ledger", "data.office"),
    "data.store": (
        "data.audit",
        "data.build",
        "data.errors",
        "data.files",
        "data.ledger",
        "data.office",
        "data.progress",
        "data.queries",
        "data.reference",
        "data.rights",
        "data.settings",
    ),
    "data.build": (
        "analytics.achievement",
        "analytics.gap",
        "analytics.state",
        "analytics.thresholds",
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
    "data.guarded": (),
    "data.reference": (
        "analytics.achievement",
        "analytics.periods",
        "analytics.regions",
        "data.errors",
        "data.settings",
    ),
    "data.ledger": ("data.errors", "data.files", "data.office"),
    "data.boundaries": (),
    "data.errors": (),
    "data.files": (),
    "data.office": (),
    "data.foreign": (),
    "data.progress": (),
    "data.queries": (),
    "data.rights": ("data.errors", "data.settings"),
    "data.samples": ("analytics.decimals", "analytics.periods", "data.settings"),
    "data.settings": ("data.errors",),
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
    "pages.content": ("streamlit",),
    "pages.documents": ("streamlit",),
    "pages.words": ("streamlit",),
}
"""Packages of others that no file of a room imports: what computes needs no screen, what is shown no connection,
and what leaves as a file or a word no screen either."""

def within(module: str, room: str) -> bool:
    return module == room or module.startswith(f"{room}.")


def room_of(module: str) -> str:
    """The room that a module of ours lies in."""
    return max((room for room in ROOMS if within(module, room)), key=len)
