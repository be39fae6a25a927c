"""Processor time of the queries of pages for who sees a part, beside who sees everything: in turn, none cached."""

from pathlib import Path
from statistics import median
from time import process_time

from data.office import office_today
from data.queries.named import parameters_of
from data.rights import EVERYTHING, Grant, Sight, rights_on
from data.store import Store

QUERIES = (
    "standing", "agency_overview", "agency_scorecard", "indicator_card", "indicator_catalogue",
    "indicator_history", "map_values", "region_series", "quality_calendar", "scope_indicators", "search",
    "summary_quarters",
)  # fmt: skip
GIVEN = {
    "agency": "DINKES", "indicator": "IKU-BAPPEDA-13", "region": "11.71", "period": "2024", "words": ["kemiskinan"],
    "page_codes": ["guide"], "page_texts": ["panduan"], "limit": 100, "unit": "",
}  # fmt: skip
ROLES = {"public": "", "officer": "DINKES", "analyst": ""}


def run(store: Path, answers: int) -> dict[str, object]:
    """For each role the median over the queries of its time by that of everything, and the most of any query."""
    today = office_today()
    seen = {role: rights_on(today, [Grant("x", role, agency)]).sight for role, agency in ROLES.items()}
    snapshot = Store(store).snapshot()
    given = {**GIVEN, "today": today.isoformat()}
    ratios = {role: [] for role in ROLES}
    for query in QUERIES:
        asked = {name: given[name] for name in parameters_of(query) if name in given}
        times = _in_turn(snapshot, {"": EVERYTHING, **seen}, query, asked, answers)
        for role in ROLES:
            ratios[role].append(median(times[role]) / median(times[""]))
    return {
        "answers": answers,
        **{role: {"median": round(median(all_), 2), "most": round(max(all_), 2)} for role, all_ in ratios.items()},
    }


def _in_turn(snapshot, sights: dict[str, Sight], query: str, asked: dict, answers: int) -> dict[str, list[float]]:
    times = {name: [] for name in sights}
    narrowed = {name: snapshot.seen_by(sight) for name, sight in sights.items()}
    for _ in range(answers):
        for name, one in narrowed.items():
            started = process_time()
            one.fetch(query, **asked)
            times[name].append(process_time() - started)
    return times
