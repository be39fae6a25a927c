"""Kirim Data in every state: the three ways in, outcomes, questions, suggestions, difference, publish, undo, redo."""

import datetime as dt
import io
from functools import partial

import openpyxl
import pandas as pd
import pytest

from data import submissions
from data.intake import Options, read, saved_answers
from data.reference import load_reference
from data.store import Store
from pages.components import proposed_flips
from pages.documents import report_template
from pages.sections.report import desk, direct, outcome, recognition
from pages.words import language
from tests.pages.conftest import GOOD, HEADER
from tests.pages.visiting import button, field, fine, metrics, publish, submit, tables, upload, values, words

SABANG = "DINKES;IKU-DINKES-04;;Kota Sabbang;2024;22;21,5;\n"
AT_ODDS = "DINKES;IKU-DINKES-04;11.01;Simeulue;2024;22;21,5;\n"


def test_without_a_file_the_page_offers_four_ways_and_asks_nothing(page):
    fine(page)
    assert [tab.label for tab in page.tabs] == [
        "Unggah", "Tempel", "Ketik", "Koreksi satu nilai"
    ]  # fmt: skip
    assert page.file_uploader
    assert not page.metric
    assert "Tidak ada kiriman untuk ditampilkan." in words(page)


def test_the_open_tab_stays_in_the_link(page, open_app, store):
    assert "report_way" not in page.query_params
    app = open_app(store.folder, "report", report_way="direct")
    assert app.session_state["report_tabs"] == "Ketik"
    assert app.query_params["report_way"] == "direct"
    unknown = open_app(store.folder, "report", report_way="x")
    assert unknown.session_state["report_tabs"] == "Unggah"
    assert "report_way" not in unknown.query_params


def test_a_clean_file_is_published_under_a_name_and_can_be_seen(page, store):
    app = upload(page, GOOD)
    assert "Diterima: 1" in words(app)
    assert values(store) == {}, "nothing is published before the button"
    assert button(app, "report_publish").disabled
    assert "nama Anda" in words(app)
    app = publish(app)
    assert values(store) == {("11.71", "2024"): 20.5}
    assert button(app, "report_see_0").label.startswith("Lihat perubahan")
    (entry,) = store.ledger.entries()
    assert (entry.facts["sender"], entry.facts["file"]) == ("Cut Meutia", "laporan.csv")
    assert entry.original.read_bytes() == GOOD.encode()


def test_what_is_replaced_is_counted_whole_where_the_list_is_cut(page, monkeypatch):
    both = GOOD + "DINKES;IKU-DINKES-04;11.06;;2024;22;19,5;\n"
    app = publish(upload(page, both))
    monkeypatch.setattr(desk.submissions, "changed_rows", partial(submissions.changed_rows, limit=1))
    app = upload(app, both.replace("20,5", "20,6").replace("19,5", "19,6"), "lagi.csv")
    assert "2 nilai yang sudah terbit akan diganti" in words(app)
    assert "1 perubahan lain tidak ditampilkan" in words(app)


def test_faulty_rows_are_shown_in_place_and_wait_for_consent(page, store):
    app = upload(page, GOOD + AT_ODDS)
    assert "Sebagian: 1" in words(app)
    assert (metrics(app)["Dibaca"], metrics(app)["Diterima"], metrics(app)["Ditahan"]) == ("2", "1", "1")
    placed = next(frame for frame in tables(app) if outcome.ROW in frame.columns)
    assert placed[outcome.ROW].tolist() == ["3"]
    assert placed["kode_wilayah"].tolist() == ["✗ 11.01"]
    assert placed["nama_wilayah"].tolist() == ["Simeulue"]
    assert "Baris 3: " in words(app)
    fine(field(app, "text_input", "report_sender").set_value("Cut Meutia").run())
    assert button(app, "report_publish").disabled
    fine(field(app, "checkbox", "report_consent").check().run())
    fine(button(app, "report_publish").click().run())
    assert values(store) == {("11.71", "2024"): 20.5}
    assert store.ledger.entries()[0].facts["rejected"] == 1


@pytest.mark.parametrize("text", ["bukan tabel sama sekali\n", "", "\n\n", "%PDF-1.7 berkas lain"])
def test_a_file_that_cannot_be_read_offers_nothing_to_publish(page, text):
    app = upload(page, text, "../../catatan.csv")
    assert app.error
    assert "Ditolak" in words(app)
    assert not [each for each in app.button if (each.key or "").startswith("report_publish")]


