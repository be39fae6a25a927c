"""Meeting mode: the agenda, moving between items, notes and minutes."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from pages.content import agenda, scope, series
from pages.documents import minutes
from pages.sections.meeting import steps
from pages.session import notes


@pytest.mark.parametrize("lang", ["id", "en"])
def test_the_agenda_starts_with_new_signals_and_keys_move_through_it(open_app, full_store, lang):
    app = open_app(full_store, "meeting", lang=lang)
    assert not app.exception
    first = app.header[0].value
    assert app.button(key="meeting_back").disabled
    app.button(key="meeting_next").click().run()
    assert not app.exception
    assert app.header[0].value != first
    app.button(key="meeting_back").click().run()
    assert app.header[0].value == first


def test_every_item_has_its_picture(shipped, monkeypatch):
    monkeypatch.setenv("KINERJA_STORE", str(shipped))
    here = scope.Scope()
    for row in agenda.items(here).to_dict("records"):
        of = {"indicator": row["indicator"], "agency": row["agency"], "unit": row["unit"]}
        assert series.values(here, row["region"], **of)["actual"].notna().any(), of


def test_notes_stay_with_their_item(open_app, full_store):
    app = open_app(full_store, "meeting")
    app.text_area[0].set_value("Tindak lanjut <b>Kamis</b>").run()
    app.button(key="meeting_next").click().run()
    assert app.text_area[0].value == ""
    app.button(key="meeting_back").click().run()
    assert app.text_area[0].value == "Tindak lanjut <b>Kamis</b>"


def test_the_item_stands_in_the_link_and_notes_outlive_a_reload(open_app, full_store, monkeypatch):
    monkeypatch.setattr("pages.session.visitor.visitor", lambda: "browser of the meeting")
    app = open_app(full_store, "meeting", meeting_item="2")
    second = app.header[0].value
    app.text_area[0].set_value("Kamis").run()
    again = open_app(full_store, "meeting", meeting_item="2")
    assert (again.header[0].value, again.text_area[0].value) == (second, "Kamis")
    app.button(key="meeting_back").click().run()
    assert app.header[0].value != second


def test_notes_stand_in_minutes_that_are_made_where_no_visitor_is_known(open_app, full_store, monkeypatch):
    made = {}
    monkeypatch.setattr("streamlit.download_button", lambda *_, data, key, **__: made.update({key: data}))
    app = open_app(full_store, "meeting")
    app.text_area[0].set_value("Tindak lanjut Kamis").run()
    with ThreadPoolExecutor(1) as apart:
        assert "Tindak lanjut Kamis" in apart.submit(made["meeting_print"]).result().decode()


def test_items_are_chosen_and_ordered(open_app, full_store, monkeypatch):
    monkeypatch.setenv("KINERJA_STORE", str(full_store))
    here = scope.Scope(period="2025-Q4")
    offered = agenda.items(here)
    first, last = steps.keys(offered)[0], steps.keys(offered)[-1]
    app = open_app(full_store, "meeting", period="2025-Q4")
    assert len(app.multiselect(key="meeting_items").proto.options) == len(offered) > 1
    app.multiselect(key="meeting_items").set_value([last, first]).run()
    assert len(app.segmented_control(key="meeting_item").options) == 2
    assert app.query_params["meeting_items"] == [last, first]
    linked = open_app(full_store, "meeting", period="2025-Q4", meeting_items=[last])
    assert len(linked.segmented_control(key="meeting_item").options) == 1


def test_an_empty_view_says_so(open_app, full_store):
    app = open_app(full_store, "meeting", agency="DISDIK", region="11.01")
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
    monkeypatch.setenv("KINERJA_STORE", str(full_store))
    here = scope.Scope(period="2025-Q4")
    rows = agenda.items(here)
    noted = {notes.key(rows.iloc[0]): "<script>alert(1)</script>"}
    page = minutes.document(here, rows, lambda row: noted.get(notes.key(row), "")).decode()
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
