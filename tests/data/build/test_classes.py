"""How far what is built is closed: by indicator, submission and row, the most closed of what a figure is made of."""

import pyarrow as pa
import pytest

from data import intake, submissions
from data.build import whole
from data.submissions import correction
from data.submissions.correction import Key

HEADER = "kode_instansi;kode_unit;kode_indikator;kode_wilayah;periode;realisasi;pembilang;penyebut;kelas_data\n"
OPEN, CLOSED, UNSAID = "BAPPEDA", "DINKES", "DISDIK"
INDICATOR = "IKU-DINKES-01"  # of no class in the reference
SUMMED = "IKU-DISDIK-14"  # persons, of no class in the reference
PUBLIC = "IKU-BAPPEDA-13"  # opened by the reference


@pytest.fixture
def load(store, tmp_path):
    submissions.ensure(store)

    def loaded(rows, given=None, agency="DINKES"):
        path = tmp_path / f"laporan-{len(list(tmp_path.iterdir()))}.csv"
        path.write_text(HEADER + rows, "utf-8")
        options = intake.Options(set=given or {}, reasons=((None, None, "uji"),))
        proposal = submissions.propose(store, path, options, store.workspace())
        if proposal.intake.outcome == "accepted":
            submissions.accept(store, [proposal])
        return proposal

    return loaded


@pytest.fixture
def in_reference(monkeypatch):
    """`in_reference(indicator, **said)`: what the reference says of it from the next build on."""
    real = whole._reference_tables

    def say(indicator, **said):
        def changed(reference):
            tables = dict(real(reference))
            frame = tables["indicators"].to_pandas()
            for name, value in said.items():
                frame.loc[frame["code"] == indicator, name] = value
            return {**tables, "indicators": pa.Table.from_pandas(frame, preserve_index=False)}

        monkeypatch.setattr(whole, "_reference_tables", changed)

    return say


def _classes(store, table="observations", columns="region, period, data_class", where="TRUE"):
    rows = store.snapshot()._connection.cursor().table(table).filter(where).project(columns)
    return set(rows.distinct().fetchall())


def row(region, period, value, kelas="", indicator=INDICATOR, agency="DINKES"):
    return f"{agency};;{indicator};{region};{period};{value};{value};100;{kelas}\n"


def test_what_nobody_classed_is_internal_and_the_reference_opens_or_closes(store, load):
    load(row("11.71", "2026-01", 7) + row("11", "2024", 7, indicator=PUBLIC, agency="BAPPEDA"))
    assert _classes(store, columns="indicator, data_class") == {(INDICATOR, "internal"), (PUBLIC, "public")}
    assert _classes(store, "series", "indicator, data_class") == {(INDICATOR, "internal"), (PUBLIC, "public")}


@pytest.mark.parametrize(
    ("said", "held"),
    [("publik", "public"), ("Terbuka", "public"), ("INTERNAL", "internal"), ("dikecualikan", "excluded"),
     ("rahasia", "excluded"), ("", "internal")],
)  # fmt: skip
def test_a_row_says_its_class_in_words_of_both_languages(store, load, said, held):
    load(row("11.71", "2026-01", 7, said))
    assert _classes(store) == {("11.71", "2026-01", held)}


def test_a_word_that_is_no_class_is_an_error(load):
    (finding,) = load(row("11.71", "2026-01", 7, "agak rahasia")).intake.findings
    assert (finding.rule, finding.severity, finding.found) == ("data_class_unknown", "error", "agak rahasia")


def test_a_series_is_as_closed_as_its_most_closed_row(store, load):
    load(row("11.71", "2026-01", 7, "publik") + row("11.71", "2026-02", 8, "dikecualikan")
         + row("11.72", "2026-01", 7, "publik"))  # fmt: skip
    held = {("11.71", "2026-01", "excluded"), ("11.71", "2026-02", "excluded"), ("11.72", "2026-01", "public")}
    assert _classes(store) == held
    assert _classes(store, "series", "region, data_class") == {("11.71", "excluded"), ("11.72", "public")}
    assert _classes(store, "observations", "period, row_class", "region = '11.71'") == {
        ("2026-01", "public"), ("2026-02", "excluded"),
    }  # fmt: skip


def test_a_sum_is_as_closed_as_its_most_closed_part(store, load):
    load("".join(row(region, "2026-01", 7, "publik") for region in ("11.71", "11.72")))
    assert _classes(store, "rollups", "data_class") == {("public",)}
    load(row("11.73", "2026-01", 7, "internal"))
    for table in ("rollups", "rolled"):
        assert _classes(store, table, "data_class") == {("internal",)}
    assert _classes(store, "standings", "region, derived, data_class", "region IN ('11', '11.72')") == {
        ("11", True, "internal"), ("11.72", False, "public"),
    }  # fmt: skip
    assert _classes(store, "reports", "data_class") == {("internal",)}


def test_the_reference_closes_what_a_row_calls_public(store, load, in_reference):
    in_reference(INDICATOR, data_class="excluded")
    load(row("11.71", "2026-01", 7, "publik"))
    assert _classes(store) == {("11.71", "2026-01", "excluded")}


def counts(period, kelas="publik", **of):
    """Counts of persons in regencies (`of` is region=count, the province `total`)."""
    places = {"total": "11", "a": "11.71", "b": "11.72", "c": "11.73", "d": "11.74"}
    return "".join(f"DISDIK;;{SUMMED};{places[name]};{period};{n};;;{kelas}\n" for name, n in of.items())


