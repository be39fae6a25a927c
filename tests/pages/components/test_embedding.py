"""Charts for pages of other sites: offered only where a site is named and all may read, one chart and its origin."""

import pytest

from data import settings
from pages.components import embedding
from pages.shell.server import security
from tests.pages import claims

SITE = "https://*.acehprov.go.id"
POVERTY = "IKU-BAPPEDA-13"


@pytest.mark.parametrize(
    ("mode", "said", "sites"),
    [
        ("public", f"{SITE} https://a.id:8443", (SITE, "https://a.id:8443")),
        ("public", "http://a.id https://a.id/x 'none'; *", ()),
        ("public", "", ()),
        ("desk", SITE, ()),
        ("office", SITE, ()),
    ],
)
def test_sites_are_named_and_only_of_what_is_public(monkeypatch, mode, said, sites):
    monkeypatch.setenv("KINERJA_MODE", mode)
    monkeypatch.setenv("KINERJA_EMBED_IN", said)
    assert settings.embedding_sites() == sites
    headers = security.headers()
    assert headers["Content-Security-Policy"].endswith(" ".join(["frame-ancestors 'self'", *sites]))
    assert ("X-Frame-Options" in headers) == (not sites)


def buttons(app) -> list[str]:
    return [each.has["data-embed"] for block in claims.blocks(app) for each in block.all("button")
            if "data-embed" in each.has]  # fmt: skip


def test_a_desk_offers_no_code_and_shows_no_chart_alone(open_app, full_store):
    app = open_app(full_store, "indicator", indicator=POVERTY, only="indicator_course")
    assert not app.exception
    assert not buttons(app)
    assert "Buka di Kinerja Aceh" not in " ".join(each.value for each in app.caption)


def test_a_chart_alone_states_its_origin(open_app, full_store, monkeypatch):
    monkeypatch.setattr(embedding, "embedding_sites", lambda: (SITE,))
    app = open_app(full_store, "indicator", indicator=POVERTY, only="indicator_course", lang="id")
    assert not app.exception
    assert "indicator_course" in buttons(app)
    (told,) = [each.value for each in app.caption if "Buka di Kinerja Aceh" in each.value]
    assert "snapshot example00001" in told
    assert "only=" not in told
    assert any(".st-key-chart_indicator_course" in each.proto.body for each in app.get("html"))
