"""Which series go into which file: `files.toml` read, filled with rows and written."""

import tomllib
from dataclasses import fields
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd

from data.samples.published import published
from data.samples.simulate import NOTE, REGIONS, SEED, STATUS, simulate, specs
from data.samples.writing import HEADER, Style, render, save

__all__ = ["SEED", "templates", "write"]

HERE = Path(__file__).resolve().parent
OPTIONS = "options.toml"
SIMULATED = "Angka simulasi: dibuat untuk contoh, bukan hasil pengukuran."  # the reason for what is unusual in it
EXAMPLES = (
    ("DINKES", "DINKES-P2P", "IKU-DINKES-01", "11.71", "2026-06", 50, 41.26, 1849, 4481, "2026-07-08"),
    ("DISDIK", "", "IKU-DISDIK-01", "11.07", "2025", 100, 99.21, 4901, 4940, "2026-01-20"),
    ("RSUDZA", "", "IKU-RSUDZA-01", "11", "2026-06", None, 78.4, None, None, "2026-07-05"),
)
GUIDE = (
    "Satu baris = satu indikator, satu unit, satu wilayah, satu periode. Hapus baris contoh sebelum mengirim.",
    "One row = one indicator, unit, region and period. Delete the example rows before you send the file.",
    "kode_unit kosong: seluruh instansi. kode_wilayah 11: provinsi; 11.01 dst.: kabupaten/kota menurut Kemendagri.",
    "periode: 2026, 2026-S1, 2026-Q2 atau 2026-06. Sel kosong berarti belum ada data; 0 adalah nilai.",
    "status_data: final, sementara, simulasi atau ditarik. Indikator rentang: isi target_bawah dan target_atas.",
)


def write(folder: Path) -> list[Path]:
    """Make every export and `options.toml` in `folder`; files there under other names stay."""
    plan, places = _plan(), _places()
    written = [
        save(folder / name, render(rows, _style(entry), places)) for entry in plan for name, rows in _files(entry)
    ]
    return [*written, save(folder / OPTIONS, _options(plan).encode())]


def templates(folder: Path) -> list[Path]:
    """Make the template with the canonical header and three example rows, as CSV and XLSX."""
    columns = [name for name in HEADER if name != "measure"]
    names = [*columns[:4], "period", "target", "actual", "numerator", "denominator", "as_of"]
    rows = pd.DataFrame(EXAMPLES, columns=names).assign(
        target_low=[None, None, 60],
        target_high=[None, None, 85],
        status=STATUS,
        source="",
        note="CONTOH – hapus baris ini / EXAMPLE – delete this row",
        decimals=2,
    )
    rows = rows.astype(dict.fromkeys(["target", "target_low", "target_high", "numerator", "denominator"], float))
    sheet = rows.assign(as_of=pd.to_datetime(rows["as_of"]).dt.date)
    return [
        save(folder / "laporan-iku.csv", render(rows, Style(tuple(columns)), _places())),
        save(folder / "laporan-iku.xlsx", render(sheet, Style(tuple(columns), sheet="Data", footer=GUIDE), _places())),
    ]


@cache
def _plan() -> list[dict[str, Any]]:
    return tomllib.loads((HERE / "files.toml").read_text("utf-8"))["file"]


@cache
def _places() -> pd.DataFrame:
    return pd.read_csv(REGIONS, dtype=str).set_index("code")[["name_id", "bps_code"]]


@cache
def _simulated() -> pd.DataFrame:
    parts = [simulate(spec).assign(file=spec.file) for spec in specs()]
    return pd.concat([part.dropna(axis=1, how="all") for part in parts], ignore_index=True).reindex(
        columns=list(dict.fromkeys(column for part in parts for column in part))
    )


def _style(entry: dict[str, Any]) -> Style:
    known = {field.name for field in fields(Style)}
    given = {key: tuple(value) if isinstance(value, list) else value for key, value in entry.items() if key in known}
    return Style(**given)


def _files(entry: dict[str, Any]) -> list[tuple[str, pd.DataFrame]]:
    """(name, rows) of the files of one entry: one a year where the name holds `{year}`."""
    rows = _select(entry)
    year = rows["period"].str[:4]
    years = [str(y) for y in entry.get("years", sorted(year.unique()))]
    if "{year}" in entry["name"]:
        return [(entry["name"].format(year=y), rows[year == y]) for y in years]
    return [(entry["name"], rows[year.isin(years)])]


def _select(entry: dict[str, Any]) -> pd.DataFrame:
    if "published" in entry:
        table = published()
        rows = table[table["indicator"].isin(entry["published"])]
    else:
        table = _simulated()
        rows = table[table["file"] == entry["series"]]
    if "measure" in entry:
        rows = rows.assign(measure=entry["measure"])
    if entry.get("total"):
        rows = pd.concat([rows, _total(rows)])
    if "revised" in entry:
        rows = _revised(rows, **entry["revised"])
    if rows.empty:
        raise ValueError(f"No rows for {entry['name']}")
    return rows


def _total(rows: pd.DataFrame) -> pd.DataFrame:
    """The province as the sum of its regions."""
    return rows.drop_duplicates("period").assign(
        region="11", actual=lambda first: first["period"].map(rows.groupby("period")["actual"].sum())
    )


def _revised(rows: pd.DataFrame, regions: list[str], first: str, last: str, times: float, as_of: str) -> pd.DataFrame:
    """The rows of a correction sent later: the numerators counted anew."""
    kept = rows[rows["region"].isin(regions) & rows["period"].between(first, last)].copy()
    kept["numerator"] = (kept["numerator"] * times).round()
    kept["actual"] = (100 * kept["numerator"] / kept["denominator"]).round(2)
    return kept.assign(as_of=as_of, note=f"{NOTE}; perbaikan setelah verifikasi")


def _options(plan: list[dict[str, Any]]) -> str:
    """How the files that do not explain themselves are to be read, as TOML."""
    text = "# Options with which single files of this folder are loaded. Made by `python -m data.samples`.\n"
    for entry in plan:
        given = entry.get("load", {}) | ({"reasons": [SIMULATED]} if "series" in entry else {})
        for name, _ in _files(entry) if given else ():
            text += f'\n["{name}"]\n' + "".join(f"{key} = {_toml(value)}\n" for key, value in given.items())
    return text


def _toml(value: str | bool | list[str] | dict[str, Any]) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dict):
        return "{ " + ", ".join(f'"{key}" = {_toml(inner)}' for key, inner in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(map(_toml, value)) + "]"
    return f'"{value}"'
