"""What stands round a table: fields of a form, and the place and status that a title or a sheet's name says."""

import re
from collections.abc import Sequence

from analytics.regions import PROVINCE
from data.intake.table import headings, periods
from data.reference import Reference, normalise

# Kinds of alias by which the value of a field is known, by role.
FIELDS = {
    "kode_instansi": "agency", "nama_indikator": "indicator", "kode_indikator": "indicator", "nama_wilayah": "region",
    "kode_wilayah": "region", "satuan": "measure",
}  # fmt: skip
TIMES = ("periode", "tahun", "bulan", "triwulan", "semester")
DATELINE = re.compile(r"[A-Z][\w ]*, *\d{1,2} [A-Za-z]+ \d{4}")
# Patterns of Python and SQL, for texts in small letters; what is denied is taken out first.
SIMULATED = r"\b(?:simulasi|data contoh|contoh data|dummy|bukan angka resmi|data fiktif)\b"
DENIED = r"\b(?:bukan|tanpa|not) (?:data |hasil |angka )?(?:simulasi|dummy)\b"
PROVISIONAL = re.compile(
    r"\b(?:(?:angka|data|masih|sangat|realisasi|bersifat) (?:sangat )?sementara|asem|prognosis|prognosa|proyeksi|"
    r"(?:angka|data) (?:perkiraan|estimasi|ramalan)|provisional|preliminary|belum final|unaudited|belum diaudit)\b"
)

# A mark of footnotes before what it says: `*)`, `**`, `r)`, `¹)`, `x =`.
_REMARK = re.compile(
    r"(?:^|(?<=[\s;,:.(\[]))(?:(?P<stars>\*{1,3})\)?|(?P<sign>[a-z]|x{2,3}|[0-9]{1,2}|[¹²³⁴-⁹]{1,2})\)"
    r"|(?P<letter>[rpef]|x{1,3})(?=\s*[:=]))",
    re.IGNORECASE,
)
_LOWERED = str.maketrans("¹²³⁴⁵⁶⁷⁸⁹", "123456789")
_RAISED = {low: chr(high) for high, low in _LOWERED.items()}


def form_fields(row: Sequence[str], reference: Reference) -> dict[str, str]:
    """Role → value of a line above a table (`Tahun : 2025`, `Kabupaten | Pidie`); empty when it is no such line."""
    cells = [cell.strip() for cell in row if cell.strip(" :")]
    if not cells or len(cells) > 8:
        return {}
    if all(":" in cell.rstrip(": ") for cell in cells):
        pairs = [tuple(part.strip() for part in cell.split(":", 1)) for cell in cells]
        return {role: value for name, value in pairs if (role := _field(name, value, reference, stated=True))}
    if len(cells) % 2:
        return {}
    pairs = list(zip(cells[::2], cells[1::2], strict=True))
    found = {_field(name.rstrip(": "), value.lstrip(": "), reference): value.lstrip(": ") for name, value in pairs}
    return {} if None in found else found


def _field(name: str, value: str, reference: Reference, *, stated: bool = False) -> str | None:
    """The role of a field whose value can be one of its own; a colon states that it is."""
    role = headings.column_of(name, reference)
    if role in TIMES:
        year = None if role in ("periode", "tahun") else "2000"
        return role if periods.parse(value, year=year).problem is None or _is_part(role, value) else None
    if role == "status_data" or role not in FIELDS:
        return None
    known = reference.alias(FIELDS[role], value)
    return role if known or (stated and value and not headings.meaning(value, reference).known) else None


def _is_part(role: str, value: str) -> bool:
    words = {"bulan": "month_text", "triwulan": "quarter_text", "semester": "half_text"}
    return role in words and periods.parse(None, year="2000", **{words[role]: value}).problem is None


def status_of(text: str) -> str | None:
    """`simulated` or `provisional` where a text says that of all figures."""
    plain = normalise(text)
    if re.search(SIMULATED, re.sub(DENIED, "", plain)):
        return "simulated"
    in_brackets = re.search(r"\(\s*sementara\s*\)", text.lower())
    return "provisional" if in_brackets or PROVISIONAL.search(plain) else None


def remarks(text: str) -> list[tuple[str, str]]:
    """(mark, what it says) of every part of a note; the mark is empty where none stands before it."""
    found = list(_REMARK.finditer(text))
    starts = [0, *(one.end() for one in found)]
    ends = [*(one.start() for one in found), len(text)]
    marks = ["", *((one["stars"] or one["sign"] or one["letter"]).lower() for one in found)]
    parts = [text[start:end] for start, end in zip(starts, ends, strict=True)]
    return [(mark, part) for mark, part in zip(marks, parts, strict=True) if part.strip()]


def bearing(mark: str) -> str:
    """Pattern, of Python and SQL, of a text that ends with a mark of footnotes, in whatever case."""
    plain = mark.translate(_LOWERED)
    if plain.isdigit():
        return rf"({plain.translate(_RAISED)}\)?|[^0-9.,]{plain}\))\s*$"
    return r"\*+\)?\s*$" if "*" in mark else rf"([0-9]\s*{mark}\)?|\s{mark}\))\s*$"


def places_in(text: str, reference: Reference) -> list[tuple[str, bool]]:
    """(code, whether its kind stands before it) of every regency that a text names, each once; datelines aside."""
    words = normalise(DATELINE.sub(" ", text)).split()
    found: dict[str, bool] = {}
    at = 0
    while at < len(words):
        length, code = next(
            ((n, code) for n in (4, 3, 2, 1) if (code := _place(words[at : at + n], reference))), (1, None)
        )
        if code and code != PROVINCE:
            before = {words[at], words[at - 1] if at else ""}
            found[code] = found.get(code, False) or bool(before & {"kabupaten", "kab", "kota"})
        at += length
    return list(found.items())


def _place(words: Sequence[str], reference: Reference) -> str | None:
    said = " ".join(words)
    return None if said.replace(" ", "").isdigit() or len(said) < 4 else reference.alias("region", said)
