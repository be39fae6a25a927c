"""What differs from the reader's last visit, which only his browser remembers."""

import datetime as dt

from pages import session
from pages.components import since
from pages.content import reader, scope, standing, targets
from pages.content.cache import cached
from pages.words import language
from pages.words.language import t

COUNTS = ("met", "worsening", "missing")


def draw(here: scope.Scope) -> None:
    """One line over the whole of Aceh as it is published now; none on a view that is narrowed or cited, or where
    the page that tells the difference is not there."""
    if not session.is_there("quality") or here.codes.keys() - {"lang"}:
        return
    snapshot = reader.snapshot().id
    now = {"snapshot": snapshot, "day": language.day(reader.today()), **_counts(snapshot, targets.judged_on(here))}
    words = {name: t(f"summary.visit_{name}") for name in ("since", "same", "change", "link")}
    counts = {name: t(f"summary.visit_{name}") for name in COUNTS}
    since.show(now, {**words, "counts": counts}, scope.link("mutu", here, quality_part="snapshots"))


@cached(most=8)
def _counts(_: str, judged_on: dt.date) -> dict[str, int]:
    rows = targets.results(scope.Scope())
    return {
        "met": standing.compared(rows).now.met,
        "worsening": sum(row["direction"] == "worsening" for row in rows),
        "missing": sum(row["complete"] is False for row in rows),
    }
