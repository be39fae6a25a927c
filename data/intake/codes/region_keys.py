"""Regions of the rows: the code system of the file, and what each combination of code, name and province stands for."""

from collections.abc import Sequence
from dataclasses import replace

import pyarrow as pa

from analytics.regions import PROVINCE
from data.intake.codes.maps import Maps, Texts
from data.intake.codes.region_codes import System, split_name
from data.intake.codes.regions import Match
from data.intake.staging import findings, loading, values
from data.intake.staging.findings import Found
from data.intake.staging.sql import GROUPS
from data.intake.table import totals
from data.reference import normalise

FINER_LEVELS = ("kecamatan", "desa", "gampong", "desa kelurahan", "kelurahan")
TOTALLED = frozenset(
    ("kode_instansi", "kode_unit", "kode_indikator", "nama_indikator", "periode", "tahun", "bulan", "triwulan",
     "semester")
)  # fmt: skip
NUMBERING = frozenset(("", "no", "nomor", "no urut", "urut"))
PASSED_OVER = {"elsewhere", "province_elsewhere", "section", "finer", "total_doubled", "total_passed"}


def match(maps: Maps) -> None:
    """Write the map of regions, and pass over the rows that are about none of ours."""
    if maps.staging.layout.kind == "regions":
        _write_columns(maps)
        return
    combinations = maps.combinations("region")
    maps.system = _system(maps, [texts for _, texts in combinations])
    matches = [_region(maps, texts) for _, texts in combinations]
    _settle_totals(maps, matches)
    for key, one in enumerate(matches):
        maps.add_problem("region", key, one.rule, one, listed=one.rule != "region_codes_ambiguous")
        maps.add_problem("region", key, one.warning, one)
    maps.write(
        "region",
        [(0, joined) for joined, _ in combinations],
        r=(pa.int16(), [maps.number["region"].get(one.code, 0) for one in matches]),
        place=(pa.string(), ["region" if one.place == "total" else one.place for one in matches]),
        total=(pa.bool_(), [one.place == "total" for one in matches]),
    )
    _ask_for_system(maps, matches)
    places = {one.place for one in matches}
    if places & PASSED_OVER and "region" not in maps.constant:
        loading.pass_over_places(maps.staging)
    if "total" in places:
        loading.pass_over_totals_of_rates(maps.staging)
    if "province_elsewhere" in places and any(one.rule == "region_unknown" for one in matches):
        loading.pass_over_governed(maps.staging)


def _write_columns(maps: Maps) -> None:
    """The map of a table whose columns are regions: one entry a slice."""
    slices = maps.staging.layout.slices
    maps.write(
        "region",
        [(number, (None,) * len(GROUPS["region"])) for number in range(len(slices))],
        r=(pa.int16(), [maps.number["region"].get(part.region or "", 0) for part in slices]),
        place=(pa.string(), ["region"] * len(slices)),
        total=(pa.bool_(), [False] * len(slices)),
    )


def _system(maps: Maps, combinations: Sequence[tuple[Texts, Texts]]) -> System:
    layout = maps.staging.layout
    index = layout.keys.get("kode_wilayah")
    pairs = [(texts[0], texts[1]) for texts in combinations]
    if index is None:
        named = [split_name(name) for _, name in pairs if name]
        pairs = [(code, name) for name, code in named if code] or pairs
    if index is None and any(texts[2] for texts in combinations):
        return System("bps", "kolom kode_bps", "column kode_bps")
    return maps.regions.decide_system(pairs, layout.header(index) or "", maps.options.region_codes)


def _region(maps: Maps, texts: Texts) -> Match:
    code, name, bps, province, level = texts
    if level and normalise(level) in FINER_LEVELS:
        return Match("finer")
    if province:
        place, found = maps.regions.by_name(province)
        if (place, found) != ("region", PROVINCE) and place != "absent":
            return Match("elsewhere")
    fixed = "region" in maps.constant
    one = maps.regions.resolve(code, name, bps, maps.system)
    if one.place == "absent" and (fixed or province):
        return Match("region", PROVINCE)
    if fixed and one.place not in ("region", "total", "fault"):
        return Match("fault", rule="region_unknown", role="kode_wilayah", found=code or name or bps)
    return one


def pass_over_totals(maps: Maps) -> None:
    """Pass over the rows that another key column, or the column that numbers them, calls a total."""
    layout = maps.staging.layout
    keys = [(role, index) for role, index in layout.keys.items() if role in TOTALLED]
    numbered = [(None, one.index) for one in layout.columns if one.role is None and normalise(one.header) in NUMBERING]
    for role, index in (*keys, *numbered):
        texts = [text for text in values.column_texts(maps.staging, index) if totals.is_total(text)]
        if role in ("kode_indikator", "nama_indikator"):
            texts = [text for text in texts if not maps.names.indicator(None, text).code]
        if texts:
            loading.pass_over_totals(maps.staging, index, texts)


def _settle_totals(maps: Maps, matches: list[Match]) -> None:
    """Total rows stand for the province, unless the file has the province's own rows too."""
    own = any(one.place == "region" and one.code == PROVINCE for one in matches)
    for at, one in enumerate(matches):
        if one.place == "total":
            maps.totals.append("Jumlah")
            if own:
                matches[at] = replace(one, place="total_doubled")


def _ask_for_system(maps: Maps, matches: Sequence[Match]) -> None:
    """Tell once for the file that its codes need their system named."""
    found = [one.found for one in matches if one.rule == "region_codes_ambiguous"]
    if found:
        column = maps.staging.layout.keys.get("kode_wilayah")
        findings.add(maps.staging, [Found("region_codes_ambiguous", col=column, found=found[0])])
