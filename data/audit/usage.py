"""How often each view was opened on each day: a count that knows no person, kept for two years."""

from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

from data.audit import trail
from data.files import sealed, write_whole
from data.office import office_today

FILE = "usage.json"
KEPT = timedelta(days=731)


def count(store: Path, more: Mapping[str, int]) -> None:
    """Add visits of today, view → how many. StoreError or OSError where that cannot be written."""
    today, oldest = office_today(), office_today() - KEPT
    with trail.alone(store) as folder:
        known = _known(folder)
        day = known.setdefault(today.isoformat(), {})
        for view, visits in more.items():
            day[view] = int(day.get(view, 0)) + visits
        kept = {one: views for one, views in known.items() if one >= oldest.isoformat()}
        write_whole(folder / FILE, sealed({"days": kept}))


def counted(store: Path) -> dict[str, dict[str, int]]:
    """Day → view → how often it was opened."""
    return _known(store / trail.FOLDER)


def _known(folder: Path) -> dict[str, dict[str, Any]]:
    return dict((trail.table(folder / FILE) or {}).get("days", {}))
