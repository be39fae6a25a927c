"""Reasons for warnings: given with a submission, kept with its values; what lacks one waits."""

import json

import pytest

from data import intake, submissions
from data.__main__ import main
from data.intake import reasons

HEAD = "kode_indikator;kode_wilayah;periode;target;realisasi\n"
POVERTY = "IKU-BAPPEDA-13"
DOUBTED = HEAD + "".join(
    f"{POVERTY};11.01;{2015 + n};;{value}\n"
    for n, value in enumerate(["20,1", "19,8", "19,6", "19,1", "18,9", "18,5", "18,2", "51,9", "17,6"])
)


@pytest.fixture
def publish(store, tmp_path):
    """Publish a text with reasons; gives the proposal and period → (warning, reason)."""

    def published(text, *given):
        path = tmp_path / "laporan.csv"
        path.write_text(text, "utf-8")
        submissions.ensure(store)
        options = intake.Options(reasons=reasons.parsed(given))
        proposal = submissions.propose(store, path, options, store.workspace())
        submissions.accept(store, [proposal], partial=True)
        rows = store.snapshot().fetch("observations", indicator=POVERTY)
        rows = rows.astype({"warning": object, "reason": object})
        rows = rows.where(rows.notna(), None)
        return proposal.intake, {row["period"]: (row["warning"], row["reason"]) for row in rows.to_dict("records")}

    return published


def test_a_reason_is_kept_with_the_doubted_values_only(publish):
    result, rows = publish(DOUBTED, "Survei ulang sesudah banjir")
    assert (result.outcome, result.waiting) == ("accepted", 0)
    assert rows["2022"] == ("jump", "Survei ulang sesudah banjir")
    assert rows["2021"] == (None, None)


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        (["Sudah diperiksa", "jump=Banjir = besar"], "Banjir = besar"),
        (["9=Survei ulang", "jump=Banjir"], "Survei ulang"),
        (["a = b"], "a = b"),
    ],
)
def test_the_reason_nearest_to_the_value_counts(publish, given, reason):
    assert publish(DOUBTED, *given)[1]["2022"] == ("jump", reason)


@pytest.mark.parametrize("given", [[], ["8=Baris lain"], ["unit_slip=Aturan lain"]])
def test_without_its_reason_a_value_waits_and_the_others_are_taken(publish, given):
    result, rows = publish(DOUBTED, *given)
    assert (result.outcome, result.accepted, result.rejected, result.waiting) == ("partly", 8, 1, 1)
    assert sorted(rows) == [str(year) for year in (*range(2015, 2022), 2023)]


def test_a_file_of_doubts_alone_is_not_recorded(store, publish):
    publish(DOUBTED, "Sudah diperiksa")
    alone = HEAD + f"{POVERTY};11.01;2024;;99\n"
    result, rows = publish(alone)
    assert (result.outcome, result.waiting) == ("partly", 1)
    assert "2024" not in rows
    assert len(store.ledger.entries()) == 1


def test_the_command_line_takes_reasons_and_says_what_waits(store, tmp_path, capsys):
    path = tmp_path / "laporan.csv"
    path.write_text(DOUBTED, "utf-8")
    assert main(["load", str(path), "--accept-partial", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["waiting"] == 1
    assert main(["load", str(path), "--json"]) == 1
    assert main(["load", str(path), "--reason", "jump=Banjir", "--reason", "9=Survei", "--json"]) == 0
    (row,) = store.snapshot().fetch("observations", indicator=POVERTY, period="2022").to_dict("records")
    assert row["reason"] == "Survei"
    assert store.ledger.entries()[-1].facts["reasons"] == {"jump": "Banjir"}
