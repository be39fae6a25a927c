"""The first start with an empty folder says how to begin; with exports it is the newcomer's in test_journeys.py."""

import pytest

from tests.browser.conftest import serving

pytestmark = pytest.mark.browser


def test_an_empty_folder_says_how_to_begin(visitor, tmp_path):
    exports = tmp_path / "exports"
    exports.mkdir()
    with serving(tmp_path / "store", exports) as address:
        visit = visitor(address=address)
        visit.open("/")
        visit.page.get_by_text("Belum ada data").first.wait_for()
        assert str(exports) in visit.words()
