"""The views: what each is called, where it is, what stands on it and what its link may say."""

from dataclasses import dataclass

from data.rights import Rights


class UnknownView(LookupError):
    """A name that no view bears."""


@dataclass(frozen=True)
class View:
    """One page: `pages/<name>.py`, what stands on it in `pages/sections/<name>`, its title and help in `frame.<name>`.

    The address never equals the name, else Streamlit takes the page for one of its own; the first page is at the root.
    A hidden page is not in the navigation: other pages lead to it.
    """

    name: str
    address: str
    icon: str
    sections: tuple[str, ...]  # files of its folder that the script draws, in order
    own: tuple[str, ...] = ()  # what its link says besides the scope
    queries: tuple[str, ...] = ()  # by name, that it reads besides those of FRAME
    hidden: bool = False
    needs_data: bool = True  # else it is useful in an empty store
    always_newest: bool = False  # what is sent is compared with what is published now
    tells_of_acts: bool = False  # else a line says that something is being carried through
    acts: tuple[str, ...] = ()  # one of which who is to find it has to be allowed somewhere; empty: everybody finds it

    @property
    def title(self) -> str:
        """Key of the title in the catalogue."""
        return f"frame.{self.name}"

    @property
    def script(self) -> str:
        """Path of the script, as Streamlit takes it."""
        return f"pages/{self.name}.py"


FRAME = (
    "aliases", "regions", "scope_agencies", "scope_indicators", "scope_span", "scope_units", "search",
)
"""The queries that are read around every page, and by what any page may offer to choose."""

VIEWS = (
    View(
        "summary", "ringkasan", "dashboard", ("targets_met", "visits", "ways_on", "quarters"), ("summary_rows",),
        queries=(
            "agency_totals", "class_labels", "class_scales", "clock", "priorities", "simulated_by_agency",
            "standing", "standing_gaps", "standing_points", "standing_regional", "standing_regions",
            "summary_quarters",
        ),
    ),
    View(
        "agency", "instansi", "apartment",
        ("all_agencies", "lead", "scorecard", "tree", "units", "reports", "budget"), ("agency_compared",),
        queries=(
            "agency_budget", "agency_overview", "agency_reports", "agency_scorecard", "class_labels", "class_scales",
            "clock", "quality_calendar", "standing", "standing_gaps", "standing_places", "standing_points",
            "standing_regional", "standing_regions",
        ),
    ),
    View(
        "mine", "unit-saya", "badge", ("choice", "waiting", "due", "results", "kept"), acts=("see_internal",),
        queries=("clock", "quality_calendar", "standing"),
    ),
    View(
        "indicator", "indikator", "monitoring",
        (
            "all_indicators", "heading", "definition_and_revisions", "together", "course", "after", "regions", "values",
            "rows", "statistics", "foot",
        ),
        ("indicator_search", "indicator_multiples"), tells_of_acts=True,
        queries=(
            "agency_totals", "class_labels", "class_scales", "clock", "indicator_breaks", "indicator_card",
            "indicator_catalogue", "indicator_history", "indicator_national", "indicator_rebase",
            "indicator_regions", "indicator_related", "indicator_revisions", "indicator_rollup", "indicator_series",
            "quality_calendar", "standing", "standing_gaps", "standing_points", "standing_regional", "submissions",
        ),
    ),
    View(
        "map", "peta", "map", ("heading", "picture", "regency", "downloads", "table"),
        ("map_mode", "map_period", "map_scale", "map_view", "map_scheme", "map_count", "map_bounds", "map_other"),
        queries=(
            "class_labels", "indicator_facts", "map_indicators", "map_periods", "map_province", "map_spread",
            "map_values", "submissions",
        ),
    ),
    View(
        "region", "wilayah", "location_city",
        ("choice", "all_regencies", "place", "neighbours", "series", "ways_on"),
        ("region_group", "region_old", "region_compared"),
        queries=(
            "class_labels", "clock", "region_peers", "region_series", "standing_regions", "submissions",
            "summary_regions",
        ),
    ),
    View(
        "download", "unduh", "download", ("contents", "selection", "files", "preview", "about", "reading"),
        (
            "download_years", "download_indicators", "download_theme", "download_frequency", "download_status",
            "download_contents",
        ),
        queries=(
            "download_count", "download_dictionary", "download_national", "download_offered", "download_publishers",
            "download_rollups", "download_rows", "download_sources", "download_themes", "download_verdicts",
        ),
    ),
    View(
        "report", "kirim", "upload_file",
        (
            "own", "waiting", "deciding", "incoming", "foreign", "outcome", "questions", "recognition", "attached",
            "sending", "past", "tables",
        ),
        ("report_own", "report_way"),
        needs_data=False, always_newest=True, tells_of_acts=True,
        acts=("report", "approve", "publish", "administer", "read_waiting"),
        queries=(
            "class_labels", "class_scales", "quality_calendar", "simulated_by_agency", "template_series",
            "template_targets",
        ),
    ),
    View(
        "quality", "mutu", "fact_check", ("deadlines", "between_snapshots", "questions", "completeness"),
        ("quality_part", "quality_span", "quality_frequency", "quality_per", "quality_before", "quality_file",
         "quality_standing", "quality_record"),
        acts=("see_quality",),
        queries=(
            "calendar", "clock", "quality_calendar", "quality_findings", "quality_quarantine", "quality_questions",
            "quality_revisions", "quality_stale", "quality_totals", "quality_troubles",
        ),
    ),
    View(
        "guide", "panduan", "menu_book", ("topics",), ("topic",), needs_data=False,
        queries=(
            "class_labels", "class_scales", "guide_examples", "guide_formulas", "guide_points", "guide_published",
            "guide_regions", "guide_scales", "guide_tested", "indicator_regions", "quality_questions",
            "summary_changes",
        ),
    ),
    View(
        "meeting", "rapat", "co_present", ("steps", "item"), ("meeting_items", "meeting_item"), hidden=True,
        queries=(
            "clock", "indicator_card", "indicator_history", "indicator_rollup", "submissions", "summary_changes",
        ),
    ),
    View(
        "audit", "jejak", "policy", ("choice", "record", "chain"), ("audit_span", "audit_kind"),
        needs_data=False, always_newest=True, acts=("read_audit",),
    ),
    View(
        "administration", "kelola", "admin_panel_settings",
        ("pressed", "state", "people", "grants", "two_persons", "faults", "visits", "settings_in_force"),
        needs_data=False, always_newest=True, tells_of_acts=True, acts=("administer",),
    ),
)  # fmt: skip
_NAMED = {view.name: view for view in VIEWS}


def shown_to(rights: Rights) -> tuple[View, ...]:
    """The views that are there for who has these rights."""
    return tuple(view for view in VIEWS if not view.acts or any(rights.may(act) for act in view.acts))


def named(name: str) -> View:
    """The view of this name; UnknownView where there is none."""
    try:
        return _NAMED[name]
    except KeyError:
        raise UnknownView(f"No view {name!r}. Known: {', '.join(_NAMED)}.") from None


def at(address: str) -> View:
    """The view at this address; the first one, which is at the root, for any other."""
    return next((view for view in VIEWS if view.address == address), VIEWS[0])
