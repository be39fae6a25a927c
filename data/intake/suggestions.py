"""What a text that stands for no code was probably meant to be, and how to have the file read that way."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from data.intake.codes.names import STATUS
from data.intake.contract import Finding, Replacement
from data.reference import Reference, nearest, normalise

MOST = 3
MOST_TEXTS = 200
LEAST = 0.6
SURE = 0.85
NOT_THE_SAME = 0.99
KIND_OF_PLACE = re.compile(r"^(kabupaten|kab|kota) ")
PAIR = " / "


@dataclass(frozen=True)
class Suggestion:
    """One text of a column and a code it may stand for. `likeness` is 0 to 1; `rows` counts the findings it mends."""

    rule: str
    column: str
    found: str
    code: str
    name: str
    likeness: float
    rows: int
    replacement: Replacement


@dataclass(frozen=True)
class _Doubt:
    """A text in doubt: the roles and headers of the columns it stands in, and what each of them holds."""

    rule: str
    column: str
    found: str
    texts: Mapping[str, str]
    headers: Mapping[str, str]
    rows: int


def suggest(
    findings: Iterable[Finding],
    columns: Sequence[Mapping[str, Any]],
    reference: Reference,
    agency: str | None = None,
    region_codes: str | None = None,
) -> list[list[Suggestion]]:
    """The nearest codes for every text that no code was found for, nearest first, the most frequent text first.

    `columns` are the recognised columns of the file ({column, role}); `agency` narrows the units to its own,
    `region_codes` is the code system the file was read by.
    """
    known = _Known(reference, agency, region_codes == "bps")
    groups = [_candidates(doubt, known) for doubt in _doubts(findings, columns)]
    return [group for group in groups if group]


def sure(groups: Iterable[Sequence[Suggestion]], likeness: float = SURE) -> list[Suggestion]:
    """The first suggestion of each group that is at least so near and nearer than the next one."""
    chosen = []
    for group in groups:
        runner_up = group[1].likeness if len(group) > 1 else 0.0
        if group[0].likeness >= likeness and group[0].likeness > runner_up:
            chosen.append(group[0])
    return chosen


KINDS = {
    "region_unknown": "region",
    "code_name_mismatch": "pair",
    "agency_unknown": "agency",
    "unit_unknown": "unit",
    "indicator_unknown": "indicator",
    "status_unknown": "status",
}
PAIRED = {"region": ("kode_wilayah", "nama_wilayah"), "pair": ("kode_wilayah", "nama_wilayah")}
BPS_ROLE = "kode_bps"


def _doubts(findings: Iterable[Finding], columns: Sequence[Mapping[str, Any]]) -> list[_Doubt]:
    """Distinct texts in doubt with the number of their findings, the most frequent first."""
    headers = {facts["role"]: facts["column"] for facts in reversed(columns) if facts.get("role")}
    counted = Counter(
        (one.rule, one.column, one.found) for one in findings if one.rule in KINDS and one.column and one.found
    )
    return [
        _Doubt(rule, column, found, _texts(KINDS[rule], column, found, headers), headers, count)
        for (rule, column, found), count in counted.most_common(MOST_TEXTS)
    ]


def _texts(kind: str, column: str, found: str, headers: Mapping[str, str]) -> dict[str, str]:
    """Role → text of a finding, which names code and name together where the file has both."""
    roles = PAIRED.get(kind)
    if roles and PAIR in found:
        code_role = BPS_ROLE if headers.get(BPS_ROLE) == column else roles[0]
        code, _, name = found.partition(PAIR)
        if code_role in headers and roles[1] in headers:
            return {code_role: code, roles[1]: name}
    role = next((role for role, header in headers.items() if header == column), "")
    return {role: found}


class _Known:
    """Spellings of all codes, by kind."""

    def __init__(self, reference: Reference, agency: str | None, by_bps: bool):
        self.by_bps = by_bps
        regions, indicators = reference.regions, reference.indicators
        units = reference.units[reference.units["agency"] == agency] if agency else reference.units
        self.bps = dict(zip(regions["code"], regions["bps_code"], strict=True))
        self._names = {
            kind: dict(zip(table["code"], table["name_id"], strict=True))
            for kind, table in (
                ("region", regions),
                ("agency", reference.agencies),
                ("unit", units),
                ("indicator", indicators),
            )
        }
        self._names["status"] = {word: word for word in ("tetap", "sementara", "simulasi", "ditarik")}
        self._spellings = {
            "region": _spelled(regions, "name_id", "short_name"),
            "agency": _spelled(reference.agencies, "code", "name_id", "abbreviation"),
            "unit": _spelled(units, "code", "name_id"),
            "indicator": _spelled(indicators, "code", "name_id", "short_id", "name_en"),
            "status": {normalise(word): _status_word(code) for word, code in STATUS.items()},
        }
        aliases = reference.aliases
        for kind in ("region", "agency", "indicator"):
            chosen = aliases[aliases["kind"] == kind]
            for text, code in zip(chosen["alias"], chosen["code"], strict=True):
                self._spellings[kind].setdefault(normalise(text), code)
        self._bare: dict[str, dict[str, list[str]]] = {kind: {} for kind in self._spellings}
        for kind, spellings in self._spellings.items():
            for spelling, code in spellings.items():
                self._bare[kind].setdefault(_bare(kind, spelling), []).append(code)

    def name(self, kind: str, code: str) -> str:
        return self._names[kind].get(code, code)

    def nearest(self, kind: str, text: str) -> list[tuple[str, float]]:
        """Codes with their likeness to a text, nearest first."""
        plain = _bare(kind, normalise(text)[:120])
        if len(plain) < 2:
            return []
        best: dict[str, float] = {}
        for spelling, likeness in nearest(plain, self._bare[kind], LEAST, most=None):
            for code in self._bare[kind][spelling]:
                best[code] = max(best.get(code, 0.0), min(likeness, NOT_THE_SAME))
        near = sorted(best.items(), key=lambda pair: (-pair[1], pair[0]))
        return [(code, likeness) for code, likeness in near if code in self._names[kind]]


def _bare(kind: str, plain: str) -> str:
    """A region without its kind, which would make all regencies alike."""
    return KIND_OF_PLACE.sub("", plain) if kind == "region" else plain


def _spelled(table, *columns: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for column in columns:
        for text, code in zip(table[column], table["code"], strict=True):
            if normalise(text):
                found.setdefault(normalise(text), code)
    return found


def _status_word(code: str) -> str:
    return {"final": "tetap", "provisional": "sementara", "simulated": "simulasi", "withdrawn": "ditarik"}[code]


def _candidates(doubt: _Doubt, known: _Known) -> list[Suggestion]:
    kind = KINDS[doubt.rule]
    if kind == "pair":
        return _sides(doubt, known)
    return [
        Suggestion(
            doubt.rule,
            doubt.column,
            doubt.found,
            code,
            known.name(kind, code),
            likeness,
            doubt.rows,
            _replacement(doubt, kind, code, known),
        )
        for code, likeness in known.nearest(kind, list(doubt.texts.values())[-1])[:MOST]
    ]


def _sides(doubt: _Doubt, known: _Known) -> list[Suggestion]:
    """A code at odds with its name: the place of the name and the place of the code, neither likelier."""
    if len(doubt.texts) != 2:
        return []
    (code_role, code_text), (_, name_text) = doubt.texts.items()
    by_name = [code for code, _ in known.nearest("region", name_text)[:1]]
    by_code = [code for code in (_place_of(code_text, code_role, known),) if code]
    return [
        Suggestion(
            doubt.rule,
            doubt.column,
            doubt.found,
            code,
            known.name("region", code),
            0.5,
            doubt.rows,
            _replacement(doubt, "region", code, known),
        )
        for code in dict.fromkeys((*by_name, *by_code))
    ]


def _is_bps(role: str, known: _Known) -> bool:
    return role == BPS_ROLE or (known.by_bps and role == PAIRED["region"][0])


def _place_of(text: str, role: str, known: _Known) -> str | None:
    """The region of a code text under the code system of its column; a dot is written by Kemendagri only."""
    digits = "".join(character for character in text if character.isdigit())
    if _is_bps(role, known) and "." not in text:
        return next((code for code, bps in known.bps.items() if bps == digits), None)
    return next((code for code in known.bps if code.replace(".", "") == digits), None)


def _replacement(doubt: _Doubt, kind: str, code: str, known: _Known) -> Replacement:
    """The cells to read otherwise: codes into columns of codes, names into columns of names."""
    where = {doubt.headers[role]: text for role, text in doubt.texts.items() if role in doubt.headers}
    use = {}
    for role in doubt.texts:
        if role in doubt.headers:
            is_name = role.startswith("nama_")
            use[doubt.headers[role]] = (
                known.bps[code] if _is_bps(role, known) else known.name(kind, code) if is_name else code
            )
    return Replacement(where, use)
