"""Simulated reports of agencies, from the specifications in `series.csv`.

Every number here is invented: levels lie near reality, no row is anybody's report. Each (file, agency, indicator) has
random streams of its own, so a new line in `series.csv` changes no other series.
"""

import zlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd

from data.samples.calendar import Calendar, month_number
from data.samples.stories import Panel, tell

SEED = 20260930
HERE = Path(__file__).resolve().parent
REGIONS = HERE.parent / "reference" / "regions.csv"
YEARS = (2021, 2022, 2023, 2024, 2025, 2026)
RECEIVED = date(2026, 10, 31)
STATUS = "simulasi"
NOTE = "Data simulasi – bukan laporan resmi"
# Cumulative percent of the budget planned by the end of each month. The values of April, June and August are published
# targets of P2K-APBA (2022, 2025, 2025); those between are drawn through them.
PLANNED_ABSORPTION = np.array([3, 8, 15, 23, 29.5, 35.45, 45, 54.04, 64.5, 75.5, 87, 98])
USUAL_DAYS = {"monthly": (5, 12), "quarterly": (10, 20), "semiannual": (15, 30), "annual": (30, 60)}
NUMBERS = (
    "level", "end", "spread", "vary", "noise", "size", "target", "target_end", "target_low", "target_high", "minimum",
    "maximum", "base",
)  # fmt: skip


@dataclass(frozen=True)
class Spec:
    """One line of `series.csv`: an indicator as one agency reports it.

    kind: `rate` a value, `ratio` numerator over denominator, `flow` an amount per period, `budget` absorption against
    the P2K profile, `satisfaction` IKM from nine elements. level and end are the values at the start of 2021 and in the
    last period (flow: a year's total; budget: points off the planned profile in mid-year); spread and vary are the
    standard deviations, over units or regions, of the level and of its change; size is the denominator of a period (of
    a year, when cumulative; budget: the ceiling in billion rupiah); base the factor of a ratio.
    """

    file: str
    agency: str
    indicator: str
    units: tuple[str, ...]
    regions: tuple[str, ...]
    frequency: str
    kind: str
    cumulative: bool
    first: str
    last: str
    share: str
    decimals: int
    measure: str
    story: str
    level: float
    end: float
    spread: float
    vary: float
    noise: float
    size: float
    target: float
    target_end: float
    target_low: float
    target_high: float
    minimum: float
    maximum: float
    base: float

    def stream(self, purpose: str) -> np.random.Generator:
        """A random stream that depends on nothing but the seed, the series and what it is for."""
        name = f"{self.file}|{self.agency}|{self.indicator}|{purpose}"
        return np.random.default_rng([SEED, zlib.crc32(name.encode())])

    def places(self) -> list[tuple[str, str]]:
        """(unit, region) of each series; the province where regions do not report."""
        return [(unit, region) for unit in self.units for region in self.regions]


@cache
def regencies() -> pd.DataFrame:
    """Traits of the 23 regencies that shape the simulated levels, with their population, by code."""
    traits = pd.read_csv(HERE / "regencies.csv", dtype={"code": str}).set_index("code")
    population = pd.read_csv(REGIONS, dtype={"code": str}).set_index("code")["population"]
    return traits.assign(population=population)


def specs() -> list[Spec]:
    """The lines of `series.csv`."""
    table = pd.read_csv(HERE / "series.csv", dtype=str, keep_default_na=False)
    return [_spec(line) for line in table.to_dict("records")]


def _spec(line: dict[str, str]) -> Spec:
    numbers = {name: float(line.pop(name) or "nan") for name in NUMBERS}
    places = {"all": tuple(regencies().index), "coast": tuple(regencies().query("coast > 0").index), "": ("11",)}
    regions = line.pop("regions")
    return Spec(
        units=tuple(unit.strip("-") for unit in line.pop("units").split()) or ("",),
        regions=places[regions] if regions in places else tuple(regions.split()),
        cumulative=line.pop("accumulation") == "cumulative",
        first=line.pop("first") or "2021-01",
        last=line.pop("last") or "2026-09",
        decimals=int(line.pop("decimals")),
        **line,
        **numbers,
    )


