"""A chart alone, for the page of another site: its link names the chart, and nothing else of the view is shown."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlencode, urlsplit

import streamlit as st

from data.settings import embedding_sites
from pages.components import blocks
from pages.words import language
from pages.words.language import t

ONLY = "only"
CHART = re.compile(r"[a-z][a-z0-9_]{0,60}")
ALONE = """<style>
[data-testid="stSidebar"],[data-testid="stHeader"],[data-testid="stExpandSidebarButton"],.st-key-chart_{0} .take,
[data-testid="stMain"] [data-testid="stElementContainer"]:not(.st-key-chart_{0} *),
[data-testid="stMain"] [data-testid="stLayoutWrapper"]:not(:has(.st-key-chart_{0}),.st-key-chart_{0} *){{display:none!important}}
[data-testid="stMainBlockContainer"]{{max-width:none!important;padding:8px!important}}
</style>"""  # noqa: E501


def offered() -> bool:
    """Whether any site may show charts of this one."""
    return bool(embedding_sites())


def asked() -> str:
    """The key of the chart that is shown alone; empty where the whole view is."""
    key = st.query_params.get(ONLY, "")
    return key if offered() and CHART.fullmatch(key) else ""


def narrow() -> None:
    """Hide all but the chart that was asked for. Called by the frame before the page is drawn."""
    if key := asked():
        st.html(ALONE.format(key))


@contextmanager
def framed(key: str, name: str, words: str) -> Iterator[None]:
    """Where a picture that is no chart is drawn, to be shown alone as one; `words` are its origin."""
    with st.container(key=f"chart_{key}", gap="xsmall"):
        yield
        if offered():
            blocks.show(blocks.rendered("embed_button", alone=key, name=name))
            foot(key, f"{name} · {words}")


def foot(key: str, words: str) -> None:
    """Below a chart that is shown alone: its origin, and the way to its page."""
    if key == asked():
        given = {name: st.query_params.get_all(name) for name in st.query_params if name != ONLY}
        page = urlsplit(st.context.url or "")._replace(query=urlencode(given, doseq=True), fragment="").geturl()
        st.caption(f"{language.plain(words)} · [{t('cards.embedded_from')}]({page})")
