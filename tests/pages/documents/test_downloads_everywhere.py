"""Every download that a page offers when it is opened: no hostile text runs in a spreadsheet, and it is of a kind that
the registry of formats knows."""

import csv
import io
import zipfile

import openpyxl
import pytest

from data import submissions
from data.intake import Options
from data.store import Store
from pages.components import taking
from pages.components.kept_files import KeptFile
from pages.documents.formats import FORMATS, SELECTIONS
from pages.session.views import VIEWS
from tests.pages.visiting import opened, upload

RUNS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "＠")
TEXTS = (
    "=cmd|' /C calc'!A0", "@SUM(1)", "+1+2", "\t=1", "aman;=1+1", "aman,=1+1", "<img src=x onerror=alert(1)>",
    "\u202e=1+1",
)  # fmt: skip
PARTS, RECORDS = ("deadlines", "values", "snapshots", "questions"), ("late", "incomplete")  # of Mutu Data
HEAD = "kode_instansi;kode_indikator;kode_wilayah;nama_wilayah;periode;target;realisasi;catatan;sumber\n"
PLACES = (("11.71", "Kota Banda Aceh"), ("11.72", "Kota Sabang"), ("11.01", "Kabupaten Simeulue"))


def report(shift: float) -> str:
    lines = [
        f"DINKES;IKU-DINKES-04;{code};{name};{year};22;{20 + at + shift + (year - 2015) / 8:.1f}".replace(".", ",", 0)
        + f';"{TEXTS[(at + year) % len(TEXTS)]}";"{TEXTS[(at + year + 3) % len(TEXTS)]}"\n'
        for at, (code, name) in enumerate(PLACES)
        for year in range(2015, 2025)
    ]
    return HEAD + "".join(lines) + "".join(f'DINKES;IKU-DINKES-04;;"{text}";2024;22;21;;\n' for text in TEXTS)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory) -> Store:
    """A store of two reports with hostile texts wherever a sender can write, the second one correcting the first."""
    folder = tmp_path_factory.mktemp("hostile")
    store = Store(folder / "store")
    for at, shift in enumerate((0, 0.5)):
        path = folder / f"{at}.csv"
        path.write_text(report(shift), "utf-8")
        origin = submissions.Origin("page", TEXTS[at], TEXTS[at + 1], f"=1+{at};@x.csv", {"jump": TEXTS[at]})
        options = Options(decimal="dot", reasons=((None, None, TEXTS[at + 2]),))
        proposal = submissions.propose(store, path, options, folder / f"work{at}", origin)
        assert submissions.accept(store, [proposal], partial=True)[0].submission, proposal.intake.findings
    return store


@pytest.fixture(scope="module")
def pressed(hostile, tmp_path_factory):
    """(page, file name) → bytes of every download of every page."""
    made, kinds = {}, {}
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KINERJA_STORE", str(hostile.folder))
        patch.setenv("KINERJA_EXPORTS", str(tmp_path_factory.mktemp("none")))

        def press(_self_or_label, *rest, data=None, **more):
            data = data if data is not None else rest[-1]
            content = data() if callable(data) else data
            made[page, more["file_name"]] = content.path.read_bytes() if isinstance(content, KeptFile) else content
            kinds[more["file_name"]] = asked[-1]

        def offer(of, *given, **more):
            asked.append(of)
            button(of, *given, **more)

        asked, button = [], taking.file_button
        patch.setattr(taking, "file_button", offer)
        patch.setattr("streamlit.download_button", press)
        for view in VIEWS:
            page = view.name
            app = opened(page, {"report_template_agency_DINKES": "DINKES"}, agency="DINKES", indicator="IKU-DINKES-04")
            assert not app.exception, page
            if page == "report":
                upload(app, report(1), f"{TEXTS[0]};@x.csv")
        page = "download"
        assert not opened(page, {}, agency="DINKES", download_contents="verdicts").exception
        page = "quality"
        for held in [{"quality_part": part} for part in PARTS] + [{"quality_record": record} for record in RECORDS]:
            assert not opened(page, held, agency="DINKES").exception, held
    return made, kinds


def cells_of(name: str, content: bytes):
    """The cells of a table as a spreadsheet takes them, with either mark for CSV."""
    if name.endswith(".csv"):
        text = content.decode("utf-8-sig")
        for mark in ";,":
            for row in csv.reader(io.StringIO(text, newline=""), delimiter=mark):
                yield from row
    elif name.endswith(".xlsx"):
        for sheet in openpyxl.load_workbook(io.BytesIO(content)):
            for row in sheet.iter_rows():
                for cell in row:
                    assert cell.data_type != "f", (name, cell.coordinate)
                    yield cell.value
    elif name.endswith(".zip"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for inner in archive.namelist():
                yield from cells_of(inner, archive.read(inner))


def is_number(text: str) -> bool:
    try:
        float(text.replace(",", ".").rstrip("%"))
    except ValueError:
        return False
    return True


def test_no_cell_of_any_download_runs(pressed):
    pressed, _ = pressed
    assert {name.rsplit(".", 1)[1] for _, name in pressed} >= {"csv", "xlsx"}
    assert {page for page, _ in pressed} >= {"download", "report"}
    starts = ("mutu-laporan", "mutu-indikator", "mutu-revisi", "mutu-pertanyaan", "temuan", "bertanda")
    assert not [one for one in starts if not any(name.startswith(one) for _, name in pressed)], sorted(pressed)
    live = {
        (page, name, value)
        for (page, name), content in pressed.items()
        if isinstance(content, bytes)
        for value in cells_of(name, content)
        if isinstance(value, str) and value.startswith(RUNS) and not is_number(value)
    }
    assert not live
    assert not [name for _, name in pressed if name.startswith(RUNS) or ";" in name]


def test_a_file_is_named_by_the_ending_of_its_kind(pressed):
    _, kinds = pressed
    assert set(kinds.values()) >= {*SELECTIONS, "table", "letters", "letter", "calendar", "form", "marked"}
    assert not [name for name, of in kinds.items() if not name.endswith(FORMATS[of].ending)]


def test_what_a_spreadsheet_opens_is_guarded_unless_it_was_sent_so():
    """The test above reads these kinds cell by cell."""
    opened_by = {of for of, form in FORMATS.items() if form.ending.endswith((".csv", ".xlsx", ".zip"))}
    assert {of for of, form in FORMATS.items() if form.guard == "guarded"} == opened_by - {"reference"}
    assert {of for of, form in FORMATS.items() if form.guard == "as_sent"} == {"reference", "original", "evidence"}
