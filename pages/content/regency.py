"""One regency beside the others: its series with place and quarter, and what to say about them."""

from collections.abc import Mapping
from functools import cache

import numpy as np
import pandas as pd

from analytics import spatial
from analytics.figures import spine_row
from analytics.gap import profile
from analytics.regions import PROVINCE
from data import boundaries
from data.reference import likeness
from pages.content import differing, reader, scope
from pages.content.cache import cached
from pages.words import language
from pages.words.language import t
from pages.words.row import Row

BY = ["agency", "unit", "indicator", "period"]
GROUPS = ("all", "type")
KEY_INDICATORS = (
    "IKU-BAPPEDA-01", "IKU-BAPPEDA-13", "IKU-DISNAKERMOBDUK-01", "IKU-BAPPEDA-04", "IKU-BAPPEDA-20",
    "IKU-DISDIK-03", "IKU-DINKES-07", "IKU-PERKIM-02",
)  # fmt: skip
"""What neighbours are compared in unless the reader chooses: development, poverty, work, growth, basic services."""


def names() -> pd.DataFrame:
    """The 23 regencies and cities, indexed by code: name_id, short_name, type, population and the like."""
    return _names(reader.snapshot().id).copy(deep=False)


@cached(most=8)
def _names(snapshot: str) -> pd.DataFrame:
    rows = reader.fetch("regions")
    return rows[rows["code"] != PROVINCE].set_index("code")


def of_type(kind: str) -> list[str]:
    """Codes of the regions of one type (Kabupaten or Kota)."""
    rows = names()
    return rows.index[rows["type"] == kind].tolist()


@cache
def neighbours(linked: bool = True) -> Mapping[str, set[str]]:
    """Who borders whom; islands are `linked` to the region nearest over the sea, or have no neighbour."""
    return spatial.contiguity(boundaries.load(), link_islands=linked)


def compared(here: scope.Scope, region: str, group: str = "all") -> pd.DataFrame:
    """The series of a regency with their place among all regencies, or among those of its own type.

    Columns of the region_series query, of `gap.profile` and: quarter, tied (others with the same value), label.
    """
    of = {"region": region, "as_of": here.as_of, "agency": here.agency or None, "units": here.units or None}
    rows = _compared(reader.snapshot().id, group, here.since, tuple(of.items())).copy(deep=False)
    rows["label"] = labels(rows)
    return rows


@cached(most=128)
def _compared(snapshot: str, group: str, since, of: tuple) -> pd.DataFrame:
    parameters = dict(of)
    peers = reader.fetch("region_peers", **parameters)
    apart = _apart(peers, parameters["region"])
    if group == "type":
        kind = names().loc[parameters["region"], "type"]
        peers = peers[peers["region"].isin([*of_type(kind), PROVINCE])]
    placed = profile.profile(peers, parameters["region"], BY)
    placed["quarter"] = profile.quarters(placed)
    placed["tied"] = placed["as_good"] - placed["rank"]
    rows = reader.fetch("region_series", since=since, **parameters)
    rows = rows.merge(placed.drop(columns="actual"), how="left", left_on=BY, right_index=True)
    return rows.merge(apart, how="left", left_on=BY, right_index=True)


def _apart(peers: pd.DataFrame, region: str) -> pd.DataFrame:
    """Whether the regency differs from the province beyond chance (`differs`), and how many were `tested` with it."""
    rows = peers[~peers["counted"].astype(bool)]
    rows = rows.assign(differs=differing.differs(rows, BY))
    rows["tested"] = rows.groupby(BY, dropna=False)["differs"].transform("count")
    return rows[rows["region"] == region].set_index(BY)[["differs", "tested"]]


def peers(here: scope.Scope, region: str) -> pd.DataFrame:
    """Values of all regions in the periods that `region` stands in; province included."""
    return reader.fetch(
        "region_peers", region=region, as_of=here.as_of, agency=here.agency or None, units=here.units or None
    )


def labels(rows: pd.DataFrame) -> list[str]:
    """Short names; with the agency or the unit where an indicator is reported by several."""
    several = rows.duplicated("indicator", keep=False)
    words = []
    for row, double in zip(rows.to_dict("records"), several, strict=True):
        reporter = language.name(row, stem="unit") if row["unit"] else row["abbreviation"]
        words.append(language.name(row, stem="short") + (f" · {reporter}" if double else ""))
    return words


def inhabitants(row: Row, here: scope.Scope) -> object:
    """The population of a region (row of `names`); none in a view of an earlier year, of which it is not known."""
    counted = not here.as_of or here.as_of.year >= int(row["population_year"])
    return row["population"] if counted else None


def facts(region: str, here: scope.Scope) -> str:
    """Capital, inhabitants (if not of a later year than the view), area and both codes in one line."""
    row = names().loc[region]
    people = inhabitants(row, here)
    known = {"population": language.number(people, 0), "year": str(row["population_year"])}
    return t(
        "region.facts",
        capital=row["capital"],
        people=t("region.unknown_people", **known) if people is None else t("region.people", **known),
        area=language.number(row["area_km2"], 0),
        code=region,
        bps=row["bps_code"],
    )


def summary(name: str, rows: pd.DataFrame) -> str:
    """The profile in one sentence, its counts between double stars; a reason where nothing can be compared."""
    ranked = comparable(rows)
    if ranked.empty:
        return t("region.none_comparable", name=name)
    current = rows[~rows["old"].astype(bool)]
    return t(
        "region.headline",
        n=len(ranked),
        others=int(ranked["regions"].max()) - 1,
        name=name,
        best=int((ranked["quarter"] == "best").sum()),
        worst=int((ranked["quarter"] == "worst").sum()),
        improving=int((current["state"] == "improving").sum()),
        worsening=int((current["state"] == "worsening").sum()),
    )