def simulate(spec: Spec) -> pd.DataFrame:
    """Rows of one specification with the canonical columns of the export standard."""
    calendar = Calendar(spec.frequency, YEARS)
    panel = Panel(calendar, spec.places(), _path(spec, calendar))
    tell(panel, spec.story, spec.stream)
    report = KINDS[spec.kind](spec, panel)
    return _rows(spec, panel, report)


def _path(spec: Spec, calendar: Calendar) -> np.ndarray:
    """Level of every series in every period: a straight line, different by place, with noise that lingers."""
    rng = spec.stream("path")
    shape = (len(spec.places()), len(calendar.ids))
    start, stop = month_number("2021-01"), month_number("2026-09")
    time = (calendar.last_month - start) / (stop - start)
    own = rng.standard_normal((shape[0], 2))
    if len(spec.regions) > 1:
        development = np.array([regencies().development[region] for _, region in spec.places()])
        own[:, 0] = 0.8 * development + 0.6 * own[:, 0]
    own[[unit == "" and len(spec.units) > 1 for unit, _ in spec.places()]] = 0
    if len(spec.places()) == 1:
        own[:] = 0
    offset = own[:, [0]] * _or(spec.spread) + own[:, [1]] * _or(spec.vary) * time
    return spec.level + (spec.end - spec.level) * time + offset + _lingering(rng, shape, _or(spec.noise))


def _lingering(rng: np.random.Generator, shape: tuple[int, int], sd: float) -> np.ndarray:
    """Noise with an autocorrelation of 0.4."""
    shock = rng.standard_normal(shape) * sd
    noise = np.empty(shape)
    noise[:, 0] = shock[:, 0]
    for t in range(1, shape[1]):
        noise[:, t] = 0.4 * noise[:, t - 1] + np.sqrt(1 - 0.16) * shock[:, t]
    return noise


def _or(value: float, otherwise: float = 0.0) -> float:
    return otherwise if np.isnan(value) else value


def _clip(spec: Spec, value: np.ndarray) -> np.ndarray:
    return np.clip(value, _or(spec.minimum, -np.inf), _or(spec.maximum, np.inf))


def _share(spec: Spec) -> np.ndarray:
    """How the province's total falls to the series, adding up to 1."""
    rng = spec.stream("share")
    weight = np.ones(len(spec.places()))
    if spec.share and len(spec.regions) > 1:
        traits = regencies()
        scale = traits["population"] if spec.share == "population" else traits["population"] * traits[spec.share]
        weight = np.array([scale[region] for _, region in spec.places()], float)
    elif len(weight) > 1:
        weight = rng.lognormal(0, 0.6, len(weight))
    if spec.share != "infants" and len(weight) > 1:
        weight = weight * rng.lognormal(0, 0.15, len(weight))
    return weight / weight.sum()


def _by_year(panel: Panel, value: np.ndarray) -> np.ndarray:
    return value.reshape(len(panel.keys), len(panel.calendar.years), panel.calendar.steps)


def _last_of_year(panel: Panel, value: np.ndarray) -> np.ndarray:
    return _by_year(panel, value)[:, :, -1]


def _spent(spec: Spec, panel: Panel) -> np.ndarray:
    """Cumulative share of the year that is done by each period, in (0, 1]."""
    weight = _by_year(panel, panel.weight * spec.stream("pace").lognormal(0, 0.15, panel.value.shape))
    return np.cumsum(weight, axis=2) / weight.sum(axis=2, keepdims=True)


