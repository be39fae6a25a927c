"""Office mode: who signed in sees and does what their roles allow, asked anew at each click."""

import time

import pytest
from streamlit.runtime.secrets import AttrDict
from streamlit.testing.v1 import AppTest

from data import audit, intake, submissions
from data.rights import PUBLIC, Grant, RightsError
from data.rights.acting import AT_A_DESK, WRITES, acting
from data.store import Store, access
from pages.content import reader
from pages.session import acts, first_build, person, views
from pages.shell.server import launch
from tests.pages.conftest import Built
from tests.pages.visiting import ROOT, opened

UNIT = "DINKES-SEK"
ANA, GUB = "ana@acehprov.go.id", "gub@acehprov.go.id"
HEADER = "kode_instansi;kode_indikator;kode_wilayah;periode;target;realisasi;catatan;kelas_data\n"
ROWS = "".join(
    f"BAPPEDA;IKU-BAPPEDA-13;11;{year};14;{15 - n / 2};BPS;publik\n"
    f"DISDIK;IKU-DISDIK-15;11.71;{year};80;71;RAHASIADISDIK;internal\n"
    f"DINKES;IKU-DINKES-05;11;{year};70;71;RAHASIADINKES;dikecualikan\n"
    for n, year in enumerate(range(2018, 2025))
)  # fmt: skip
SIGNED = {"is_logged_in": True, "email": "Ana@AcehProv.go.id", "email_verified": True, "iat": 1_000_000}
AUTH = {
    "redirect_uri": "http://localhost:8501/oauth2callback", "cookie_secret": "x" * 32, "client_id": "a",
    "client_secret": "b", "server_metadata_url": "http://localhost/.well-known/openid-configuration",
}  # fmt: skip


@pytest.fixture
def office(store, monkeypatch, tmp_path):
    """A store of open and closed data in office mode; `office.who` is who has signed in."""
    submissions.ensure(store)
    path = tmp_path / "laporan.csv"
    path.write_text(HEADER + ROWS, "utf-8")
    options = intake.Options(reasons=((None, None, "uji"),))
    submissions.accept(store, [submissions.propose(store, path, options, store.workspace())], partial=True)
    monkeypatch.setenv("KINERJA_MODE", "office")
    monkeypatch.setattr(first_build, "building", Built)
    office = type("Office", (), {"store": store, "who": None})()
    monkeypatch.setattr(person, "person", lambda: office.who)
    with acting(AT_A_DESK):  # what a test does itself, as the command line; pages act as who has signed in
        yield office


def _agencies(who, office):
    office.who = who
    return set(Store(office.store.folder).snapshot().seen_by(reader.rights().sight).fetch("observations")["agency"])


def test_each_sees_by_the_roles_of_the_moment(office):
    """Two people in turn, a role given, taken away, and given to the other."""
    entry, _ = submissions.grant(office.store, Grant(ANA, "officer", "DINKES"))
    submissions.grant(office.store, Grant(GUB, "governor"))
    everything = {"BAPPEDA", "DINKES", "DISDIK"}
    assert [_agencies(who, office) for who in (None, ANA, GUB, "x@y.z", ANA)] == [
        {"BAPPEDA"}, {"BAPPEDA", "DINKES"}, everything, {"BAPPEDA"}, {"BAPPEDA", "DINKES"},
    ]  # fmt: skip
    submissions.undo(office.store, entry.id)
    assert _agencies(ANA, office) == {"BAPPEDA"}
    submissions.grant(office.store, Grant(ANA, "inspectorate"))
    assert _agencies(ANA, office) == everything


def test_views_follow_the_roles(office):
    found = {}
    for who, role, agency in ((None, None, ""), (ANA, "agency_head", "DINKES"), (GUB, "governor", "")):
        if role:
            submissions.grant(office.store, Grant(who, role, agency))
        office.who = who
        found[who] = {view.name for view in views.VIEWS} - {view.name for view in views.shown_to(reader.rights())}
    others = {"audit", "administration"}
    assert found == {None: {"mine", "report", "quality", *others}, ANA: others, GUB: others}


