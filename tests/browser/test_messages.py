"""Messages that no page of one's own would send: buttons of others pressed, links beyond one's scope."""

import json
import re
import time

import httpx
import pytest

from data import audit
from data.store import sign_outs
from pages.session import views
from tests.browser.conftest import free_port
from tests.browser.provider import DOMAIN
from tests.browser.signing_in import IDENTITY, Office, signed, signed_in_by, talking
from tests.browser.test_sign_in import HIDDEN, SEES, filled

pytestmark = pytest.mark.browser

WIDGET = re.compile(r"\$\$ID-[0-9a-f]{32}-[A-Za-z0-9_.@*-]+")
OUTSIDE = {"nobody": None, "public": "public", "officer": "officer", "administrator": "administrator"}
PRESSES_FOR = {"kelola": "administrator", "jejak": "inspectorate", "kirim": "governor", "mutu": "governor"}
LINKS = ("agency={agency}&indicator={indicator}", "indicator={indicator}&region=11.01&period=2024&lang=en")


@pytest.fixture(scope="module")
def here(tmp_path_factory):
    folder = tmp_path_factory.mktemp("messages")
    with filled(folder) as store, signed_in_by(store, folder, free_port()) as address:
        yield Office(address, "", store)


def cookie(here, role):
    said = {"email": f"{role}@{DOMAIN}", "email_verified": True, "iat": int(time.time()), "origin": here.address}
    return role and signed(json.dumps({**said, "is_logged_in": True, "provider": "default"}))


def of_others(here) -> dict[str, set[str]]:
    """Address of a page → its widgets, as who may see it is sent them."""
    found = {}
    for address, role in PRESSES_FOR.items():
        with talking(here.address, cookie(here, role)) as ask:
            ask(address)
            found[address] = set(WIDGET.findall(ask(address)))
    return found


def test_buttons_of_others_do_nothing_when_they_are_pressed_by_message(here):
    """Every widget of the pages of those who may, in a session of who may not, on that page and on the first."""
    widgets, before = of_others(here), here.store.published_pointer()
    assert sum(map(len, widgets.values())) > 40
    attempts = 0
    for role in (None, "public", "analyst", "officer"):
        for address, pressed in widgets.items():
            for page in (address, ""):
                with talking(here.address, cookie(here, role)) as ask:
                    ask(page)
                    ask(page, pressed=pressed)
                    attempts += len(pressed)
    assert attempts > 300
    assert here.store.published_pointer() == before
    assert not (here.store.folder / sign_outs.FILE).exists()
    with talking(here.address, cookie(here, "administrator")) as ask:  # the same message of who may
        ask("kelola")
        ask("kelola", pressed={one for one in widgets["kelola"] if one.endswith("out_all")})
    assert sign_outs.since(here.store.folder, f"officer@{DOMAIN}") > 0
    (here.store.folder / sign_outs.FILE).unlink()
    assert any(event.kind == "sign_out_everywhere" for event in audit.events(here.store.folder))


def test_no_link_leads_beyond_ones_scope(here):
    """Every view × hidden indicator × link, for who may not see it: their values are in nothing that is sent."""
    attempts, leaked = 0, []
    for name, role in OUTSIDE.items():
        hidden = {group: HIDDEN[group] for group in HIDDEN if group not in SEES.get(role or "public", set())}
        with talking(here.address, cookie(here, role)) as ask:
            for view in views.VIEWS:
                for (_, agency), (indicator, value) in hidden.items():
                    query = LINKS[attempts % len(LINKS)].format(agency=agency, indicator=indicator)
                    sent = ask(view.address, query)
                    leaked += [(name, view.name, query)] if value in sent or value.replace(",", ".") in sent else []
                    attempts += 1
    assert not leaked
    assert attempts > 100


def test_a_file_is_given_to_whom_it_was_made_for_whoever_knows_its_address(here):
    """Of the officer, while the session is open: to the officer, to nobody else; each one recorded."""
    holders = {"officer": 200, "governor": 404, "analyst": 404, None: 404}
    with talking(here.address, cookie(here, "officer")) as ask:
        ask("unduh", "agency=DINKES&lang=id")
        assert len(ask.files) > 3
        addresses = [ask.made(file) for file in dict.fromkeys(ask.files)]
        for role, status in holders.items():
            held = {IDENTITY: cookie(here, role)} if role else {}
            got = {httpx.get(here.address + one, cookies=held).status_code for one in addresses}
            assert got == {status}, role
    taken = [row for row in audit.rows(here.store.folder, []) if row.kind == "download"]
    assert {row.person for row in taken} == {f"officer@{DOMAIN}"}
    assert len(taken) == len(addresses)
    assert max(row.rows or 0 for row in taken) > 0
