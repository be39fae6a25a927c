"""Small files of the kinds that go wrong: the right values, or none and a question; never another value in silence."""
# ruff: noqa: E501 - a table of files, one a line

import datetime

import pytest

TODAY = datetime.date(2026, 11, 1)
STUNTING = "IKU-DINKES-04"  # annual, percent
JOBLESS = "IKU-DISNAKERMOBDUK-01"  # annual, percent
JOBLESS_PEOPLE = "IKU-DISNAKERMOBDUK-04"  # annual, people, adds up
WATER = "IKU-PERKIM-02"  # annual, percent
HOUSES = "IKU-PERKIM-01"  # quarterly, accumulates, adds up
VISITS = "IKU-DISBUDPAR-01"  # monthly, accumulates
COMPLAINTS = "IKU-DISKOMINSA-02"  # quarterly, percent, of the province
CATCH = "IKU-DKP-01"  # quarterly, tons, accumulates
INVESTMENT = "IKU-DPMPTSP-01"  # quarterly, trillion rupiah, accumulates
NAMES = {STUNTING: "Prevalensi stunting balita", JOBLESS: "Tingkat pengangguran terbuka (Agustus)"}
KEYS = "kode_indikator;kode_wilayah;tahun"


def file(header, *rows, above=()):
    return "".join(f"{line}\n" for line in (*above, header, *rows))


def of(code, *rows):
    """Rows of an indicator that begin with its code."""
    return [f"{code};{row}" for row in rows]


