"""What a column header says: a canonical column, a period, an indicator, or several of these at once."""

import re
from dataclasses import dataclass, replace

from data.intake.table import periods, scales
from data.reference import COLUMNS, Reference, normalise

MEASURES = ("target", "target_bawah", "target_atas", "realisasi", "pembilang", "penyebut")
# Headers that may stand over several columns of periods.
SPANNING = ("periode", "tahun", "bulan", "triwulan", "semester")
ENGLISH = {
    "kode_instansi": "agency", "kode_unit": "unit", "kode_indikator": "indicator", "nama_indikator": "indicator_name",
    "kode_wilayah": "region", "nama_wilayah": "region_name", "kode_bps": "bps_code", "periode": "period",
    "tahun": "year", "bulan": "month", "triwulan": "quarter", "semester": "semester", "target": "target",
    "target_bawah": "target_low", "target_atas": "target_high", "realisasi": "actual", "pembilang": "numerator",
    "penyebut": "denominator", "satuan": "unit_of_measure", "tanggal_data": "as_of", "status_data": "status",
    "catatan": "note", "sumber": "source", "bukti": "evidence", "kelas_data": "data_class",
}  # fmt: skip
CANONICAL = {english: column for column, english in ENGLISH.items()}
MOST_WORDS = 14
# Columns that bound what a row is about without naming its region.
GUARDS = {
    "provinsi": ("provinsi", "propinsi", "nama prov", "nama provinsi", "prov", "province", "bps nama provinsi",
                 "kemendagri nama provinsi", "province name", "nama propinsi"),
    "tingkat_penyajian": ("tingkat penyajian", "level penyajian"),
    "nilai_terakhir": ("nilai terakhir",),
    "target_tercatat": ("target tercatat",),
    "uraian_unit": ("uraian unit",),
    "periode_terakhir": ("periode terakhir",),
}  # fmt: skip
# Columns of our own template that say what a row held before it was filled in.
TEMPLATE_ROLES = ("nilai_terakhir", "target_tercatat")


@dataclass(frozen=True)
class Meaning:
    """What one header stands for; all None when it says nothing known."""

    role: str | None = None
    period: str | None = None
    indicator: str | None = None
    measure: str | None = None

    @property
    def known(self) -> bool:
        return bool(self.role or self.period or self.indicator)


PROJECTED = re.compile(r"\b(?:proyeksi|projeksi|projection|forecast|ramalan|prakiraan)\b")
PROVISIONAL = re.compile(
    r"\b(?:sementara|provisional|preliminary|estimasi|prognosis|prognosa|perkiraan|asem)\b|\d{4}\s*(?:\*+\)?|p|e|x{1,3})$"
)


def mark_of(levels: list[str]) -> str | None:
    """`projection` or `provisional` where a header says so of its figures: `2026 (proyeksi)`, `2025*`, `2025p`."""
    said = " ".join(levels).strip().lower()
    if PROJECTED.search(said):
        return "projection"
    return "provisional" if PROVISIONAL.search(said) else None


def tidy(text: str) -> str:
    """A header on one line, without footnote marks and quotes."""
    plain = re.sub(r"\s+", " ", text.replace("\u00a0", " ")).strip(" *:\"'\ufeff")
    notes = r"[\s¹²³⁴-⁹*]*[¹²³⁴-⁹*]\)?$" if "(" in plain else r"(?:\s*[¹²³⁴-⁹*]+\)?|\s*\b\d{1,2}\))+$"
    return re.sub(notes, "", plain) or plain


def canonical(name: str) -> str | None:
    """A canonical column from its Indonesian or English name, None when it is none."""
    name = name.strip().lower()
    return name if name in COLUMNS else CANONICAL.get(name)


def column_of(text: str, reference: Reference) -> str | None:
    """The canonical column that a header spelling stands for."""
    plain = normalise(text)
    guard = next((role for role, spellings in GUARDS.items() if plain in spellings), None)
    return guard or canonical(text) or reference.alias("column", text)


def meaning(text: str, reference: Reference) -> Meaning:
    """Read one header level, whole or in parts (`Realisasi TW I 2024`, `IPM 2023`)."""
    text = tidy(text)
    if not text:
        return Meaning()
    whole = _whole(text, reference)
    if whole.known:
        return whole
    bare, measure = _without_brackets(text)
    if measure is not None and bare:
        inner = meaning(bare, reference)
        if inner.known:
            said = reference.alias("measure", measure) or scales.scale_of(f"({measure})")
            return replace(inner, measure=inner.measure or said)
    bare = scales.without_scale(text)
    if bare != text and (inner := meaning(bare, reference)).known:
        return replace(inner, measure=inner.measure or scales.scale_of(text))
    return _in_parts(text.split(" "), reference)


def combined(levels: list[str], reference: Reference) -> Meaning:
    """The meaning of a header of several lines, upper level first; parts that say nothing are passed over."""
    joined = meaning(" ".join(levels), reference)
    if joined.known or len(levels) == 1:
        return joined
    found = Meaning()
    for level in levels:
        part = meaning(level, reference)
        found = Meaning(
            part.role or found.role,
            _joined_period(found.period, part.period),
            part.indicator or found.indicator,
            part.measure or found.measure,
        )
    return replace(found, role=None) if found.period and found.role in SPANNING else found


def is_partial(text: str) -> bool:
    """Whether a text is a month, quarter or half-year without its year."""
    return (
        bool(re.search(r"[a-z]", text.lower()))
        and not periods.is_period(text)
        and (periods.parse(text, year="2000").problem is None)
    )


def _joined_period(upper: str | None, lower: str | None) -> str | None:
    if upper and lower:
        return f"{lower} {upper}" if is_partial(lower) else f"{upper} {lower}" if is_partial(upper) else lower
    return lower or upper


def _whole(text: str, reference: Reference) -> Meaning:
    role = column_of(text, reference)
    indicator = reference.alias("indicator", text)
    if role and not (indicator and role not in COLUMNS):
        return Meaning(role=role)
    if periods.is_period(text) or is_partial(text):
        return Meaning(period=text)
    return Meaning(indicator=indicator)


def _without_brackets(text: str) -> tuple[str, str | None]:
    """`Kepadatan (jiwa/km2)` → the text before and the unit in the brackets; `[Metode Baru] IPM` loses its label."""
    found = re.fullmatch(r"(.+?)\s*[(\[]([^()\[\]]*)[)\]]", text)
    if found:
        return found[1].strip(), found[2].strip()
    found = re.fullmatch(r"[(\[][^()\[\]]*[)\]]\s*(.+)", text)
    return (found[1].strip(), "") if found else (text, None)


def _in_parts(words: list[str], reference: Reference) -> Meaning:
    """Two or three known parts side by side, in any order; every word must belong to one."""
    if not 2 <= len(words) <= MOST_WORDS:
        return Meaning()
    for cut in range(len(words) - 1, 0, -1):
        left = _whole(" ".join(words[:cut]).strip(" -:/,"), reference)
        rest = words[cut:]
        if not left.known or (left.role and left.role not in MEASURES):
            continue
        right = _whole(" ".join(rest).strip(" -:/,"), reference)
        if not right.known:
            right = _in_parts(rest, reference)
        if right.known and _compatible(left, right):
            return Meaning(
                left.role or right.role, _joined_period(left.period, right.period), left.indicator or right.indicator
            )
    return Meaning()


def _compatible(left: Meaning, right: Meaning) -> bool:
    if right.role and right.role not in MEASURES:
        return False
    return not ((left.role and right.role) or (left.indicator and right.indicator))
