"""How far what is built is closed: by indicator, submission and row, the most closed of what a figure is made of."""

import pytest

from data import intake, submissions
from data.submissions import correction
from data.submissions.correction import Key

HEADER = "kode_instansi;kode_unit;kode_indikator;kode_wilayah;periode;realisasi;pembilang;penyebut;kelas_data\n"
OPEN, CLOSED, UNSAID = "BAPPEDA", "DINKES", "DISDIK"
INDICATOR = "IKU-DINKES-01"  # of no class in the reference
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


def test_the_reference_closes_what_a_row_calls_public(store, load, monkeypatch):
    from data.build import whole

    real = whole._reference_tables

    def closed(reference):
        import pyarrow as pa

        tables = dict(real(reference))
        frame = tables["indicators"].to_pandas()
        frame.loc[frame["code"] == INDICATOR, "data_class"] = "excluded"
        return {**tables, "indicators": pa.Table.from_pandas(frame, preserve_index=False)}

    monkeypatch.setattr(whole, "_reference_tables", closed)
    load(row("11.71", "2026-01", 7, "publik"))
    assert _classes(store) == {("11.71", "2026-01", "excluded")}


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