def test_a_suggestion_mends_the_file_can_be_taken_back_and_stays_on_record(page, store):
    app = upload(page, GOOD + SABANG)
    assert "Kota Sabbang" in words(app)
    app = fine(button(app, "report_fix_").click().run())
    assert "Diterima: 2" in words(app)
    app = fine(button(app, "report_unfix_").click().run())
    assert "Sebagian: 1" in words(app)
    app = fine(button(app, "report_fix_").click().run())
    assert "dibaca sebagai" in words(app)
    publish(app)
    assert values(store) == {("11.71", "2024"): 20.5, ("11.72", "2024"): 21.5}
    (replaced,) = store.ledger.entries()[0].facts["answers"]["replace"]
    assert replaced == {"where": {"nama_wilayah": "Kota Sabbang"}, "use": {"nama_wilayah": "Kota Sabang"}}


def test_all_sure_suggestions_are_used_at_once(page):
    app = upload(page, GOOD + SABANG + SABANG.replace("Sabbang", "Langssa"))
    app = fine(button(app, "report_accept_all").click().run())
    assert "Diterima: 3" in words(app)


def test_what_the_file_does_not_say_is_asked_and_remembered_for_the_layout(page, store):
    table = "Kabupaten/Kota;Persentase\nKota Banda Aceh;20,5\nKota Sabang;21,5\n"
    app = upload(page, table)
    asked = [each.label for each in app.selectbox if (each.key or "").startswith("report_question")]
    assert asked
    app = _answer(app, "report_question", {"Persentase": "realisasi"})
    app = _answer(app, "report_question", {"indicator": "IKU-DINKES-04"})
    app = _answer(app, "report_question", {"period": "2024"})
    assert "Diterima: 2" in words(app)
    publish(app)
    assert values(store) == {("11.71", "2024"): 20.5, ("11.72", "2024"): 21.5}

    app = upload(page, table.replace("20,5", "19,5"), "tahun_berikut.csv")
    assert "Seperti terakhir kali" in words(app)
    assert "Persentase → realisasi" in words(app)
    app = _answer(app, "report_question", {"period": "2025"})
    assert "Diterima: 2" in words(app)
    app = fine(button(app, "report_forget").click().run())
    assert "Seperti terakhir kali" not in words(app)
    assert not list((store.folder / "answers").glob("*.json"))


def _answer(app, stem, said):
    """Answer the questions on the page by header, or by name, and send the form."""
    for name, value in said.items():
        for each in (*app.selectbox, *app.text_input):
            key = each.key or ""
            if key.startswith(stem) and (each.label == name or key.endswith(f"_{name}")):
                each.set_value(value)
    return fine(submit(app, stem).click().run())


def two_sheets() -> bytes:
    book = openpyxl.Workbook()
    for number, (name, period) in enumerate((("Sep 2026", "2023"), ("Okt 2026", "2024"))):
        sheet = book.active if number == 0 else book.create_sheet()
        sheet.title = name
        sheet.append(HEADER.strip().split(";"))
        sheet.append(["DINKES", "IKU-DINKES-04", "11.71", "Kota Banda Aceh", period, 22, 20.5 + number, ""])
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def test_the_question_of_two_sheets_is_walked_to_its_end(page, store):
    upload(page, two_sheets(), "bulanan.xlsx")
    field(page, "selectbox", "report_question_1_sheet").set_value("Okt 2026")
    fine(submit(page, "report_question_1").click().run())
    assert metrics(page)["Diterima"] == "1", words(page)
    field(page, "selectbox", "report_correct_1_sheet").set_value("Sep 2026")
    fine(submit(page, "report_correct_1").click().run())
    publish(page)
    assert values(store) == {("11.71", "2023"): 20.5}


def test_a_recognised_header_can_be_corrected(page):
    app = upload(page, GOOD.replace("target", "sasaran_lain"))
    form = "report_correct"
    app = _answer(app, form, {"sasaran\\_lain": "target"})
    table = next(
        each for each in tables(app) if "meaning" in each.columns and "column" in each.columns
    )
    assert table.set_index("column").loc["sasaran_lain", "meaning"] == "target"


def test_the_same_file_twice_changes_nothing(published, page):
    app = upload(page, GOOD)
    assert metrics(app)["Tetap"] == "1"
    assert "Tidak ada yang berubah" in words(app)
    publish(app)
    assert len(published.ledger.entries()) == 1


