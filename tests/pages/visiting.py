"""A visitor of the app in tests: opens a page, presses, waits for what was pressed, and reads what the page says."""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from data.settings import settings
from pages.components import underway
from pages.session import acts
from pages.session import visitor as marked
from pages.words import language
from pages.words.language import t
from tests.pages import claims

TERM = re.compile(r"\[([^\]]*)\]\(/panduan\?[^)]*\)")  # a word as a link to the glossary
ROOT = Path(__file__).resolve().parents[2]


def visitor(page="report", **link) -> AppTest:
    """Somebody who comes to a page anew, by a link."""
    return fine(opened(page, **link))


def opened(page: str, held: Mapping[str, object] | None = None, **link: object) -> AppTest:
    """The app after its first run, which opens a page by a link as a browser does; `held` is in the session before."""
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120)
    first = _first()
    app._registered_pages, app._bidi_component_manager = first._registered_pages, first._bidi_component_manager
    for key, value in link.items():
        app.query_params[key] = value
    for key, value in (held or {}).items():
        app.session_state[key] = value
    app.switch_page(f"pages/{page}.py").run()
    app._page_hash = ""  # the next run stays on the page that this one ended on
    return app


@cache
def _first() -> AppTest:
    """A run that knows all pages, as a desk has them, and has looked once through all packages for components."""
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("KINERJA_MODE", raising=False)
        return AppTest.from_file(str(ROOT / "app.py"), default_timeout=120).run()


def fine(app):
    """The page without a fault, once what this visitor pressed has been carried through."""
    _require_no_fault(app)
    held = app.session_state  # has no `get`
    seen = held[underway.SEEN] if underway.SEEN in held else set()  # noqa: SIM401
    mine = held[marked.SESSION] if marked.SESSION in held else None  # noqa: SIM401
    pressed = [act for act in acts.of(settings().store) if mine in act.owners and act.number not in seen]
    assert all(act.wait(120) for act in pressed)
    if pressed:
        app.run()
        _require_no_fault(app)
    return app


def _require_no_fault(app):
    assert not app.exception, [each.value for each in app.exception]
    assert not [each.value for each in app.error if each.value.startswith(t("report.failed", "id", detail=""))]


def upload(app, text, name="laporan.csv"):
    content = text if isinstance(text, bytes) else text.encode()
    return fine(app.file_uploader[0].set_value([(name, content, "text/csv")]).run())


def publish(app, name="Cut Meutia"):
    fine(field(app, "text_input", "report_sender").set_value(name).run())
    return fine(button(app, "report_publish").click().run())


def button(app, start):
    found = [each for each in app.button if (each.key or "").startswith(start)]
    assert found, f"no button {start} among {[each.key for each in app.button]}"
    return found[0]


def submit(app, start):
    return next(each for each in app.button if each.proto.form_id.startswith(start))


def field(app, kind, start):
    return next(each for each in getattr(app, kind) if (each.key or "").startswith(start))


def words(app):
    kinds = [*app.markdown, *app.success, *app.warning, *app.error, *app.caption, *app.header]
    said = " ".join([each.value for each in kinds] + [each.label for each in app.expander])
    return TERM.sub(r"\1", said)


def metrics(app):
    return {metric.label: metric.value for metric in app.metric}


def shown_value(app) -> str:
    """The value in the head of Indikator, with its unit."""
    head = next(each.proto.body for each in app.get("html") if 'class="facts"' in each.proto.body)
    return head.split('<span class="n">')[1].split("</span>")[0].replace("<small>", "").replace("</small>", "")


def values(store):
    """(region, period) → actual of what is published."""
    rows = store.snapshot().fetch("observations")
    return {(row.region, row.period): row.actual for row in rows.itertuples()}


def tables(app) -> list[pd.DataFrame]:
    """The tables of a page in their order, by the names of their columns; of one in HTML the values by which it is
    put in order, else its words."""
    found = []
    for node in app._tree:
        if node.type == "dataframe":
            found.append(node.value)
        if node.type == "html":
            found += [_table(each) for each in claims.tree(node.proto.body).all(kind="tb")]
    return found


def table(app, column: str) -> pd.DataFrame:
    """The first table that has a column."""
    return next(each for each in tables(app) if column in each)


def _table(block: claims.Node) -> pd.DataFrame:
    names = [head.has["data-name"] for head in block.all("th")]
    rows = [[_cell(cell) for cell in row.all("td")] for row in block.all("tr")[1:]]
    table = pd.DataFrame(rows, columns=names)
    for name in names:
        told = table[name][table[name] != language.NOTHING]
        if len(told) and told.map(lambda each: isinstance(each, float)).all():
            table[name] = pd.to_numeric(table[name], errors="coerce")
    return table


def _cell(cell: claims.Node) -> object:
    if pictures := cell.all("img"):
        return pictures[0].has["src"]
    value = cell.has.get("data-v")
    try:
        return cell.text() if value is None else float(value)
    except ValueError:
        return value
