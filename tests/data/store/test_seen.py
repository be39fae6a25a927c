"""What a role may not see it cannot learn: whatever stands there, every query answers the same.

Beside a store stands one for each sight, in which everything that this sight hides (groups of class and agency) is
another: to who sees no more than that, the two are one.
"""

import json
import shutil
from pathlib import Path

import pytest

from data import intake, submissions
from data.queries import named
from data.rights import DESK, EVERYTHING, PUBLIC_ONLY, ROLES, Grant, Sight, rights_on
from data.store import Snapshot, Store
from data.store.snapshot import _Narrowed

HEADER = ("kode_instansi;kode_indikator;kode_wilayah;periode;target;realisasi;pembilang;penyebut;sumber;catatan;bukti;"
          "kelas_data\n")  # fmt: skip
MONTHLY, SUMMED, ANNUAL, SCHOOLS, POVERTY = (
    "IKU-DINKES-01", "IKU-DISDIK-14", "IKU-DINKES-05", "IKU-DISDIK-15", "IKU-BAPPEDA-13",
)  # fmt: skip
GROUPS = [("internal", "DINKES"), ("excluded", "DINKES"), ("internal", "DISDIK"), ("excluded", "DISDIK")]
WORDS = {"internal": "internal", "excluded": "dikecualikan"}
SAME = frozenset()
SAID_OF_TIME = ("received_at", "old_received_at")  # when the test ran
ROLES_TRIED = [
    *(Grant("x", name) for name, role in ROLES.items() if role.everywhere),
    *(Grant("x", name, "DINKES") for name in ROLES if name != "public"),
]


def _hidden(sight: Sight) -> frozenset[tuple[str, str]]:
    return frozenset((kind, agency) for kind, agency in GROUPS if not {"", agency} & getattr(sight, kind))


SIGHTS = {PUBLIC_ONLY, *(rights_on(None, [grant]).sight for grant in ROLES_TRIED)} - {EVERYTHING}


def _secret(group: tuple[str, str], other: int) -> str:
    """A file of one group: two versions of its secrets, alike in everything but what they say."""
    kind, agency = group
    indicator, place, periods = {
        ("internal", "DINKES"): (MONTHLY, "11.71", ("2026-01", "2026-02", "2026-03")),
        ("excluded", "DINKES"): (ANNUAL, "11", ("2023", "2024")),
        ("internal", "DISDIK"): (SCHOOLS, "11.72", ("2023", "2024")),
        ("excluded", "DISDIK"): (SCHOOLS, "11.73", ("2023", "2024")),
    }[group]
    rows = [
        f"{agency};{indicator};{place};{period};{60 + 3 * other};{50 + 7 * other + n};;;Sumber{kind}{other};"
        f"Catatan{kind}{other};https://bukti.example/{kind}{other};{WORDS[kind]}"
        for n, period in enumerate(periods)
    ]
    if indicator == MONTHLY:
        rows = [row.replace(";;;Sumber", f";{50 + 7 * other + n};100;Sumber") for n, row in enumerate(rows)]
    if group == ("internal", "DISDIK"):
        rows.append(f"DISDIK;{SUMMED};11.71;2024;;{70 + 9 * other};;;Sumber;Catatan;;internal")  # closes a sum
        few = ((2023, 300), (2024, 1 + other))  # a count of few persons, called public
        rows += [f"DISDIK;{SUMMED};11.75;{year};;{n};;;Sumber{other};;;publik" for year, n in few]
    return HEADER + "\n".join(rows) + "\n"


OPEN = HEADER + "".join(
    f"BAPPEDA;{POVERTY};11;{year};{14 - n};{15 - n / 2};;;BPS;;;publik\n" for n, year in enumerate(range(2018, 2025))
) + "".join(f"DISDIK;{SUMMED};11.{n};2024;;{40 + n};;;Dinas;;;publik\n" for n in (72, 73, 74))  # fmt: skip


def _store(folder, changed) -> Store:
    """A store of what is open and of all secrets, some in their other version, each of them revised once."""
    store = Store(folder / "store")
    submissions.ensure(store)
    options = intake.Options(reasons=((None, None, "uji"),))
    texts = [OPEN, *(_secret(group, 2 * (group in changed)) for group in GROUPS)]
    later = [_secret(group, 1 + 2 * (group in changed)) for group in GROUPS]
    for turn in (texts, later):
        proposals = []
        for number, text in enumerate(turn):
            path = store.workspace() / f"laporan-{number}.csv"
            path.write_text(text, "utf-8")
            origin = submissions.Origin("page", f"Pengirim {number}", "alasan")
            proposals.append(submissions.propose(store, path, options, path.parent, origin))
        assert all(done.submission for done in submissions.accept(store, proposals, partial=True))
    return store


