"""Office mode with a real provider: people sign in, see what is theirs, try what is not, and sign out."""

import json
import os
import time
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest

from data import intake, submissions
from data.rights import Grant, rights_on
from data.store import Store
from pages.session import views
from tests.browser.provider import DOMAIN, FAULTS, PEOPLE
from tests.browser.signing_in import IDENTITY, OUT, Browser, office, said_to, sign_in, signed

pytestmark = pytest.mark.browser

HEADER = "kode_instansi;kode_indikator;kode_wilayah;periode;target;realisasi;catatan;kelas_data\n"
OPEN = "IKU-BAPPEDA-13", "14,21"
HIDDEN = {  # class and agency → indicator and its newest value
    ("internal", "DINKES"): ("IKU-DINKES-12", "61,37"),
    ("dikecualikan", "DINKES"): ("IKU-DINKES-02", "62,39"),
    ("internal", "DISDIK"): ("IKU-DISDIK-08", "63,41"),
    ("dikecualikan", "DISDIK"): ("IKU-DISDIK-09", "64,43"),
}
OWN, INTERNAL = {one for one in HIDDEN if one[1] == "DINKES"}, {one for one in HIDDEN if one[0] == "internal"}
SEES = {
    "public": set(), "analyst": INTERNAL, "officer": OWN, "unit_head": OWN, "agency_head": OWN,
    "governor": set(HIDDEN), "inspectorate": set(HIDDEN), "administrator": set(),
}  # fmt: skip
AT_ONE_AGENCY = ("officer", "unit_head", "agency_head")
ALWAYS = ("officer", "governor")
OTHERS = "KINERJA_SIGN_IN=all"
HALF_A_DAY = 12 * 3600


def _given(role: str) -> Grant:
    return Grant(f"{role}@{DOMAIN}", role, "DINKES" if role in AT_ONE_AGENCY else "")


@contextmanager
def filled(folder: Path):
    """A store of open and hidden data, and a role for each person."""
    rows = [
        f"{agency};{indicator};11;{year};;{value if year == 2024 else '60,5'};uji;{kind}"
        for (kind, agency), (indicator, value) in {("publik", "BAPPEDA"): OPEN, **HIDDEN}.items()
        for year in (2022, 2023, 2024)
    ]
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KINERJA_EXPORTS", str(folder / "none"))
        store = Store(folder / "store")
        submissions.ensure(store)
        path = folder / "laporan.csv"
        path.write_text(HEADER + "\n".join(rows) + "\n", "utf-8")
        options = intake.Options(reasons=((None, None, "uji"),))
        proposal = submissions.propose(store, path, options, store.workspace())
        (done,) = submissions.accept(store, [proposal], partial=True)
        assert done.submission
        for role in PEOPLE:
            submissions.grant(store, _given(role))
        yield store


@pytest.fixture(scope="module")
def here(browser, tmp_path_factory):
    """The office: the store, the app, the provider."""
    folder = tmp_path_factory.mktemp("office")
    with filled(folder) as store, office(store, folder) as here:
        yield here


@pytest.fixture
def arrive(visitor, here):
    """A browser of its own that was never here before."""
    return lambda: visitor(address=here.address)


def _shows(visit, groups=tuple(HIDDEN)) -> set[tuple[str, str]]:
    """What of these hidden values the pages of their indicators show."""
    seen = set()
    for group in groups:
        indicator, value = HIDDEN[group]
        visit.open(f"/indikator?indicator={indicator}&lang=id")
        if value in visit.page.inner_text("body"):
            seen.add(group)
    return seen


def _offered(visit) -> set[str]:
    links = visit.page.get_by_test_id("stSidebarNavLink").evaluate_all("all => all.map(one => one.pathname)")
    return {link.strip("/") or views.VIEWS[0].address for link in links}


def _refuses(visit, there: set[str]) -> None:
    """The address of each view beyond the role leads to another, with a word that it is not there."""
    for view in views.VIEWS:
        if view.acts and view.address not in there:
            visit.open(f"/{view.address}?lang=id")
            assert view.address not in _offered(visit)
            assert "Halaman tidak ditemukan" in visit.page.get_by_role("dialog").inner_text()


@pytest.mark.parametrize("role", PEOPLE)
def test_a_role_signs_in_sees_tries_and_signs_out(arrive, here, role):
    if role not in ALWAYS and os.environ.get("KINERJA_SIGN_IN") != "all":
        pytest.skip(f"{OTHERS} signs in all eight roles; {' and '.join(ALWAYS)} are always tried.")
    visit = arrive()
    sign_in(visit, role)
    greeting = visit.page.locator(".st-key-sign_in").inner_text().replace("\u200b", "")
    assert greeting.startswith(f"person {role}@{DOMAIN}")
    expected = {view.address for view in views.shown_to(rights_on(date.today(), [_given(role)])) if not view.hidden}
    assert _offered(visit) == expected
    assert _shows(visit) == SEES[role]
    _refuses(visit, expected)
    visit.open("/panduan")
    visit.page.locator(OUT).click()
    visit.page.get_by_role("button", name="Masuk").wait_for()
    assert _shows(visit, [("internal", "DINKES")]) == set()
    assert IDENTITY not in {cookie["name"] for cookie in visit.page.context.cookies(here.address)}


