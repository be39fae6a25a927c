"""Maps: one row per combination of key texts, by which the rows of a file are joined to codes.

Python sees each combination of texts once; the modules of this room write what it stands for.
"""

from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

import pandas as pd
import pyarrow as pa

from analytics.periods import FREQUENCIES, MONTHS_IN, period
from analytics.regions import PROVINCE
from data.intake.codes import dimensions
from data.intake.codes.names import Named, Names
from data.intake.codes.region_codes import System
from data.intake.codes.regions import Match, Regions
from data.intake.contract import Options
from data.intake.staging import values
from data.intake.staging.connection import Staging
from data.intake.staging.findings import Found
from data.intake.staging.sql import GROUPS
from data.reference import Reference

Texts = tuple[str | None, ...]
"""One combination of key texts: a text for each role of the group, None where there is none."""


class Problem(NamedTuple):
    """The rule that one entry of a map breaks. One that is not `listed` keeps its rows out and is told once for the
    file; one `by_slice` keeps only the observations of its slice out."""

    kind: str
    k: int
    rule: str
    col: int | None
    found: str | None
    expected: str | None
    listed: bool
    by_slice: bool


PROBLEM_TYPES = (
    pa.string(), pa.int32(), pa.string(), pa.int32(), pa.string(), pa.string(), pa.bool_(), pa.bool_(),
)  # fmt: skip


class Maps:
    """The maps of one staged file, and what matching its key texts brought to light.

    `number` gives the number of each code as the maps hold it; `system` is the code system of the regions, `totals`
    the total rows that stand for the province, `indicators` the codes that occur. `told` are findings of the layout,
    `doubled` columns of one meaning (role, read, left), `unused` headers over numbers that are not read, `scale` what
    the title says of all numbers.
    """

    def __init__(self, staging: Staging, reference: Reference, options: Options, constants: dict[str, str]):
        self.staging, self.reference, self.options, self.constants = staging, reference, options, constants
        self.names, self.regions = Names(reference), Regions(reference)
        self.system = System("none", "", "")
        self.totals: list[str] = []
        self.indicators: set[str] = set()
        self.problems: list[Problem] = []
        self.told: list[Found] = []
        self.doubled: list[tuple[str, int, int]] = []
        self.unused: list[str] = []
        self.scale: str | None = None
        tables = {"agency": reference.agencies, "unit": reference.units, "indicator": reference.indicators}
        self.number = {name: _numbered(table["code"]) for name, table in tables.items()}
        others = (code for code in reference.regions["code"] if code != PROVINCE)
        self.number["region"] = _numbered([PROVINCE, *others])

    @property
    def constant(self) -> set[str]:
        """Groups of keys for which the file has no column, or whose columns the sender replaced."""
        keys = self.staging.layout.keys
        return {group for group, roles in GROUPS.items() if not any(role in keys for role in roles)}

    def combinations(self, group: str) -> list[tuple[Texts, Texts]]:
        """(texts as joined, texts with the sender's constants filled in) of one group, once each."""
        roles = GROUPS[group]
        joined = [(None,) * len(roles)] if group in self.constant else values.texts(self.staging, roles)
        return [
            (texts, tuple(self.constants.get(role, text) for role, text in zip(roles, texts, strict=True)))
            for texts in joined
        ]

    def add_problem(
        self, kind: str, key: int, rule: str | None, of: Named | Match, *, listed: bool = True, by_slice: bool = False
    ) -> None:
        """Note the rule that entry `key` of a map breaks, with role, text and expectation of `of`; None is no rule."""
        if rule:
            layout = self.staging.layout
            found = of.found and of.found[:200]
            differs = by_slice and len(layout.slices) > 1
            column = layout.keys.get(of.role)
            self.problems.append(Problem(kind, key, rule, column, found, of.expected, listed, differs))

    def write(
        self, group: str, entries: Sequence[tuple[int, Texts]], **extra: tuple[pa.DataType, Iterable[object]]
    ) -> None:
        """Write one map: a row per (slice, texts), its texts as t1 …, and the columns given."""
        columns = {
            "k": (pa.int32(), range(len(entries))),
            "slice": (pa.int16(), [slice_number for slice_number, _ in entries]),
        }
        for place in range(len(GROUPS[group])):
            columns[f"t{place + 1}"] = (pa.string(), [texts[place] for _, texts in entries])
        self.staging.table(f"{group}_map", {**columns, **extra})


