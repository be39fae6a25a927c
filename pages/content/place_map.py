"""The map of the regencies in words and marks: the finding, names with their values, the list, and what is missing."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypedDict

import pandas as pd

from analytics.thresholds import SHARE_OF_REPORTERS
from pages.content import told
from pages.words import language
from pages.words.language import t

ABSENCES = ("not_reported", "old_value", "not_counted")


class Drawn(TypedDict):
    """A regency on the map: address, path, fill, what it tells, and its name with its value where they stand."""

    href: str
    path: str
    fill: str
    chosen: bool
    tip: str
    name: str
    value: str
    x: float
    y: float
    anchor: str
    leader: tuple[float, float, float, float] | None
    ink: str


class Line(TypedDict):
    """A regency in the list: whether it has a number, its rank where numbers are ranked, name and address, the width of
    its bar, its value and what stands beside it."""

    known: bool
    rank: int | None
    name: str
    href: str
    width: float | None
    value: str
    beside: str


@dataclass(frozen=True)
class Ground:
    """The drawing under the map: its view box, a path and a centre by code, and where the names stand."""

    view: tuple[int, int, int, int]
    paths: Mapping[str, str]
    centres: Mapping[str, tuple[float, float]]
    labels: Mapping[str, Any]


@dataclass(frozen=True)
class Shown:
    """One period of the map. rows: of `mapping.regencies`; bands: its classes; written: a number with its unit.

    due: how many regencies report the indicator at all. province: its value in words, empty where it has none.
    """

    rows: pd.DataFrame
    bands: pd.DataFrame
    indicator: told.Row
    mode: str
    period: str
    due: int
    written: Callable[[object], str]
    bare: Callable[[object], str]
    address: Callable[[str], str]
    province: str = ""
    province_note: str = ""
    chosen: str | None = None

    @property
    def ranked(self) -> bool:
        """Whether regencies are ranked: not on simulated values, nor where too few of those due have reported."""
        return not simulated(self) and self.rows["actual"].notna().sum() >= SHARE_OF_REPORTERS * self.due

    @property
    def present(self) -> pd.DataFrame:
        """Regencies with a number of the mode, highest first, whole words (trend, clusters) by their value; by name
        where none is ranked."""
        by = "shown" if pd.api.types.is_numeric_dtype(self.rows["shown"]) else "actual"
        order, rising = ([by, "name"], [False, True]) if self.ranked else (["name"], [True])
        return self.rows[self.rows[by].notna()].sort_values(order, ascending=rising, kind="stable")


def finding(of: Shown) -> str:
    """What the heading says: `title` only, how many have reported, where it is counted at all, or the ends."""
    present = of.rows["actual"].notna().sum()
    if of.mode != "value" or not present:
        return "title"
    if present < SHARE_OF_REPORTERS * of.due:
        return "partial"
    return "counted" if of.due < SHARE_OF_REPORTERS * len(of.rows) else "ends"


def headline(of: Shown, title: str) -> str:
    """The finding in one line: highest and lowest, or how many have reported, or where it is counted at all. Simulated
    values are an example and name nobody."""
    name, kind = language.name(of.indicator, stem="short"), finding(of)
    if kind == "title":
        return title
    return f"{t('standing.example')} {_found(of, name, kind)}" if simulated(of) else _found(of, name, kind)


def _found(of: Shown, name: str, kind: str) -> str:
    if kind == "partial":
        return t("map.headline_partial", k=int(of.rows["actual"].notna().sum()), n=of.due, name=name)
    if kind == "counted":
        return t("map.headline_counted", name=name, k=of.due, j=len(of.rows) - of.due)
    ranked = of.present
    lowest, highest = ranked["shown"].min(), ranked["shown"].max()
    if not of.ranked:
        return t("map.headline_span", name=name, n=len(ranked), low=of.written(lowest), high=of.written(highest))
    ends: dict[str, str] = {}
    for end, value in (("high", highest), ("low", lowest)):
        there = ranked.loc[ranked["shown"] == value, "full_name"]
        ends |= {end: language.several(there), f"{end}_value": of.written(value)}
    return t("map.headline", name=name, **ends)


def over(of: Shown, title: str) -> str:
    """What is shown and who published it."""
    sources = "; ".join(sorted({str(each) for each in of.rows["source"].dropna() if each}))
    return t("map.over", title=title, source=sources) if sources else t("map.over_unsourced", title=title)


def simulated(of: Shown) -> bool:
    """Whether any value of the period is simulated."""
    return bool((of.rows["status"] == "simulated").any())


def picture(of: Shown, ground: Ground, title: str) -> dict[str, object]:
    """Values of the template `map`: the regencies drawn, the list, the legend and the three kinds of absence."""
    ranks = {code: place for place, code in enumerate(of.present["region"], start=1)}
    bands = of.bands.set_index("key")
    absent = [key for key in (*ABSENCES, "no_data") if key in bands.index]
    counted = of.rows["class"].value_counts()
    return {
        "title": title,
        "view": " ".join(map(str, ground.view)),
        "drawn": [_drawn(row, of, ground, bands, ranks) for row in of.rows.to_dict("records")],
        "lines": _lines(of, ranks),
        "order": _order(of.mode) if of.ranked else t("map.order_name"),
        "province": of.province,
        "province_note": of.province_note,
        "direction": _direction(of),
        "ramp": _ramp(of, counted),
        "absent": [
            (key, int(counted.get(key, 0)), bands.loc[key, "label"] if key == "no_data" else t(f"map.{key}_about"))
            for key in absent if key != "no_data" or counted.get(key, 0)
        ],
    }  # fmt: skip


def _order(mode: str) -> str:
    by_value = mode in ("value", "trend", "clusters")
    return t("map.order_value") if by_value else t("map.order_mode", mode=t(f"map.mode_{mode}").lower())


def _direction(of: Shown) -> tuple[str, str]:
    """What a strong colour means, and which end is good."""
    better = of.indicator["better"] if of.indicator["better"] in ("lower", "higher", "range") else "neither"
    return (t("map.stronger") if of.mode == "value" else "", t(f"map.{better}_better"))


def _ramp(of: Shown, counted: pd.Series) -> list[tuple[str, str, int]]:
    """Fill, words and count of each class, those of absences left out."""
    classes = of.bands[of.bands["pattern"] == ""]
    return [(row["fill"], row["label"], int(counted.get(row["key"], 0))) for row in classes.to_dict("records")]


def _drawn(row: told.Row, of: Shown, ground: Ground, bands: pd.DataFrame, ranks: Mapping[str, int]) -> Drawn:
    code, band = str(row["region"]), bands.loc[row["class"]]
    label, numeric = ground.labels[code], not isinstance(row["shown"], str) and not language.missing(row["shown"])
    leader = None if label.leader is None else (*ground.centres[code], *label.leader)
    hatched = bool(band["pattern"])
    return {
        "href": of.address(code),
        "path": ground.paths[code],
        "fill": f"url(#hatch-{row['class']})" if hatched else str(band["fill"]),
        "chosen": code == of.chosen,
        "tip": _tip(row, of, ranks),
        "name": row["name"],
        "value": of.bare(row["shown"]).removesuffix("%") if numeric else "",
        "x": label.x, "y": label.y, "anchor": label.anchor, "leader": leader,
        "ink": "" if leader or hatched else str(band["on_fill"]),
    }  # fmt: skip


def _tip(row: told.Row, of: Shown, ranks: Mapping[str, int]) -> str:
    if row["region"] not in ranks:
        return f"{row['full_name']}: {_absence(row, of)}"
    value = of.written(row["shown"]) if of.mode != "clusters" else row["value"]
    if not of.ranked:
        return f"{row['full_name']}: {value}" + (f"; Aceh {of.province}" if of.province else "")
    named = {"name": row["full_name"], "value": value, "rank": ranks[row["region"]], "n": len(ranks)}
    return t("map.tip", province=of.province, **named) if of.province else t("map.tip_alone", **named)


def _lines(of: Shown, ranks: Mapping[str, int]) -> list[Line]:
    """Those with a number first, in their order; then those without, by name, with the reason."""
    ranked = of.present
    numeric = pd.api.types.is_numeric_dtype(ranked["shown"]) and len(ranked) > 0
    most = float(ranked["shown"].max()) if numeric and float(ranked["shown"].min()) >= 0 else 0.0
    rest = of.rows[~of.rows["region"].isin(list(ranks))].sort_values("name")
    return [
        *(_known(row, of, ranks[row["region"]] if of.ranked else None, most) for row in ranked.to_dict("records")),
        *(_lacking(row, of) for row in rest.to_dict("records")),
    ]


def _known(row: told.Row, of: Shown, rank: int | None, most: float) -> Line:
    change = row["change_year"]
    beside = row["value"]
    if of.mode == "value":
        beside = _moved(change, int(of.indicator["decimals"]))
    shown = row["band"] if of.mode == "clusters" else of.bare(row["shown"])
    width = round(100 * float(row["shown"]) / most, 1) if most else None
    return {
        "known": True, "rank": rank, "name": row["name"], "href": of.address(str(row["region"])), "width": width,
        "value": shown, "beside": beside,
    }  # fmt: skip


def _moved(change: object, decimals: int) -> str:
    """A difference from the year before in words: turun 1,99."""
    if language.missing(change):
        return ""
    amount = language.number(abs(float(str(change))), decimals)
    if round(float(str(change)), decimals) == 0:
        return t("map.same")
    return t("map.up" if float(str(change)) > 0 else "map.down", amount=amount)


def _lacking(row: told.Row, of: Shown) -> Line:
    return {
        "known": False, "rank": None, "name": row["name"], "href": of.address(str(row["region"])), "width": None,
        "value": "", "beside": _absence(row, of),
    }  # fmt: skip


def _absence(row: told.Row, of: Shown) -> str:
    """Why a regency has nothing to show; an old value with its period."""
    if row["class"] == "old_value":
        return t("map.held", value=of.written(row["held_actual"]), period=language.period(row["held_period"]))
    return t(f"map.{row['class']}") if row["class"] in ABSENCES else t(f"map.lacks_{of.mode}")
