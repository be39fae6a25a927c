"""The shipped exports are remade byte for byte, and say what they are."""

import re
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from analytics.periods import period_bounds
from data.samples import templates, write
from data.samples.calendar import Calendar, label, month_number, parts
from data.samples.exports import _simulated
from data.samples.published import published
from data.samples.simulate import NOTE, STATUS, Spec, simulate, specs
from data.samples.stories import Panel, tell
from data.samples.writing import Style, number, render

ROOT = Path(__file__).resolve().parents[3]
EXPORTS = ROOT / "data" / "exports"
TEMPLATES = ROOT / "docs" / "templates"


@pytest.fixture(scope="module")
def indicators() -> pd.DataFrame:
    table = pd.read_csv(ROOT / "data" / "reference" / "indicators.csv", dtype=str, keep_default_na=False)
    return table.set_index("code")


@pytest.fixture(scope="module")
def simulated() -> pd.DataFrame:
    return _simulated()


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != "README.md"
    }


def test_exports_are_remade_byte_for_byte(tmp_path: Path) -> None:
    write(tmp_path)
    made, shipped = contents(tmp_path), contents(EXPORTS)
    assert made.keys() == shipped.keys()
    assert [name for name in made if made[name] != shipped[name]] == []


def test_templates_are_remade_byte_for_byte(tmp_path: Path) -> None:
    templates(tmp_path)
    assert contents(tmp_path) == contents(TEMPLATES)


def test_exports_stay_small() -> None:
    sizes = [len(content) for content in contents(EXPORTS).values()]
    assert sum(sizes) < 6_000_000
    assert max(sizes) < 500_000


def test_every_simulated_row_says_so(simulated: pd.DataFrame) -> None:
    assert set(simulated["status"]) == {STATUS}
    assert simulated["note"].str.startswith(NOTE).all()
    for path in (EXPORTS / "simulated").iterdir():
        if path.suffix != ".xlsx":
            text = path.read_bytes()
            encoding = "utf-16" if text[:2] == b"\xff\xfe" else "utf-8-sig" if text[:3] == b"\xef\xbb\xbf" else "cp1252"
            assert re.search("simulasi", text.decode(encoding)), path.name


def test_simulated_and_published_indicators_do_not_mix(simulated: pd.DataFrame) -> None:
    assert not set(simulated["indicator"]) & set(published()["indicator"])


def test_coverage_of_agencies_and_indicators(simulated: pd.DataFrame) -> None:
    assert simulated["agency"].nunique() >= 27
    assert {"2021", "2021-01", "2021-Q1", "2021-S1", "2026-09", "2026-Q3", "2026-S1"} <= set(simulated["period"])
    regions = published().query("region != '11'").groupby("indicator")["region"].nunique()
    assert (regions == 23).sum() >= 14


def test_series_agree_with_the_dictionary(indicators: pd.DataFrame) -> None:
    units = pd.read_csv(ROOT / "data" / "reference" / "units.csv", dtype=str).set_index("code")["agency"]
    for spec in specs():
        known = indicators.loc[spec.indicator]
        assert spec.frequency == known["frequency"], spec.indicator
        assert spec.cumulative == (known["accumulation"] == "cumulative"), spec.indicator
        assert spec.measure == known["unit"], spec.indicator
        assert (len(spec.regions) > 1) == (known["by_region"] == "yes"), spec.indicator
        assert all(units[unit] == spec.agency for unit in spec.units if unit), spec.indicator
        assert known["region_aggregation"] != "ratio" or spec.kind == "ratio", spec.indicator


def test_each_series_is_drawn_from_its_own_stream() -> None:
    every = specs()
    alone = simulate(every[7])
    for spec in every[:3]:
        simulate(spec)
    pd.testing.assert_frame_equal(alone, simulate(every[7]))
    assert len({(s.file, s.agency, s.indicator) for s in every}) == len(every)


def test_keys_are_unique(simulated: pd.DataFrame) -> None:
    key = ["agency", "unit", "indicator", "region", "period"]
    assert not simulated.duplicated(key).any()
    assert not published().duplicated(["indicator", "region", "period"]).any()


def test_ratios_are_their_numerator_over_denominator(simulated: pd.DataFrame, indicators: pd.DataFrame) -> None:
    factor = pd.to_numeric(simulated["indicator"].map(indicators["factor"]))
    rows = simulated[factor.notna() & simulated["numerator"].notna()]
    value = factor[rows.index] * rows["numerator"] / rows["denominator"]
    assert (value - rows["actual"]).abs().max() <= 0.0051


