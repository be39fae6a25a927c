"""Keys of the rows: distinct texts of agency, unit, indicator, region, period, date and status, matched to codes.

Python sees each combination of texts once; the rows are matched to the results by join.
"""

import re
from collections import Counter
from dataclasses import replace

import pyarrow as pa

from analytics.periods import FREQUENCIES, MONTHS_IN
from analytics.regions import PROVINCE
from data import periods
from data.dictionary import FREQUENCIES, PROVINCE, Reference, normalise
from data.intake.contract import Options
from data.intake.staging import findings, loading, values
from data.intake.staging.connection import Staging
from data.intake.staging.findings import Found
from data.intake.staging.sql import GROUPS
from data.intake.table import headings
from data.intake.table import layout as layouts
from data.intake.table.layout import Column, Layout, Slice

from . import names as naming
from .names import Named, Names
from .regions import Match, Regions, System, looks_like_code, looks_like_name, split_name

FREQUENCY_WORDS = {
    "monthly": "bulan‖month", "quarterly": "triwulan‖quarter", "semiannual": "semester‖half-year",
    "annual": "tahun‖year",
}  # fmt: skip
ANY = len(FREQUENCIES)
NUMBER_LIKE = re.compile(r"\s*(?:rp\.?\s*)?[(+-]?[\d.,\s\u00a0\u202f]*\d", re.IGNORECASE)
NUMBERING_HEADS = frozenset(("no", "nomor", "no urut", "id", "urut", "urutan", "objectid", "fid", "kode", "index"))
REGION_WORDS = re.compile(r"wilayah|daerah|pemda|pemkab|kab|kota|lokasi|provinsi|region|area", re.IGNORECASE)


