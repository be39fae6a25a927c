"""Every question of the intake walked to its end on Kirim Data: asked, answered in any order, read, published."""

import io
from dataclasses import dataclass

import openpyxl
import pandas as pd
import pytest

from data.intake.checks.rules import finding, rules
from pages.content import findings
from pages.sections.report import desk, questions
from tests.pages.visiting import field, fine, upload, values

HEADER = "kode_instansi;kode_indikator;kode_wilayah;nama_wilayah;periode;realisasi\n"
ROW = "DINKES;IKU-DINKES-04;11.71;Kota Banda Aceh;2024;{}\n"
SHEETS = ("Sep, 2026", "Okt \"2026\"", "Nov'26", "📊 Rekap")


def sheets() -> bytes:
    book = openpyxl.Workbook()
    for number, name in enumerate(SHEETS):
        sheet = book.active if number == 0 else book.create_sheet()
        sheet.title = name
        sheet.append(HEADER.strip().split(";"))
        sheet.append(["DINKES", "IKU-DINKES-04", "11.71", "Kota Banda Aceh", 2021 + number, 20.5 + number])
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


@dataclass(frozen=True)
class Case:
    """A file, the answers to it (part of a widget's key or its label → value; one form after the other) and what is
    read then: (region, period) → actual."""

    file: str | bytes
    answers: list[dict[str, object]]
    read: dict[tuple[str, str], float]
    name: str = "laporan.csv"


BANDA, SABANG = ("11.71", "2024"), ("11.72", "2024")
CASES = {
    "period": Case(
        "kode_instansi;kode_indikator;nama_wilayah;realisasi\nDINKES;IKU-DINKES-04;Kota Banda Aceh;20,5\n",
        [{"period": "2024"}],
        {BANDA: 20.5},
    ),
    "a period that is none": Case(
        "kode_instansi;kode_indikator;nama_wilayah;realisasi\nDINKES;IKU-DINKES-04;Kota Banda Aceh;20,5\n",
        [{"period": "kemarin"}, {"correct_1_period": "2024"}],
        {BANDA: 20.5},
    ),
    "indicator": Case(
        "nama_wilayah;periode;realisasi\nKota Banda Aceh;2024;20,5\n", [{"indicator": "IKU-DINKES-04"}], {BANDA: 20.5}
    ),
    "place": Case(
        "Laporan Kabupaten Pidie dan Kabupaten Bireuen\nkode_indikator;periode;realisasi\nIKU-DINKES-04;2024;20,5\n",
        [{"place": "11.07"}],
        {("11.07", "2024"): 20.5},
    ),
    "codes": Case(
        "kode_indikator;kode_wilayah;periode;realisasi\nIKU-DINKES-04;1103;2024;20,5\nIKU-DINKES-04;1104;2024;21,5\n",
        [{"codes": "bps"}],
        {("11.01", "2024"): 20.5},
    ),
    "decimal": Case(
        "kode_indikator;nama_wilayah;periode;realisasi\nIKU-DINKES-04;Kota Sabang;2024;1.253\n"
        "IKU-BAPPEDA-13;Kota Langsa;2024;2.253\n",
        [{"decimal": "dot"}],
        {SABANG: 1.253},
    ),
    "sheet": Case(sheets(), [{"sheet": SHEETS[1]}], {("11.71", "2022"): 21.5}, "bulanan.xlsx"),
    "another sheet after the first": Case(
        sheets(), [{"sheet": SHEETS[3]}, {"correct_1_sheet": SHEETS[0]}], {("11.71", "2021"): 20.5}, "bulanan.xlsx"
    ),
    "two columns": Case(
        "kode_indikator;nama_wilayah;periode;realisasi;aktual\nIKU-DINKES-04;Kota Banda Aceh;2024;20,5;30,5\n",
        [{"doubled": "aktual"}],
        {BANDA: 30.5},
    ),
    "two columns of one name": Case(
        "kode_indikator;nama_wilayah;periode;Realisasi;Realisasi\nIKU-DINKES-04;Kota Banda Aceh;2024;20,5;30,5\n",
        [{"doubled": "Realisasi (5)"}],
        {BANDA: 30.5},
    ),
    "three columns": Case(
        "kode_indikator;kode_wilayah;periode;realisasi;aktual;capaian\nIKU-DINKES-04;11.71;2024;1,5;2,5;3,5\n",
        [{"doubled": "realisasi"}],
        {BANDA: 1.5},
    ),
    "unread": Case(
        "kode_indikator;nama_wilayah;periode;realisasi;realisai\nIKU-DINKES-04;Kota Banda Aceh;2024;;20,5\n",
        [{"realisai": "realisasi"}],
        {BANDA: 20.5},
    ),
    "unread, left out": Case(
        "kode_indikator;nama_wilayah;periode;nilai;persentase\nIKU-DINKES-04;Kota Banda Aceh;2024;20,5;33\n",
        [{"persentase": "-"}],
        {BANDA: 20.5},
    ),
    "multiplier": Case(
        "kode_indikator;nama_wilayah;periode;realisasi;pengali\nIKU-DINKES-04;Kota Banda Aceh;2024;20,5;1000\n",
        [{"multiplier": True}],
        {BANDA: 20.5},
    ),
    "regional": Case(
        "kode_indikator;periode;Kota Banda Aceh;Kota Sabang;Kota Langsa;X\nIKU-DINKES-04;2024;20,5;21;22;23\n",
        [{"X": "Kabupaten Bener Meriah"}],
        {BANDA: 20.5, ("11.17", "2024"): 23.0},
    ),
    "headers": Case(
        "Daerah;Thn;Hsl\nKota Banda Aceh;2024;20,5\n",
        [
            {"Daerah": "nama_wilayah", "Thn": "tahun", "Hsl": "realisasi"},
            {"indicator": "IKU-DINKES-04"},
        ],
        {BANDA: 20.5},
    ),
    "kinds of rows": Case(
        "kode_indikator;nama_wilayah;periode;jk;realisasi\n"
        + "".join(f"IKU-DINKES-04;Kota Banda Aceh;2024;{kind};{value}\n" for kind, value in (("L", 21), ("L+P", 20))),
        [{"only": ("jk", "L+P")}],
        {BANDA: 20.0},
    ),
    "several at once": Case(
        "Kabupaten/Kota;Persentase\nKota Banda Aceh;20,5\n",
        [{"Persentase": "realisasi"}, {"indicator": "IKU-DINKES-04"}, {"period": "2024"}],
        {BANDA: 20.5},
    ),
}