def test_cumulative_series_do_not_fall_inside_a_year(simulated: pd.DataFrame) -> None:
    spec = {(s.agency, s.indicator) for s in specs() if s.cumulative}
    rows = simulated[[key in spec for key in zip(simulated["agency"], simulated["indicator"], strict=True)]]
    rows = rows[~((rows["indicator"] == "IKU-DKP-01") & (rows["region"] == "11.08"))]
    rows = rows.assign(year=rows["period"].str[:4]).sort_values("period")
    fall = rows.groupby(["agency", "unit", "indicator", "region", "year"])["actual"].diff()
    planned = rows["target"] != 0
    assert (fall[planned] >= -1e-9).loc[lambda ok: fall[planned].notna()].all()


def test_published_figures_are_those_of_their_publishers() -> None:
    value = published().set_index(["indicator", "region", "period"])["actual"]
    assert value["IKU-BAPPEDA-01", "11", "2025"] == "76.23"
    assert value["IKU-BAPPEDA-12", "11", "2021"] == "72.18"
    assert value["IKU-BAPPEDA-02", "11", "2022-S2"] == "14.75"
    assert value["IKU-DINKES-04", "11", "2021"] == "33.2"
    assert published()["source"].notna().all()


def test_published_gaps_stay_gaps() -> None:
    rows = published().query("region != '11'")
    stunting = rows.query("indicator == 'IKU-DINKES-04' and period == '2022'")
    assert len(stunting) == 21
    assert rows.query("indicator == 'IKU-DISNAKERMOBDUK-01' and period == '2016'").empty


def test_village_fund_disbursement_exceeds_its_ceiling_everywhere() -> None:
    rows = published().query("indicator == 'IKU-DPMG-11'")
    share = 100 * rows["actual"].astype(float) / rows["target"].astype(float)
    assert len(rows) == 23
    assert share.between(102.79, 104.05).all()


STORIES = {
    "unit error": ("IKU-DKP-01", "11.08", "2025-Q2", lambda r: r["actual"] > 500 * r["target"]),
    "fraction for percent": ("IKU-BKA-02", "11", "2024-03", lambda r: r["actual"] < 1),
    "zero target, zero actual": ("IKU-PERKIM-01", "11.72", "2024-Q4", lambda r: r["target"] == r["actual"] == 0),
    "negative value": ("IKU-RO_EKON-01", "11", "2025-02", lambda r: r["actual"] < 0),
    "very low Pidie": ("IKU-DINKES-01", "11.07", "2021-12", lambda r: r["actual"] < 6),
}


@pytest.mark.parametrize("story", STORIES)
def test_stories_stand_where_they_are_told(simulated: pd.DataFrame, story: str) -> None:
    indicator, region, period, holds = STORIES[story]
    key = simulated[["indicator", "region", "period"]]
    rows = simulated[(key == [indicator, region, period]).all(axis=1)]
    assert len(rows) == 1
    assert holds(rows.iloc[0])


def test_reports_are_missing_and_late(simulated: pd.DataFrame) -> None:
    gone = simulated.query("indicator == 'IKU-DINKES-01' and region == '11.13'")["period"]
    assert not gone.between("2026-05", "2026-08").any()
    late = simulated.query("indicator == 'IKU-RO_UMUM-01'")
    days = [(row.as_of - period_bounds(row.period)[1]).days for row in late.itertuples()]
    assert max(days) > 40 > min(days)


def test_revision_raises_the_numerators_of_its_file() -> None:
    first, second = (
        pd.read_csv(EXPORTS / "simulated" / f"DINKES_imunisasi_bulanan_2025{end}.csv", sep=";", decimal=",", dtype=str)
        for end in ("", "_revisi")
    )
    key = ["kode_unit", "kode_indikator", "kode_wilayah", "periode"]
    both = second.merge(first, on=key, suffixes=("", "_lama"))
    assert len(both) == len(second) > 10
    assert (both["pembilang"].astype(float) > both["pembilang_lama"].astype(float)).all()


def test_provincial_immunisation_is_near_the_reported_level(simulated: pd.DataFrame) -> None:
    rows = simulated.query("indicator == 'IKU-DINKES-01' and period == '2023-12'")
    assert 100 * rows["numerator"].sum() / rows["denominator"].sum() == pytest.approx(39.4, abs=1.5)


def panel(count: int = 2) -> Panel:
    keys = [("", f"11.0{n + 1}") for n in range(count)]
    return Panel(Calendar("monthly", (2024, 2025)), keys, np.zeros((count, 24)))


def stream(name: str) -> np.random.Generator:
    return np.random.default_rng(len(name))


