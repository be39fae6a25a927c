"""One regency in words and marks: its finding, what brought the reader here, and a line for each indicator."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypedDict

import pandas as pd

from analytics.periods import year_before
from pages.content import cell_texts, differing, told
from pages.content.sparkline import mask
from pages.content.standing import STROKES
from pages.words import language
from pages.words.language import t

LEFT, RIGHT = 6, 334  # of a line 340 wide


class Line(TypedDict):
    """An indicator among the regencies: value, place, the ticks of all, its own disc, and where it goes."""

    name: str
    href: str
    figure: str
    small: str
    unit: str
    when: str
    province: str
    place: str
    of: str
    ticks: list[float]
    own: float | None
    middle: float | None
    alt: str
    stroke: str
    direction: str
    course: str
    differs: str
    simulated: bool


@dataclass(frozen=True)
class Place:
    """A regency's rows of `regency.compared`, the values of all regencies by series, and how addresses are made.

    came_by: the indicator of the link. targets: the regency's row of `standing_regions`, None without one.
    """

    name: str
    rows: pd.DataFrame
    peers: Mapping[tuple[object, ...], pd.Series]
    address: Callable[..., str]
    came_by: str = ""
    targets: told.Row | None = None

    def line(self, row: told.Row) -> str:
        """Address of the very line of a row of `rows`."""
        unit = [row["unit"]] if row["unit"] else []
        return self.address("indikator", indicator=row["indicator"], agency=row["agency"], unit=unit)

    @property
    def official(self) -> pd.DataFrame:
        """Ranked rows on published or reported values, worst place first."""
        return _worst_first(self._ranked(self.rows["status"] != "simulated"))

    @property
    def simulated(self) -> pd.DataFrame:
        """Ranked rows on simulated values, by name: an example is no ranking."""
        return self._ranked(self.rows["status"] == "simulated").sort_values("label")

    def _ranked(self, which: pd.Series) -> pd.DataFrame:
        return self.rows[which & self.rows["quarter"].notna() & ~self.rows["old"].astype(bool)]

    @property
    def told(self) -> pd.DataFrame:
        """The rows that the finding counts: official ones, the examples where there is none."""
        return self.official if len(self.official) else self.simulated


def _worst_first(rows: pd.DataFrame) -> pd.DataFrame:
    """Rows by their place of so many, the last ones first; of one place what is farther from the best, among more."""
    far = (rows["rank"] - 1) / (rows["regions"] - 1)
    order = ["far", "position", "regions", "label"]
    ordered = rows.assign(far=far).sort_values(order, ascending=[False, True, False, True])
    return ordered.drop(columns="far")


def head(of: Place, over: str) -> dict[str, object]:
    """Values of the template `place_head`."""
    rows = of.told
    has_official = len(of.official) > 0
    return {
        "over": over, "name": of.name, "example": not has_official and len(rows) > 0, "map_href": of.address("peta"),
        "verdict": verdict(rows), "lead": lead(rows), "others": len(of.simulated) if has_official else 0,
        "came": came_by(of),
    }  # fmt: skip


def verdict(rows: pd.DataFrame) -> str:
    """How many are in the worst and in the best quarter."""
    if rows.empty:
        return t("place.none")
    worst, best = ((rows["quarter"] == end).sum() for end in ("worst", "best"))
    return t("place.verdict" if best else "place.verdict_none", n=len(rows), worst=int(worst), best=int(best))


def lead(rows: pd.DataFrame) -> str:
    """How many are better than a year before, and the farthest from and nearest to the best."""
    changes = rows.assign(gained=[_gained(row) for row in rows.to_dict("records")]).dropna(subset=["gained"])
    parts = []
    if len(changes):
        better, worse = int((changes["gained"] > 0).sum()), int((changes["gained"] < 0).sum())
        parts.append(t("place.changed", n=len(changes), better=better, worse=worse))
    ranked = _worst_first(rows).to_dict("records")
    if len(ranked) > 1:
        parts.append(t("place.ends", worst=_named(ranked[0]), best=_named(ranked[-1])))
    return " ".join(parts)


def _named(row: told.Row) -> str:
    return t("place.named", name=row["label"], rank=int(row["rank"]), n=int(row["regions"]))


def _gained(row: told.Row) -> float:
    """The change from a year before, above zero where it is for the better; nan where that cannot be told."""
    if language.missing(row["change_year"]) or row["better"] not in ("higher", "lower"):
        return float("nan")
    return float(row["change_year"]) * (1 if row["better"] == "higher" else -1)


def came_by(of: Place) -> dict[str, object] | None:
    """The indicator by which the reader came here, else the one in the worst place: value, place, course, target."""
    rows = of.rows[of.rows["indicator"] == of.came_by] if of.came_by else of.rows.iloc[:0]
    brought = not rows.empty
    rows = rows if brought else of.told.head(1)
    if rows.empty:
        return None
    row = rows.iloc[0].to_dict()
    numbers = [value for value in cell_texts.course(row) if value == value]
    parts = [_course(row)]
    parts.append(_province(row))
    if language.missing(row["target"]) and language.missing(row["target_low"]):
        parts.append(t("place.no_target"))
    else:
        parts.append(t("place.target", target=told.target(row)))
    figure, small = told.figure(row)
    return {
        "title": t("place.came" if brought else "place.worst_place"), "name": row["label"],
        "href": of.line(row),
        "figure": figure, "small": small, "unit": "" if small else told.unit_of(row),
        "when": language.period(row["period"]), "rank": _rank(row), "facts": "; ".join(each for each in parts if each),
        "spark": mask(list(enumerate(numbers))) if len(numbers) > 1 else "",
        "simulated": row["status"] == "simulated",
        "map_href": of.address("peta", indicator=row["indicator"]),
    }  # fmt: skip


def _rank(row: told.Row) -> str:
    if language.missing(row["rank"]):
        return ""
    return t("place.rank", rank=int(row["rank"]), n=int(row["regions"]))


def lines(of: Place, rows: pd.DataFrame) -> list[Line]:
    """The rows in words and marks, in their order."""
    return [_line(of, row) for row in rows.to_dict("records")]


def _line(of: Place, row: told.Row) -> Line:
    figure, small = told.figure(row)
    direction = _direction(row)
    own = _place(float(row["position"]))
    middle = row["province_position"]
    inside = not language.missing(middle) and 0 <= float(middle) <= 1
    return {
        "name": row["label"],
        "href": of.line(row),
        "figure": figure, "small": small, "unit": "" if small else told.unit_of(row),
        "when": language.period(row["period"]),
        "province": _province(row),
        "place": str(int(row["rank"])), "of": t("place.of", n=int(row["regions"])),
        "ticks": _ticks(of, row), "own": own, "middle": _place(float(middle)) if inside else None,
        "alt": _named(row), "stroke": STROKES[direction], "direction": t(f"standing.{direction}"),
        "course": _course(row), "differs": "" if language.missing(row["differs"]) else differing.words(
            row["differs"], int(row["tested"])
        ), "simulated": row["status"] == "simulated",
    }  # fmt: skip


def _province(row: told.Row) -> str:
    """The province's value beside it; empty where it has none."""
    return "" if language.missing(row["province"]) else t("place.province", value=told.value(row, row["province"]))


