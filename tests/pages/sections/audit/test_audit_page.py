"""Jejak Audit: ledger and events as one list, filtered, paged; only of the agencies that one may read of."""

import pytest

from data import audit, submissions
from data.audit.trail import days
from data.rights import Grant
from data.settings import Mode
from pages.content import audited
from pages.session import first_build, person, views
from pages.words import language
from pages.words.language import t
from tests.pages.conftest import Built
from tests.pages.visiting import opened, table

ANA, AUDITOR = "ana@acehprov.go.id", "auditor@acehprov.go.id"


@pytest.fixture
def told(published, monkeypatch):
    """A store with a publication and sixty downloads of Ana, one of them of another agency."""
    monkeypatch.setattr(first_build, "building", Built)
    for number in range(60):
        agency = "DISDIK" if number == 30 else "DINKES"
        audit.record(published.folder, "download", who=ANA, agency=agency, subject=f"berkas-{number}.csv", rows=number)
    return published


@pytest.mark.parametrize("spoken", ["id", "en"])
def test_it_shows_both_records_a_page_at_a_time(told, spoken):
    app = opened("audit", lang=spoken)
    assert not app.exception, [one.value for one in app.exception]
    assert len(table(app, "subject")) == 50
    app.number_input(key="audit_page").set_value(2).run()
    assert {t("audit.kind_load", spoken), t("audit.kind_download", spoken)} == set(table(app, "subject")["kind"])
    assert app.caption
    assert not app.exception


def test_it_is_filtered_by_kind_person_agency(told):
    app = opened("audit", lang="id", audit_kind="load")
    assert set(table(app, "subject")["kind"]) == {"diterbitkan"}
    app.multiselect(key="audit_kind").set_value([]).run()
    app.text_input(key="audit_person").set_value("Ana@").run()
    assert set(table(app, "subject")["person"]) == {ANA}
    assert "ana" not in str(app.query_params).casefold(), "no person stands in a link"
    app = opened("audit", lang="id", agency="DISDIK")
    assert table(app, "subject")["subject"].tolist() == ["berkas-30.csv"]


def test_every_kind_has_words_in_both_languages():
    for kind in audited.KINDS:
        assert t(f"audit.kind_{kind}", "id") != f"audit.kind_{kind}" != t(f"audit.kind_{kind}", "en")


def test_a_break_is_shown_when_it_is_looked_for(told):
    app = opened("audit", lang="id").button(key="audit_check").click().run()
    assert [one.value for one in app.success] == [t("audit.chain_holds", "id")]
    path = days(told.folder / "audit")[0]
    path.write_bytes(path.read_bytes().replace(b"berkas-7.csv", b"berkas-8.csv"))
    app = app.button(key="audit_check").click().run()
    assert "8" in app.error[0].value
    assert not app.success


def test_who_may_read_it_sees_it_and_nobody_else(told, monkeypatch):
    monkeypatch.setenv("KINERJA_MODE", "office")
    for who, role, agency in ((AUDITOR, "inspectorate", "DISDIK"), (ANA, "agency_head", "DINKES")):
        with monkeypatch.context() as patch:
            patch.setenv("KINERJA_MODE", "desk")
            submissions.grant(told, Grant(who, role, agency))
    found = {}
    for who in (AUDITOR, ANA, None):
        monkeypatch.setattr(person, "person", lambda who=who: who)
        from pages.content import reader

        found[who] = "audit" in {view.name for view in views.shown_to(reader.rights())}
        if found[who]:
            app = opened("audit", lang="id")
            assert set(table(app, "subject")["subject"]) >= {"berkas-30.csv"}
            assert "berkas-31.csv" not in set(table(app, "subject")["subject"]), "another agency's"
    assert found == {AUDITOR: True, ANA: False, None: False}


@pytest.mark.parametrize("spoken", language.LANGUAGES)
def test_what_an_event_says_is_told_in_words(spoken):
    with language.speaking(spoken):
        said = {mode: audited.told(f"mode={mode.value}") for mode in Mode}
        assert said == {mode: t(f"audit.mode_{mode.value}") for mode in Mode}
        assert audited.told("form=csv passed_over=3") == f"{t('audit.told_form')} csv {t('audit.told_passed_over')} 3"
