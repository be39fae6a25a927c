"""A snapshot of few values that hold every kind of line: own, counted from regencies, of one unit, of several."""

import pytest

from data import intake, submissions

HEADER = (
    "kode_instansi;kode_unit;kode_indikator;kode_wilayah;periode;target;realisasi;pembilang;penyebut;status_data;"
    "sumber_data\n"
)
# own line and units · regencies alone · one unit · two units · nearly · old · lower is better · no target
# · two agencies that report one ratio · two sources
ROWS = """\
DINKES;;IKU-DINKES-07;11;2024;72;70;;;tetap;
DINKES;;IKU-DINKES-07;11;2025;72;73;;;tetap;
DINKES;DINKES-P2P;IKU-DINKES-07;11;2025;72;60;;;tetap;
DISDIK;;IKU-DISDIK-01;11.71;2024;95;96;96;100;tetap;
DISDIK;;IKU-DISDIK-01;11.71;2025;95;90;90;100;tetap;
DISDIK;;IKU-DISDIK-01;11.72;2025;95;99;99;100;tetap;
BKA;BKA-MUTASI;IKU-BPKA-02;11;2026-06;40;39;39;100;tetap;
BAPPEDA;BAPPEDA-SEK;IKU-BPKA-02;11;2026-06;40;39;39;100;tetap;
BAPPEDA;BAPPEDA-P2EK;IKU-BPKA-02;11;2026-06;40;41;41;100;tetap;
DPMPTSP;;IKU-DPMPTSP-02;11;2026-05;92;90;90;100;sementara;
DPMPTSP;;IKU-DPMPTSP-02;11;2026-06;92;91;91;100;tetap;
DINKES;;IKU-DINKES-04;11;2022;22;31,2;;;tetap;
DISNAKERMOBDUK;;IKU-DISNAKERMOBDUK-01;11;2025;5;4,9;;;tetap;
BAPPEDA;;IKU-BAPPEDA-01;11;2025;;76,2;;;tetap;
BAPPEDA;;IKU-BAPPEDA-04;11;2025;;4,9;;;tetap;
BAPPEDA;;IKU-BAPPEDA-05;11;2025;;62,1;;;tetap;
DSI;;IKU-BPKA-01;11;2026-06;40;30;30;100;tetap;
DPMG;;IKU-BPKA-01;11;2026-06;40;50;40;80;tetap;
DPMPTSP;;IKU-BPKA-01;11;2026-06;40;36;36;100;tetap;
DISDIK;;IKU-DISDIK-05;11.71;2025;;95,2;;;tetap;Dapodik
DISDIK;;IKU-DISDIK-05;11.72;2025;;96,1;;;tetap;Dapodik
DISDIK;;IKU-DISDIK-05;11.73;2025;;97,3;;;tetap;Susenas
"""


@pytest.fixture(scope="session")
def snapshot(tmp_path_factory):
    from data.store import Store

    base = tmp_path_factory.mktemp("standing")
    (base / "exports").mkdir()
    store = Store(base / "store")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KINERJA_EXPORTS", str(base / "exports"))
        submissions.ensure(store)
        path = base / "laporan.csv"
        path.write_text(HEADER + ROWS, "utf-8")
        with store.scratch() as folder:
            proposal = submissions.propose(store, path, intake.Options(), folder)
            assert proposal.intake.accepted == len(ROWS.splitlines()), proposal.intake.findings
            submissions.accept(store, [proposal])
    return store.published_snapshot()