def test_step_changes_the_named_region_from_its_month_on() -> None:
    changed = panel()
    tell(changed, "step 2024-07 8 @11.02", stream)
    assert changed.value[0].tolist() == [0] * 24
    assert changed.value[1].tolist() == [0] * 6 + [8] * 18


def test_bend_reaches_its_amount_in_the_last_period() -> None:
    changed = panel()
    tell(changed, "bend 2024-12 6; dip 2024-01 2024-02 -1", stream)
    assert changed.value[0, [0, 1, 2, 11]].tolist() == [-1, -1, 0, 0]
    assert changed.value[0, -1] == 6


def test_story_about_an_unknown_place_is_refused() -> None:
    with pytest.raises(ValueError, match=r"99\.99"):
        tell(panel(), "step 2024-07 8 @99.99", stream)


@pytest.mark.parametrize(
    ("period", "style", "written"),
    [
        ("2024-06", "iso", "2024-06"),
        ("2024-06", "long", "Juni 2024"),
        ("2024-06", "short", "Jun-24"),
        ("2024-08", "until", "s.d. Agustus 2024"),
        ("2024-Q2", "short", "TW II 2024"),
        ("2024-S1", "long", "Semester 1 2024"),
        ("2024", "long", "2024"),
    ],
)
def test_periods_are_written_in_each_style(period: str, style: str, written: str) -> None:
    assert label(period, style) == written


def test_period_parts_and_ends() -> None:
    assert parts("2024-06") == {"year": "2024", "month": "JUNI"}
    assert parts("2024-Q3") == {"year": "2024", "quarter": "III"}
    assert month_number("2024") == month_number("2024-Q4") == month_number("2024-12")


def test_numbers_are_written_with_the_marks_of_the_file() -> None:
    style = Style(columns=(), thousands=".")
    assert number(1234567.5, 1, style) == "1.234.567,5"
    assert number("0.323", None, Style(columns=())) == "0,323"
    assert number(float("nan"), 2, style) == ""


def test_wide_numbered_table_restarts_at_the_cities_and_ends_with_the_total() -> None:
    names = {"11": "Provinsi Aceh", "11.09": "Kabupaten Simeulue", "11.72": "Kota Sabang"}
    places = pd.DataFrame({"name_id": names, "bps_code": ""})
    rows = pd.DataFrame({"region": list(names), "actual": [1520.0, 1500.0, 20.0]}).assign(
        agency="DISBUDPAR", unit="", indicator="X", period="2024-01", as_of="", decimals=0, status=STATUS
    )
    rows[["target", "target_low", "target_high", "numerator", "denominator"]] = np.nan
    style = Style(
        columns=("Kabupaten/Kota=region_name", "status"),
        wide=True,
        numbered=True,
        thousands=".",
        period="long",
        titles=("Judul",),
        encoding="utf-8",
    )
    assert render(rows, style, places).decode().split("\r\n") == [
        "Judul;;",
        "Kabupaten/Kota;status_data;Januari 2024",
        "1. Simeulue;simulasi;1.500",
        "1. Sabang;simulasi;20",
        "Jumlah;simulasi;1.520",
        "",
    ]


def test_total_row_of_visitors_is_the_sum_and_simulated() -> None:
    lines = (EXPORTS / "simulated" / "DISBUDPAR_wisatawan_2024.csv").read_text("utf-8-sig").splitlines()
    table = [line.replace(".", "").split(";") for line in lines if ";simulasi;" in line]
    assert len(table) == 24
    assert table[-1][0] == "Jumlah"
    assert int(table[-1][-1]) == sum(int(line[-1]) for line in table[:-1])


def test_budget_units_add_up_to_their_agency(simulated: pd.DataFrame) -> None:
    rows = simulated.query("indicator == 'IKU-BPKA-02' and agency == 'DINKES' and period == '2024-06'")
    whole, unit = rows[rows["unit"] == ""], rows[rows["unit"] != ""]
    assert unit["denominator"].sum() == whole["denominator"].iloc[0]
    assert unit["numerator"].sum() == whole["numerator"].iloc[0]


def test_satisfaction_is_the_mean_of_nine_elements(simulated: pd.DataFrame) -> None:
    row = simulated.query("indicator == 'IKU-RO_ORGANISASI-03'").iloc[0]
    elements = [float(m.replace(",", ".")) for m in row["note"].partition("U1-U9: ")[2].split()]
    assert len(elements) == 9
    assert row["actual"] == pytest.approx(25 * sum(elements) / 9, abs=0.0051)


def test_specification_fields_are_all_read() -> None:
    assert all(isinstance(spec, Spec) for spec in specs())
    assert len(specs()) > 200
