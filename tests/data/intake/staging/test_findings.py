"""Findings: how many are kept, and that all are counted."""


def test_findings_beyond_the_first_thousand_are_counted(load):
    rows = "".join(f"IKU-BAPPEDA-13;11.01;{1000 + n};apel {n}\n" for n in range(1_200))
    result = load("kode_indikator;kode_wilayah;periode;realisasi\n" + rows)
    assert (result.counts["number_unreadable"], len(result.found("number_unreadable"))) == (1_200, 1_000)
    assert len(result.rejects()) == 1_200