def write_reference(maps: Maps) -> None:
    """Write the tables of the reference that the SQL joins."""
    staging, indicators, regions = maps.staging, maps.reference.indicators, maps.number["region"]
    for name, table in (("agencies", maps.reference.agencies), ("units", maps.reference.units)):
        staging.table(name, {"k": (pa.int16(), range(1, len(table) + 1)), "code": (pa.string(), table["code"])})
    staging.table(
        "regions",
        {
            "k": (pa.int16(), regions.values()),
            "code": (pa.string(), regions),
            "name": (pa.string(), [maps.regions.names[code] for code in regions]),
        },
    )
    texts = ("code", "unit", "better", "accumulation", "region_aggregation")
    limits = ("minimum", "maximum", "factor")
    staging.table(
        "indicators",
        {
            "k": (pa.int16(), range(1, len(indicators) + 1)),
            "freq": (pa.int16(), [FREQUENCIES.index(word) for word in indicators["frequency"]]),
            "months": (pa.int16(), [MONTHS_IN[word] for word in indicators["frequency"]]),
            "by_region": (pa.bool_(), [word == "yes" for word in indicators["by_region"]]),
            "decimals": (pa.int16(), indicators["decimals"]),
            "is_counted": (pa.bool_(), _counted(indicators)),
            "is_statistic": (pa.bool_(), _published_elsewhere(indicators, maps.reference.agencies)),
            "owner": (pa.string(), indicators["agency"]),
            "publisher": (pa.string(), indicators["publisher"]),
            **{name: (pa.string(), indicators[name]) for name in texts},
            **{name: (pa.float64(), _without_gaps(indicators[name])) for name in limits},
        },
    )
    _write_baselines(maps)


def _write_baselines(maps: Maps) -> None:
    """Write from what value each plan's targets should lead away, and between which months, counted from year 0."""
    targets = maps.reference.targets
    known = targets[targets["baseline"].notna() & targets["baseline_period"].astype(bool)]
    since, until = ([_month(each) for each in known[name]] for name in ("baseline_period", "period"))
    maps.staging.table(
        "baselines",
        {
            "i": (pa.int16(), [maps.number["indicator"].get(code) for code in known["indicator"]]),
            "r": (pa.int16(), [maps.number["region"].get(code) for code in known["region"]]),
            "since": (pa.int32(), since),
            "until": (pa.int32(), until),
            "period": (pa.string(), known["baseline_period"]),
            "baseline": (pa.float64(), known["baseline"].astype(float)),
        },
    )


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


def write_problems(maps: Maps) -> None:
    """Write what was noted, for the rows to be joined to."""
    columns = list(zip(*maps.problems, strict=True)) or [()] * len(PROBLEM_TYPES)
    named = zip(Problem._fields, PROBLEM_TYPES, columns, strict=True)
    maps.staging.table("problems", {name: (kind, column) for name, kind, column in named})


def write_columns(maps: Maps) -> None:
    """Write which column holds which role, by slice, and the header of every column."""
    layout = maps.staging.layout
    merged = layout.variable is not None
    places = [
        (0 if merged else number, role, column)
        for number, part in enumerate(layout.slices)
        for role, column in (*layout.keys.items(), *part.columns.items())
    ]
    maps.staging.table(
        "slice_columns",
        {
            "slice": (pa.int16(), [number for number, _, _ in places]),
            "role": (pa.string(), [role for _, role, _ in places]),
            "col": (pa.int32(), [column for _, _, column in places]),
        },
    )
    maps.staging.table(
        "columns",
        {
            "col": (pa.int32(), [column.index for column in layout.columns]),
            "header": (pa.string(), [column.header or f"#{column.index}" for column in layout.columns]),
        },
    )


def _numbered(codes: Collection[str]) -> dict[str, int]:
    return {code: at for at, code in enumerate(codes, start=1)}


def _without_gaps(column: Iterable[float]) -> list[float | None]:
    return [None if value != value else float(value) for value in column]
