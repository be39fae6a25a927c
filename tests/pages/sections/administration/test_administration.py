"""Pengelolaan: how the program fares, who is signed in, roles given and taken away; for administrators alone."""

import time

import pytest

from data import audit, submissions
from data.rights import Grant
from data.store import access, sign_outs
from pages.content import administered
from pages.session import acts, first_build, person
from pages.words.language import t
from tests.pages.conftest import Built
from tests.pages.visiting import opened, table

ANA, BUDI = "ana@acehprov.go.id", "budi@acehprov.go.id"


@pytest.fixture
def begun(published, monkeypatch):
    monkeypatch.setattr(first_build, "building", Built)
    return published


def settled(store):
    for act in acts.of(store.folder):
        assert act.wait(60)
        assert not act.failed, act.error


def pressed(app, label):
    (button,) = [one for one in app.button if one.label == label]
    return button.click().run()


@pytest.mark.parametrize("spoken", ["id", "en"])
def test_it_says_how_the_program_fares(begun, spoken):
    audit.record(begun.folder, "fault", subject="0a1b2c3d", error="disk_full")
    audit.count(begun.folder, {"summary": 3})
    app = opened("administration", lang=spoken)
    assert not app.exception, [one.value for one in app.exception]
    assert t("administration.backup_how", spoken) in [one.value for one in app.warning]
    assert table(app, "error")["number"].tolist() == ["0a1b2c3d"]
    audit.record(begun.folder, "backup", who=ANA)
    assert administered.last_backup().by == ANA
    app = opened("administration", lang=spoken)
    assert not app.warning


def test_a_role_is_given_with_its_reason_and_taken_away(begun):
    app = opened("administration", lang="id")
    app.text_input(key="grant_who").set_value(ANA)
    app.selectbox(key="grant_role").set_value("inspectorate")
    app = pressed(app, t("administration.give_now", "id"))
    warned = [one.value.replace("\\", "") for one in app.warning]
    assert t("administration.missing", "id") in warned, "a reason is asked for"
    app.text_input(key="grant_reason").set_value("SK 12/2026")
    app = pressed(app, t("administration.give_now", "id"))
    settled(begun)
    ((entry, given),) = access.granted(begun)
    assert given == Grant(ANA, "inspectorate")
    assert entry.facts["reason"] == "SK 12/2026"
    app = opened("administration", lang="id")
    assert not app.exception
    app.selectbox(key="grant_taken").set_value(entry.id)
    app.text_input(key="grant_why").set_value("selesai")
    pressed(app, t("administration.take_now", "id"))
    settled(begun)
    assert access.granted(begun) == []


def test_who_is_signed_in_is_told_and_signed_out_everywhere(begun):
    for who in (ANA, BUDI):
        audit.record(begun.folder, "sign_in", who=who)
    assert {who for who, _ in administered.signed_in(12)} == {ANA, BUDI}
    audit.record(begun.folder, "sign_out", who=BUDI)
    assert {who for who, _ in administered.signed_in(12)} == {ANA}
    audit.record(begun.folder, "sign_out_everywhere", who=BUDI, about=ANA)
    assert administered.signed_in(12) == []
    assert ANA not in (begun.folder / "audit").glob("*.jsonl").__next__().read_text("utf-8")


def test_a_sign_in_from_before_a_sign_out_names_nobody(begun):
    claims = {"email": ANA, "iat": time.time() - 60}
    assert person.named(claims, time.time()) == ANA
    sign_outs.sign_out(begun.folder, BUDI)
    assert person.named(claims, time.time()) == ANA
    sign_outs.sign_out(begun.folder, ANA)
    assert person.named(claims, time.time()) is None
    assert person.named({**claims, "iat": time.time() + 1}, time.time()) == ANA, "who signs in again"
    sign_outs.sign_out(begun.folder, sign_outs.EVERYBODY)
    assert person.named({**claims, "email": "c@d.e"}, time.time()) is None
    (begun.folder / sign_outs.FILE).write_text("{", "utf-8")
    assert person.named({**claims, "email": "c@d.e"}, time.time()) is None, "a damaged list lets nobody in from before"


def test_office_mode_shows_it_to_administrators_alone(begun, monkeypatch):
    submissions.grant(begun, Grant(ANA, "administrator"))
    submissions.grant(begun, Grant(BUDI, "governor"))
    audit.record(begun.folder, "sign_in", who=BUDI)
    monkeypatch.setenv("KINERJA_MODE", "office")
    monkeypatch.setattr(person, "person", lambda: ANA)
    app = opened("administration", lang="id")
    assert not app.exception
    app.button(key=f"out_{BUDI}").click().run()
    assert sign_outs.since(begun.folder, BUDI) > 0
    assert audit.rows(begun.folder, [])[0].subject == BUDI
    before = sign_outs.since(begun.folder, BUDI)
    monkeypatch.setattr(person, "person", lambda: BUDI)
    app.button(key="out_all").click().run()
    assert sign_outs.since(begun.folder, BUDI) == before, "pressed in a page that was open before the right was gone"
    assert audit.rows(begun.folder, [])[0].kind == "refused"
