"""Agencies, units, indicators, status words: the codes that texts stand for, and the nearest ones for those that
stand for none."""

import re
from dataclasses import dataclass

from data.intake.codes import dimensions
from data.intake.table import headings
from data.intake.table.numbers import is_missing
from data.reference import Reference, nearest, normalise

STATUS = {
    "final": "final", "tetap": "final", "angka tetap": "final", "definitif": "final",
    "sementara": "provisional", "provisional": "provisional", "angka sementara": "provisional",
    "sangat sementara": "provisional", "estimasi": "provisional", "prognosis": "provisional",
    "simulasi": "simulated", "simulated": "simulated", "contoh": "simulated", "dummy": "simulated",
    "ditarik": "withdrawn", "withdrawn": "withdrawn", "dibatalkan": "withdrawn",
}  # fmt: skip
# Words of scale before a unit of money.
SCALES = ("ribu", "juta", "miliar", "triliun")
LIKE = 0.6
NUMBERING = re.compile(r"^\s*\(?(?:\d{1,3}|[a-z]|[ivx]{1,4})\s*[.)]\s*(?=\D)", re.IGNORECASE)


@dataclass(frozen=True)
class Named:
    """A code, or the rule that its text broke with what was found and expected."""

    code: str | None = None
    rule: str | None = None
    role: str | None = None
    found: str | None = None
    expected: str | None = None
    warning: str | None = None