def test_a_page_shows_who_is_looking_and_what_is_theirs(office):
    submissions.grant(office.store, Grant(ANA, "officer", "DINKES"))

    def shown(**link):
        app = opened("indicator", lang="id", **link)
        assert not app.exception, [one.value for one in app.exception]
        return "\n".join(str(one.value) for kind in ("markdown", "caption") for one in app.get(kind)), app

    words, app = shown(indicator="IKU-DINKES-05")
    assert "hanya data terbuka" in words
    assert [one.label for one in app.button if "sign_in" in str(one.key)] == ["Masuk"]
    assert "IKU-DINKES-05" not in reader.fetch("indicators")["code"].tolist()
    office.who = ANA
    words, app = shown(indicator="IKU-DINKES-05")
    assert "operator data · Dinas Kesehatan Aceh" in words
    assert [one.label for one in app.button if "sign_in" in str(one.key)] == ["Keluar"]


def test_each_begins_where_their_role_begins(office):
    office.who = ANA
    assert person.start() == ("summary", {})
    submissions.grant(office.store, Grant(ANA, "inspectorate"))
    assert person.start() == ("quality", {})
    submissions.grant(office.store, Grant(ANA, "unit_head", "DINKES"))
    assert person.start() == ("mine", {"agency": "DINKES"})
    submissions.grant(office.store, Grant(GUB, "administrator"))
    submissions.grant(office.store, Grant("kepala@acehprov.go.id", "unit_head", "DINKES", (UNIT,)))
    submissions.grant(office.store, Grant("bappeda@acehprov.go.id", "governor"))
    begun = {}
    for who in (GUB, "kepala@acehprov.go.id", "bappeda@acehprov.go.id"):
        office.who = who
        begun[who.partition("@")[0]] = person.start()
    assert begun == {
        "gub": ("administration", {}), "kepala": ("mine", {"agency": "DINKES", "unit": [UNIT]}),
        "bappeda": ("summary", {}),
    }  # fmt: skip
    office.who = None
    assert person.start() == ("summary", {})


def test_who_comes_to_the_door_is_led_to_their_agency(office):
    submissions.grant(office.store, Grant(ANA, "officer", "DINKES"))
    office.who = ANA
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120).run()
    assert not app.exception, [one.value for one in app.exception]
    assert app.session_state["_scope"].agency == "DINKES"


def test_ones_own_unit_in_plain_words(office):
    """What is due, what stands, and what waits for who decides; of one's own agency where nothing else is chosen."""
    submissions.grant(office.store, Grant(ANA, "officer", "DINKES"))
    submissions.grant(office.store, Grant(GUB, "agency_head", "DINKES"))
    headings = {}
    for who in (ANA, GUB):
        office.who = who
        app = opened("mine", lang="id")
        assert not app.exception, [one.value for one in app.exception]
        headings[who] = [one.value for one in app.header]
        told = "\n".join(str(one.value) for kind in ("markdown", "caption", "html") for one in app.get(kind))
        assert "Dinas Kesehatan" in told
    assert headings[ANA] == ["Laporan berikutnya", "Hasil unit ini", "Indikator yang saya ikuti"]
    assert headings[GUB] == ["Menunggu persetujuan", *headings[ANA]]
    office.who = None
    assert "mine" not in {view.name for view in views.shown_to(reader.rights())}


def test_what_is_kept_is_found_by_its_person_alone(office):
    for who, agency in ((ANA, "DINKES"), (GUB, "DISDIK")):
        submissions.grant(office.store, Grant(who, "officer", agency))
    office.who = ANA
    app = opened("indicator", lang="id", indicator="IKU-BAPPEDA-13")
    app.button(key="keeping_follow").click().run()
    app.button(key="keeping_save").click().run()
    shown = {}
    for who in (ANA, GUB):
        office.who = who
        app = opened("mine", lang="id")
        assert not app.exception, [one.value for one in app.exception]
        shown[who] = "\n".join(str(one.value) for one in app.get("html")), [one.value for one in app.header]
    assert "Kemiskinan (Maret)" in shown[ANA][0]
    assert "/indikator?" in shown[ANA][0]
    assert "Kemiskinan (Maret)" not in shown[GUB][0]
    assert "Tampilan yang saya simpan" in shown[ANA][1]
    assert "Tampilan yang saya simpan" not in shown[GUB][1]
    office.who = ANA
    app = opened("mine", lang="id")
    app.button(key="kept_forget").click().run()
    assert "Tampilan yang saya simpan" not in [one.value for one in app.header]
    office.who = None
    app = opened("indicator", lang="id", indicator="IKU-BAPPEDA-13")
    assert not [one.label for one in app.button if "keeping" in str(one.key)]