def _targets(spec: Spec, panel: Panel) -> np.ndarray:
    """Target of the year in every period, on a straight line from 2021 to 2026."""
    line = np.linspace(spec.target, _or(spec.target_end, spec.target), len(YEARS))
    return np.broadcast_to(np.repeat(line, panel.calendar.steps), panel.value.shape)


def _planned(panel: Panel) -> np.ndarray:
    """Share of the year's target due by each period, in equal parts."""
    return (panel.calendar.step + 1) / panel.calendar.steps


Report = dict[str, np.ndarray]


def rate(spec: Spec, panel: Panel) -> Report:
    """A value without parts."""
    actual = _clip(spec, panel.value)
    target = _targets(spec, panel)
    if spec.cumulative:
        due = _planned(panel)
        actual = np.repeat(_last_of_year(panel, actual), panel.calendar.steps, axis=1)
        actual = actual * _spent(spec, panel).reshape(actual.shape)
        target = target * due
    band = {"target_low": spec.target_low, "target_high": spec.target_high}
    return {"actual": actual, "target": target} | {k: np.full(actual.shape, v) for k, v in band.items()}


def ratio(spec: Spec, panel: Panel) -> Report:
    """Counts over counts: the denominator by size, the numerator drawn from it."""
    rng = spec.stream("counts")
    base = _or(spec.base, 100)
    chance = np.clip(_clip(spec, panel.value) / base, 0, None)
    size = spec.size * _share(spec)[:, None] * 1.01 ** (panel.calendar.year - YEARS[0])
    target = _targets(spec, panel)
    if spec.cumulative:
        denominator = np.repeat(_last_of_year(panel, np.rint(size)), panel.calendar.steps, axis=1)
        done = _spent(spec, panel)
        total = _last_of_year(panel, chance) * _last_of_year(panel, denominator)
        numerator = np.rint(done * total[:, :, None]).reshape(panel.value.shape)
        target = target * _planned(panel)
    else:
        denominator = np.maximum(1, np.rint(size * rng.lognormal(0, 0.03, size.shape)))
        numerator = np.where(
            chance < 1, rng.binomial(denominator.astype(int), np.minimum(chance, 1)), np.rint(chance * denominator)
        )
    return {
        "actual": base * numerator / np.maximum(denominator, 1),
        "target": target,
        "numerator": numerator,
        "denominator": denominator,
    }


def flow(spec: Spec, panel: Panel) -> Report:
    """An amount that adds up inside the year; the level is the total of a year over all series."""
    share = _share(spec)
    relative = np.clip(panel.value, 0, None)
    total = _last_of_year(panel, relative) * share[:, None]
    done = _spent(spec, panel) * total[:, :, None]
    target = _targets(spec, panel) * share[:, None]
    if spec.cumulative:
        target = target * _planned(panel)
    else:
        done = np.diff(done, axis=2, prepend=0)
        target = target / panel.calendar.steps
    return {
        "actual": np.round(done.reshape(relative.shape), spec.decimals),
        "target": np.round(target, spec.decimals),
    }


def budget(spec: Spec, panel: Panel) -> Report:
    """Absorption in percent of the ceiling, cumulative by month, beside the planned profile of P2K.

    The shortfall is widest in August and closes in December. Numerator and denominator are million rupiah.
    """
    planned = np.tile(PLANNED_ABSORPTION, len(YEARS))
    room = np.sin(np.pi * np.minimum((panel.calendar.step + 1) / 16, 1)) * np.where(panel.calendar.step == 11, 0.4, 1)
    close = panel.value * room * np.minimum(1, planned / 30)
    absorbed = np.clip(_clip(spec, planned + close), 0.4, None)
    absorbed = np.maximum.accumulate(_by_year(panel, absorbed), axis=2).reshape(absorbed.shape)
    target = np.broadcast_to(planned, absorbed.shape)
    if np.isnan(spec.size):
        return {"actual": absorbed, "target": target}
    share = _share(spec) * [len(spec.units) == 1 or unit != "" for unit in spec.units]
    growth = 1.03 ** (panel.calendar.year - YEARS[0])
    ceiling = np.rint(spec.size * 1000 * (share / share.sum())[:, None] * growth)
    numerator = np.rint(ceiling * absorbed / 100)
    numerator, ceiling = (_with_total(spec, part) for part in (numerator, ceiling))
    return {
        "actual": 100 * numerator / ceiling,
        "target": np.broadcast_to(planned, ceiling.shape),
        "numerator": numerator,
        "denominator": ceiling,
    }