def answer(app, said):
    """Put the answers of one form into their boxes and send it."""
    for name, value in said.items():
        boxes = [*app.selectbox, *app.text_input, *app.checkbox]
        held = [
            each
            for each in boxes
            if (each.key or "").startswith("report_question" if "correct" not in name else "report_correct")
            and (f"_{name}" in each.key or each.label == name)
        ]
        assert held, f"nothing asks for {name}: {[(each.key, each.label) for each in boxes]}"
        held[0].set_value(value)
    form = "report_correct" if any("correct" in name for name in said) else "report_question"
    return fine(next(each for each in app.button if each.proto.form_id.startswith(form)).click().run())


def publish(app):
    """Give the name and every consent and reason asked for, and publish."""
    for each in [*app.text_input, *app.text_area]:
        if (each.key or "").startswith("report_reason"):
            fine(each.set_value("Sudah diperiksa").run())
    for each in app.checkbox:
        if (each.key or "").startswith("report_consent"):
            fine(each.check().run())
    fine(field(app, "text_input", "report_sender").set_value("Cut").run())
    pressed = field(app, "button", "report_publish")
    assert not pressed.disabled, [each.value for each in app.caption]
    return fine(pressed.click().run())


@pytest.mark.parametrize("name", CASES)
def test_a_question_is_walked_to_its_end(name, page, store):
    case = CASES[name]
    app = upload(page, case.file, case.name)
    for said in case.answers:
        app = answer(app, said)
    assert not [each for each in app.button if each.proto.form_id.startswith("report_question")], "asked again"
    assert [each for each in app.button if (each.key or "").startswith("report_publish")]
    (held,) = app.session_state[desk.HELD]
    rows = pd.read_parquet(held.proposal.intake.accepted_path)
    read = {(row.region, row.period): row.actual for row in rows.itertuples()}
    assert case.read.items() <= read.items()


def test_three_files_are_answered_in_any_order_and_published(page, store):
    """The second is answered in part, the third to its end, then the others; other pages and the other language
    between."""
    names = ("period", "decimal", "headers")
    files = [(f"{name}.csv", CASES[name].file.encode(), "") for name in names]
    app = fine(page.file_uploader[0].set_value(files).run())

    def look_at(number):
        return fine(field(app, "selectbox", "report_looked").set_value(number).run())

    app = look_at(3)
    app = answer(app, CASES["headers"].answers[0])
    app = look_at(2)
    app = fine(app.switch_page("pages/guide.py").run())
    app = fine(app.switch_page("pages/report.py").run())
    app.session_state["lang"] = "en"
    app = look_at(3)
    app = publish(answer(app, CASES["headers"].answers[1]))
    app.session_state["lang"] = "id"
    app = look_at(1)
    app = publish(answer(app, CASES["period"].answers[0]))
    publish(answer(app, CASES["decimal"].answers[0]))
    wanted = CASES["decimal"].read | CASES["period"].read
    assert values(store).items() >= wanted.items()


def test_every_question_is_walked():
    asked = {name for case in CASES.values() for said in case.answers for name in said}
    boxes = set(questions.QUESTIONS.values()) - {"headers", "unread", "regional"}  # these go by the header
    boxes -= {"agency"}  # every indicator of the dictionary names its own
    assert boxes <= asked


@pytest.mark.parametrize("lang", ["id", "en"])
def test_no_remedy_on_the_page_speaks_of_the_command_line(lang, monkeypatch):
    monkeypatch.setattr("pages.words.language.current", lambda: lang)
    told = {rule: findings.remedy(finding(rule, found="x", column="y", detail="z")) for rule in rules()}
    assert not {rule: words for rule, words in told.items() if "--" in words}
