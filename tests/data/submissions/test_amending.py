import csv
import io

import pytest

from data import submissions
from data.errors import StoreError
from data.ledger import LedgerError
from data.reference import REFERENCE, ReferenceError, load_reference
from data.reference.amended_tables import File
from data.store.open_snapshots import forget
from data.submissions import amending, reversal

VALUES = """kode_instansi;kode_unit;kode_indikator;kode_wilayah;periode;realisasi
BAPPEDA;;IKU-BAPPEDA-13;11;2023;14,0
BAPPEDA;;IKU-BAPPEDA-13;11;2024;12,9
BAPPEDA;;IKU-BAPPEDA-13;11.73;2024;10,2
"""


@pytest.fixture
def filled(store, publish):
    """A store with three values of one indicator, published without any change of the reference."""
    publish(store, VALUES)
    return store


def rows(store, table):
    return list(csv.DictReader(io.StringIO(store.reference().content(table).decode("utf-8"))))


def file(table, lines, name=""):
    text = io.StringIO()
    writer = csv.DictWriter(text, lines[0])
    writer.writeheader()
    writer.writerows(lines)
    return File(name or f"{table}.csv", text.getvalue().encode())


def changed(store, table, code, **cells):
    """The table in force with cells of one row replaced."""
    return file(table, [row | cells if row.get("code") == code else row for row in rows(store, table)])


def target(**cells):
    row = dict.fromkeys(load_reference().targets.columns, "")
    series = {"indicator": "IKU-BAPPEDA-13", "agency": "BAPPEDA", "region": "11.73", "period": "2024"}
    return row | series | {"target": "11", "plan": "RKPD", "confidence": "unverified", "source": "kantor"} | cells


def accept(store, *files, rest=False):
    amendment = amending.amend(store, files, submissions.Origin(sender="Ana", reason="RKPD"), rest=rest)
    assert not amendment.problems
    return amending.accept_amendment(store, amendment)


def test_a_store_without_changes_uses_what_is_shipped(filled):
    assert filled.reference().hash == load_reference(REFERENCE).hash


def test_a_changed_row_is_shown_with_what_it_does_then_published_undone_and_put_back(filled, tmp_path):
    before = filled.pointer.snapshot
    amendment = amending.amend(filled, [file("targets", [target()])], rest=True)
    assert amendment.counts == {"targets": {"added": 1, "changed": 0, "removed": 0}}
    effect = amending.effect(filled, amendment.changes, tmp_path)
    assert effect.counts == {"targets": 1, "achievements": 1, "classes": 1}
    assert effect.series[["region", "old_class", "new_class"]].values.tolist() == [["11.73", None, "sangat_tinggi"]]
    assert filled.pointer.snapshot == before, "looking writes nothing"
    entry, pointer = accept(filled, file("targets", [target()]), rest=True)
    assert entry.facts["sender"] == "Ana"
    assert (entry.folder / "targets.csv").read_bytes() == file("targets", [target()]).content
    assert 11 in set(filled.snapshot().fetch("observations")["target"])
    assert submissions.verify(filled) == []
    assert reversal.preview(filled, entry.id).kind == "undo"
    assert submissions.undo(filled, entry.id).snapshot == before
    assert submissions.redo(filled, entry.id).snapshot == pointer.snapshot


def test_an_old_snapshot_is_made_again_with_the_reference_of_its_day(filled):
    before = filled.pointer.snapshot
    _, pointer = accept(filled, file("targets", [target()]), rest=True)
    for snapshot in (before, pointer.snapshot):
        forget(filled.path_of(snapshot))
        filled.path_of(snapshot).unlink()
    assert 11 in set(filled.snapshot_by_id(pointer.snapshot).fetch("observations")["target"])
    assert 11 not in set(filled.snapshot_by_id(before).fetch("observations")["target"])


def test_a_scale_is_changed_judged_by_named_and_taken_back(filled, tmp_path):
    target_ = file("targets", [target(period="2024", target="11")])
    accept(filled, target_, rest=True)
    before, main = filled.pointer.snapshot, "permendagri_86_2017"
    raised = {("sangat_tinggi", "lower"): "110", ("tinggi", "upper"): "110", ("tinggi", "label_id"): "Sesuai"}
    lines = rows(filled, "scales")
    for row in lines:
        for (code, column), value in raised.items():
            if (row["scale"], row["class"]) == (main, code):
                row[column] = value
    amendment = amending.amend(filled, [file("scales", lines)])
    assert amendment.counts == {"scales": {"added": 0, "changed": 2, "removed": 0}}
    assert amending.effect(filled, amendment.changes, tmp_path).counts["classes"] == 1
    entry, _ = accept(filled, file("scales", lines))
    snapshot = filled.snapshot()
    (judged,) = snapshot.fetch("observations", region="11.73").to_dict("records")
    assert (judged["class"], judged["tone"]) == ("tinggi", "good")
    labels = snapshot.fetch("class_labels").set_index(["scale", "class"])
    assert labels.loc[(main, "tinggi"), ["label_id", "upper"]].tolist() == ["Sesuai", 110]
    (told,) = snapshot.fetch("series", region="11.73")["sentence_id"]
    assert "Sesuai" in told
    filled.path_of(before).unlink()
    forget(filled.path_of(before))
    assert submissions.verify(filled) == []
    assert submissions.undo(filled, entry.id).snapshot == before
    (judged,) = filled.snapshot().fetch("observations", region="11.73").to_dict("records")
    assert judged["class"] == "sangat_tinggi"