def test_the_difference_stands_side_by_side_with_its_class(published, page_with_flips):
    app = upload(page_with_flips, GOOD.replace("20,5", "28,0"), "koreksi.csv")
    assert (metrics(app)["Berubah"], metrics(app)["Baru"]) == ("1", "0")
    table = next(each for each in tables(app) if "new_standing" in each.columns)
    row = table.iloc[0]
    assert (row["old_actual"], row["new_actual"]) == (20.5, 28.0)
    before = published.snapshot().fetch("observations")["class"].iloc[0]
    assert row["old_standing"].casefold().replace(" ", "_") == before
    assert row["old_standing"] != row["new_standing"]
    (held,) = app.session_state[desk.HELD]
    assert len(proposed_flips._computation(held.proposal).result(60)) == 1
    assert "1 data berkala akan berganti: 1 kelas" in words(fine(app.run()))
    publish(app)
    after = published.snapshot().fetch("observations")["class"].iloc[0]
    assert row["new_standing"].casefold().replace(" ", "_") == after


def test_simulated_values_are_called_so_in_the_difference_and_before_an_undo(page):
    app = upload(page, GOOD.replace("20,5;", "20,5;simulasi"))
    assert words(app).count("disimulasikan") == 1
    app = publish(app)
    app = fine(field(app, "toggle", "report_turn_open").set_value(True).run())
    assert "disimulasikan" in words(app)


def test_a_withdrawal_needs_its_own_consent(published, page):
    app = upload(page, HEADER + "DINKES;IKU-DINKES-04;11.71;Kota Banda Aceh;2024;;;ditarik\n", "tarik.csv")
    assert metrics(app)["Ditarik"] == "1"
    for area in app.text_input:
        if (area.key or "").startswith("report_reason"):
            area.set_value("Rilis dicabut")
    fine(field(app, "text_input", "report_sender").set_value("Cut Meutia").run())
    assert button(app, "report_publish").disabled
    fine(field(app, "checkbox", "report_consent_withdrawn").check().run())
    fine(button(app, "report_publish").click().run())
    assert values(published) == {}


def test_a_warning_asks_a_reason_of_its_own(page, store):
    doubted = "BAPPEDA;IKU-BAPPEDA-04;11;Aceh;2024;;-70;\n"
    app = upload(page, HEADER + doubted)
    reason = field(app, "text_input", "report_reason")
    assert "Baris 2 · Aceh · 2024 · -70" in words(app)
    fine(field(app, "text_input", "report_sender").set_value("Cut Meutia").run())
    assert button(app, "report_publish").disabled
    for each in app.text_input:
        if (each.key or "").startswith("report_reason"):
            each.set_value("Dihitung ulang oleh BPS")
    fine(app.run())
    fine(button(app, "report_publish").click().run())
    facts = store.ledger.entries()[0].facts
    assert set(facts["reasons"].values()) == {"Dihitung ulang oleh BPS"}
    assert reason.key.rsplit("_", 1)[-1] in " ".join(facts["reasons"])


def test_undo_shows_first_what_it_changes_and_redo_brings_it_back(published, page):
    app = publish(upload(page, GOOD.replace("20,5", "18,0"), "koreksi.csv"))
    identity = published.ledger.entries()[-1].id
    app = fine(field(app, "toggle", "report_turn_open").set_value(True).run())
    assert "Bila dibatalkan: 1 nilai berganti." in words(app)
    app = fine(submit(app, "report_turn_").click().run())
    assert "Isi nama dan alasan" in words(app)
    app = _turn(app)
    assert values(published) == {("11.71", "2024"): 20.5}
    assert published.ledger.entries()[-1].facts["reason"] == "Salah berkas"
    assert f"Kiriman {identity} dibatalkan" in words(app)
    app = fine(field(app, "toggle", "report_turn_open").set_value(True).run())
    app = _turn(app)
    assert values(published) == {("11.71", "2024"): 18.0}


def _turn(app):
    field(app, "text_input", "report_turn_sender").set_value("Cut Meutia")
    field(app, "text_input", "report_turn_reason").set_value("Salah berkas")
    return fine(submit(app, "report_turn_").click().run())