def test_two_browsers_side_by_side_and_a_role_that_is_taken_away(arrive, here):
    officer, head = arrive(), arrive()
    entry, _ = submissions.grant(here.store, Grant(f"public@{DOMAIN}", "officer", "DISDIK"))
    sign_in(officer, "public")
    sign_in(head, "agency_head")
    both = [("internal", "DISDIK"), ("dikecualikan", "DINKES")]
    for _ in range(2):
        assert (_shows(officer, both), _shows(head, both)) == ({both[0]}, {both[1]})
    officer.open(f"/indikator?indicator={HIDDEN[both[0]][0]}&lang=id")
    submissions.undo(here.store, entry.id)
    officer.page.get_by_test_id("stSidebarNavLink").filter(has_text="Wilayah").click()
    officer.page.wait_for_url("**/wilayah**")
    officer.settle()
    assert "operator data" not in officer.page.get_by_test_id("stSidebar").inner_text()
    assert (_shows(officer, both), _shows(head, both)) == (set(), {both[1]})


def _is_in(said: str) -> bool:
    """Whether a page greets somebody: exactly one of both ways to tell."""
    inside, outside = "sign_in_out" in said, "sign_in_go" in said
    assert inside != outside, "the page says neither"
    return inside


def test_an_answer_of_the_provider_counts_once_in_the_browser_that_asked(here):
    asking, other = Browser(here), Browser(here)
    answer = asking.answer_for("governor")
    said = {key: values[0] for key, values in parse_qs(urlsplit(answer).query).items()}
    assert {"code", "state"} <= set(said)
    changed = [
        {**said, "state": ""}, {key: one for key, one in said.items() if key != "state"},
        {**said, "state": said["state"][::-1]}, {**said, "state": said["state"] + "x"}, {"state": said["state"]},
        {**said, "code": said["code"][::-1]},
    ]  # fmt: skip
    other.answer_for("officer")  # it has a state of its own
    tries = [(other, said), *((one, way) for way in changed for one in (other, asking))]
    for browser, way in tries:
        browser.get(f"{here.address}/oauth2callback?{urlencode(way)}")
        assert browser.identity() is None, way
    answer = asking.answer_for("governor")
    asking.get(answer)
    assert _is_in(said_to(here.address, asking.identity()))
    asking.forget()
    asking.get(answer)
    assert asking.identity() is None
    assert len(tries) == 13


@pytest.mark.parametrize("wrong", FAULTS)
def test_a_token_with_one_thing_wrong_signs_nobody_in(here, wrong):
    browser = Browser(here)
    browser.get(browser.answer_for(wrong))
    assert not _is_in(said_to(here.address, browser.identity()))


def _claims(here, **changed) -> str:
    said = {"email": f"governor@{DOMAIN}", "email_verified": True, "iat": int(time.time()), "origin": here.address}
    return json.dumps({**said, "is_logged_in": True, "provider": "default", **changed})


def _bent(cookie: str) -> list[str]:
    """The cookie with one letter changed, all along it."""
    step = max(1, len(cookie) // 40)
    return [cookie[:at] + ("A" if cookie[at] != "A" else "B") + cookie[at + 1 :] for at in range(0, len(cookie), step)]


def test_a_forged_or_expired_identity_is_nobodys(here):
    good = signed(_claims(here))
    assert _is_in(said_to(here.address, good))
    now = int(time.time())
    false = [
        *_bent(good),
        good[:-1], good + "x", good.split(".")[0], ".".join(good.split(".")[:2]) + ".", "", "x", _claims(here),
        signed(_claims(here), secret="another secret of the same length.............."),
        signed(_claims(here), name="_streamlit_user_tokens"),
        signed(_claims(here), name=""),
        signed(_claims(here, origin="http://127.0.0.1:9")),
        *(signed(_claims(here, iat=iat)) for iat in (now - HALF_A_DAY - 60, now + 3600, None, str(now), "x", [now])),
        signed(_claims(here, auth_time=now - HALF_A_DAY - 60)),
        *(signed(_claims(here, email=email)) for email in (None, "", " ", ["governor"], {"a": 1}, 7)),
        signed(_claims(here, email_verified=False)), signed(_claims(here, is_logged_in=False)),
    ]  # fmt: skip
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("itsdangerous.timed.time.time", lambda: now - 32 * 24 * 3600)
        false.append(signed(_claims(here)))
    let_in = [cookie for cookie in false if _is_in(said_to(here.address, cookie))]
    assert not let_in
    assert len(false) > 60