def test_a_newer_program_brings_rows_in_and_changes_none_of_the_offices(filled, monkeypatch, tmp_path):
    accept(filled, changed(filled, "agencies", "DINKES", abbreviation="Dinkes A."),
           changed(filled, "themes", "budget", name_en="Money"))  # fmt: skip
    lines = rows_shipped("agencies")
    next(row for row in lines if row["code"] == "DINKES")["abbreviation"] = "Dinkes B."
    names = {"code": "BARU", "name_id": "Dinas Baru", "name_en": "New Agency", "abbreviation": "Dinbar"}
    (tmp_path / "acuan").mkdir()
    (tmp_path / "acuan" / "agencies.csv").write_bytes(file("agencies", [*lines, lines[-1] | names]).content)
    monkeypatch.setenv("KINERJA_REFERENCE", str(tmp_path / "acuan"))
    agencies = filled.reference().agencies.set_index("code")["abbreviation"]
    assert agencies["DINKES"] == "Dinkes A."
    assert agencies["BARU"] == "Dinbar"
    (conflict,) = amending.office_conflicts(filled)
    assert conflict[0].key == ("DINKES",)
    assert conflict[1]["abbreviation"] == "Dinkes B."
    assert {change.key for _, change in amending.office_changes(filled)} == {("DINKES",), ("budget",)}


def rows_shipped(table):
    with (REFERENCE / f"{table}.csv").open(encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened))


NAMING = (("indicators", "code"), ("targets", "indicator"), ("aliases", "code"), ("priorities", "indicator"))


def without(store, table, code, column="code"):
    return file(table, [row for row in rows(store, table) if row[column] != code])


@pytest.mark.parametrize(
    ("made", "key", "said"),
    [
        (lambda s: [without(s, table, "IKU-BAPPEDA-13", column) for table, column in NAMING], "in_use", "3 nilai"),
        (lambda s: [changed(s, "indicators", "IKU-BAPPEDA-13", by_region="no")], "in_use_by_region", "1 nilai terbit"),
        (lambda s: [without(s, "agencies", "BAPPEDA")], "code_of", "agencies.csv"),
        (lambda s: [changed(s, "indicators", "IKU-BAPPEDA-13", scale="skala_lain")], "one_of", "permendagri_86_2017"),
        (lambda s: [file("themes", [*rows(s, "themes"), rows(s, "themes")[0]])], "repeat", "mengulang baris"),
        (lambda s: [changed(s, "agencies", "DINKES", name_en="=HYPERLINK(1)")], "formula", "rumus"),
        (lambda s: [File("indikator.csv", b"a,b\n1,2\n")], "table_or_header", "agencies"),
        (lambda s: [file("themes", rows(s, "themes"), n) for n in ("themes.csv", "x.csv")], "one_of_a_table", ""),
    ],
)  # fmt: skip
def test_what_must_not_happen_is_an_error_in_words(filled, made, key, said):
    amendment = amending.amend(filled, made(filled))
    told = [one for one in amendment.problems if one.key == key]
    assert told, amendment.problems
    assert said in told[0].message_id
    with pytest.raises(ReferenceError):
        amending.accept_amendment(filled, amendment)
    assert submissions.verify(filled) == []


def test_an_agency_with_published_values_stays(filled, publish):
    """Every table that names the agency leaves it out, so that only the values still need it."""
    names = {"code": "KANTOR", "name_id": "Kantor Uji", "name_en": "Test Office", "abbreviation": "KU"}
    accept(filled, file("agencies", [rows(filled, "agencies")[0] | names]), rest=True)
    entry = filled.ledger.entries()[-1]
    publish(filled, VALUES.replace("BAPPEDA;;", "KANTOR;;"))
    with pytest.raises(ReferenceError, match="3 published values"):
        submissions.undo(filled, entry.id)
    amendment = amending.amend(filled, [without(filled, "agencies", "KANTOR")])
    assert [one.facts["count"] for one in amendment.problems] == [3]
    assert filled.ledger.entries()[-1].kind == "load", "nothing was written"


def test_a_file_that_lacks_most_rows_and_another_measure_are_asked_about(filled):
    amendment = amending.amend(filled, [file("targets", [target()])])
    assert [one.key for one in amendment.doubts] == ["few_rows"]
    other = changed(filled, "indicators", "IKU-BAPPEDA-13", unit="orang", unit_en="people")
    assert [one.key for one in amending.amend(filled, [other]).doubts] == ["in_use_measure"]


def test_a_file_equal_to_what_is_in_force_is_not_recorded(filled):
    same = file("themes", rows(filled, "themes"))
    amendment = amending.amend(filled, [same])
    assert amendment.changes == ()
    with pytest.raises(LedgerError) as stopped:
        amending.accept_amendment(filled, amendment)
    assert stopped.value.key == "reference_unchanged"


def test_what_was_looked_at_is_what_is_agreed_to(filled, publish):
    amendment = amending.amend(filled, [file("targets", [target()])], rest=True)
    publish(filled, VALUES.replace("14,0", "14,1"))
    with pytest.raises(StoreError) as stopped:
        amending.accept_amendment(filled, amendment)
    assert stopped.value.key == "overtaken"


def test_changed_rows_that_were_altered_on_disk_stop_every_build(filled):
    entry, _ = accept(filled, file("targets", [target()]), rest=True)
    path = entry.folder / "changes.json"
    path.write_text(path.read_text("utf-8").replace('"11"', '"12"'), "utf-8")
    from data.store.amended import _changes

    _changes.cache_clear()
    assert {one.key for one in submissions.verify(filled)} >= {"file_differs"}
    with pytest.raises(LedgerError, match=r"changes\.json"):
        submissions.rebuild(filled)