def comparable(rows: pd.DataFrame) -> pd.DataFrame:
    """Rows that are ranked, have a place and are not history."""
    return rows[rows["quarter"].notna() & ~rows["old"].astype(bool)]


def strengths(rows: pd.DataFrame) -> pd.DataFrame:
    """Series in the best quarter, the best first."""
    best = rows[rows["quarter"] == "best"]
    return best.iloc[np.lexsort((-best["position"], best["rank"]))]


def worries(rows: pd.DataFrame) -> pd.DataFrame:
    """Series in the worst quarter, or growing worse; what is both comes first, then the worst place."""
    worst, worse = rows["quarter"] == "worst", rows["state"] == "worsening"
    chosen = rows[worst | worse].assign(burden=worst[worst | worse].astype(int) + worse[worst | worse])
    return chosen.sort_values(["burden", "position"], ascending=[False, True], kind="stable")


def rank_words(row: Row) -> str:
    """Place in words, ties as ties; empty where nothing is ranked."""
    if language.missing(row["rank"]):
        return ""
    place = {"rank": int(row["rank"]), "n": int(row["regions"])}
    if row["tied"] > 0:
        return t("region.rank_tied", others=int(row["tied"]), **place)
    return t("region.rank", **place)


def rank_short(row: Row) -> str:
    """Place as 3/23, with = where others share it."""
    if language.missing(row["rank"]):
        return ""
    return f"{'=' if row['tied'] > 0 else ''}{int(row['rank'])}/{int(row['regions'])}"


def value_words(row: Row, column: str = "actual") -> str:
    """A value of the series with its unit of measure."""
    unit = row[language.name_column(stem="measure")]
    return language.measure(row[column], unit, 2 if language.missing(row["decimals"]) else int(row["decimals"]))


def number_words(row: Row, column: str = "actual") -> str:
    """The same value without its unit."""
    return language.number(row[column], 2 if language.missing(row["decimals"]) else int(row["decimals"]))


def standing(row: Row) -> str:
    """Value, period, place, middle of the regencies and province in one line."""
    parts = [f"{value_words(row)} ({language.period(row['period'])})", rank_words(row)]
    parts += [t("region.median_is", value=value_words(row, "median"))] if not language.missing(row["median"]) else []
    if not language.missing(row["province"]):
        parts.append(t("region.province_is", value=value_words(row, "province")))
    return "; ".join(part for part in parts if part)


def strips(rows: pd.DataFrame, theme: str, spoken: str) -> list[str]:
    """One spine a row as pictures for a table, described in the language `spoken`, that of the reader."""
    return [spine_row.data_uri(row, f"{row['label']}: {standing(row)}", theme=theme) for row in rows.to_dict("records")]


def search_labels() -> dict[str, str]:
    """Names of the regencies with the abbreviations people type for them: Aceh Barat Daya (Abdya)."""
    return _search_labels(reader.snapshot().id)


@cached(most=8)
def _search_labels(snapshot: str) -> dict[str, str]:
    known = reader.fetch("aliases", kind="region")
    rows = names()
    full = rows["name_id"]
    words = {}
    for code, name in rows["short_name"].items():
        shorts = [each for each in known.loc[known["code"] == code, "alias"] if _abbreviates(each, name)]
        words[code] = full[code] + (f" ({', '.join(shorts)})" if shorts else "")
    return words


def _abbreviates(alias: str, name: str) -> bool:
    """Whether an alias is a name of its own and not a spelling of the name: Abdya, Pijay, Kutaraja."""
    if not alias.isalpha() or not alias[0].isupper() or alias.casefold() in name.casefold():
        return False
    plain = name.replace(" ", "").casefold()
    return likeness(alias.casefold(), plain) < 0.78


BETTER, WORSE = "●", "○"


def beside(here: scope.Scope, region: str, rows: pd.DataFrame) -> pd.DataFrame:
    """Chosen series in the region, its neighbours and the province: one row a series, one column a region, as text.

    `ahead` is how many of the neighbours that have a value the region is ahead of, in words.
    """
    return reader.rows(_beside, here, region, rows, key=(here, region, tuple(rows.index)))


def _beside(here: scope.Scope, region: str, rows: pd.DataFrame) -> pd.DataFrame:
    near = sorted(neighbours()[region])
    values = peers(here, region).set_index([*BY, "region"])["actual"].unstack("region")
    values = values.reindex(columns=[region, *near, PROVINCE])
    table = []
    for row in rows.to_dict("records"):
        own = values.loc[tuple(row[name] for name in BY)]
        marks = _marks(row, own[near])
        texts = {code: number_words({**row, "actual": value}) + marks.get(code, "") for code, value in own.items()}
        table.append({**row, **texts, "ahead": _ahead(row, own[near])})
    return pd.DataFrame(table, columns=[*rows.columns, region, *near, PROVINCE, "ahead"])


def _ahead(row: Row, others: pd.Series) -> str:
    less = _less_good(row, others)
    return t("region.ahead", n=int((less > 0).sum()), total=len(less)) if len(less) else language.NOTHING


def _marks(row: Row, others: pd.Series) -> dict[str, str]:
    """Region → mark behind its value: better or worse than the region's own."""
    return {code: f"\u00a0{WORSE if by > 0 else BETTER}" for code, by in _less_good(row, others).items() if by}


def _less_good(row: Row, others: pd.Series) -> pd.Series:
    """By how much each of the others is less good than the region; empty where no direction is agreed on."""
    if row["better"] not in ("higher", "lower") or row["directed"] is not True:
        return others.iloc[:0]
    sign = 1 if row["better"] == "higher" else -1
    return sign * (row["actual"] - others.dropna())