def test_who_has_two_agencies_chooses_one(office):
    for agency in ("DINKES", "DISDIK"):
        submissions.grant(office.store, Grant(ANA, "officer", agency))
    office.who = ANA
    app = opened("mine", lang="id")
    named = [one.label for one in app.button if str(one.key).startswith("mine_of")]
    assert [name.split(" (")[0] for name in named] == ["Dinas Kesehatan Aceh", "Dinas Pendidikan Aceh"]
    assert [one.value for one in app.header] == ["Indikator yang saya ikuti"]


def test_nobody_changes_anything_without_the_right_for_all_agencies(office):
    submissions.grant(office.store, Grant(ANA, "agency_head", "DINKES"))
    submissions.grant(office.store, Grant(GUB, "inspectorate"))
    for who in (None, ANA, GUB):
        office.who = who
        for kind in WRITES:
            asked = acts.Asked(kind, "x", "mark", None)
            with pytest.raises(RightsError):
                acts.begin(asked, office.store.folder, frozenset(), lambda tell: pytest.fail("done"))
    told = [row for row in audit.rows(office.store.folder, []) if row.kind == "refused"]
    assert len(told) == 3 * len(WRITES)
    assert {row.person for row in told} == {"", ANA, GUB}


@pytest.mark.parametrize(
    ("changed", "now", "who"),
    [
        ({}, 1_000_010, "ana@acehprov.go.id"),
        ({}, 1_000_000 + person.LONGEST + 1, None),
        ({"auth_time": 900_000}, 1_000_010, None),
        ({"iat": 2_000_000}, 1_000_010, None),
        ({"iat": None}, 1_000_010, None),
        ({"iat": "1000000"}, 1_000_010, None),
        ({"email_verified": False}, 1_000_010, None),
        ({"email": None}, 1_000_010, None),
        ({"email": " "}, 1_000_010, None),
        ({"email": ["a@b.c"]}, 1_000_010, None),
    ],
)
def test_a_sign_in_names_a_person_for_half_a_day(changed, now, who):
    assert person.named({**SIGNED, **changed}, now) == who


def test_who_has_not_signed_in_is_nobody(monkeypatch):
    class User:
        def __init__(self, **claims):
            self.claims = claims

        def to_dict(self):
            return self.claims

    monkeypatch.setattr(person.st, "user", User(is_logged_in=False, email=ANA, iat=time.time()))
    assert person.person() is None
    monkeypatch.setattr(person.st, "user", User(is_logged_in=True, email=ANA, iat=time.time()))
    assert person.person() == ANA


def test_a_store_that_cannot_be_read_gives_nobody_more(office):
    submissions.grant(office.store, Grant(ANA, "governor"))
    office.who = ANA
    assert access.rights_of(office.store, ANA, reader.today()) == person.rights()
    (office.store.folder / "pointer.json").write_text("{", "utf-8")
    assert person.rights() == PUBLIC


@pytest.mark.parametrize(
    "changed", [*({name: ""} for name in AUTH if name != "client_secret"), {"cookie_secret": "kurang"}]
)
def test_office_mode_does_not_start_without_who_vouches_for_people(monkeypatch, changed):
    monkeypatch.setenv("KINERJA_MODE", "office")
    monkeypatch.setattr(launch, "get_secrets_auth_section", lambda: AttrDict({**AUTH, **changed}))
    with pytest.raises(SystemExit, match="tidak dijalankan"):
        launch.options(lambda: None)


def test_office_mode_starts_with_one_provider_or_several(monkeypatch):
    monkeypatch.setenv("KINERJA_MODE", "office")
    named = {"redirect_uri": AUTH["redirect_uri"], "cookie_secret": AUTH["cookie_secret"], "google": dict(AUTH)}
    for said in (AUTH, named):
        monkeypatch.setattr(launch, "get_secrets_auth_section", lambda said=said: AttrDict(said))
        assert launch.options(lambda: None)["routes"]
