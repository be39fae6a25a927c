"""Mutu Data: rates, lists, deadlines, letters and questions; full, empty, filtered, in both languages."""

import datetime as dt
from io import BytesIO
from urllib.parse import parse_qs, unquote, urlsplit
from zipfile import ZipFile

import icalendar
import pandas as pd
import pytest

from data.store import reminders
from pages.content import completeness, reader
from pages.documents import list_file, reminder_letter
from pages.words import language
from tests.pages.conftest import in_turn
from tests.pages.visiting import tables


def words(app) -> str:
    """Everything the page says, in one text."""
    return "\n".join(each.value for kind in ("markdown", "caption", "info", "success") for each in getattr(app, kind))


PARTS = ("complete", "deadlines", "values", "snapshots", "questions")
LINKS = [
    {}, {"agency": "DISDIK"}, {"agency": "DINKES", "unit": "DINKES-P2P"}, {"region": "11.06"}, {"period": "2024-Q2"},
    {"agency": "BAPPEDA", "region": "11.75"},
]  # fmt: skip


@pytest.fixture(autouse=True)
def today(monkeypatch):
    """The real day of these tests: 2 March 2026."""
    monkeypatch.setattr(completeness, "real_day", lambda: dt.date(2026, 3, 2))


@pytest.mark.parametrize(("link", "part", "spoken"), in_turn(LINKS, *PARTS))
def test_every_part_answers_every_link(open_app, full_store, part, link, spoken):
    app = open_app(full_store, "quality", quality_part=part, lang=spoken, **link)
    assert not app.exception
    assert not app.error
    assert app.title[0].value == {"id": "Mutu Data", "en": "Data quality"}[spoken]


def test_an_empty_store_says_how_to_begin(open_app, empty_store):
    app = open_app(empty_store, "quality")
    assert not app.exception
    assert any("Belum ada data" in info.value for info in app.info)


def metrics(app) -> dict[str, str]:
    return {metric.label: metric.value for metric in app.metric}


def test_the_record_of_the_last_year_in_numbers(open_app, full_store):
    """Newest date of data 9 February 2026; three quarterly series, of which one stopped after the second quarter."""
    app = open_app(full_store, "quality", quality_per="data", quality_span="4")
    # Quarterly: two units × 4 quarters came by turns 10 and 40 days after the end, one agency gave 2 and owes 2.
    # Annual 2025: 3 reports (40 days after the end of the year, within 59).
    assert metrics(app) == {
        "Jatuh tempo": "15", "Diterima": "13", "Tepat waktu": "8", "Terlambat": "5", "Belum masuk": "2"
    }  # fmt: skip
    assert "Dari **15** laporan" in words(app)
    assert "1 Jan 2025 – 9 Feb 2026" in words(app)


def test_a_year_and_a_frequency_narrow_the_record(open_app, full_store):
    app = open_app(full_store, "quality", quality_per="data", quality_span="4")
    app.selectbox(key="quality_frequency").set_value("annual").run()
    assert metrics(app)["Jatuh tempo"] == "3"
    app.selectbox(key="quality_span").set_value("2017").run()
    assert metrics(app)["Jatuh tempo"] == "3"
    assert "1 Jan 2017 – 31 Des 2017" in words(app)


def test_missing_reports_are_listed_with_their_days(open_app, full_store):
    app = open_app(full_store, "quality", agency="DISDIK", quality_per="data")
    table = next(each for each in tables(app) if "days_late" in each)
    assert list(table["when"]) == ["TW III 2025", "TW IV 2025"]
    assert list(table["days_late"]) == [107, 15]
    assert "simulasi" in table["name"].iloc[0]


def test_the_page_opens_by_today(open_app, full_store):
    app = open_app(full_store, "quality", agency="DISDIK")
    assert "per tanggal 2 Mar 2026" in words(app)


def test_the_letter_names_what_is_missing_and_mails_it(open_app, full_store):
    app = open_app(full_store, "quality", quality_part="deadlines", agency="DISDIK")
    letter = app.code[0].value
    assert "Yth. Kepala Dinas Pendidikan Aceh\ndi – Banda Aceh" in letter
    assert "per tanggal 2 Maret 2026 terdapat 2 laporan" in letter
    assert "TW IV 2025, TW III 2025 (batas waktu terakhir 15 Jan 2026)" in letter
    assert "Senin, 9 Maret 2026" in letter
    assert "data simulasi" in letter
    assert letter.startswith("CONTOH")
    assert not [button for button in app.button if button.key == "quality_letters_sent"], "examples are sent to nobody"


def test_the_letter_stays_indonesian_on_english_pages(open_app, full_store):
    app = open_app(full_store, "quality", quality_part="deadlines", agency="DISDIK", lang="en")
    assert "Hal: Pengingat penyampaian" in app.code[0].value
    assert "Dear Sir or Madam" in app.code[1].value


def test_nothing_missing_needs_no_letter(open_app, full_store):
    app = open_app(full_store, "quality", quality_part="deadlines", agency="BAPPEDA")
    assert not [each.value for each in app.code if "Yth." in each.value]
    assert any("Tidak perlu pengingat" in each.value for each in app.success)