def _with_total(spec: Spec, part: np.ndarray) -> np.ndarray:
    """The agency's own line, the unit without a code, is the sum of its units."""
    if len(spec.units) == 1 or spec.units[0]:
        return part
    return np.vstack([part[1:].sum(axis=0, keepdims=True), part[1:]])


def satisfaction(spec: Spec, panel: Panel) -> Report:
    """IKM from the means of nine elements (1 to 4), each of the same weight: 25 × their mean.

    As numerator and denominator: the sum of the nine means over its highest possible value, 36, times 100.
    """
    rng = spec.stream("elements")
    habit = rng.normal(0, 0.12, (len(panel.keys), 1, 9))
    chance = rng.normal(0, 0.04, (*panel.value.shape, 9))
    elements = np.round(np.clip(panel.value[:, :, None] / 25 + habit + chance, 1, 4), 2)
    numerator = np.round(elements.sum(axis=2), 2)
    return {
        "actual": 100 * numerator / 36,
        "target": _targets(spec, panel),
        "numerator": numerator,
        "denominator": np.full(numerator.shape, 36.0),
        "elements": elements,
    }


KINDS: dict[str, Callable[[Spec, Panel], Report]] = {
    kind.__name__: kind for kind in (rate, ratio, flow, budget, satisfaction)
}


def _rows(spec: Spec, panel: Panel, report: Report) -> pd.DataFrame:
    calendar = panel.calendar
    rng = spec.stream("dates")
    usual = rng.integers(*USUAL_DAYS[spec.frequency], panel.value.shape)
    as_of = np.array(calendar.ends, "datetime64[D]")[None, :] + usual + panel.delay
    last = calendar.last_month
    due = (last >= month_number(spec.first)) & (last <= month_number(spec.last))
    kept = panel.reported & due[None, :] & (as_of <= np.datetime64(RECEIVED))
    row, column = np.nonzero(kept)

    def pick(name: str) -> np.ndarray:
        return report[name][row, column] if name in report else np.full(len(row), np.nan)

    nothing = panel.none_planned[row, column]
    actual = np.round(pick("actual") * panel.factor[row, column], spec.decimals)
    numerator = np.where(nothing, 0, pick("numerator")) if "numerator" in report else pick("numerator")
    units, regions = zip(*panel.keys, strict=True)
    return pd.DataFrame(
        {
            "agency": spec.agency,
            "unit": np.array(units)[row],
            "indicator": spec.indicator,
            "region": np.array(regions)[row],
            "period": np.array(calendar.ids)[column],
            "frequency": spec.frequency,
            "target": np.where(nothing, 0, np.round(pick("target"), max(spec.decimals, 0))),
            "target_low": pick("target_low"),
            "target_high": pick("target_high"),
            "actual": np.where(nothing, 0, actual),
            "numerator": numerator,
            "denominator": pick("denominator"),
            "measure": spec.measure,
            "as_of": as_of[row, column].astype(object),
            "status": STATUS,
            "note": _notes(report, row, column),
            "source": "",
            "decimals": spec.decimals,
        }
    )


def _notes(report: Report, row: np.ndarray, column: np.ndarray) -> list[str]:
    if "elements" not in report:
        return [NOTE] * len(row)
    means = report["elements"][row, column]
    return [f"{NOTE}; U1-U9: {' '.join(f'{m:.2f}'.replace('.', ',') for m in nine)}" for nine in means]
