"""Indicators, agencies and regencies of the shipped exports open on their views without an error: one of every kind.

`KINERJA_SWEEP=all` opens every one of them.
"""

import os

import pandas as pd
import pytest

from data.store import Store

SHARES = 2
VIEWS = {"indicator": "indicator_page", "agency": "agency_page", "region": "region_page"}
WHOLE = os.environ.get("KINERJA_SWEEP") == "all"


def kinds(rows: pd.DataFrame) -> pd.DataFrame:
    """What makes one page unlike another: texts of few words as they are, and of every count whether it is none."""
    words = [name for name in ("frequency", "by_region", "type", "level") if name in rows]
    counts = rows.select_dtypes(["number", "bool"]).gt(0)
    return pd.concat([rows[words], counts], axis=1)


def links(store) -> list[tuple[str, str]]:
    snapshot = Store(store).snapshot()
    of_all = {
        "indicator": snapshot.fetch("indicator_catalogue", since="2000-01-01"),
        "agency": snapshot.fetch("agency_overview", since="2000-01-01"),
        "region": snapshot.fetch("regions").query("code != '11'").rename(columns={"code": "region"}),
    }
    if not WHOLE:
        of_all = {name: rows[~kinds(rows).duplicated()] for name, rows in of_all.items()}
    return [(name, code) for name, rows in of_all.items() for code in rows[name]]


@pytest.mark.parametrize("share", range(SHARES))
def test_a_link_of_every_kind_in_the_shipped_exports_opens(open_app, shipped, share):
    chosen = links(shipped)
    assert {name for name, _ in chosen} == set(VIEWS)
    assert len(chosen) > (200 if WHOLE else 40)
    for number, (name, code) in enumerate(chosen):
        if number % SHARES != share:
            continue
        app = open_app(shipped, VIEWS[name], lang="en" if number % 3 else "id", **{name: code})
        assert not app.exception, (name, code)
        assert not app.error, (name, code, [each.value for each in app.error])
        assert len(app.header) > 1, (name, code)
