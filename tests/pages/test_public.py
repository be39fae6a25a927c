"""What everybody may see: in public mode no view shows, hands out or keeps anything that is not open, and none changes
anything."""

import random
from concurrent.futures import ThreadPoolExecutor
from threading import local

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.testclient import TestClient

from data.errors import KinerjaError
from data.rights import DESK, EVERYTHING, PUBLIC, Grant, Sight, rights_on
from data.store import Store
from pages.content import cache, reader
from pages.session import acts, first_build, views
from pages.shell.server.uploads import Ceilings, Uploads
from tests.pages.conftest import Built
from tests.pages.visiting import opened

HEADER = "kode_instansi;kode_indikator;kode_wilayah;periode;target;realisasi;sumber;catatan;bukti;kelas_data\n"
OPEN = HEADER + "".join(
    f"BAPPEDA;IKU-BAPPEDA-13;{place};{year};{14 - n};{15 - n / 2};BPS;;;publik\n"
    for n, year in enumerate(range(2015, 2025)) for place in ("11", "11.71", "11.72", "11.01")
)  # fmt: skip
SECRETS = {
    "internal": HEADER + "".join(
        f"DISDIK;IKU-DISDIK-14;{place};{year};73137;73131;RAHASIASATU;RAHASIADUA;https://rahasia.example/tiga;internal\n"
        for year in range(2015, 2025) for place in ("11.71", "11.72")),
    "excluded": HEADER + "".join(
        f"BAPPEDA;IKU-BAPPEDA-13;11.09;{year};73.137;73.131;RAHASIASATU;RAHASIADUA;rahasia.pdf;dikecualikan\n"
        for year in range(2015, 2025)),
}  # fmt: skip
MARKS = ("rahasia", "73131", "73137", "73.131", "73.137", "73,131", "73,137", "73,13", "73.13")
LINKS = (
    {}, {"agency": "DISDIK"}, {"indicator": "IKU-DISDIK-14"}, {"indicator": "IKU-BAPPEDA-13"},
    {"region": "11.09", "indicator": "IKU-BAPPEDA-13", "agency": "BAPPEDA"},
)  # fmt: skip


@pytest.fixture(scope="module")
def marked(tmp_path_factory, publish_marked):
    return publish_marked([OPEN, *SECRETS.values()])


@pytest.fixture(scope="module")
def publish_marked(tmp_path_factory):
    """A store folder with reports of these texts published, all warnings explained."""
    from data import intake, submissions

    def made(texts):
        folder = tmp_path_factory.mktemp("marked")
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("KINERJA_EXPORTS", str(tmp_path_factory.mktemp("none")))
            store = Store(folder / "store")
            submissions.ensure(store)
            for number, text in enumerate(texts):
                path = folder / f"rahasia-{number}.csv" if number else folder / "bps.csv"
                path.write_text(text, "utf-8")
                options = intake.Options(reasons=((None, None, "uji"),))
                origin = submissions.Origin("page", "Rahasia Pengirim" if number else "Pengirim BPS", "alasan")
                proposal = submissions.propose(store, path, options, store.workspace(), origin)
                (done,) = submissions.accept(store, [proposal], partial=True)
                assert done.submission, [one.message_en for one in proposal.intake.findings]
        return folder / "store"

    return made


@pytest.fixture
def at(marked, monkeypatch):
    """`at(mode)`: the marked store in this mode."""
    monkeypatch.setenv("KINERJA_STORE", str(marked))
    monkeypatch.setattr(first_build, "building", Built)
    return lambda mode: monkeypatch.setenv("KINERJA_MODE", mode)


def _everything_sent(app) -> str:
    """All that a run sends to the browser: every element of every block."""
    sent = []

    def walk(node):
        if getattr(node, "proto", None) is not None:
            sent.append(str(node.proto) + repr(getattr(node, "value", "")))
        for child in getattr(node, "children", {}).values():
            walk(child)

    walk(app._tree)
    return "\n".join(sent).casefold()


@pytest.mark.parametrize("view", [view.name for view in views.shown_to(PUBLIC)])
def test_no_public_view_shows_what_is_closed(at, view):
    at("public")
    for link in LINKS:
        app = opened(view, **link)
        assert not app.exception, [one.value for one in app.exception]
        sent = _everything_sent(app)
        assert not [mark for mark in MARKS if mark in sent], link