def test_several_files_wait_side_by_side_and_survive_another_page(page, store):
    files = [("satu.csv", GOOD.encode(), "text/csv"), ("dua.csv", (HEADER + SABANG).encode(), "text/csv")]
    app = fine(page.file_uploader[0].set_value(files).run())
    chooser = field(app, "selectbox", "report_looked_at")
    assert chooser.options == ["satu.csv", "dua.csv"]
    app = fine(app.switch_page("pages/guide.py").run())
    app = fine(app.switch_page("pages/report.py").run())
    assert field(app, "selectbox", "report_looked_at").options == ["satu.csv", "dua.csv"]
    app = fine(button(app, "report_put_away").click().run())
    assert not [each for each in app.selectbox if (each.key or "").startswith("report_looked_at")]


def test_pasted_cells_are_read_as_a_table(page, store):
    area = field(page, "text_area", "report_paste")
    area.set_value(GOOD.replace(";", "\t"))
    app = fine(submit(page, "report_paste_form").click().run())
    assert "tempelan.tsv" in words(app)
    assert "Diterima: 1" in words(app)


def test_nothing_pasted_is_said(page):
    app = fine(submit(page, "report_paste_form").click().run())
    assert "Belum ada yang ditempel." in words(app)


def test_an_upload_that_was_cleared_away_says_so(page, store):
    app = upload(page, GOOD)
    for folder in (store.folder / "work").glob("upload-*"):
        for path in folder.glob("upload.*"):
            path.unlink()
    app = fine(app.run())
    assert "dibersihkan dari tempat kerja" in words(app)


@pytest.mark.parametrize("lang", ["id", "en"])
def test_the_words_of_the_template_make_no_second_table(lang, monkeypatch, shipped, tmp_path):
    monkeypatch.setattr(language, "current", lambda: lang)
    reference, snapshot = load_reference(), Store(shipped).snapshot()
    rows = report_template.rows(reference, snapshot, "DISDIK", dt.date(2026, 11, 24), 1)
    content = report_template.workbook(rows, reference, "DISDIK")
    book = openpyxl.load_workbook(io.BytesIO(content))
    sheet = book.worksheets[0]
    at = {cell.value: cell.column for cell in sheet[1]}
    sheet.cell(2, at["realisasi"]).value = sheet.cell(2, at["nilai_terakhir"]).value
    book.save(tmp_path / "isian.xlsx")
    result = read(tmp_path / "isian.xlsx", Options(), reference, None, tmp_path / "work")
    assert (result.outcome, result.accepted) == ("accepted", 1)


@pytest.mark.parametrize(
    ("value", "shown"), [(20.5, "20,5 → 20,50"), (None, "20,5"), ("11.71", "20,5 → 11.71"), ("20,5", "20,5")]
)
def test_a_cell_stands_beside_what_was_read_from_it(value, shown, monkeypatch):
    cell = {"column": "x", "role": "realisasi", "original": "20,5", "parsed": value}
    line = {"row": 2, "cells": [cell]}
    text = recognition.preview([line])["x"].iloc[0]
    assert text == ("20,5" if value == 20.5 else shown)


def test_answers_are_kept_apart_by_agency(tmp_path):
    saved_answers.remember(tmp_path, "DINKES", "ab", saved_answers.Answers(decimal="dot"))
    assert saved_answers.recall_any(tmp_path, "ab")[0] == "DINKES"
    saved_answers.remember(tmp_path, "DISDIK", "ab", saved_answers.Answers(decimal="comma"))
    assert saved_answers.recall_any(tmp_path, "ab") is None


def test_what_is_typed_is_a_file_of_the_standard_with_the_texts_as_typed(tmp_path):
    reference = load_reference()
    own = direct.due(report_template.rows(reference, None, "DINKES", dt.date(2026, 11, 24)), dt.date(2026, 11, 24))
    own = own[own["kode_indikator"] == "IKU-DINKES-04"].reset_index(drop=True)
    table = pd.DataFrame({"realisasi": ["20,5"] * len(own), "catatan": "=1+1"})
    assert direct.as_file(own, table.assign(realisasi=" ", catatan=None)) is None
    content = direct.as_file(own, table)
    assert b"'=1+1" in content
    path = tmp_path / "isian.csv"
    path.write_bytes(content)
    result = read(path, Options(agency="DINKES", today=dt.date(2026, 11, 24)), reference, None, tmp_path / "work")
    assert (result.accepted, result.rejected) == (len(own), 0)
    assert pd.read_parquet(result.accepted_path)["actual"].tolist() == [20.5] * len(own)
