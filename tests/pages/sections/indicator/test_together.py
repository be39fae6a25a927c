"""What is said of values of the province that are made of agencies."""

import datetime as dt

import pandas as pd
import pytest

from pages.sections.indicator import together
from pages.words import language

ROW = {
    "indicator": "IKU-BPKA-02", "short_id": "Serapan anggaran", "short_en": "Budget absorption", "measure_id": "%",
    "measure_en": "%", "decimals": 2, "period": "2026-01", "period_start": dt.date(2026, 1, 1), "actual": 2.0,
    "target": None, "agencies_reported": 1, "agencies_due": 45, "status": "final",
}  # fmt: skip


@pytest.mark.parametrize(("spoken", "told"), [("id", "1 dari 45 instansi"), ("en", "1 of 45 agencies")])
def test_how_many_agencies_are_behind_it_is_said(spoken, told, monkeypatch):
    monkeypatch.setattr(language, "current", lambda: spoken)
    assert together.line(ROW).endswith(f" · {told}")
    assert "target" not in together.line(ROW)
    assert "3,00" in together.line(ROW | {"target": 3.0}).replace("3.00", "3,00")


def test_the_newest_period_of_each_indicator_is_told():
    rows = pd.DataFrame([ROW, ROW | {"period": "2025-12", "period_start": dt.date(2025, 12, 1)}])
    assert together.newest(rows)["period"].tolist() == ["2026-01"]
