"""What every reading asks of the reference: look-ups, numbers of codes, and the tables of the SQL, made once."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import pandas as pd
import pyarrow as pa

from analytics.periods import FREQUENCIES, MONTHS_IN, period
from analytics.regions import PROVINCE
from data.intake.codes import dimensions
from data.intake.codes.names import Names
from data.intake.codes.regions import Regions
from data.intake.staging.connection import in_arrow
from data.reference import Reference

Numbers = Mapping[str, Mapping[str, int]]
"""The number of each code, from 1, by kind: agency, unit, indicator, region."""


@dataclass(frozen=True)
class Known:
    """One reference as the readings use it. `indicators` gives each one's row by its code, `tables` the tables of the
    SQL by name. All files share it: to be read only."""

    names: Names
    regions: Regions
    number: Numbers
    indicators: Mapping[str, Mapping[str, Any]]
    tables: Mapping[str, pa.Table]


@lru_cache(maxsize=4)
def known(reference: Reference) -> Known:
    """What is known of one reference."""
    codes = {"agency": reference.agencies, "unit": reference.units, "indicator": reference.indicators}
    others = (code for code in reference.regions["code"] if code != PROVINCE)
    number = {name: _numbered(table["code"]) for name, table in codes.items()}
    number["region"] = _numbered([PROVINCE, *others])
    regions = Regions(reference)
    tables = {
        "agencies": _codes(reference.agencies),
        "units": _codes(reference.units),
        "regions": _regions(regions, number["region"]),
        "indicators": _indicators(reference),
        "baselines": _baselines(reference.targets, number),
    }
    return Known(Names(reference), regions, number, reference.indicators.set_index("code").to_dict("index"), tables)


def _numbered(codes: Collection[str]) -> dict[str, int]:
    return {code: at for at, code in enumerate(codes, start=1)}


def _codes(table: pd.DataFrame) -> pa.Table:
    return in_arrow({"k": (pa.int16(), range(1, len(table) + 1)), "code": (pa.string(), table["code"])})


def _regions(regions: Regions, number: Mapping[str, int]) -> pa.Table:
    names = [regions.names[code] for code in number]
    return in_arrow({"k": (pa.int16(), number.values()), "code": (pa.string(), number), "name": (pa.string(), names)})


def _indicators(reference: Reference) -> pa.Table:
    indicators = reference.indicators
    texts = ("code", "unit", "better", "accumulation", "region_aggregation", "publisher")
    limits = ("minimum", "maximum", "factor")
    return in_arrow({
        "k": (pa.int16(), range(1, len(indicators) + 1)),
        "freq": (pa.int16(), [FREQUENCIES.index(word) for word in indicators["frequency"]]),
        "months": (pa.int16(), [MONTHS_IN[word] for word in indicators["frequency"]]),
        "by_region": (pa.bool_(), [word == "yes" for word in indicators["by_region"]]),
        "decimals": (pa.int16(), indicators["decimals"]),
        "since": (pa.int32(), [_month(first) if first else None for first in indicators["since"]]),
        "is_counted": (pa.bool_(), _counted(indicators)),
        "is_statistic": (pa.bool_(), _published_elsewhere(indicators, reference.agencies)),
        "owner": (pa.string(), indicators["agency"]),
        **{name: (pa.string(), indicators[name]) for name in texts},
        **{name: (pa.float64(), _without_gaps(indicators[name])) for name in limits},
    })  # fmt: skip


def _baselines(targets: pd.DataFrame, number: Numbers) -> pa.Table:
    """From what value each plan's targets should lead away, and between which months, counted from year 0."""
    planned = targets[targets["baseline"].notna() & targets["baseline_period"].astype(bool)]
    since, until = ([_month(each) for each in planned[name]] for name in ("baseline_period", "period"))
    return in_arrow({
        "i": (pa.int16(), [number["indicator"].get(code) for code in planned["indicator"]]),
        "r": (pa.int16(), [number["region"].get(code) for code in planned["region"]]),
        "since": (pa.int32(), since),
        "until": (pa.int32(), until),
        "period": (pa.string(), planned["baseline_period"]),
        "baseline": (pa.float64(), planned["baseline"].astype(float)),
    })  # fmt: skip


def _month(identifier: str) -> int:
    start = period(identifier).start
    return start.year * 12 + start.month - 1


def _counted(indicators: pd.DataFrame) -> list[bool]:
    """Which indicators are whole numbers of what is counted."""
    units = zip(indicators["unit"], indicators["decimals"], strict=True)
    return [decimals == 0 and dimensions.is_counted(unit) for unit, decimals in units]


def _published_elsewhere(indicators: pd.DataFrame, agencies: pd.DataFrame) -> list[bool]:
    """Which indicators are brought out by somebody else than the agency that answers for them."""
    names = agencies.set_index("code")["name_id"]
    own = indicators["agency"].map(names)
    return (indicators["publisher"] != own).tolist()


def _without_gaps(column: Iterable[float]) -> list[float | None]:
    return [None if value != value else float(value) for value in column]
