"""Every indicator, agency and regency of the shipped exports opens on its view without an error."""

import pytest

from data.store import Store

SHARES = 4
VIEWS = {"indicator": "indicator_page", "agency": "agency_page", "region": "region_page"}


def links(store) -> list[tuple[str, str]]:
    snapshot = Store(store).snapshot()
    reported = snapshot.fetch("indicator_catalogue", since="2000-01-01")["indicator"]
    agencies = snapshot.fetch("agency_overview", since="2000-01-01")["agency"]
    regencies = [code for code in snapshot.fetch("regions")["code"] if code != "11"]
    named = {"indicator": reported, "agency": agencies, "region": regencies}
    return [(name, code) for name, codes in named.items() for code in codes]


@pytest.mark.parametrize("share", range(SHARES))
def test_every_link_of_the_shipped_exports_opens(open_app, shipped, share):
    of_all = links(shipped)
    assert len(of_all) > 200
    for number, (name, code) in enumerate(of_all):
        if number % SHARES != share:
            continue
        app = open_app(shipped, VIEWS[name], lang="en" if number % 3 else "id", **{name: code})
        assert not app.exception, (name, code)
        assert not app.error, (name, code, [each.value for each in app.error])
        assert len(app.header) > 1, (name, code)