def missing(n: int, name: str = "Angka & <b>uji</b> 100%") -> pd.DataFrame:
    return pd.DataFrame(
        {
            "agency_id": "Dinas Uji", "agency_en": "Test Office", "unit": "", "unit_id": None, "unit_en": None,
            "indicator": [f"I{i}" for i in range(n)], "short_id": name, "short_en": name, "period": "2026-01",
            "period_end": dt.date(2026, 1, 31), "deadline": dt.date(2026, 2, 10), "simulated": False,
        }
    )  # fmt: skip


@pytest.mark.parametrize("n", [1, 12, 400])
def test_a_mail_draft_fits_and_counts_what_it_leaves_out(n):
    link, shortened = reminder_letter.mail_link(missing(n), dt.date(2026, 3, 2), dt.date(2026, 3, 9), "id")
    assert len(link) <= reminder_letter.LONGEST_LINK
    assert shortened == (n > 1)
    fields = parse_qs(urlsplit(link).query)
    body = fields["body"][0]
    listed = body.count("Angka & <b>uji</b> 100%")
    assert f"terdapat {n} laporan" in body
    assert listed == n if n == 1 else f"dan {n - listed} laporan lain" in body
    assert "\r\n" in body
    assert "+" not in link.replace(unquote("%2B"), "+", 0).split("?")[1].replace("%20", "")


def test_letters_leave_as_a_pack_and_are_recorded(tmp_path):
    rows = pd.concat([missing(2).assign(agency="A"), missing(1).assign(agency="=B/..", head_id="Kepala Uji")])
    day = dt.date(2026, 3, 2)
    with ZipFile(BytesIO(reminder_letter.pack(rows, day, dt.date(2026, 3, 9), b"x"))) as pack:
        names = pack.namelist()
        assert len(names) == 3
        assert not any("/" in name for name in names)
        assert "Yth. Kepala Uji" in pack.read(names[2]).decode("utf-8-sig")
    reminders.record(tmp_path, {"A": 2}, dt.date(2026, 2, 2))
    reminders.record(tmp_path, {"A": 3, "B": 1}, day)
    reminders.record(tmp_path, {"A": 4}, day)
    assert [(one.on, one.reports) for one in reminders.sent(tmp_path)["A"]] == [("2026-02-02", 2), ("2026-03-02", 4)]
    reminders.take_back(tmp_path, day)
    assert {*reminders.sent(tmp_path)} == {"A"}
    (tmp_path / reminders.FILE).write_text("[1", "utf-8")
    assert reminders.sent(tmp_path) == {}


def test_an_answer_is_never_asked_for_on_a_weekend():
    days = [reminder_letter.answer_by(dt.date(2026, 3, 2) + dt.timedelta(days=each)) for each in range(7)]
    assert [str(day) for day in days] == [
        "2026-03-09", "2026-03-10", "2026-03-11", "2026-03-12", "2026-03-13", "2026-03-16", "2026-03-16"
    ]  # fmt: skip


def test_the_calendar_file_is_read_by_a_calendar(monkeypatch):
    monkeypatch.setattr(language, "current", lambda: "id")
    rows = pd.DataFrame(
        {
            "deadline": [dt.date(2026, 4, 15)], "due_day": [dt.date(2026, 4, 25)], "agency": ["DINKES"],
            "frequency": ["quarterly"], "period": ["2026-Q1"], "agency_name": ["Dinas; Uji, Aceh"], "reports": [2],
            "indicators": [["Angka\nsatu", "Dua"]], "simulated": [0],
        }
    )  # fmt: skip
    made = reminder_letter.calendar_file(rows, dt.datetime(2026, 3, 2, 5, tzinfo=dt.UTC))
    (event,) = icalendar.Calendar.from_ical(made).walk("VEVENT")
    assert event["summary"] == "Batas laporan Triwulan I 2026 – Dinas; Uji, Aceh (2 laporan)"
    assert (event.decoded("dtstart"), event.decoded("dtend")) == (dt.date(2026, 4, 15), dt.date(2026, 4, 16))
    assert event["uid"] == "dinkes-quarterly-2026-q1@kinerja-aceh"
    assert "Tenggang sampai 25 Apr 2026." in event["description"]
    (alarm,) = event.walk("VALARM")
    assert alarm.decoded("trigger") == dt.timedelta(days=-3)
    assert all(len(line) <= 75 for line in made.split(b"\r\n"))


def test_a_band_never_rounds_up_to_complete():
    assert [completeness.band(rate) for rate in (100, 99.99, 90, 89.9, 75, 50, 49.9, 0)] == [
        "whole", "most", "most", "many", "many", "half", "few", "few"
    ]  # fmt: skip
    assert completeness.floored(99.99) == "99"


def test_a_list_as_a_file_is_defused(open_app, full_store, monkeypatch):
    monkeypatch.setattr(language, "current", lambda: "id")
    monkeypatch.setattr(reader, "snapshot", lambda: type("S", (), {"id": "x"}))
    made = list_file.as_file(pd.DataFrame({"a": ["=1+1", "b"], "n": [1.5, None]}), {"a": "a", "n": "n"}, "Uji")
    lines = made.decode("utf-8-sig").split("\r\n")
    assert lines[0].startswith("# ")
    assert lines[3:] == ["a;n", "'=1+1;1,5", "b;", ""]


def test_integrity_questions_are_questions(open_app, full_store):
    app = open_app(full_store, "quality", quality_part="questions")
    asked = [each.label for each in app.expander]
    assert asked
    assert all("?" in label for label in asked)