@pytest.fixture(scope="module")
def stores(tmp_path_factory):
    """The groups that were changed → the published snapshot."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KINERJA_EXPORTS", str(tmp_path_factory.mktemp("none")))
        made = {changed: _store(tmp_path_factory.mktemp("seen"), changed) for changed in {SAME, *map(_hidden, SIGHTS)}}
        return {changed: store.snapshot() for changed, store in made.items()}


def _asked(query: str, snapshot) -> list[dict]:
    """Ways to ask a query: openly, and by what somebody knows of a secret without seeing it."""
    known = named.parameters_of(query)
    ids = snapshot.fetch("submissions")["submission"].tolist()
    always = {"language": "id", "page_codes": ["guide"], "page_texts": ["panduan"], "today": "2026-06-30", "limit": 500}
    ways = [{"kind": "agency"}, {"kind": "indicator"}, {"of": "theme"}]
    for agency, indicator, region, period in (
        ("DINKES", MONTHLY, "11.71", "2026-02"), ("DINKES", ANNUAL, "11", "2024"), ("DISDIK", SUMMED, "11", "2024"),
        ("DISDIK", SCHOOLS, "11.73", "2024"),
    ):  # fmt: skip
        key = {"agency": agency, "indicator": indicator, "region": region, "period": period, "unit": ""}
        ways += [key, {"regions": [region], "indicators": [indicator], "as_of": "2026-12-31", "since": "2000-01-01"}]
        ways += [{"words": [indicator.lower()]}]
    ways += [{"submission": one} for one in ids] + [{"series": n} for n in range(8)]
    asked = [{name: value for name, value in {**always, **way}.items() if name in known} for way in ways]
    return [json.loads(text) for text in dict.fromkeys(json.dumps(one, sort_keys=True) for one in asked)]


def _answers(snapshot, sight: Sight, query: str, ways: list[dict]) -> list[str]:
    narrowed = snapshot.seen_by(sight)
    found = []
    for way in ways:
        rows = narrowed.arrow(query, **way).to_pylist()
        said = [repr({name: one for name, one in row.items() if name not in SAID_OF_TIME}) for row in rows]
        found.append("\n".join(sorted(said)))  # rows of one place come in any order, also from the same store
    return found


def _leaks(stores) -> set[tuple[str, Sight]]:
    """Every query whose answers tell a role of what it does not see."""
    return {
        (query, sight)
        for query in named.names()
        for ways in [_asked(query, stores[SAME])]
        for sight in SIGHTS
        if _answers(stores[SAME], sight, query, ways) != _answers(stores[_hidden(sight)], sight, query, ways)
    }


def test_no_query_tells_a_role_what_it_may_not_see(stores):
    assert not _leaks(stores)


def test_the_walk_would_notice(stores):
    """Each secret changes what most queries answer to who may see it, so that sameness says something."""
    telling: dict[frozenset, set[str]] = {changed: set() for changed in stores if changed}
    for query in named.names():
        ways = _asked(query, stores[SAME])
        told = _answers(stores[SAME], EVERYTHING, query, ways)
        for changed, queries in telling.items():
            if _answers(stores[changed], EVERYTHING, query, ways) != told:
                queries.add(query)
    counts = [len(queries) for queries in telling.values()]
    assert min(counts) > 25, counts
    for query in ("observations", "series", "rollups", "revisions", "submissions", "download_rows"):
        assert any(query in queries for queries in telling.values()), query


def test_a_query_past_the_choke_point_is_found(stores, monkeypatch):
    monkeypatch.setattr(_Narrowed, "_cursor", lambda self: self._connection.cursor())
    monkeypatch.setattr(named, "names", lambda: ["observations"])
    assert {sight for _, sight in _leaks(stores)} == SIGHTS


def test_a_planted_query_that_names_the_whole_snapshot_is_found(stores, monkeypatch, tmp_path):
    """The walk takes its list from the folder of queries: one that is added is walked."""
    (tmp_path / "shared").mkdir()
    (tmp_path / "observations.sql").write_text(named.text_of("observations"), "utf-8")
    (tmp_path / "submissions.sql").write_text(named.text_of("submissions"), "utf-8")
    (tmp_path / "planted.sql").write_text("SELECT sum(actual) AS total FROM query_table(getvariable('whole'))", "utf-8")
    real = _Narrowed._cursor

    def with_whole(self):
        cursor = real(self)
        cursor.execute(f"SET VARIABLE whole = 'kinerja-{self.id}.main.observations'")
        return cursor

    monkeypatch.setattr(named, "QUERIES", tmp_path)
    named.text_of.cache_clear()
    named.parameters_of.cache_clear()
    try:
        assert named.names() == ["observations", "planted", "submissions"]
        monkeypatch.setattr(_Narrowed, "_cursor", with_whole)
        assert {query for query, _ in _leaks(stores)} == {"planted"}
    finally:
        named.text_of.cache_clear()
        named.parameters_of.cache_clear()


def test_each_sees_what_is_theirs_and_what_is_open(stores):
    def seen(*grants):
        rows = stores[SAME].seen_by(rights_on(None, grants).sight).fetch("observations")
        return set(zip(rows["agency"], rows["indicator"], rows["region"], strict=True))

    public, everything = seen(), seen(Grant("x", "governor"))
    assert public == {("BAPPEDA", POVERTY, "11"), *(("DISDIK", SUMMED, f"11.{n}") for n in (72, 73, 74))}
    assert seen(Grant("x", "inspectorate")) == everything
    assert seen(Grant("x", "administrator")) == public
    own = {row for row in everything if row[0] == "DINKES"}
    assert seen(Grant("x", "officer", "DINKES")) == public | own
    assert seen(Grant("x", "officer", "DINKES"), Grant("x", "officer", "DISDIK")) == everything
    assert seen(Grant("x", "analyst")) == everything - {("DINKES", ANNUAL, "11"), ("DISDIK", SCHOOLS, "11.73")}


def test_a_sum_with_a_closed_part_is_not_there_and_indicators_follow_their_series(stores):
    public = stores[SAME].seen_by(PUBLIC_ONLY)
    assert public.fetch("rollups", indicator=SUMMED).empty
    assert len(stores[SAME].fetch("rollups", indicator=SUMMED)) == 2
    assert SUMMED in set(public.fetch("indicators")["code"])
    assert MONTHLY not in set(public.fetch("indicators")["code"])


def test_senders_and_rejected_rows_are_for_their_agency(stores):
    public = stores[SAME].seen_by(PUBLIC_ONLY)
    assert public.fetch("submissions")["sender"].isna().all()
    assert public.fetch("quality_quarantine").empty


def test_the_desk_reads_the_snapshot_itself(stores):
    assert stores[SAME].seen_by(DESK.sight) is stores[SAME]
    narrowed = stores[SAME].seen_by(PUBLIC_ONLY)
    assert narrowed.seen_by(EVERYTHING) is stores[SAME]
    assert (narrowed.id, narrowed.sight) == (stores[SAME].id, PUBLIC_ONLY)


def test_what_is_kept_as_it_is_seen_is_what_a_filter_shows(stores, monkeypatch, tmp_path):
    """Sights beyond the first ones, and large tables, are filtered each time they are read."""
    filtered = Snapshot(Path(shutil.copy(stores[SAME].path, tmp_path / "kinerja-other.duckdb")))
    with monkeypatch.context() as patch:
        patch.setattr("data.store.snapshot.MOST_KEPT", 0)
        views = {sight: filtered.seen_by(sight) for sight in SIGHTS}
    for sight in SIGHTS:
        one, other = views[sight]._cursor(), stores[SAME].seen_by(sight)._cursor()
        kinds = [_relations(cursor) for cursor in (one, other)]
        assert set(kinds[0]) == set(kinds[1])
        assert len({name for name in kinds[0] if kinds[0][name] != kinds[1][name]}) > 15
        for name in kinds[0]:
            rows = [sorted(map(repr, cursor.table(name).fetchall())) for cursor in (one, other)]
            assert rows[0] == rows[1], name


def _relations(cursor) -> dict[str, str]:
    """Table or view → which of both it is."""
    told = cursor.execute(
        "SELECT table_name, table_type FROM information_schema.tables WHERE table_catalog = current_database()"
    )
    return dict(told.fetchall())


def test_a_large_table_is_not_kept(stores, monkeypatch, tmp_path):
    monkeypatch.setattr("data.store.seen.MOST_ROWS", len(stores[SAME].fetch("observations")) - 1)
    path = Path(shutil.copy(stores[SAME].path, tmp_path / "kinerja-other.duckdb"))
    kinds = _relations(Snapshot(path).seen_by(PUBLIC_ONLY)._cursor())
    assert (kinds["observations"], kinds["series"]) == ("VIEW", "BASE TABLE")


def test_an_old_snapshot_is_closed_to_all_but_those_who_see_internal_data(stores, tmp_path):
    """One that knows no classes: nothing in it is public."""
    import duckdb

    path = tmp_path / "kinerja-old.duckdb"
    shutil.copy(stores[SAME].path, path)
    with duckdb.connect(str(path)) as connection:
        connection.execute("DROP VIEW reporting_lines; DROP VIEW judgements")
        for table in ("observations", "series", "rolled", "rollups", "revisions", "reports", "breaks", "submissions",
                      "indicators"):  # fmt: skip
            connection.execute(f"ALTER TABLE {table} DROP COLUMN data_class")
    old = Snapshot(path)
    assert old.seen_by(PUBLIC_ONLY).fetch("observations").empty
    assert set(old.seen_by(Sight(frozenset(["DINKES"]))).fetch("observations")["agency"]) == {"DINKES"}
    assert len(old.seen_by(Sight(frozenset([""]))).fetch("observations")) == len(old.fetch("observations"))
