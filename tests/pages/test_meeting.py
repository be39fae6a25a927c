"""Meeting mode: the agenda, moving between items, notes and minutes."""

import pytest

from pages.parts import agenda, minutes


@pytest.mark.parametrize("lang", ["id", "en"])
def test_the_agenda_starts_with_new_signals_and_keys_move_through_it(open_app, full_store, lang):
    app = open_app(full_store, "meeting_page", lang=lang)
    assert not app.exception
    first = app.header[0].value
    assert app.button(key="meeting_back").disabled
    app.button(key="meeting_next").click().run()
    assert not app.exception
    assert app.header[0].value != first
    app.button(key="meeting_back").click().run()
    assert app.header[0].value == first


def test_notes_stay_with_their_item(open_app, full_store):
    app = open_app(full_store, "meeting_page")
    app.text_area[0].set_value("Tindak lanjut <b>Kamis</b>").run()
    app.button(key="meeting_next").click().run()
    assert app.text_area[0].value == ""
    app.button(key="meeting_back").click().run()
    assert app.text_area[0].value == "Tindak lanjut <b>Kamis</b>"


def test_an_empty_view_says_so(open_app, full_store):
    app = open_app(full_store, "meeting_page", agency="DISDIK", region="11.01")
    assert not app.exception
    assert app.info


def test_summary_leads_to_the_meeting_and_back(open_app, full_store):
    app = open_app(full_store)
    app.button(key="summary_meeting").click().run()
    assert app.header
    app.button(key="meeting_end").click().run()
    assert not app.exception
    assert app.button(key="summary_meeting")


def test_minutes_hold_items_and_notes_as_text(full_store, monkeypatch):
    import streamlit as st

    from pages.parts import scope

    monkeypatch.setenv("KINERJA_STORE", str(full_store))
    here = scope.Scope(period="2025-Q4")
    monkeypatch.setitem(st.session_state, "_scope", here)
    rows = agenda.items(here, here.as_of)
    monkeypatch.setitem(st.session_state, agenda.NOTES, {rows["series"].iloc[0]: "<script>alert(1)</script>"})
    page = minutes.document(rows).decode()
    assert page.count("<section class=\"item\">") == len(rows) > 1
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert "http" not in page.replace("http://www.w3.org/2000/svg", "")
    assert len(rows.drop_duplicates(["agency", "indicator"])) == len(rows)


def test_a_fallen_class_is_named_and_asked_about():
    row = {"kind": "new", "state": "improving", "confirmed": True, "class_steps": -1, "previous_tone": "very_good",
           "tone": "good"}  # fmt: skip
    assert agenda.kinds(row) == ["sinyal baru", "kelas Sangat tinggi → Tinggi"]
    assert minutes.questions(row)[0].startswith("Mengapa kelasnya turun")
    assert agenda.kinds(row | {"class_steps": float("nan")}) == ["sinyal baru"]