def _direction(row: told.Row) -> str:
    """A trend is said only where it is confirmed; one that is not is unclear."""
    confirmed = row["state"] in ("improving", "worsening") and told.confirmed(row)
    return str(row["state"]) if confirmed or row["state"] == "cannot_say" else "unclear"


def _course(row: told.Row) -> str:
    """What changed since a year before: turun 1,99 poin sejak 2024."""
    change = row["change_year"]
    if language.missing(change):
        return ""
    since = language.period(year_before(str(row["period"])), short=True)
    if round(float(change), int(row["decimals"])) == 0:
        return t("place.same", since=since)
    key = "place.rose" if float(change) > 0 else "place.fell"
    return t(key, amount=told.amount(row, float(change)), since=since)


def _ticks(of: Place, row: told.Row) -> list[float]:
    """Where each regency stands between worst and best; none where the good lies within a band."""
    values = of.peers.get((row["agency"], row["unit"], row["indicator"], row["period"]))
    span = float(row["best"]) - float(row["worst"])
    if values is None or not span or row["better"] == "range":
        return []
    return [_place((float(value) - float(row["worst"])) / span) for value in values.dropna()]


def _place(share: float) -> float:
    return round(LEFT + min(max(share, 0.0), 1.0) * (RIGHT - LEFT), 1)
