"""Indicators, agencies and regencies of the shipped exports open on their views without an error: every pair of kinds.

`KINERJA_SWEEP=all` opens every one of them.
"""

from itertools import combinations

import pandas as pd
import pytest

from data.store import Store
from tests.pages.conftest import SWEEP

SHARES = 2
VIEWS = {"indicator": "indicator", "agency": "agency", "region": "region"}


def traits(rows: pd.DataFrame) -> list[set[tuple]]:
    """What makes one page unlike another, in pairs: texts of few words as they are, of every count whether it is
    none."""
    words = [name for name in ("frequency", "by_region", "type", "level") if name in rows]
    table = pd.concat([rows[words], rows.select_dtypes(["number", "bool"]).gt(0)], axis=1)
    return [set(combinations(enumerate(row), 2)) for row in table.itertuples(index=False, name=None)]


def few(rows: pd.DataFrame) -> pd.DataFrame:
    """Rows among which every pair of traits is that any row has."""
    found, chosen = traits(rows), []
    missing = set().union(*found)
    while missing:
        chosen.append(max(range(len(rows)), key=lambda at: len(found[at] & missing)))
        missing -= found[chosen[-1]]
    return rows.iloc[chosen]


def links(store) -> list[tuple[str, str]]:
    snapshot = Store(store).snapshot()
    of_all = {
        "indicator": snapshot.fetch("indicator_catalogue", since="2000-01-01"),
        "agency": snapshot.fetch("agency_overview", since="2000-01-01"),
        "region": snapshot.fetch("regions").query("code != '11'").rename(columns={"code": "region"}),
    }
    if not SWEEP:
        of_all = {name: few(rows) for name, rows in of_all.items()}
    return [(name, code) for name, rows in of_all.items() for code in rows[name]]


@pytest.mark.parametrize("share", range(SHARES))
def test_a_link_of_every_kind_in_the_shipped_exports_opens(open_app, shipped, share):
    chosen = links(shipped)
    assert {name for name, _ in chosen} == set(VIEWS)
    assert len(chosen) > (200 if SWEEP else 25)
    for number, (name, code) in enumerate(chosen):
        if number % SHARES != share:
            continue
        app = open_app(shipped, VIEWS[name], lang="en" if number % 3 else "id", **{name: code})
        assert not app.exception, (name, code)
        assert not app.error, (name, code, [each.value for each in app.error])
        assert [*app.title, *app.header, *app.get("html")], (name, code)
