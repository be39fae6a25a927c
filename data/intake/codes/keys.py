"""Keys of the rows: the texts that name agency, unit, indicator, region, period, date and status, matched to codes."""

from collections.abc import Mapping
from typing import Any

import pyarrow as pa

from analytics.periods import FREQUENCIES, MONTHS_IN
from data.intake.codes import names, period_keys, region_keys
from data.intake.codes.maps import Maps, write_columns, write_problems, write_reference
from data.intake.codes.names import Named
from data.intake.table.slices import Slice

# The number of the frequency of an indicator that is not known.
ANY = len(FREQUENCIES)


def match(maps: Maps) -> None:
    """Write every map and the tables that the SQL joins."""
    write_reference(maps)
    region_keys.pass_over_totals(maps)
    _match_indicators(maps)
    _match_agencies(maps)
    region_keys.match(maps)
    period_keys.match(maps)
    period_keys.match_dates(maps)
    _match_status(maps)
    write_problems(maps)
    write_columns(maps)


def _match_indicators(maps: Maps) -> None:
    layout, facts = maps.staging.layout, maps.known.indicators
    header = layout.header(layout.keys.get("nama_indikator"))
    entries, found = [], []
    for joined, (code, name, measure) in maps.combinations("indicator"):
        for number, part in enumerate(layout.slices):
            named = Named(part.indicator) if part.indicator else maps.names.indicator(code, name, header)
            key = len(entries)
            maps.add_problem("indicator", key, named.rule, named)
            fault = maps.names.measure_fault(named.code, measure or part.measure, maps.scale) if named.code else Named()
            by_slice = bool(part.indicator or part.measure)
            maps.add_problem("indicator", key, fault.rule or fault.warning, fault, by_slice=by_slice)
            entries.append((number, joined))
            found.append(named)
    known = [one.code for one in found]
    maps.indicators = {code for code in known if code}
    maps.write(
        "indicator",
        entries,
        i=(pa.int16(), [maps.number["indicator"].get(code, 0) for code in known]),
        freq=(pa.int16(), [FREQUENCIES.index(facts[c]["frequency"]) if c else ANY for c in known]),
        cycle=(pa.int8(), [_cycle(facts[code]) if code else 0 for code in known]),
        owner=(pa.int16(), [maps.number["agency"][facts[c]["agency"]] if c else 0 for c in known]),
        by_region=(pa.bool_(), [bool(c) and facts[c]["by_region"] == "yes" for c in known]),
        adds=(pa.bool_(), [bool(c) and facts[c]["region_aggregation"] == "sum" for c in known]),
        absent=(pa.bool_(), [one.code is None and one.rule is None for one in found]),
    )


def _cycle(indicator: Mapping[str, Any]) -> int:
    """Months a report of an amount that accumulates inside the year, 0 for point values and annual ones."""
    months = MONTHS_IN[indicator["frequency"]]
    return months if indicator["accumulation"] == "cumulative" and months < 12 else 0


def _match_agencies(maps: Maps) -> None:
    entries, agencies, units = [], [], []
    sender = maps.names.agency(maps.options.agency)
    for joined, (agency_text, unit_text) in maps.combinations("agency"):
        key = len(entries)
        agency = maps.names.agency(agency_text)
        maps.add_problem("agency", key, agency.rule, agency)
        code = agency.code or (None if agency.rule else sender.code)
        unit = maps.names.unit(unit_text, code)
        maps.add_problem("agency", key, unit.rule, unit)
        code = code or maps.names.owner(unit.code)
        if code and sender.code and code != sender.code:
            differing = Named(role="kode_instansi", found=code, expected=sender.code)
            maps.add_problem("agency", key, "agency_differs", differing)
        maps.add_problem("agency", key, sender.rule, sender)
        entries.append((0, joined))
        agencies.append(0 if agency.rule or sender.rule else maps.number["agency"].get(code or ""))
        units.append(maps.number["unit"].get(unit.code or "", 0))
    maps.write("agency", entries, a=(pa.int16(), agencies), u=(pa.int16(), units))


def _match_status(maps: Maps) -> None:
    entries, codes = [], []
    for joined, (text,) in maps.combinations("status"):
        named = names.status(text)
        maps.add_problem("status", len(entries), named.rule, named)
        entries.append((0, joined))
        codes.append(named.code)
    maps.write("status", entries, code=(pa.string(), codes))


def find_faults(maps: Maps) -> None:
    """Findings for the rows whose texts broke a rule."""
    columns = {"agency": "ak", "indicator": "ik", "region": "rk", "date": "dk", "status": "sk"}
    for kind in {problem.kind for problem in maps.problems}:
        maps.staging.run("keys", {"kind": kind}, key=columns[kind])
    maps.staging.run("key_gaps")


def plausible(maps: Maps, part: Slice, index: int):
    """Whether a value can be one of the slice's indicator; None when the dictionary gives no upper bound."""
    role = next(role for role, column in part.columns.items() if column == index)
    codes = {part.indicator} if part.indicator else maps.indicators
    if role in ("pembilang", "penyebut") or len(codes) != 1:
        return None
    facts = maps.known.indicators[next(iter(codes))]
    low, high = facts["minimum"], facts["maximum"]
    if high != high:
        return None
    return lambda value: (low != low or value >= low) and value <= high