# kind: [(text, values that are right as "region period target actual", or with the status after them)]
CASES = {
    "a column of numbers is not read": [
        (file(f"{KEYS};target;hasil capaian", *of(STUNTING, "11.03;2024;18;21,4")), ["11.03 2024 18.0 21.4"]),
        (file(f"{KEYS};target;Relisasi", *of(JOBLESS, "11.15;2024;5;6,1")), ["11.15 2024 5.0 6.1"]),
        (file(f"{KEYS};target;Realisasi*)", *of(WATER, "11.16;2023;90;88,4")), ["11.16 2023 90.0 88.4"]),
        (file(f"{KEYS};target;Realisasi Akhir Tahun", *of(WATER, "11.16;2023;90;88,4")), ["11.16 2023 90.0 88.4"]),
        (file(f"{KEYS};target;nilai indikator", *of(WATER, "11.16;2023;90;88,4")), ["11.16 2023 90.0 88.4"]),
        (file(f"{KEYS};Tgt;Real", *of(WATER, "11.16;2023;90;88,4")), ["11.16 2023 90.0 88.4"]),
        (file(f"{KEYS};Target;% Capaian", *of(WATER, "11.16;2023;90;98,2")), []),
        (file(f"{KEYS};target;", *of(WATER, "11.16;2023;90;88,4")), ["11.16 2023 90.0 88.4"]),
        (file(f"{KEYS};target;Achievement", *of(WATER, "11.16;2023;90;88,4")), ["11.16 2023 90.0 88.4"]),
        (file("kode_indikator;tahun;Langsa;Subulussalam", *of(WATER, "2023;88,4;71,5")),
         ["11.74 2023 - 88.4", "11.75 2023 - 71.5"]),
    ],
    "columns with and without a period": [
        (file("kode_indikator;kode_wilayah;Target;Realisasi;Realisasi 2022", *of(WATER, "11.04;92;90,5;88,1"),
              above=["PERJANJIAN KINERJA DINAS PERKIM TAHUN 2023"]),
         ["11.04 2022 - 88.1", "11.04 2023 92.0 90.5"]),
        (file("kode_indikator;kode_wilayah;Realisasi 2023;Target 2024;Realisasi", *of(WATER, "11.04;88,1;92;90,5")),
         ["11.04 2023 - 88.1", "11.04 2024 92.0 90.5"]),
        (file("kode_indikator;tahun;Target TW I;Target TW II;Target TW III;Target TW IV;Realisasi TW I",
              *of(COMPLAINTS, "2024;80;82;84;86;79,5")),
         ["11 2024-Q1 80.0 79.5", "11 2024-Q2 82.0 -", "11 2024-Q3 84.0 -", "11 2024-Q4 86.0 -"]),
        (file("kode_indikator;tahun;Target;TW I;TW II;TW III;TW IV", *of(CATCH, "2024;9000;2100;4300;6500;8800")),
         ["11 2024-Q1 - 2100.0", "11 2024-Q2 - 4300.0", "11 2024-Q3 - 6500.0", "11 2024-Q4 9000.0 8800.0"]),
        (file("kode_indikator;kode_wilayah;Target Tahun 2024;Realisasi Triwulan III;Realisasi Triwulan IV",
              *of(HOUSES, "11.05;120;64;118")),
         ["11.05 2024-Q3 - 64.0", "11.05 2024-Q4 120.0 118.0"]),
        (file("kode_indikator;kode_wilayah;Kondisi Awal;2023;2024", *of(WATER, "11.04;70,5;88,1;90,5")),
         ["11.04 2023 - 88.1", "11.04 2024 - 90.5"]),
        (file("kode_indikator;kode_wilayah;Realisasi Tahun Lalu;Target;Realisasi;tahun", *of(WATER, "11.04;88,1;92;90,5;2024")),
         ["11.04 2024 92.0 90.5"]),
        (file("kode_indikator;kode_wilayah;2022;2023;Target", *of(WATER, "11.04;88,1;90,5;92")),
         ["11.04 2022 - 88.1", "11.04 2023 - 90.5"]),
        (file("kode_indikator;kode_wilayah;tahun;Target Akhir RPJMA;Target;Realisasi", *of(WATER, "11.04;2024;100;92;90,5")),
         ["11.04 2024 92.0 90.5"]),
        (file("kode_indikator;kode_wilayah;periode;Realisasi s.d. Triwulan Lalu;Realisasi", *of(HOUSES, "11.05;2024-Q2;30;64")),
         ["11.05 2024-Q2 - 64.0"]),
    ],
    "two columns of one meaning": [
        (file(f"{KEYS};realisasi fisik;realisasi keuangan", *of(WATER, "11.02;2024;91,2;84,5")), []),
        (file(f"{KEYS};Target;Realisasi;Target (Rp);Realisasi (Rp)", *of(WATER, "11.02;2024;90;88,2;2500000000;2400000000")),
         ["11.02 2024 90.0 88.2"]),
        (file(f"{KEYS};laki-laki;perempuan;jumlah", *of(JOBLESS_PEOPLE, "11.02;2024;1200;900;2100")),
         ["11.02 2024 - 2100.0"]),
        (file(f"{KEYS};realisasi laki-laki;realisasi perempuan", *of(STUNTING, "11.02;2024;22,5;20,1")), []),
        (file(f"{KEYS};realisasi;realisasi (revisi)", *of(STUNTING, "11.02;2024;22,5;20,1")), ["11.02 2024 - 20.1"]),
        (file(f"{KEYS};target awal;target perubahan;realisasi", *of(STUNTING, "11.02;2024;20;18;20,1")),
         ["11.02 2024 18.0 20.1"]),
        (file(f"{KEYS};Jumlah Kasus;Prevalensi", *of(STUNTING, "11.02;2024;812;20,1")), ["11.02 2024 - 20.1"]),
        (file(f"{KEYS};nilai;persen", *of(STUNTING, "11.02;2024;812;20,1")), ["11.02 2024 - 20.1"]),
        (file(f"{KEYS};realisasi;{KEYS};realisasi", f"{STUNTING};11.02;2024;20,1;{STUNTING};11.03;2024;25,6"),
         ["11.02 2024 - 20.1", "11.03 2024 - 25.6"]),
        (file(f"{KEYS};realisasi;realisasi", *of(STUNTING, "11.02;2024;20,1;20,7")), []),
        (file(f"{KEYS};perkotaan;perdesaan;realisasi", *of(JOBLESS, "11.02;2024;7,1;4,2;5,5")), ["11.02 2024 - 5.5"]),
    ],
    "what stands round the table": [
        (file(f"{KEYS};realisasi;catatan", *of(STUNTING, "11.03;2024;21,4;data dummy untuk uji coba")), []),
        (file(f"{KEYS};realisasi;catatan", *of(STUNTING, "11.03;2024;21,4;bukan data simulasi")), ["11.03 2024 - 21.4"]),
        (file("kode_indikator;kode_wilayah;tahun;realisasi", *of(STUNTING, "11.03;2024;21,4"),
              above=["Prevalensi stunting, bukan data simulasi"]), ["11.03 2024 - 21.4"]),
        (file("kode_indikator;tahun;realisasi", *of(STUNTING, "2024;22,4"), above=["STUNTING KOTA SABANG"]),
         ["11.72 2024 - 22.4"]),
        (file("kode_indikator;tahun;realisasi", *of(STUNTING, "2024;22,4"), above=["Wilayah: Nagan Raya"]),
         ["11.15 2024 - 22.4"]),
        (file("kode_indikator;tahun;realisasi", *of(STUNTING, "2024;22,4"), above=["Dinas Kesehatan Kabupaten Gayo Lues"]),
         ["11.13 2024 - 22.4"]),
        (file("kode_indikator;tahun;realisasi", *of(STUNTING, "2024;22,4"), above=["Kab/Kota;Aceh Jaya"]),
         ["11.14 2024 - 22.4"]),
        (file("kode_indikator;tahun;realisasi", *of(JOBLESS, "2024;5,4"), above=["Pengangguran di Aceh Tamiang"]),
         ["11.16 2024 - 5.4"]),
        (file(f"{KEYS};realisasi", *of(JOBLESS_PEOPLE, "11.06;2024;12,4"), above=["Satuan: ribu jiwa"]),
         ["11.06 2024 - 12400.0"]),
        (file(f"{KEYS};realisasi (ribu)", *of(JOBLESS_PEOPLE, "11.06;2024;12")), ["11.06 2024 - 12000.0"]),
        (file(f"{KEYS};realisasi;faktor pengali", *of(JOBLESS_PEOPLE, "11.06;2024;12;1000")), ["11.06 2024 - 12000.0"]),
        (file("kode_indikator;periode;realisasi", *of(INVESTMENT, "2024-Q2;3250,5"), above=["(dalam miliar rupiah)"]),
         ["11 2024-Q2 - 3.2505"]),
        (file(f"{KEYS};realisasi;satuan", *of(JOBLESS_PEOPLE, "11.06;2024;12;ribu orang")), ["11.06 2024 - 12000.0"]),
        (file(f"{KEYS};realisasi", *of(STUNTING, "11.06;2024;22,4"), above=["DATA SANGAT SEMENTARA"]),
         ["11.06 2024 - 22.4 provisional"]),
        (file(f"{KEYS};realisasi", *of(STUNTING, "11.06;2024;22,4"), above=["Angka Proyeksi 2024"]),
         ["11.06 2024 - 22.4 provisional"]),
        (file(f"{KEYS};realisasi", *of(STUNTING, "11.06;2024;22,4"), above=["Contoh data untuk pelatihan (simulasi)"]),
         ["11.06 2024 - 22.4 simulated"]),
        (file(f"{KEYS};realisasi", *of(STUNTING, "11.06;2024;22,4"), "Catatan: angka sementara"),
         ["11.06 2024 - 22.4 provisional"]),
        (file("kode_indikator;tahun;realisasi", "Kabupaten Simeulue;;", *of(STUNTING, "2024;22,4")), ["11.09 2024 - 22.4"]),
    ],
    "one reading for a whole column": [
        (file(f"{KEYS};realisasi", *of(STUNTING, "11.01;2024;12,25", "11.02;2024;21,5", "11.03;2024;18.750")),
         ["11.01 2024 - 12.25", "11.02 2024 - 21.5", "11.03 2024 - 18.75"]),
        (file(f"{KEYS};realisasi", *of(CATCH, "11.01;2024;1")), []),
        (file("kode_indikator;kode_wilayah;periode;realisasi",
              *of(CATCH, "11.01;2024-Q1;1,250.5", "11.01;2024-Q2;2.750,5")), []),
        (file("kode_indikator;kode_wilayah;periode;realisasi",
              *of(CATCH, "11.01;2024-Q1;1.250", "11.01;2024-Q2;2,750")), []),
        (file("kode_indikator;kode_wilayah;periode;realisasi", *of(CATCH, "11.01;2024-Q1;1 250,5", "11.01;2024-Q2;2 750,5")),
         ["11.01 2024-Q1 - 1250.5", "11.01 2024-Q2 - 2750.5"]),
        (file("kode_indikator;kode_wilayah;periode;realisasi",
              *of(VISITS, "11.01;02/28/2024;100", "11.01;03/04/2024;150")),
         ["11.01 2024-02 - 100.0", "11.01 2024-03 - 150.0"]),
        (file("kode_indikator;kode_wilayah;periode;realisasi",
              *of(VISITS, "11.01;31/01/2024;100", "11.01;05/02/2024;150")),
         ["11.01 2024-01 - 100.0", "11.01 2024-02 - 150.0"]),
        (file("kode_indikator;kode_wilayah;periode;realisasi", *of(VISITS, "11.01;1/2024;100", "11.01;2/2024;150")),
         ["11.01 2024-01 - 100.0", "11.01 2024-02 - 150.0"]),
        (file(f"{KEYS};realisasi", *of(WATER, "11.01;2024;88.125", "11.02;2024;91.5", "11.03;2024;77.25")),
         ["11.01 2024 - 88.125", "11.02 2024 - 91.5", "11.03 2024 - 77.25"]),
        (file(f"{KEYS};realisasi", *of(JOBLESS_PEOPLE, "11.01;2024;1.204", "11.02;2024;985")),
         ["11.01 2024 - 1204.0", "11.02 2024 - 985.0"]),
    ],
    "totals and averages": [
        (file("kode_indikator;nama_wilayah;tahun;realisasi", *of(STUNTING, "Pidie;2024;21,4", "Total s.d. halaman ini;2024;21,4")),
         ["11.07 2024 - 21.4"]),
        (file("kode_indikator;nama_wilayah;tahun;realisasi", *of(STUNTING, "Pidie;2024;20,1", "Bireuen;2024;22,3",
              "Rata - rata;2024;21,2")), ["11.07 2024 - 20.1", "11.11 2024 - 22.3"]),
        (file("kode_indikator;nama_wilayah;tahun;realisasi", *of(STUNTING, "Pidie;2024;20,1", "Jumlah/Total;2024;42,4")),
         ["11.07 2024 - 20.1"]),
        (file("kode_indikator;nama_wilayah;tahun;realisasi", *of(JOBLESS, "Pidie;2024;5,1", "Rerata Kab/Kota;2024;5,3")),
         ["11.07 2024 - 5.1"]),
        (file("no;kode_indikator;nama_wilayah;tahun;realisasi", f"1;{JOBLESS};Pidie;2024;5,1", f"JUMLAH;{JOBLESS};;2024;9,3"),
         ["11.07 2024 - 5.1"]),
        (file("kode_indikator;nama_wilayah;tahun;realisasi", *of(JOBLESS_PEOPLE, "Pidie;2024;510", "Sub Total;2024;510",
              "Bireuen;2024;610")), ["11.07 2024 - 510.0", "11.11 2024 - 610.0"]),
        (file("kode_indikator;nama_wilayah;tahun;realisasi", *of(JOBLESS, "Pidie;2024;5,1", "Median;2024;5,3")),
         ["11.07 2024 - 5.1"]),
        (file("kode_indikator;nama_wilayah;tahun;realisasi", *of(JOBLESS, "Pidie;2024;5,1", "Se-Aceh;2024;5,3",
              "Maksimum;2024;9")), ["11.07 2024 - 5.1", "11 2024 - 5.3"]),
        (file("kode_indikator;nama_wilayah;tahun;realisasi", *of(JOBLESS, "Pidie;2024;5,1", "Total Rata-Rata;2024;5,3")),
         ["11.07 2024 - 5.1"]),
        (file("kode_indikator;tahun;nama_wilayah;realisasi", f"{JOBLESS};2024;Pidie;5,1", "JUMLAH;;;5,1"),
         ["11.07 2024 - 5.1"]),
        (file("kode_indikator;nama_wilayah;tahun;realisasi", *of(JOBLESS_PEOPLE, "Pidie;2024;510", "Pindahan;2024;510")),
         ["11.07 2024 - 510.0"]),
    ],
    "scale and dimension": [
        (file(f"{KEYS};target;realisasi", *of(STUNTING, "11.01;2024;0,18;0,214", "11.02;2024;0,17;0,199")),
         ["11.01 2024 18.0 21.4", "11.02 2024 17.0 19.9"]),
        (file(f"{KEYS};realisasi", *of(JOBLESS_PEOPLE, "11.01;2024;1,204", "11.02;2024;2,985")),
         ["11.01 2024 - 1204.0", "11.02 2024 - 2985.0"]),
        (file(f"{KEYS};realisasi;satuan", *of(STUNTING, "11.01;2024;812;balita")), []),
        (file(f"{KEYS};realisasi;satuan", *of(JOBLESS_PEOPLE, "11.01;2024;5,4;persen")), []),
        (file("kode_indikator;periode;realisasi;satuan", *of(INVESTMENT, "2024-Q2;3250500000000;rupiah")),
         ["11 2024-Q2 - 3.2505"]),
        (file("kode_indikator;periode;realisasi", *of(INVESTMENT, "2024-Q2;3250500000000")), ["11 2024-Q2 - 3.2505"]),
        (file("kode_indikator;periode;realisasi", *of(INVESTMENT, "2024-Q2;3,2505E+12")), ["11 2024-Q2 - 3.2505"]),
        (file(f"{KEYS};realisasi", *of(STUNTING, "11.01;2024;214")), []),
        (file(f"{KEYS};realisasi", *of(WATER, "11.01;2024;-3,5")), []),
        (file(f"{KEYS};realisasi", *of(STUNTING, "11.01;2024;2,14E-01")), ["11.01 2024 - 21.4"]),
        (file(f"{KEYS};realisasi", *of(STUNTING, "11.01;2031;21,4")), []),
        (file(f"{KEYS};realisasi", *of(JOBLESS_PEOPLE, "11.01;2024;12 ribu")), ["11.01 2024 - 12000.0"]),
        (file(f"{KEYS};realisasi", *of(WATER, "11.01;2024;985‰")), ["11.01 2024 - 98.5"]),
    ],
    "marks beside a figure": [
        (file(f"{KEYS};realisasi", *of(STUNTING, "11.01;2024;21,4 e)", "11.02;2024;20,5 (p)")),
         ["11.01 2024 - 21.4 provisional", "11.02 2024 - 20.5 provisional"]),
        (file(f"{KEYS};realisasi", *of(STUNTING, "11.01;2024;20,15¹", "11.02;2024;21,4²)")), ["11.01 2024 - 20.15", "11.02 2024 - 21.4"]),
        (file(f"{KEYS};realisasi", *of(JOBLESS_PEOPLE, "11.01;2024;10³")), []),
        (file(f"{KEYS};realisasi", *of(STUNTING, "11.01;2024;21,4p")), ["11.01 2024 - 21.4 provisional"]),
        (file(f"{KEYS};realisasi", *of(STUNTING, "11.01;2024;21,4 (e)")), ["11.01 2024 - 21.4 provisional"]),
        (file(f"{KEYS};realisasi", *of(STUNTING, "11.01;2024;21,4 **)")), ["11.01 2024 - 21.4 provisional"]),
        (file(f"{KEYS};realisasi", *of(STUNTING, "11.01;2024*;21,4")), ["11.01 2024 - 21.4 provisional"]),
        (file(f"{KEYS};realisasi", *of(STUNTING, "11.01;2024p;21,4")), ["11.01 2024 - 21.4 provisional"]),
        (file(f"{KEYS};realisasi", *of(STUNTING, "11.01;2024 (sementara);21,4")), ["11.01 2024 - 21.4 provisional"]),
        (file("kode_indikator;kode_wilayah;2023;2024 (estimasi)", *of(STUNTING, "11.01;23,4;21,4")),
         ["11.01 2023 - 23.4", "11.01 2024 - 21.4 provisional"]),
        (file("kode_indikator;kode_wilayah;2024;2025 (prakiraan)", *of(STUNTING, "11.01;23,4;21,4")), ["11.01 2024 - 23.4"]),
        (file(f"{KEYS};realisasi;status_data", *of(STUNTING, "11.01;2024;21,4;ASEM")), ["11.01 2024 - 21.4 provisional"]),
        (file(f"{KEYS};realisasi;catatan", *of(STUNTING, "11.01;2024;21,4;angka sementara")),
         ["11.01 2024 - 21.4 provisional"]),
        (file(f"{KEYS};realisasi", *of(STUNTING, "11.01;2024;(21,4)")), []),
        (file(f"{KEYS};realisasi", *of(STUNTING, "11.01;2024;±21,4")), []),
        (file(f"{KEYS};realisasi", *of(STUNTING, "11.01;2024;~21,4")), ["11.01 2024 - 21.4 provisional"]),
        (file(f"{KEYS};realisasi", *of(STUNTING, "11.01;2024;21,4¹")), ["11.01 2024 - 21.4"]),
        (file("kode_indikator;periode;realisasi", *of(VISITS, "2024-12-31T17:00:00.000Z;512")), ["11 2025-01 - 512.0"]),
    ],
    "parts of a period": [
        (file("kode_indikator;kode_wilayah;periode;realisasi", *of(STUNTING, "11.01;s.d. TW III 2024;21,4")), []),
        (file("kode_indikator;kode_wilayah;periode;realisasi", *of("IKU-DISTANBUN-03", "11.01;s/d September 2024;512")), []),
        (file("kode_indikator;kode_wilayah;periode;realisasi", *of("IKU-DISTANBUN-03", "11.01;Jan-Sep 2024;512")), []),
        (file("kode_indikator;kode_wilayah;periode;realisasi", *of("IKU-DISTANBUN-03", "11.01;Triwulan III 2024;512")), []),
        (file("kode_indikator;kode_wilayah;periode;realisasi", *of("IKU-DISTANBUN-03", "11.01;Semester I 2024;512")), []),
        (file("kode_indikator;kode_wilayah;periode;realisasi", *of(HOUSES, "11.01;2024;512")), []),
        (file("kode_indikator;kode_wilayah;periode;realisasi", *of(HOUSES, "11.01;Mei 2024;64")), []),
        (file("kode_indikator;kode_wilayah;periode;realisasi", *of(HOUSES, "11.01;2024-2025;64")), []),
    ],
    "two texts for one key": [
        (file("kode_indikator;kode_wilayah;periode;triwulan;realisasi", *of(HOUSES, "11.01;TW I 2024;II;64")), []),
        (file("kode_indikator;kode_wilayah;tahun;periode;realisasi", *of(STUNTING, "11.01;2023;2024;21,4")), []),
        (file("kode_indikator;nama_indikator;kode_wilayah;tahun;realisasi", f"{STUNTING};{NAMES[JOBLESS]};11.01;2024;6,4"), []),
        (file("kode_indikator;kode_wilayah;nama_wilayah;tahun;realisasi", *of(STUNTING, "11.01;Kab. Bireuen;2024;21,4")), []),
        (file("kode_instansi;nama_instansi;kode_indikator;kode_wilayah;tahun;realisasi",
              f"DINKES;Dinas Sosial Aceh;{STUNTING};11.01;2024;21,4"), []),
        (file("kode_indikator;kode_wilayah;tahun;tahun data;realisasi", *of(STUNTING, "11.01;2023;2024;21,4")), []),
        (file("kode_indikator;kode_wilayah;kode_bps;tahun;realisasi", *of(STUNTING, "11.01;1105;2024;21,4")), []),
        (file("kode_indikator;kode_wilayah;tahun;bulan;periode;realisasi", *of(VISITS, "11.01;2024;3;April 2024;64")), []),
    ],
    "lines that are no data": [
        (file(f"{KEYS};realisasi", "(kode);(kode);(tahun);(persen)", *of(STUNTING, "11.01;2024;21,4")), ["11.01 2024 - 21.4"]),
        (file(f"{KEYS};target;realisasi", *of(STUNTING, "11.01;2024;18;21,4"), KEYS.upper() + ";TARGET;REALISASI",
              *of(STUNTING, "11.02;2024;18;20,4")), ["11.01 2024 18.0 21.4", "11.02 2024 18.0 20.4"]),
        (file(f"{KEYS};target;realisasi", "(1);(2);(3);(4);(5)", *of(STUNTING, "11.01;2024;18;21,4")),
         ["11.01 2024 18.0 21.4"]),
        (file(f"{KEYS};target;realisasi", ";;;(%);(%)", *of(STUNTING, "11.01;2024;18;21,4")), ["11.01 2024 18.0 21.4"]),
        (file(f"{KEYS};target;realisasi", "#indicator+code;#adm2+code;#date+year;#targeted;#reached",
              *of(STUNTING, "11.01;2024;18;21,4")), ["11.01 2024 18.0 21.4"]),
        (file(f"{KEYS};target;realisasi", *of(STUNTING, "11.01;2024;18;21,4"), "Banda Aceh, 12 Januari 2025", "Kepala Dinas"),
         ["11.01 2024 18.0 21.4"]),
        (file(f"{KEYS};target;realisasi", "teks;teks;angka;angka;angka", *of(STUNTING, "11.01;2024;18;21,4")),
         ["11.01 2024 18.0 21.4"]),
    ],
    "targets in words": [
        (file(f"{KEYS};target;realisasi", *of(STUNTING, "11.01;2024;≤ 18;21,4")), ["11.01 2024 18.0 21.4"]),
        (file(f"{KEYS};target;realisasi", *of(STUNTING, "11.01;2024;14 s.d. 18;21,4")), ["11.01 2024 - 21.4"]),
        (file(f"{KEYS};target;realisasi", *of(WATER, "11.01;2024;naik 2%;88,4")), ["11.01 2024 - 88.4"]),
        (file(f"{KEYS};target;realisasi", *of(WATER, "11.01;2024;90/95;88,4")), ["11.01 2024 - 88.4"]),
        (file(f"{KEYS};target;realisasi", *of(WATER, "11.01;2024;90 persen;88,4 persen")), ["11.01 2024 90.0 88.4"]),
    ],
}  # fmt: skip


def shown(row):
    return " ".join("-" if value is None else str(value) for value in row)


@pytest.mark.parametrize(
    ("text", "right"), [pytest.param(*case, id=f"{kind} {at}") for kind, cases in CASES.items() for at, case in enumerate(cases)]
)  # fmt: skip
def test_right_or_asked(load, text, right):
    result = load(text, today=TODAY)
    rows = [shown(row) for row in result.rows("region", "period", "target", "actual", "status")]
    wanted = {value if len(value.split()) == 5 else f"{value} final" for value in right}
    told = (result.outcome, result.found(), rows)
    assert set(rows) <= wanted, told
    assert result.outcome != "accepted" or set(rows) == wanted != set(), told
