"""Reasons for warnings: given with a submission, kept with its values."""

import pytest

from data import intake, submissions
from data.__main__ import main

HEAD = "kode_indikator;kode_wilayah;periode;target;realisasi\n"
POVERTY = "IKU-BAPPEDA-13"
DOUBTED = HEAD + "".join(
    f"{POVERTY};11.01;{2015 + n};;{value}\n"
    for n, value in enumerate(["20,1", "19,8", "19,6", "19,1", "18,9", "18,5", "18,2", "101,9", "17,6"])
)


@pytest.fixture
def publish(store, tmp_path):
    """Publish a text with an origin; gives period → (warning, reason)."""

    def published(text, **origin):
        path = tmp_path / "laporan.csv"
        path.write_text(text, "utf-8")
        submissions.ensure(store)
        folder = store.workspace()
        proposal = submissions.propose(store, path, intake.Options(), folder, submissions.Origin(**origin))
        assert proposal.intake.outcome == "accepted", proposal.intake.findings
        submissions.accept(store, [proposal])
        rows = store.snapshot().fetch("observations", indicator=POVERTY)
        rows = rows.astype({"warning": object, "reason": object})
        rows = rows.where(rows.notna(), None)
        return {row["period"]: (row["warning"], row["reason"]) for row in rows.to_dict("records")}

    return published


def test_a_reason_is_kept_with_the_doubted_values_only(publish):
    rows = publish(DOUBTED, reason="Survei ulang sesudah banjir")
    assert rows["2022"] == ("jump;outside_possible", "Survei ulang sesudah banjir")
    assert rows["2021"] == (None, None)


def test_a_reason_for_a_rule_comes_before_the_common_one(publish):
    rows = publish(DOUBTED, reason="Sudah diperiksa", reasons={"jump": "Banjir besar", "unit_slip": "tidak terpakai"})
    warning, reason = rows["2022"]
    assert warning == "jump;outside_possible"
    assert set(reason.split("; ")) == {"Banjir besar", "Sudah diperiksa"}


def test_without_a_reason_the_warning_stays(publish):
    assert publish(DOUBTED)["2022"] == ("jump;outside_possible", None)


def test_the_command_line_takes_reasons_by_rule_and_for_all(store, tmp_path, capsys):
    path = tmp_path / "laporan.csv"
    path.write_text(DOUBTED, "utf-8")
    assert main(["load", str(path), "--reason", "jump=Banjir = besar", "--reason", "a = b", "--json"]) == 0
    capsys.readouterr()
    (row,) = store.snapshot().fetch("observations", indicator=POVERTY, period="2022").to_dict("records")
    assert set(row["reason"].split("; ")) == {"Banjir = besar", "a = b"}
