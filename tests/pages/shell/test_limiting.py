"""Limits of sign-ins, uploads and searches; uploads and files only for whom they are; each attempt counted."""

import time
from collections import Counter

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient
from streamlit.runtime.media_file_storage import MediaFileKind
from streamlit.runtime.memory_media_file_storage import MemoryMediaFileStorage
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from data import audit, submissions
from data.audit import recording
from data.rights import Grant
from pages.components import kept_files
from pages.session import pace
from pages.shell.server import sign_ins, uploads
from pages.shell.server.limiting import Limits
from tests.pages.shell.test_sign_ins import ANA, SECRET, ana, signed

BUDI = "budi@acehprov.go.id"
SENT = "/_stcore/upload_file/session/file"


@pytest.fixture
def office(store, monkeypatch):
    """A begun store in office mode, limits counted from nothing."""
    submissions.ensure(store)
    monkeypatch.setattr(sign_ins, "get_cookie_secret", lambda: SECRET)
    monkeypatch.setattr(recording, "_minute", Counter())
    pace.begin_again()
    yield store
    pace.begin_again()


def as_office(monkeypatch):
    monkeypatch.setenv("KINERJA_MODE", "office")


def of(who):
    return {"cookie": "; ".join(f"{name}={value}" for name, value in signed(ana(email=who)).items())} if who else {}


async def _take(request):
    await request.body()
    return PlainTextResponse("", 204)


def server(*middleware):
    paths = ("/auth/login", "/oauth2callback", SENT, "/media/{file}")
    return Starlette(routes=[Route(path, _take, methods=["GET", "PUT"]) for path in paths], middleware=[*middleware])


def answers(app, peer, asked, times, **headers):
    client = TestClient(app, client=(peer, 1), follow_redirects=False)
    return [client.request(*asked, headers=headers).status_code for _ in range(times)]


@pytest.mark.parametrize(("what", "asked"), [("sign_in", ("GET", "/auth/login")), ("upload", ("PUT", SENT))])
def test_an_address_may_ask_so_often_a_minute(office, monkeypatch, what, asked):
    as_office(monkeypatch)
    app, most = server(Middleware(Limits)), pace.A_MINUTE[what]
    assert answers(app, "10.0.0.1", asked, most + 3) == [204] * most + [429] * 3
    assert answers(app, "10.0.0.2", asked, 1) == [204], "another address"
    assert [row.subject for row in audit.rows(office.folder, [])] == [f"{what}: too often"] * 3
    monkeypatch.setenv("KINERJA_MODE", "desk")
    assert answers(app, "10.0.0.1", asked, 1) == [204], "nothing is limited at a desk"


def test_only_a_proxy_that_is_trusted_names_the_address(office, monkeypatch):
    """A thousand invented addresses of one peer are one; behind the proxy of this computer each is its own."""
    as_office(monkeypatch)
    app, most = ProxyHeadersMiddleware(server(Middleware(Limits)), trusted_hosts="127.0.0.1"), pace.A_MINUTE["sign_in"]

    def let_in(peer, attempts):
        forged = ({"x-forwarded-for": f"10.1.{number // 250}.{number % 250}"} for number in range(attempts))
        return sum(answers(app, peer, ("GET", "/auth/login"), 1, **header)[0] == 204 for header in forged)

    assert let_in("10.9.9.9", 200) == most
    assert let_in("127.0.0.1", 200) == 200


def test_searches_are_counted_too(office, monkeypatch):
    as_office(monkeypatch)
    assert sum(pace.within("search", "a") for _ in range(100)) == pace.A_MINUTE["search"]
    assert pace.within("search", "b")


ROLES = {
    None: 403, "analyst": 403, "inspectorate": 403, "officer:DINKES": 204, "unit_head:DINKES": 204,
    "agency_head:DINKES": 204, "governor": 204, "administrator": 204,
}  # fmt: skip


@pytest.mark.parametrize("role", ROLES)
def test_who_may_not_report_sends_nothing_to_the_address_of_uploads(office, monkeypatch, role, tmp_path):
    """Twenty attempts each: as a reader, without a sign-in, with an old and with a forged one."""
    if role:
        name, _, agency = role.partition(":")
        submissions.grant(office, Grant(ANA, name, agency))
    as_office(monkeypatch)
    app = server(Middleware(uploads.Ceilings, uploads=uploads.Uploads("/_stcore/upload_file")))
    assert set(answers(app, "10.0.0.1", ("PUT", SENT), 20, **of(ANA if role else None))) == {ROLES[role]}
    old = signed(ana(iat=int(time.time()) - 13 * 3600))
    forged = signed(ana(), "x" * 40)
    for cookies in (old, forged, {}):
        header = "; ".join(f"{name}={value}" for name, value in cookies.items())
        assert set(answers(app, "10.0.0.1", ("PUT", SENT), 20, cookie=header)) == {403}
    refused = [row for row in audit.rows(office.folder, []) if row.kind == "refused"]
    assert {row.subject for row in refused} == {"upload"}
    assert sum(row.person == ANA for row in refused) == (20 if role and ROLES[role] == 403 else 0)


def test_a_role_that_is_taken_away_closes_the_address_at_once(office, monkeypatch):
    entry, _ = submissions.grant(office, Grant(ANA, "officer", "DINKES"))
    as_office(monkeypatch)
    app = server(Middleware(uploads.Ceilings, uploads=uploads.Uploads("/_stcore/upload_file")))
    assert answers(app, "10.0.0.1", ("PUT", SENT), 1, **of(ANA)) == [204]
    monkeypatch.setenv("KINERJA_MODE", "desk")
    submissions.undo(office, entry.id)
    as_office(monkeypatch)
    assert answers(app, "10.0.0.1", ("PUT", SENT), 1, **of(ANA)) == [403]


def test_a_file_is_given_to_whom_it_was_made_for(office, monkeypatch):
    as_office(monkeypatch)
    storage = MemoryMediaFileStorage("/media")

    def address(who, content):
        kept_files.made_for(who, content, "text/csv", "a.csv")
        return f"/media/{storage.load_and_get_id(content, 'text/csv', MediaFileKind.DOWNLOADABLE, 'a.csv')}.csv"

    own, shared, public = address(ANA, b"rahasia"), address(ANA, b"bersama"), address("", b"umum")
    assert address(BUDI, b"bersama") == shared
    app = server(Middleware(kept_files.FilesFromDisk, asking=sign_ins.asking))
    files = (own, shared, public, "/media/x.png")
    given = {
        who: [answers(app, "10.0.0.1", ("GET", file), 1, **of(who))[0] for file in files]
        for who in (ANA, BUDI, "c@d.e", None)
    }
    assert given == {
        ANA: [204] * 4, BUDI: [404, 204, 204, 204], "c@d.e": [404, 404, 204, 204], None: [404, 404, 204, 204],
    }  # fmt: skip