def test_the_marks_are_seen_at_a_desk(at):
    at("public")
    assert "10,5" in _everything_sent(opened("indicator", indicator="IKU-BAPPEDA-13"))
    at("desk")
    assert "73131" in _everything_sent(opened("indicator", indicator="IKU-DISDIK-14")).replace(".", "").replace(",", "")


def test_views_that_change_anything_are_not_there(at):
    at("public")
    closed = {"report", "quality", "mine", "audit", "administration"}
    assert closed == {view.name for view in views.VIEWS} - {view.name for view in views.shown_to(PUBLIC)}
    assert views.shown_to(DESK) == views.VIEWS
    app = opened("summary")
    assert "kirim data" not in _everything_sent(app)
    assert "hanya data terbuka" in _everything_sent(app)


def test_what_is_pressed_past_the_buttons_is_refused(at, marked):
    at("public")
    for kind in ("publish", "correct", "undo", "redo", "own", "reference"):
        with pytest.raises(KinerjaError) as refused:
            acts.begin(acts.Asked(kind, "x", "mark", None), marked, frozenset(), lambda tell: pytest.fail("done"))
        assert refused.value.key == "not_allowed"
    uploads = Starlette(middleware=[Middleware(Ceilings, uploads=Uploads("/_stcore/upload_file"))])
    answer = TestClient(uploads).put("/_stcore/upload_file/session/file", content=b"x")
    assert (answer.status_code, "files" in answer.text) == (403, True)


class Reading:
    """A visitor of this thread."""

    def __init__(self, snapshot):
        self.whole, self.thread = snapshot, local()

    def snapshot(self):
        return self.whole

    def moment(self):
        return None, None

    def theme(self):
        return "light"

    def rights(self):
        return self.thread.rights

    def hold(self, snapshot, moment):
        raise NotImplementedError


def _text(rows) -> str:
    return rows.to_json(date_format="iso")


def test_what_is_kept_for_one_is_never_given_to_another(at, marked, monkeypatch):
    """Visitors of different rights at once, in changing order, over the same caches: 12,000 answers."""
    at("office")
    whole = Store(marked).snapshot()
    reading = Reading(whole)
    monkeypatch.setattr(reader, "_served", [reading])
    own = Sight(frozenset(["BAPPEDA"]), frozenset(["BAPPEDA"]))
    sights = [PUBLIC.sight, EVERYTHING, own, rights_on(None, [Grant("x", "analyst")]).sight]
    asked = ("observations", "series", "rollups", "indicators", "submissions", "totals")
    expected = {(sight, query): _text(whole.seen_by(sight).fetch(query)) for sight in sights for query in asked}
    assert len({expected[sight, "observations"] for sight in sights}) == len(sights)

    @cache.cached(most=64)
    def kept(query):
        return _text(reader.fetch(query))

    def visit(seed):
        turns, leaks = random.Random(seed), 0
        for _ in range(1500):
            sight, query = turns.choice(sights), turns.choice(asked)
            reading.thread.rights = type(PUBLIC)(sight)
            way = turns.randrange(3)
            if way == 0:
                answer = _text(reader.fetch(query))
            elif way == 1:
                answer = kept(query)
            else:
                answer = _text(reader.rows(lambda q: whole.seen_by(reader.sight()).fetch(q), query, key=(query,)))
            leaks += answer != expected[sight, query]
        return leaks

    with ThreadPoolExecutor(8) as threads:
        assert sum(threads.map(visit, range(8))) == 0


def test_a_cache_that_forgot_who_sees_would_be_found(at, marked, monkeypatch):
    at("office")
    monkeypatch.setattr(cache, "_seen", [])
    reading = Reading(Store(marked).snapshot())
    monkeypatch.setattr(reader, "_served", [reading])
    reading.thread.rights = DESK
    everything = len(reader.fetch("observations", agency="DISDIK"))
    reading.thread.rights = PUBLIC
    assert len(reader.fetch("observations", agency="DISDIK")) == everything > 0
