"""Who comes in and goes out is recorded; a cookie that this server did not sign, or that is old, names nobody."""

import json
import random
import time

import pytest
from starlette.responses import RedirectResponse
from starlette.testclient import TestClient
from streamlit.auth_util import set_cookie_with_chunks
from streamlit.web.server.starlette import starlette_app_utils, starlette_websocket
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

from data import audit
from pages.session import person
from pages.shell.server import sign_ins

SECRET, OTHER = "s" * 40, "t" * 40
ANA = "ana@acehprov.go.id"
FORGED = 3_000


def signed(claims, secret=SECRET):
    """The cookies of a sign-in, cut into pieces where they are long."""
    cookies = {}

    def sign(name, value):
        return starlette_app_utils.create_signed_value(secret, name, value)

    def keep(name, value):
        cookies[name] = sign(name, value).decode()

    set_cookie_with_chunks(keep, sign, USER_COOKIE_NAME, claims, cookie_attr_size=100)
    return cookies


def ana(**changed):
    return {"is_logged_in": True, "email": ANA, "email_verified": True, "iat": int(time.time()), **changed}


@pytest.fixture
def office(store, monkeypatch):
    store.folder.mkdir()
    monkeypatch.setenv("KINERJA_MODE", "office")
    monkeypatch.setattr(sign_ins, "get_cookie_secret", lambda: SECRET)
    return store


def answering(cookies):
    """The middleware around an app that answers every request with these cookies."""

    async def app(scope, receive, send):
        answer = RedirectResponse("/", 302)
        for name, value in cookies.items():
            answer.set_cookie(name, value)
        await answer(scope, receive, send)

    return TestClient(sign_ins.SignIns(app), follow_redirects=False)


def told(store):
    return [(row.kind, row.person, row.subject) for row in reversed(audit.rows(store.folder, []))]


@pytest.mark.parametrize("much", [0, 6_000], ids=["one cookie", "several cookies"])
def test_who_comes_in_and_goes_out_is_recorded(office, much):
    cookies = signed(ana(name="x" * much))
    answering(cookies).get("/oauth2callback?state=a&code=b")
    header = "; ".join(f"{name}={value}" for name, value in cookies.items())
    assert person.named(sign_ins.claims(cookies), time.time()) == ANA
    gone = answering({}).get("/auth/logout", headers={"cookie": header})
    assert gone.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert told(office) == [("sign_in", ANA, ""), ("sign_out", ANA, "")]
    assert person.named(sign_ins.claims(cookies), time.time()) is None, "a copy of the cookie is nobody's"
    other = signed(ana(iat=int(time.time()) - 5))
    assert person.named(sign_ins.claims(other), time.time()) == ANA, "another sign-in of hers goes on"


def test_who_is_not_let_in_is_recorded_without_a_name(office):
    for asked, cookies in (
        ("state=a&code=b", {}),
        ("error=access_denied", {}),
        ("state=a&code=b", signed(ana(email_verified=False))),
        ("state=a&code=b", signed(ana(), OTHER)),
    ):
        answering(cookies).get(f"/oauth2callback?{asked}")
    answering({}).get("/oauth2callback")  # back from signing out at the provider
    assert [kind for kind, *_ in told(office)] == ["sign_in_failed"] * 4
    assert {who for _, who, _ in told(office)} == {""}
    assert told(office)[1][2] == "access_denied"


def test_at_a_desk_nothing_is_recorded_of_it(office, monkeypatch):
    monkeypatch.setenv("KINERJA_MODE", "desk")
    answering(signed(ana())).get("/oauth2callback?state=a&code=b")
    assert told(office) == []


def forged(chance):
    """A cookie that was changed somewhere, cut, signed with another secret, or signed for another purpose."""
    whole = signed(ana())[USER_COOKIE_NAME]
    at = chance.randrange(len(whole) - 1)  # the last letter holds two bits that say nothing
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-|:"
    other = chance.choice(letters.replace(whole[at], ""))
    return chance.choice([
        whole[:at] + other + whole[at + 1 :],
        whole[:at],
        signed(ana(), OTHER)[USER_COOKIE_NAME],
        json.dumps(ana()),
        starlette_app_utils.create_signed_value(SECRET, "_streamlit_user_tokens", json.dumps(ana())).decode(),
        "",
    ])  # fmt: skip


def test_no_forged_cookie_names_anybody(office, monkeypatch):
    """As many attempts, by our reading and by Streamlit's, which the pages are served by."""
    monkeypatch.setattr(starlette_websocket, "get_cookie_secret", lambda: SECRET)
    chance, named = random.Random(19), []
    for _ in range(FORGED):
        cookie = forged(chance)
        theirs = starlette_websocket._get_signed_cookie_with_chunks({USER_COOKIE_NAME: cookie}, USER_COOKIE_NAME)
        for said in (sign_ins.claims({USER_COOKIE_NAME: cookie}), json.loads(theirs or b"{}")):
            named += [cookie] if said else []
    assert named == []


@pytest.mark.parametrize("hours", [13, 24, 24 * 29, -1])
def test_an_old_cookie_names_nobody(office, hours):
    claims = ana(iat=int(time.time()) - hours * 3600)
    assert person.named(sign_ins.claims(signed(claims)), time.time()) is None
    assert person.named(sign_ins.claims(signed({**claims, "exp": time.time() + 9e9})), time.time()) is None
