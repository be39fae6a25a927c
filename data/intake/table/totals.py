"""Words for rows and columns that only add up, average or carry over what stands beside them."""

import re

from data.reference import normalise

CORE = frozenset(
    ("jumlah", "jml", "total", "subtotal", "subjumlah", "rata", "rerata", "rataan", "average", "avg", "mean", "sum",
     "grand", "keseluruhan")
)  # fmt: skip
AROUND = CORE | frozenset(
    ("sub", "seluruh", "seluruhnya", "semua", "umum", "akhir", "halaman", "ini", "lalu", "sebelumnya", "berikutnya",
     "dipindahkan", "pindahan", "dipindah", "dibawa", "bawaan", "lanjutan", "sementara", "kabupaten", "kab", "kota",
     "provinsi", "prov", "propinsi", "aceh", "se", "dan", "di", "wilayah", "daerah", "instansi", "skpa", "opd",
     "indikator", "unit", "dari", "per", "tahun", "triwulan", "semester", "bulan", "all", "overall", "of", "the",
     "page", "carried", "over", "forward", "brought", "bagian", "s", "d", "sd", "sampai", "dengan", "hingga")
)  # fmt: skip
# Totals that stand for the province where the indicator adds up.
OF_PROVINCE = frozenset(
    ("jumlah", "total", "jml", "keseluruhan", "jumlah total", "jumlah provinsi", "total provinsi", "jumlah seluruhnya",
     "total seluruhnya", "grand total", "jumlah aceh", "total aceh", "aceh jumlah", "jumlah keseluruhan",
     "total keseluruhan", "jumlah provinsi aceh", "total provinsi aceh")
)  # fmt: skip
CARRIED = frozenset(("pindahan", "dipindahkan", "carried forward", "brought forward"))


def is_total(text: str) -> bool:
    """Whether a text says a total, an average or a sum carried over, and nothing else; signs and numbers aside."""
    words = re.sub(r"\d+", " ", normalise(text)).split()
    return " ".join(words) in CARRIED or (bool(CORE & set(words)) and set(words) <= AROUND)


def stands_for_province(text: str) -> bool:
    """Whether a total is the sum of the whole province, in the words in which tables say that."""
    return normalise(text) in OF_PROVINCE