class Keys:
    """Matches the key texts of one staged file and writes the maps that its rows are joined to."""

    def __init__(self, staging: Staging, reference: Reference, options: Options, constants: dict[str, str]):
        self.staging, self.reference, self.options, self.constants = staging, reference, options, constants
        self.names, self.regions = Names(reference), Regions(reference)
        self.taken: str | None = None
        table = self._with_indicator_column(self._with_region_fallback(self._with_variables(staging.layout)))
        self.layout = self._with_value_column(table)
        self.system = System("none", "", "")
        self.places: Counter[str] = Counter()
        self.totals: list[str] = []
        self._number = {name: {code: at for at, code in enumerate(table["code"], start=1)} for name, table in (
            ("agency", reference.agencies), ("unit", reference.units), ("indicator", reference.indicators),
        )}  # fmt: skip
        codes = [PROVINCE, *(code for code in reference.regions["code"] if code != PROVINCE)]
        self._number["region"] = {code: at for at, code in enumerate(codes, start=1)}
        self._problems: list[tuple] = []
        self.indicators_seen: set[str] = set()

    @property
    def constant(self) -> set[str]:
        """Groups of keys for which the file has no column, or whose columns the sender replaced."""
        return {group for group, roles in GROUPS.items() if not any(role in self.layout.keys for role in roles)}

    # --- the layout, once more, with the rows in sight ----------------------------------------------------------------

    def _with_region_fallback(self, table: Layout) -> Layout:
        """A table with a province column and no regency column is one of provinces."""
        keys = dict(table.keys)
        if "provinsi" in keys and not {"kode_wilayah", "nama_wilayah", "kode_bps"} & set(keys):
            keys["nama_wilayah"] = keys.pop("provinsi")
        for role, other, holds in (
            ("nama_wilayah", "kode_wilayah", looks_like_code),
            ("kode_wilayah", "nama_wilayah", looks_like_name),
        ):
            if role in keys and other not in keys:
                texts = [text for text in values.column_texts(self.staging, keys[role]) if not layouts.is_missing(text)]
                if texts and sum(map(holds, texts)) > 0.8 * len(texts):
                    keys[other] = keys.pop(role)
        return self._with_region_cells(replace(table, keys=keys))

    def _with_region_cells(self, table: Layout) -> Layout:
        """Columns whose header says nothing, or that have none, but whose cells are names or codes of regions."""
        if table.variable is not None or any(role in self.constants for role in GROUPS["region"][:3]):
            return table
        for role, holds, enough, reasons in (
            ("nama_wilayah", self._names_region, 0.6, ("isinya nama wilayah", "its cells name regions")),
            ("kode_wilayah", self.regions.is_own_code, 0.9, ("isinya kode wilayah", "its cells are region codes")),
        ):
            if role in table.keys or "kode_bps" in table.keys:
                continue
            for column in table.columns:
                if column.role or column.index in table.keys.values():
                    continue
                texts = [
                    text for text in values.column_texts(self.staging, column.index) if not layouts.is_missing(text)
                ]
                speaks = not column.header or REGION_WORDS.search(column.header)
                if len(texts) > (0 if speaks else 1) and sum(map(holds, texts)) >= enough * len(texts):
                    table = _with_role(table, column, role, reasons)
                    break
        return table

    def _names_region(self, text: str) -> bool:
        return looks_like_name(text) and self.regions.by_name(text)[0] in ("region", "elsewhere", "province_elsewhere")

    def _with_variables(self, table: Layout) -> Layout:
        """The measures that a tidy table's column of variables names, one slice each."""
        if table.variable is None:
            return table
        texts: dict[str, list[str]] = {}
        for text in values.column_texts(self.staging, table.variable):
            texts.setdefault(headings.column_of(text, self.reference), []).append(text)
        slices = tuple(
            replace(part, texts=tuple(texts[role])) for part in table.slices for role in part.columns if role in texts
        )
        keys = {role: index for role, index in table.keys.items() if index != table.variable}
        columns = tuple(replace(c, role="variabel") if c.index == table.variable else c for c in table.columns)
        return replace(table, slices=slices, keys=keys, columns=columns)

    def _with_indicator_column(self, table: Layout) -> Layout:
        """A column whose header and cells together name indicators (`status_idm` with `Maju`), when none else does."""
        given = set(table.keys) | set(self.constants)
        if given & {"kode_indikator", "nama_indikator"} or any(part.indicator for part in table.slices):
            return table
        for column in table.columns:
            if column.role or not column.header:
                continue
            texts = values.column_texts(self.staging, column.index)
            if texts and len(texts) <= 200 and all(self.names.indicator(None, t, column.header).code for t in texts):
                return _with_role(
                    table, column, "nama_indikator", ("isinya nama indikator", "its cells name indicators")
                )
        return table

    def _with_value_column(self, table: Layout) -> Layout:
        """The only column of numbers of a table whose indicator is given and that has no known column of values."""
        if table.slices or not set(table.keys).union(self.constants) & {"kode_indikator", "nama_indikator"}:
            return table
        known = set(table.keys.values())
        free = [column for column in table.columns if column.header and not column.role and column.index not in known]
        found = [column for column in free if self._holds_values(column)]
        if len(found) != 1:
            return table
        self.taken = found[0].header
        one = _with_role(table, found[0], "realisasi", ("satu-satunya kolom angka", "the only column of numbers"))
        measure = headings.meaning(f"realisasi {found[0].header[found[0].header.find('(') :]}", self.reference).measure
        return replace(one, keys=table.keys, slices=(Slice({"realisasi": found[0].index}, measure=measure),))

    def _holds_values(self, column: Column) -> bool:
        if normalise(column.header) in NUMBERING_HEADS:
            return False
        texts = [text for text in values.column_texts(self.staging, column.index) if not layouts.is_missing(text)]
        return bool(texts) and sum(bool(NUMBER_LIKE.match(text)) for text in texts) > 0.5 * len(texts)

    # --- maps --------------------------------------------------------------------------------------------------------

    def match(self) -> None:
        """Write every map and the reference tables that the SQL joins."""
        self._write_reference()
        self._match_indicators()
        self._match_agencies()
        self._match_regions()
        self._match_periods()
        self._match_dates()
        self._match_status()
        self._write_problems()
        keys = self.layout.keys
        merged = self.layout.variable is not None
        places = [
            (0 if merged else number, role, column)
            for number, part in enumerate(self.layout.slices)
            for role, column in (*keys.items(), *part.columns.items())
        ]
        self.staging.table(
            "slice_columns",
            {
                "slice": (pa.int16(), [place[0] for place in places]),
                "role": (pa.string(), [place[1] for place in places]),
                "col": (pa.int32(), [place[2] for place in places]),
            },
        )
        self.staging.table(
            "columns",
            {
                "col": (pa.int32(), [column.index for column in self.layout.columns]),
                "header": (pa.string(), [column.header or f"#{column.index}" for column in self.layout.columns]),
            },
        )

    def _write_reference(self) -> None:
        agencies, units, indicators = self.reference.agencies, self.reference.units, self.reference.indicators
        codes = {"agencies": agencies["code"], "units": units["code"]}
        for name, column in codes.items():
            self.staging.table(name, {"k": (pa.int16(), range(1, len(column) + 1)), "code": (pa.string(), column)})
        regions = self._number["region"]
        self.staging.table(
            "regions",
            {
                "k": (pa.int16(), regions.values()),
                "code": (pa.string(), regions),
                "name": (pa.string(), [self.regions.names[code] for code in regions]),
            },
        )
        self.staging.table(
            "indicators",
            {
                "k": (pa.int16(), range(1, len(indicators) + 1)),
                "code": (pa.string(), indicators["code"]),
                "freq": (pa.int16(), [FREQUENCIES.index(word) for word in indicators["frequency"]]),
                "months": (pa.int16(), [MONTHS_IN[word] for word in indicators["frequency"]]),
                "by_region": (pa.bool_(), [word == "yes" for word in indicators["by_region"]]),
                "minimum": (pa.float64(), _numbers(indicators["minimum"])),
                "maximum": (pa.float64(), _numbers(indicators["maximum"])),
                "factor": (pa.float64(), _numbers(indicators["factor"])),
                "decimals": (pa.int16(), indicators["decimals"]),
                "better": (pa.string(), indicators["better"]),
                "accumulation": (pa.string(), indicators["accumulation"]),
                "region_aggregation": (pa.string(), indicators["region_aggregation"]),
            },
        )

    def _combinations(self, group: str) -> list[tuple[tuple, tuple]]:
        """(texts as joined, texts with the sender's constants filled in) of one group, once each."""
        roles = GROUPS[group]
        joined = [(None,) * len(roles)] if group in self.constant else values.texts(self.staging, roles)
        return [
            (texts, tuple(self.constants.get(role, text) for role, text in zip(roles, texts, strict=True)))
            for texts in joined
        ]

    def _problem(
        self,
        kind: str,
        key: int,
        rule: str | None,
        role: str | None,
        found: str | None,
        expected: str | None,
        *,
        detail: str | None = None,
        listed: bool = True,
        by_slice: bool = False,
    ) -> None:
        if rule:
            self._problems.append(
                (
                    kind,
                    key,
                    rule,
                    self.layout.keys.get(role),
                    found and found[:200],
                    expected,
                    detail,
                    listed,
                    by_slice and len(self.layout.slices) > 1,
                )
            )

    def _write_problems(self) -> None:
        names = ("kind", "k", "rule", "col", "found", "expected", "detail", "listed", "by_slice")
        types = (
            pa.string(),
            pa.int32(),
            pa.string(),
            pa.int32(),
            pa.string(),
            pa.string(),
            pa.string(),
            pa.bool_(),
            pa.bool_(),
        )
        columns = list(zip(*self._problems, strict=True)) or [()] * len(names)
        self.staging.table(
            "problems", {name: (kind, column) for name, kind, column in zip(names, types, columns, strict=True)}
        )

    def _write_map(self, group: str, entries: list[tuple[int, tuple]], **extra) -> None:
        """One row per combination: slice, its texts as t1 …, and the columns given."""
        width = len(GROUPS[group])
        columns = {
            "k": (pa.int32(), range(len(entries))),
            "slice": (pa.int16(), [slice_number for slice_number, _ in entries]),
        }
        for place in range(width):
            columns[f"t{place + 1}"] = (pa.string(), [texts[place] for _, texts in entries])
        self.staging.table(f"{group}_map", {**columns, **extra})

    def _match_indicators(self) -> None:
        header = self.layout.header(self.layout.keys.get("nama_indikator"))
        table = self.reference.indicators.set_index("code")
        entries, found = [], []
        for joined, (code, name, measure) in self._combinations("indicator"):
            for number, part in enumerate(self.layout.slices):
                named = Named(part.indicator) if part.indicator else self.names.indicator(code, name, header)
                key = len(entries)
                self._problem("indicator", key, named.rule, named.role, named.found, named.expected)
                fault = self.names.measure_fault(named.code, measure or part.measure) if named.code else Named()
                rule, by_slice = fault.rule or fault.warning, bool(part.indicator or part.measure)
                self._problem("indicator", key, rule, fault.role, fault.found, fault.expected, by_slice=by_slice)
                entries.append((number, joined))
                found.append(named)
        self.indicators_seen = {one.code for one in found if one.code}
        numbers = self._number["indicator"]
        agencies = self._number["agency"]
        known = [one.code for one in found]
        self._write_map(
            "indicator",
            entries,
            i=(pa.int16(), [numbers.get(code, 0) for code in known]),
            freq=(pa.int16(), [FREQUENCIES.index(table.at[c, "frequency"]) if c else ANY for c in known]),
            cycle=(pa.int8(), [_cycle(table.loc[code]) if code else 0 for code in known]),
            owner=(pa.int16(), [agencies[table.at[c, "agency"]] if c else 0 for c in known]),
            by_region=(pa.bool_(), [bool(c) and table.at[c, "by_region"] == "yes" for c in known]),
            absent=(pa.bool_(), [one.code is None and one.rule is None for one in found]),
        )

    def _match_agencies(self) -> None:
        entries, agencies, units = [], [], []
        sender = self.names.agency(self.options.agency)
        for joined, (agency_text, unit_text) in self._combinations("agency"):
            key = len(entries)
            agency = self.names.agency(agency_text)
            self._problem("agency", key, agency.rule, agency.role, agency.found, agency.expected)
            code = agency.code or (None if agency.rule else sender.code)
            unit = self.names.unit(unit_text, code)
            self._problem("agency", key, unit.rule, unit.role, unit.found, unit.expected)
            code = code or self.names.owner(unit.code)
            if code and sender.code and code != sender.code:
                self._problem("agency", key, "agency_differs", "kode_instansi", code, sender.code)
            if sender.rule:
                self._problem("agency", key, sender.rule, "kode_instansi", sender.found, sender.expected)
            entries.append((0, joined))
            agencies.append(0 if agency.rule or sender.rule else self._number["agency"].get(code))
            units.append(self._number["unit"].get(unit.code, 0))
        self._write_map("agency", entries, a=(pa.int16(), agencies), u=(pa.int16(), units))

    # --- regions -----------------------------------------------------------------------------------------------------

    def _match_regions(self) -> None:
        combinations = self._combinations("region")
        self.system = self._system(combinations)
        matches = [self._region(texts) for _, texts in combinations]
        self._settle_totals(matches)
        entries, numbers, places = [], [], []
        for (joined, _), match in zip(combinations, matches, strict=True):
            key = len(entries)
            listed = match.rule != "region_codes_ambiguous"
            self._problem("region", key, match.rule, match.role, match.found, match.expected, listed=listed)
            self._problem("region", key, match.warning, match.role, match.found, match.expected)
            entries.append((0, joined))
            numbers.append(self._number["region"].get(match.code, 0))
            places.append("region" if match.place == "total" else match.place)
        self._write_map("region", entries, r=(pa.int16(), numbers), place=(pa.string(), places))
        self._ask_for_system(matches)
        found = {match.place for match in matches}
        if (
            found & {"elsewhere", "province_elsewhere", "section", "finer", "total_doubled"}
            and "region" not in self.constant
        ):
            loading.pass_over_places(self.staging)
        if "province_elsewhere" in found and any(match.rule == "region_unknown" for match in matches):
            loading.pass_over_governed(self.staging)

    def _system(self, combinations) -> System:
        index = self.layout.keys.get("kode_wilayah")
        pairs = [(texts[0], texts[1]) for _, texts in combinations]
        if index is None:
            named = [split_name(name) for _, name in pairs if name]
            pairs = [(code, name) for name, code in named if code] or pairs
        if index is None and any(texts[2] for _, texts in combinations):
            return System("bps", "kolom kode_bps", "column kode_bps")
        return self.regions.decide_system(pairs, self.layout.header(index) or "", self.options.region_codes)

    def _region(self, texts: tuple) -> Match:
        code, name, bps, province, level = texts
        if level and normalise(level) in ("kecamatan", "desa", "gampong", "desa kelurahan", "kelurahan"):
            return Match("finer")
        if province:
            place, found = self.regions.by_name(province)
            if (place, found) != ("region", PROVINCE) and place != "absent":
                return Match("elsewhere")
        match = self.regions.resolve(code, name, bps, self.system)
        if match.place == "absent" and (self._region_is_constant or province):
            return Match("region", PROVINCE)
        if self._region_is_constant and match.place not in ("region", "total", "fault"):
            return Match("fault", rule="region_unknown", role="kode_wilayah", found=code or name or bps)
        return match

    @property
    def _region_is_constant(self) -> bool:
        return "region" in self.constant

    def _settle_totals(self, matches: list[Match]) -> None:
        """Total rows stand for the province, unless the file has the province's own rows too."""
        own = any(match.place == "region" and match.code == PROVINCE for match in matches)
        for at, match in enumerate(matches):
            if match.place == "total":
                self.totals.append("Jumlah")
                if own:
                    matches[at] = replace(match, place="total_doubled")

    def _ask_for_system(self, matches: list[Match]) -> None:
        found = [match.found for match in matches if match.rule == "region_codes_ambiguous"]
        if found:
            column = self.layout.keys.get("kode_wilayah")
            findings.add(self.staging, [Found("region_codes_ambiguous", col=column, found=found[0])])

    # --- periods, dates, status --------------------------------------------------------------------------------------

    def _match_periods(self) -> None:
        entries: list[tuple[int, tuple]] = []
        fits: dict[str, list] = {
            name: []
            for name in (
                "k",
                "freq",
                "id",
                "period_start",
                "period_end",
                "frequency",
                "as_of",
                "t",
                "rule",
                "text",
                "expected",
                "col",
                "by_slice",
            )
        }
        for joined, texts in self._combinations("period"):
            for number, part in enumerate(self.layout.slices):
                reading, text = _reading(texts, part)
                self._add_fits(fits, len(entries), reading, text, bool(part.period))
                entries.append((number, joined))
        self._write_map("period", entries)
        kinds = {
            "k": pa.int32(),
            "freq": pa.int16(),
            "t": pa.int32(),
            "period_start": pa.date32(),
            "col": pa.int32(),
            "period_end": pa.date32(),
            "as_of": pa.date32(),
            "by_slice": pa.bool_(),
        }
        self.staging.table("fits", {name: (kinds.get(name, pa.string()), column) for name, column in fits.items()})

    def _add_fits(
        self, fits: dict[str, list], key: int, reading: periods.Reading, text: str, from_header: bool
    ) -> None:
        column = next((self.layout.keys[role] for role in GROUPS["period"] if role in self.layout.keys), None)
        for at, frequency in enumerate((*FREQUENCIES, None)):
            fit = periods.fit(reading, frequency)
            rule, expected = fit.problem, None
            if rule == "period_frequency":
                expected = FREQUENCY_WORDS[frequency]
            elif fit.note in ("school_year", "survey_month"):
                rule, expected = fit.note, fit.period.id
            fits["k"].append(key)
            fits["freq"].append(at)
            fine = fit.period is not None and fit.problem is None
            fits["id"].append(fit.period.id if fine else None)
            fits["period_start"].append(fit.period.start if fine else None)
            fits["period_end"].append(fit.period.end if fine else None)
            fits["frequency"].append(fit.period.frequency if fine else None)
            fits["as_of"].append(fit.as_of)
            fits["t"].append(fit.period.start.year * 12 + fit.period.start.month - 1 if fine else None)
            fits["rule"].append(rule)
            fits["text"].append(text[:200])
            fits["expected"].append(expected)
            fits["col"].append(None if from_header else column)
            fits["by_slice"].append(from_header)

    def _match_dates(self) -> None:
        entries, days = [], []
        for joined, (text,) in self._combinations("date"):
            day = None if layouts.is_missing(text) else periods.parse_date(text)
            if day is None and not layouts.is_missing(text):
                self._problem("date", len(entries), "date_unreadable", "tanggal_data", text, None)
            entries.append((0, joined))
            days.append(day)
        self._write_map("date", entries, day=(pa.date32(), days))

    def _match_status(self) -> None:
        entries, codes = [], []
        for joined, (text,) in self._combinations("status"):
            named = naming.status(text)
            self._problem("status", len(entries), named.rule, named.role, named.found, named.expected)
            entries.append((0, joined))
            codes.append(named.code)
        self._write_map("status", entries, code=(pa.string(), codes))

    # --- after staging -----------------------------------------------------------------------------------------------

    def find_faults(self) -> None:
        """Findings for the rows whose texts had a fault."""
        kinds = {kind for kind, *_ in self._problems}
        columns = {"agency": "ak", "indicator": "ik", "region": "rk", "date": "dk", "status": "sk"}
        for kind in kinds:
            self.staging.run("keys", {"kind": kind}, key=columns[kind])
        self.staging.run("key_gaps")

    def plausible(self, part: Slice, index: int):
        """Whether a value can be one of the slice's indicator; None when the dictionary gives no upper bound."""
        role = next(role for role, column in part.columns.items() if column == index)
        codes = {part.indicator} if part.indicator else self.indicators_seen
        if role in ("pembilang", "penyebut") or len(codes) != 1:
            return None
        facts = self.reference.indicators.set_index("code").loc[next(iter(codes))]
        low, high = facts["minimum"], facts["maximum"]
        if high != high:
            return None
        return lambda value: (low != low or value >= low) and value <= high


def _with_role(table: Layout, column: Column, role: str, reasons: tuple[str, str]) -> Layout:
    """The layout with one column known by its cells."""
    known = replace(column, role=role, reason_id=reasons[0], reason_en=reasons[1])
    columns = tuple(known if c.index == column.index else c for c in table.columns)
    ignored = tuple(header for header in table.ignored if header != column.header or not header)
    return replace(table, columns=columns, keys={**table.keys, role: column.index}, ignored=ignored)


def _reading(texts: tuple, part: Slice) -> tuple[periods.Reading, str]:
    """The period of one combination, with the header's share in a wide table, and the text to show."""
    text, year, month, quarter, half = (None if layouts.is_missing(one) else one for one in texts)
    if part.period:
        text = part.period
    reading = periods.parse(text, year=year, month_text=month, quarter_text=quarter, half_text=half)
    return reading, " ".join(filter(None, (text, year, month, quarter, half)))


def _cycle(indicator) -> int:
    """Months a report of an amount that accumulates inside the year, 0 for point values and annual ones."""
    months = MONTHS_IN[indicator["frequency"]]
    return months if indicator["accumulation"] == "cumulative" and months < 12 else 0


def _numbers(column) -> list[float | None]:
    return [None if value != value else float(value) for value in column]
