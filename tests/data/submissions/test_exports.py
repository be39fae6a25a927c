"""The exports folder: what of it is recorded at the first start, and what is said of each file."""

import json

from data import submissions
from data.settings import settings

HEADER = "kode_instansi;kode_indikator;kode_wilayah;periode;realisasi\n"


def test_the_report_of_the_first_start_says_which_files_were_recorded(store):
    folder = settings().exports
    (folder / "a.csv").write_text(HEADER + "BAPPEDA;IKU-BAPPEDA-13;11.71;2024;7,5\n", "utf-8")
    (folder / "b.csv").write_text(HEADER + "BAPPEDA;IKU-XX-99;11.71;2024;7,5\n", "utf-8")
    submissions.ensure(store)
    told = json.loads((store.folder / "exports.json").read_text("utf-8"))
    facts = [(one["file"], one["loaded"], one["rows"], one["rejected"]) for one in told]
    assert facts == [("a.csv", True, 1, 0), ("b.csv", False, 0, 1)]
    assert [entry.facts["file"] for entry in store.ledger.entries()] == ["a.csv"]