def _seen_by_all(store, table, columns="region, period"):
    return _classes(store, table, columns, "data_class = 'public'")


def test_a_count_of_few_persons_closes_its_series_and_every_sum_of_it(store, load, in_reference):
    in_reference(SUMMED, small_below=5)
    load(counts("2024", a=4, b=5, c=0) + counts("2023", a=400, b=500, c=600))
    for table in ("observations", "series"):
        assert _seen_by_all(store, table, "region") == {("11.72",), ("11.73",)}, "none at all and just enough stay"
    assert not _seen_by_all(store, "rollups", "period")
    assert not _seen_by_all(store, "reports", "period")
    assert _classes(store, "submissions", "data_class") == {("internal",)}


def test_the_numerator_is_what_is_counted(store, load, in_reference):
    in_reference(INDICATOR, small_below=5)
    load(row("11.71", "2026-01", 4, "publik") + row("11.72", "2026-01", 40, "publik"))
    assert _seen_by_all(store, "series", "region") == {("11.72",)}


def test_a_small_count_stays_closed_where_it_was_replaced_and_what_was_more_closed_stays_so(store, load, in_reference):
    in_reference(SUMMED, small_below=5)
    load(counts("2024", a=3, b=30) + counts("2024", "dikecualikan", c=2))
    load(counts("2024", a=31, b=32))
    assert _classes(store, "series", "region, data_class") == {
        ("11.71", "public"), ("11.72", "public"), ("11.73", "excluded"),
    }  # fmt: skip
    assert _seen_by_all(store, "revisions", "region, actual, new_actual") == {("11.72", 30.0, 32.0)}


def test_a_reported_total_that_gives_one_part_away_is_as_closed_as_the_part(store, load, in_reference):
    in_reference(SUMMED, small_below=5)
    load(counts("2024", total=64, a=4, b=30, c=30) + counts("2023", total=90, a=30, b=30, c=30))
    assert _seen_by_all(store, "series", "region") == {("11.72",), ("11.73",)}
    load(counts("2022", b=4) + counts("2023", a=30))
    assert _seen_by_all(store, "series", "region") == {("11",), ("11.73",)}, "two hidden parts tell nothing of either"


@pytest.mark.parametrize(
    ("parts", "opened"),
    [
        (counts("2024", a=4, b=3, c=30), True),
        (counts("2024", a=4, b=30, c=30), False),
        (counts("2024", a=4, b=3, c=30) + counts("2023", b=30, c=30), False),  # b alone in one of the years
        (counts("2024", a=2, b=2, c=0), False),  # the sum counts few persons itself
        (counts("2024", "internal", a=40, b=40) + counts("2024", c=30), True),
        (counts("2024", "internal", a=40) + counts("2024", "dikecualikan", b=40) + counts("2024", c=30), False),
    ],
)
def test_the_reference_opens_a_sum_unless_it_would_give_a_part_away(store, load, in_reference, parts, opened):
    in_reference(SUMMED, small_below=5, data_class="public")
    load(parts)
    assert not _seen_by_all(store, "rollups", "period")
    in_reference(SUMMED, small_below=5, data_class="public", opened_sum="yes")
    load(counts("2021", a=50, b=50, c=50))
    assert bool(_seen_by_all(store, "rollups", "period")) is opened
    assert ("11.71",) not in _seen_by_all(store, "series", "region")


def test_a_class_for_the_whole_submission_is_set_beside_the_file(store, tmp_path):
    submissions.ensure(store)
    path = tmp_path / "laporan.csv"
    path.write_text("kode_instansi;kode_indikator;kode_wilayah;periode;realisasi;pembilang;penyebut\n"
                    f"DINKES;{INDICATOR};11.71;2026-01;7;7;100\n", "utf-8")  # fmt: skip
    options = intake.Options(set={"kelas_data": "publik"}, reasons=((None, None, "uji"),))
    submissions.accept(store, [submissions.propose(store, path, options, store.workspace())])
    assert _classes(store) == {("11.71", "2026-01", "public")}


def test_a_change_of_class_alone_is_a_change_and_stays_through_a_correction(store, load):
    load(row("11.71", "2026-01", 7, "publik"))
    assert load(row("11.71", "2026-01", 7, "publik")).changes["unchanged"] == 1
    assert load(row("11.71", "2026-01", 7)).changes["changed"] == 0, "an empty cell opens and closes nothing"
    assert load(row("11.71", "2026-01", 7, "dikecualikan")).changes["changed"] == 1
    load(row("11.71", "2026-01", 9))
    assert _classes(store, columns="actual, data_class") == {(9.0, "excluded")}
    key = Key("DINKES", INDICATOR, "11.71", "2026-01")
    values = {"numerator": 8.0, "actual": 8.0}
    proposal = correction.correct(store, key, values, "salah hitung", None, store.workspace())
    submissions.accept(store, [proposal])
    assert _classes(store, columns="actual, row_class, data_class") == {(8.0, "excluded", "excluded")}


def test_an_earlier_value_stays_as_closed_as_it_was(store, load):
    load(row("11.71", "2026-01", 7, "dikecualikan"))
    load(row("11.71", "2026-01", 9, "publik"))
    assert _classes(store) == {("11.71", "2026-01", "public")}
    assert _classes(store, "revisions", "actual, new_actual, data_class") == {(7.0, 9.0, "excluded")}