class Names:
    """Look-ups over one reference."""

    def __init__(self, reference: Reference):
        self._reference = reference
        self._unit_owner = dict(zip(reference.units["code"], reference.units["agency"], strict=True))
        indicators = reference.indicators
        self._measures = dict(zip(indicators["code"], indicators["unit"], strict=True))
        self._near: dict[str, dict[str, str]] = {}

    def agency(self, text: str | None) -> Named:
        """The agency of a code, name or abbreviation; without a text, nothing."""
        if is_missing(text):
            return Named()
        code = self._reference.alias("agency", text)
        return Named(code) if code else self._unknown("agency", "agency_unknown", "kode_instansi", text)

    def unit(self, text: str | None, agency: str | None) -> Named:
        """The unit of a code or of a name within its agency."""
        if is_missing(text):
            return Named()
        code = text if text in self._unit_owner else self._reference.alias("unit", text, agency)
        if code is None:
            return self._unknown("unit", "unit_unknown", "kode_unit", text, agency)
        owner = self._unit_owner[code]
        if agency and owner != agency:
            return Named(
                rule="unit_of_other_agency", role="kode_unit", found=text, expected=f"{agency} ({code} → {owner})"
            )
        return Named(code)

    def owner(self, unit: str | None) -> str | None:
        """The agency that a unit belongs to."""
        return self._unit_owner.get(unit)

    def indicator(self, code: str | None, name: str | None, header: str | None = None) -> Named:
        """The indicator of a code or an exact name; `header` helps a cell that is only half of a name."""
        code, name = self._split(code, name)
        by_code = None if is_missing(code) else self._reference.alias("indicator", code)
        by_name = None if is_missing(name) else self._indicator_name(name, header)
        if not is_missing(code) and by_code is None:
            return self._unknown("indicator", "indicator_unknown", "kode_indikator", code)
        if by_code and by_name and by_code != by_name:
            return Named(
                rule="indicator_name_mismatch",
                role="kode_indikator",
                found=f"{code} / {name}",
                expected=f"{by_code} ≠ {by_name}",
            )
        if by_code or by_name:
            return Named(by_code or by_name)
        if is_missing(name):
            return Named()
        return self._unknown("indicator", "indicator_unknown", "nama_indikator", name)

    def _indicator_name(self, name: str, header: str | None) -> str | None:
        exact = self._reference.alias("indicator", name)
        joined = header and self._reference.alias("indicator", f"{header} {name}")
        return exact or joined or headings.meaning(name, self._reference).indicator

    def _split(self, code: str | None, name: str | None) -> tuple[str | None, str | None]:
        """Code and name without numbering (`1. Tingkat …`), and apart where one cell holds both (`IKU-X-01 - …`)."""
        code, name = (text and NUMBERING.sub("", text) for text in (code, name))
        for text in (code, name):
            found = re.fullmatch(r"\s*(IKU-[A-Z_]+-\d+)\W+(\w.*)", text or "")
            if found and (text is name or not name):
                return (code if text is name and code else found[1]), found[2]
        return code, name

    def measure(self, text: str | None) -> str | None:
        """The unit of measure that a spelling stands for."""
        return None if is_missing(text) else self._reference.alias("measure", text)

    def is_measure(self, text: str) -> bool:
        """Whether letters after a number are a known unit of measure."""
        return bool(text) and self._reference.alias("measure", text.strip(" .()")) is not None

    def measure_fault(self, indicator: str, text: str | None, scale: str | None = None) -> Named:
        """The rule broken when a file's unit of measure, or the scale of its title, is not the indicator's."""
        if is_missing(text) or not indicator:
            return self._scale_fault(indicator, scale) if indicator else Named()
        if scale and not _scale(normalise(text)) and (fault := self._scale_fault(indicator, scale)).rule:
            return fault
        wanted = self._measures[indicator]
        found = self.measure(text)
        if found == wanted or normalise(text) == normalise(wanted) or text == _scale(wanted):
            return Named()
        if _differs_in_scale(text, wanted) or text in SCALES:
            return Named(rule="measure_scale", role="satuan", found=text, expected=wanted)
        if found and _is_money(found) and _is_money(wanted) and _scale(found) != _scale(wanted):
            return Named(rule="measure_scale", role="satuan", found=text, expected=wanted)
        if dimensions.differ(found, wanted):
            return Named(rule="measure_other", role="satuan", found=text, expected=wanted)
        return Named(warning="measure_differs", role="satuan", found=text, expected=wanted)

    def _scale_fault(self, indicator: str, scale: str | None) -> Named:
        """A scale stated for all numbers that is not the one of the indicator's unit; shares have none."""
        wanted = self._measures[indicator]
        if (
            not scale
            or _scale(scale) == _scale(normalise(wanted))
            or normalise(wanted) in ("persen", "rasio", "indeks")
        ):
            return Named()
        return Named(rule="measure_scale", role="satuan", found=scale, expected=wanted)

    def _unknown(self, kind: str, rule: str, role: str, text: str, agency: str | None = None) -> Named:
        plain = normalise(text)[:120]
        known = self._spellings(kind)
        near = nearest(plain, known, LIKE, most=3) if len(plain) > 2 else []
        codes = list(dict.fromkeys(known[spelling] for spelling, _ in near))
        if agency and kind == "unit":
            own = [code for code, owner in self._unit_owner.items() if owner == agency]
            codes = [code for code in codes if code in own] or own[:8]
        return Named(rule=rule, role=role, found=text, expected=", ".join(map(self.label, codes)) or None)

    def _spellings(self, kind: str) -> dict[str, str]:
        """Spelling → code of one kind, made when first asked for."""
        tables = {
            "agency": self._reference.agencies,
            "indicator": self._reference.indicators,
            "unit": self._reference.units,
        }
        columns = {
            "agency": ("code", "name_id", "abbreviation"),
            "unit": ("code", "name_id"),
            "indicator": ("code", "name_id", "short_id", "name_en"),
        }
        if kind not in self._near:
            self._near[kind] = _spellings(tables[kind], columns[kind])
        return self._near[kind]

    def label(self, code: str) -> str:
        """A code with its name, for messages."""
        for table in (self._reference.indicators, self._reference.agencies, self._reference.units):
            found = table.loc[table["code"] == code, "name_id"]
            if len(found):
                return f"{code} ({found.iloc[0]})"
        return code


def status(text: str | None) -> Named:
    """The status word of a row; without one the data are final."""
    if is_missing(text):
        return Named("final")
    known = STATUS.get(normalise(text))
    if known:
        return Named(known)
    return Named(rule="status_unknown", role="status_data", found=text, expected="final, sementara, simulasi, ditarik")


def _differs_in_scale(text: str, wanted: str) -> bool:
    """`ribu jiwa` where people are counted one by one, `juta ton` for tons."""
    said, meant = _scale(normalise(text)), _scale(wanted)
    return bool(said) and said != meant and not _is_money(wanted) and normalise(wanted) not in ("persen", "rasio")


def _is_money(measure: str) -> bool:
    return "rupiah" in measure.lower()


def _scale(measure: str) -> str:
    return next((word for word in SCALES if measure.lower().startswith(word)), "")


def _spellings(table, columns: tuple[str, ...]) -> dict[str, str]:
    found: dict[str, str] = {}
    for column in columns:
        for text, code in zip(table[column], table["code"], strict=True):
            if text and not re.fullmatch(r"\W*", text):
                found.setdefault(normalise(text), code)
    return found
