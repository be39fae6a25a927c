"""A file with a single row is counted like any other: every correction is one."""

from data import intake, submissions

ROW = "kode_instansi;kode_indikator;kode_wilayah;periode;realisasi\nBAPPEDA;IKU-BAPPEDA-13;11.71;2024;{value}\n"


def test_a_single_row_has_its_agency_and_its_change(store, tmp_path):
    submissions.ensure(store)
    path, found = tmp_path / "a.csv", []
    for value in ("7,0", "7,5", "7,5"):
        path.write_text(ROW.format(value=value), "utf-8")
        with store.scratch() as folder:
            proposal = submissions.propose(store, path, intake.Options(), folder)
            found.append((proposal.agencies, {kind: n for kind, n in proposal.changes.items() if n}))
            changed = submissions.changed_rows(store, proposal)
            submissions.accept(store, [proposal])
    assert found == [("BAPPEDA", {"new": 1}), ("BAPPEDA", {"changed": 1}), ("BAPPEDA", {"unchanged": 1})]
    assert changed.empty
