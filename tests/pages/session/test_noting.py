"""What a visitor takes and meets is in the audit record: downloads with their rows, copies, errors by number."""

import logging
from collections import Counter

import pandas as pd
import pytest

from data import audit
from data.errors import KinerjaError
from pages.components import taking
from pages.documents import list_file
from pages.session import faults
from pages.shell import visits

LIST = "ï»¿# Kinerja Aceh\r\n# a; b\r\nnama;nilai\r\n\"baris\r\nbaris; x\";1\r\nb;2\r\n".encode("latin-1")


@pytest.fixture
def offered(monkeypatch):
    """What `st.download_button` is given: file name → what makes the file."""
    made = {}
    monkeypatch.setattr("streamlit.download_button", lambda label, data, file_name, **_: made.update({file_name: data}))
    return made


@pytest.fixture
def begun(store):
    store.folder.mkdir()
    return store


def events(store):
    return [(event.kind, event.subject, dict(event.told)) for event in audit.events(store.folder)]


def test_a_list_that_is_taken_is_recorded_with_its_rows_once_it_is_asked_for(begun, offered):
    taking.file_button("reference", "Unduh", LIST, "acuan")
    assert events(begun) == []
    assert offered["acuan.csv"]() == LIST
    assert events(begun) == [("download", "acuan.csv", {"form": "reference", "rows": 2})]


def test_other_files_are_recorded_with_the_rows_that_are_told(begun, offered):
    taking.file_button("plain_form_xlsx", "Unduh", b"x", "form")
    taking.file_button("original", "Unduh", b"x", "asli.csv", rows=7)
    for make in offered.values():
        make()
    told = [{"form": "plain_form_xlsx", "rows": None}, {"form": "original", "rows": 7}]
    assert [facts for _, _, facts in events(begun)] == told


def test_every_list_says_how_many_rows_it_has():
    assert list_file.Counted(LIST).rows == 2
    assert list_file.Counted(b"kode,nama\n").rows == 0
    assert list_file.Counted(pd.DataFrame({"a": range(5), "b": "x,y"}).to_csv(index=False).encode()).rows == 5


def test_an_error_has_one_number_on_the_page_in_the_log_and_in_the_record(begun, caplog):
    error = KinerjaError("disk_full", path="x", detail="y")
    with caplog.at_level(logging.ERROR):
        words = [faults.numbered("Gagal.", error, "a page") for _ in range(2)]
    number = words[0].rpartition("Nomor kesalahan ")[2][:8]
    assert words[0] == words[1]
    assert events(begun) == [("fault", number, {"error": "disk_full"})]
    assert f"Error {number}" in caplog.text


def test_a_view_is_counted_once_a_visit_and_nobody_with_it(full_store, open_app, monkeypatch, tmp_path):
    visits.keep()
    monkeypatch.setattr(visits, "_waiting", Counter())
    open_app(full_store, "agency", agency="DINKES").run()
    assert visits._waiting["agency"] == 1, "staying counts once"
    monkeypatch.setenv("KINERJA_STORE", str(tmp_path))
    visits.keep()
    ((_, counted),) = audit.counted(tmp_path).items()
    assert counted["agency"] == 1
    assert not visits._waiting
