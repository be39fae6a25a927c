"""A dataset taken away through the page holds what the command line answers."""

import csv
import json

import pytest

from data.__main__ import main

pytestmark = pytest.mark.browser

CHOSEN = {"indicator": "IKU-BAPPEDA-01", "region": "11.71"}


@pytest.fixture
def answered(shipped, monkeypatch, capsys) -> list[dict]:
    """`python -m data query observations` of the same filters on the same store."""
    monkeypatch.setenv("KINERJA_STORE", str(shipped))
    assert main(["query", "observations", *(f"{key}={value}" for key, value in CHOSEN.items()), "--json"]) == 0
    return json.loads(capsys.readouterr().out)["rows"]


def test_a_csv_with_decimal_comma_holds_the_rows_of_the_query(visit, answered, tmp_path):
    visit.open("/unduh?" + "&".join(f"{key}={value}" for key, value in CHOSEN.items()))
    with visit.page.expect_download() as started:
        visit.page.get_by_role("button", name="CSV (; dan koma)").click()
    path = tmp_path / started.value.suggested_filename
    started.value.save_as(path)
    lines = path.read_text("utf-8-sig").splitlines()
    told = [line for line in lines if line.startswith("#")]
    rows = list(csv.DictReader(lines[len(told) :], delimiter=";"))
    expected = {row["period"]: row["actual"] for row in answered}
    found = {row["periode"]: float(row["realisasi"].replace(",", ".")) for row in rows}
    assert len(rows) == len(answered) > 5
    assert found == pytest.approx(expected)
    assert any("," in row["realisasi"] for row in rows)
    assert any("Banda Aceh" in line for line in told)
    assert visit.page.get_by_text(f"{len(rows)} baris").first.is_visible()
