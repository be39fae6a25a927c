"""What the program gives out comes back to it: every download of observations is read whole and changes nothing."""

import duckdb
import pytest

from data import intake
from data.reference import load_reference
from data.store import Store
from pages.documents import dataset

EVERYTHING = dict.fromkeys(dataset.PARAMETERS)
MAKERS = {
    "semicolon.csv": lambda selection, path: dataset.write_csv(selection, path, ","),
    "comma.csv": lambda selection, path: dataset.write_csv(selection, path, "."),
    "workbook.xlsx": dataset.write_xlsx,
}
KEY = ("agency", "coalesce(unit, '')", "indicator", "region", "period")
VALUES = ("target", "target_low", "target_high", "actual", "numerator", "denominator", "status")
ROWS = ", ".join((*KEY, *VALUES))
DOUBTS = {"jump", "unit_slip", "same_as_last", "regencies_missing", "target_out_of_line", "target_behind_actual"}
"""What may be said of published values again, without holding them back."""


@pytest.mark.parametrize(
    ("name", "lang", "chosen"),
    [("semicolon.csv", "id", {"agency": "DINKES"}), ("comma.csv", "en", {"agency": "BPKA"}),
     ("workbook.xlsx", "en", {"indicators": ("IKU-BAPPEDA-13",)}), ("workbook.xlsx", "id", {"agency": "BPKA"})],
    ids=lambda each: each if isinstance(each, str) else "chosen",
)  # fmt: skip
def test_a_download_sent_back_is_what_is_published(shipped, monkeypatch, tmp_path, name, lang, chosen):
    monkeypatch.setenv("KINERJA_STORE", str(shipped))
    monkeypatch.setattr("pages.words.language.current", lambda: lang)
    path = tmp_path / name
    MAKERS[name](dataset.Selection({**EVERYTHING, **chosen}, ("uji",)), path)
    history = Store(shipped).snapshot().path
    result = intake.read(path, intake.Options(), load_reference(), history, tmp_path / "work")
    assert (result.outcome, result.rejected, result.waiting) == ("accepted", 0, 0)
    assert set(result.counts) <= DOUBTS
    with duckdb.connect() as memory:
        memory.execute(f"ATTACH '{history}' AS history (READ_ONLY)")
        sent = f"SELECT {ROWS} FROM read_parquet('{result.accepted_path}')"  # noqa: S608 - own names and path
        held = f"SELECT {ROWS} FROM history.observations"  # noqa: S608 - own names
        assert memory.sql(f"{sent} EXCEPT {held}").fetchall() == []
