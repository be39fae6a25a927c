"""A permanent link keeps its figures when data is loaded, and says what it shows."""

from urllib.parse import parse_qs, urlsplit

import pytest

from pages.words.language import t
from tests.pages.conftest import NEW, OLD
from tests.pages.visiting import shown_value

POVERTY = {"indicator": "IKU-BAPPEDA-13", "agency": "BAPPEDA"}


def figure(app) -> str:
    return shown_value(app)


def test_the_link_shows_the_figures_of_its_day_and_the_way_to_the_newest(open_app, loaded_twice):
    newest = open_app(loaded_twice, "indicator", **POVERTY)
    cited = open_app(loaded_twice, "indicator", **POVERTY, snapshot=OLD)
    assert not newest.exception
    assert not cited.exception
    assert (figure(newest)[:4], figure(cited)[:4]) == ("23,4", "13,4")
    assert any("Sebagaimana diterbitkan pada" in info.value and OLD in info.value for info in cited.info)
    assert not any("Sebagaimana diterbitkan" in info.value for info in newest.info)
    assert cited.query_params["snapshot"] == OLD
    assert t("revising.correct", "id") in [each.label for each in newest.expander]
    assert t("revising.correct", "id") not in [each.label for each in cited.expander]

    cited.button(key="citing_newest").click().run()
    assert "snapshot" not in cited.query_params
    assert figure(cited) == figure(newest)


def test_a_link_to_copy_holds_the_view_by_codes_and_the_snapshot(open_app, loaded_twice):
    app = open_app(loaded_twice, "indicator", **POVERTY, lang="en")
    (link,) = [code.value for code in app.code if "snapshot=" in code.value]
    said = parse_qs(urlsplit(link).query)
    assert said == {"lang": ["en"], "agency": ["BAPPEDA"], "indicator": ["IKU-BAPPEDA-13"], "snapshot": [NEW]}


def test_the_newest_snapshot_can_be_cited_too(open_app, loaded_twice):
    app = open_app(loaded_twice, "guide", snapshot=NEW)
    assert any("masih merupakan data terbaru" in info.value for info in app.info)


@pytest.mark.parametrize("wanted", ["nowhere00000", "../../etc/passwd", "<script>", "a" * 500, "0"])
def test_a_snapshot_that_is_not_here_is_told_and_the_newest_shown(open_app, loaded_twice, wanted):
    app = open_app(loaded_twice, "guide", snapshot=wanted)
    assert not app.exception
    assert len(app.warning) == 1
    assert NEW in app.warning[0].value
    assert "<script" not in app.warning[0].value.replace("\\<", "")
    assert "snapshot" not in app.query_params


def test_what_is_sent_is_compared_with_the_newest_even_when_an_old_snapshot_is_cited(open_app, loaded_twice):
    app = open_app(loaded_twice, "report", snapshot=OLD)
    assert not app.exception
    assert app.session_state["_snapshot"].id == NEW
    assert not any("Sebagaimana diterbitkan" in info.value for info in app.info)


def test_figures_that_changed_under_the_readers_hands_are_told_once(open_app, loaded_twice):
    app = open_app(loaded_twice, "indicator", **POVERTY, lang="id")
    told = t("citing.newer", "id", before=OLD, now=NEW)
    assert told not in [info.value for info in app.info]
    app.session_state["_snapshot_seen"] = OLD
    assert told in [info.value for info in app.run().info]
    assert told not in [info.value for info in app.run().info]
