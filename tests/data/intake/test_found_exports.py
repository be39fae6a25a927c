"""Tables as they are found in the wild, read where the folder of found exports lies beside the repository."""

from pathlib import Path

from data import intake

FOUND = Path(__file__).resolve().parents[4] / "shared" / "messy_exports"
BAPPENAS = {"map": {"id_periode": "periode", "nilai": "realisasi", "target_rkpd": "target"}}

# What a file gives: options, outcome, accepted observations (None: any), and rules among the findings.
WANTED = {
    "01": ({"map": {"SD Murid": "realisasi"}, "set": {"kode_indikator": "IKU-DISDIK-05"}}, "accepted", 30, ()),
    "03": ({"map": {"T.Tidur": "realisasi"}, "set": {"kode_indikator": "IKU-DINKES-05"}}, "accepted", 22, ()),
    "05": ({"map": {"Latin": "realisasi"}, "set": {"kode_indikator": "IKU-DISDIK-15", "Jenis Kelamin": "L+P"}},
           "accepted", 23, ()),
    "07": ({"map": {"Umum": "IKU-RO_EKON-02"}}, "partly", 3, ("period_frequency", "region_unknown", "rows_elsewhere")),
    "08": ({"map": {"kontribusi PDRB": "realisasi"},
            "set": {"kode_indikator": "IKU-BAPPEDA-05", "migas dan non migas": "Migas"}},
           "partly", 86, ("code_name_mismatch",)),
    "09": ({"map": {"Jumlah Penduduk": "realisasi"}, "set": {"kode_indikator": "IKU-BAPPEDA-15", "tahun": "2013"}},
           "accepted", 24, ("total_as_province",)),
    "11": ({}, "accepted", 24, ("rows_elsewhere",)),
    "14": ({}, "rejected", 0, ("file_without_table",)),
    "15": ({"set": {"kode_indikator": "IKU-DISNAKERMOBDUK-01"}}, "rejected", 0, ("nothing_for_aceh",)),
    "19": ({}, "accepted", 920, ()),
    "21": ({"set": {"tahun": "2021"}}, "accepted", None, ("rows_elsewhere",)),
    "23": (BAPPENAS, "partly", None, ("measure_scale", "period_frequency", "rows_elsewhere")),
    "26": (BAPPENAS, "partly", None, ("measure_scale", "period_frequency", "rows_elsewhere")),
    "28": ({}, "rejected", 0, ("indicator_needed",)),
    "30": ({"map": {"Persentase (%) Balita Pendek (TB/U)": "realisasi"},
            "set": {"kode_indikator": "IKU-DINKES-04", "tahun": "2023"}}, "rejected", 0, ("region_unknown",)),
    "34": ({}, "accepted", None, ()),
    "36": ({}, "accepted", None, ()),
}  # fmt: skip


def test_found_exports_load_or_name_their_fault(reference, tmp_path):
    for path in sorted(FOUND.glob("[0-9][0-9]_*")):
        options, outcome, accepted, rules = WANTED[path.name[:2]]
        result = intake.read(path, intake.Options(**options), reference, None, tmp_path / path.name)
        assert (path.name, result.outcome) == (path.name, outcome)
        assert accepted in (None, result.accepted), path.name
        assert set(rules) <= set(result.counts), path.name
