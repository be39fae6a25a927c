"""Regions from codes and names: which code system a file uses, and the region each (code, name) stands for.

Kemendagri and BPS give the same four digits to different places, so a bare code needs a declared system or a name,
and a code that contradicts its name is a fault for the sender to settle.
"""

import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from analytics.regions import PROVINCE
from data.intake.codes.region_codes import System, are_two_digits, code_form, split_name
from data.intake.table import totals
from data.intake.table.numbers import is_missing
from data.reference import Reference, likeness, nearest, normalise

NATIONAL_WORDS = frozenset(
    ["nasional", "indonesia", "national", "rata rata nasional", "jumlah nasional", "republik indonesia"]
)
SECTION_WORDS = frozenset(
    ["kabupaten", "kota", "kabupaten kota", "kab", "regency", "city", "municipality", "regency city"]
)
OTHER_SPELLINGS = frozenset(
    ["bangka belitung", "jakarta", "daerah khusus ibukota jakarta", "daerah khusus jakarta", "dk jakarta",
     "d i yogyakarta", "daerah istimewa yogyakarta", "yogyakarta", "ntb", "ntt"]
)  # fmt: skip
PROVINCE_PREFIXES = frozenset(
    str(code)
    for code in (*range(11, 20), 21, *range(31, 37), 51, 52, 53, *range(61, 66), *range(71, 77), 81, 82, *range(91, 98))
)
# The Ministry of Finance (DJPK) numbers provinces and their governments in its own order; Aceh is 01.
DJPK_PROVINCE = "01"
SURE, CLOSE, NEARLY = 0.75, 0.72, 0.88
# Codes of national rows, and of Indonesia in the BPS lists of provinces (1000, 1100 = Aceh, 1200 …).
NATIONAL_CODES = frozenset(["1000"])


@dataclass(frozen=True)
class Match:
    """What a (code, name, BPS code) stands for.

    `place` is `region`, `total`, `elsewhere`, `section`, `province_elsewhere`, `absent` or `fault`; with `fault` the
    `rule`, the `role` of the column at fault, and what was expected.
    """

    place: str
    code: str | None = None
    rule: str | None = None
    role: str | None = None
    found: str | None = None
    expected: str | None = None
    detail: str = ""
    warning: str | None = None


class Regions:
    """The regions of the reference by both code systems and by name."""

    def __init__(self, reference: Reference):
        self._reference = reference
        table = reference.regions
        self.names = dict(zip(table["code"], table["name_id"], strict=True))
        self._places = table.set_index("code").to_dict("index")
        self._bps = {str(b): c for c, b in zip(table["code"], table["bps_code"], strict=True)}
        self._bps_of = {c: b for b, c in self._bps.items()}
        self._squeezed = {}
        for spelling in self._spellings():
            self._squeezed.setdefault(spelling.replace(" ", ""), reference.alias("region", spelling))

    def _spellings(self) -> Iterable[str]:
        aliases = self._reference.aliases
        table = self._reference.regions
        for text in (*aliases.loc[aliases["kind"] == "region", "alias"], *table["name_id"], *table["short_name"]):
            yield normalise(text)

    # --- names -------------------------------------------------------------------------------------------------------

    def by_name(self, text: str) -> tuple[str, str | None]:
        """(place, code) of a name: numbering, footnote marks and stray blanks are passed over."""
        bare = _bare_name(text)
        plain = normalise(bare)
        if not plain or is_missing(text):
            return "absent", None
        if plain == "provinsi":
            return "region", PROVINCE
        if totals.is_total(bare):
            return ("total", PROVINCE) if totals.stands_for_province(bare) else ("total_passed", None)
        if plain in NATIONAL_WORDS:
            return "elsewhere", None
        if plain in SECTION_WORDS:
            return "section", None
        province = re.sub(r"^(?:provinsi|propinsi|prov|prop) ", "", plain)
        if _squeezed(province) in _provinces_elsewhere():
            return "province_elsewhere", None
        code = self._reference.alias("region", bare) or self._squeezed.get(plain.replace(" ", ""))
        code = code or self._with_other_name(bare)
        if code:
            return "region", code
        return ("elsewhere" if self._is_elsewhere(bare) else "unknown"), None

    def _with_other_name(self, bare: str) -> str | None:
        """`Kab. Aceh Barat Daya (Abdya)`: a name and, in brackets, another name, the capital or a short form of it."""
        found = re.fullmatch(r"(.+?)\s*[(\[]\s*(.+?)\s*[)\]]?", bare)
        if found is None:
            return None
        name, other = found.groups()
        code, beside = (self._reference.alias("region", part) for part in (name, other))
        if code and beside:
            return code if code == beside else None
        known = code or beside
        return known if known and self._stands_for(other if code else name, known) else None

    def _stands_for(self, text: str, code: str) -> bool:
        """Whether a text is the capital of a region, a footnote, or letters of its name in their order."""
        plain, place = _squeezed(normalise(text)), self._places[code]
        letters = iter(_squeezed(normalise(place["short_name"])))
        is_short = plain[:1] == _squeezed(normalise(place["short_name"]))[:1] and all(mark in letters for mark in plain)
        return plain.isdecimal() or plain == _squeezed(normalise(place["capital"])) or (len(plain) > 1 and is_short)

    def _is_elsewhere(self, bare: str) -> bool:
        """Whether a name (or one of two names with a slash between) is a regency's of another province."""
        known = _regencies_elsewhere()
        for part in bare.split("/"):
            whole = _squeezed(normalise(part))
            name = _squeezed(re.sub(r"^(?:kabupaten|kab|kota|kodya|kotamadya) ", "", normalise(part)))
            if whole in known or name in known:
                return True
            if len(name) > 5 and self.nearest(part) is None and nearest(name, known, NEARLY):
                return True
        return False

    def nearest(self, text: str) -> str | None:
        """The region whose name is nearest to a misspelt one, None when none is near."""
        plain = normalise(_bare_name(text)).replace(" ", "")
        found = nearest(plain, self._squeezed, CLOSE)
        return self._squeezed[found[0][0]] if found else None

    # --- codes -------------------------------------------------------------------------------------------------------

    def by_code(self, text: str, system: System) -> tuple[str, str | None, str | None]:
        """(place, code, warning) of a code text under a system."""
        form = code_form(text, system.two_digits)
        if form is None:
            return "unknown", None, None
        kind, digits = form
        if system.name == "djpk":
            return ("unknown" if digits[:2] == DJPK_PROVINCE else "elsewhere"), None, None
        if digits[:2] != PROVINCE:
            elsewhere = _is_elsewhere_code(digits) or set(digits) <= {"0"} or digits in NATIONAL_CODES
            return ("elsewhere" if elsewhere else "unknown"), None, None
        if digits in ("11", "1100"):
            return "region", PROVINCE, None
        if kind == "restored":
            code = f"{digits[:2]}.{digits[2:]}"
            return ("region", code, "code_zero_restored") if code in self.names else ("unknown", None, None)
        if kind == "dotted" and not system.takes_dots:
            code = f"{digits[:2]}.{digits[2:]}"
            return ("region", code, None) if code in self.names else ("unknown", None, None)
        return self._bare(digits, system)

    def _bare(self, digits: str, system: System) -> tuple[str, str | None, str | None]:
        kemendagri = f"{digits[:2]}.{digits[2:]}"
        bps = self._bps.get(digits)
        if system.name == "bps":
            return ("region", bps, None) if bps else ("unknown", None, None)
        if system.name == "ambiguous":
            known = bps or kemendagri in self.names
            return ("ambiguous" if known else "unknown"), None, None
        return ("region", kemendagri, None) if kemendagri in self.names else ("unknown", None, None)

    def is_own_code(self, text: str) -> bool:
        """Whether a text is a four-digit code of Aceh, in either system, with or without a dot."""
        form = code_form(text, False)
        if not form or len(form[1]) != 4 or form[1][:2] != PROVINCE:
            return False
        return form[1] in self._bps or f"{form[1][:2]}.{form[1][2:]}" in self.names

    def decide_system(
        self, pairs: Iterable[tuple[str | None, str | None]], header: str, declared: str | None
    ) -> System:
        """The system of a column of codes, from the sender, the header, the form of the codes, or the names beside."""
        pairs = [(code, name) for code, name in pairs if code and not is_missing(code)]
        two = are_two_digits([code for code, _ in pairs])
        if declared:
            return System(declared, "pilihan pengirim", "the sender's choice", two)
        if not pairs:
            return System("none", "tanpa kolom kode", "no code column")
        said = normalise(header)
        if self._is_djpk(pairs, said):
            return System("djpk", "kode DJPK: Aceh bernomor 01", "DJPK codes: Aceh is number 01")
        if not any(code_form(code, two) for code, _ in pairs) and any(self._is_region(name) for _, name in pairs):
            return System("other", "kode di luar sistem yang dikenal; nama yang dipakai", "codes of no known system; "
                          "the names are used")  # fmt: skip
        if "bps" in said or "mfd" in said:
            return System("bps", f"judul kolom `{header}`", f"column header `{header}`", two)
        if "kemendagri" in said or "dagri" in said:
            return System("kemendagri", f"judul kolom `{header}`", f"column header `{header}`", two)
        bare = [
            (form[1], name)
            for code, name in pairs
            if (form := code_form(code, two)) and form[0] == "bare" and len(form[1]) == 4 and form[1] != "1100"
        ]
        if any(digits.startswith(PROVINCE) for digits, _ in bare):
            return self._by_names(bare, two)
        if any(form and form[1] == "1100" for form in (code_form(code, two) for code, _ in pairs)):
            reasons = ("kode provinsi BPS (1100 = Aceh)", "BPS codes of provinces (1100 = Aceh)")
            return System("bps", *reasons, by_names=True)
        return System("kemendagri", "kode bertitik atau kode provinsi", "codes with a dot, or of provinces", two)

    def _by_names(self, bare, two: bool) -> System:
        votes = {"kemendagri": 0, "bps": 0}
        differing = False
        for digits, name in bare:
            kemendagri, bps = f"{digits[:2]}.{digits[2:]}", self._bps.get(digits)
            differing |= digits.startswith(PROVINCE) and kemendagri != bps
            place, named = self.by_name(name) if name else ("absent", None)
            if place != "region" or kemendagri == bps:
                continue
            votes["kemendagri"] += named == kemendagri
            votes["bps"] += named == bps
        winner = max(votes, key=votes.get)
        loser = min(votes, key=votes.get)
        if votes[winner] > votes[loser] or votes[winner] > 0 == votes[loser]:
            return System(
                winner,
                f"{votes[winner]} nama wilayah cocok, {votes[loser]} dengan sistem lain",
                f"{votes[winner]} region names agree, {votes[loser]} with the other system",
                two,
                by_names=True,
            )
        if not differing:
            return System(
                "same", "kode-kode ini sama pada kedua sistem", "these codes are the same in both systems", two
            )
        return System("ambiguous", "kode empat angka tanpa nama", "four-digit codes without names", two)

    def _is_djpk(self, pairs: list[tuple[str, str | None]], header: str) -> bool:
        forms = [(form[1], name) for code, name in pairs if (form := code_form(code, False)) and len(form[1]) == 4]
        own = [name for digits, name in forms if digits.startswith(DJPK_PROVINCE)]
        others = any(digits.startswith(PROVINCE) for digits, _ in forms)
        return bool(own) and ("djpk" in header or not others or any(self._is_region(name) for name in own))

    def _is_region(self, name: str | None) -> bool:
        return bool(name) and self.by_name(name)[0] == "region"

    # --- together ----------------------------------------------------------------------------------------------------

    def resolve(self, code: str | None, name: str | None, bps: str | None, system: System) -> Match:
        """The region of one row's texts, or the fault in them."""
        code, bps = (None if is_missing(text) else text for text in (code, bps))
        role = "nama_wilayah"
        if name and not code:
            name, code = split_name(name)
        elif code and not name and not re.search(r"\d", code):
            role, name, code = "kode_wilayah", code, None
        place, named = self.by_name(name) if name else ("absent", None)
        if place in ("elsewhere", "province_elsewhere", "section") and not code:
            return Match(place)
        if code and (system.name == "other" or (system.name == "djpk" and self.by_code(code, system)[0] == "unknown")):
            if place == "absent":
                return Match("fault", rule="region_codes_foreign", role="kode_wilayah", found=code)
            code = None
        coded = [("kode_wilayah", code, *self.by_code(code, system))] if code else []
        if bps:
            coded.append(("kode_bps", bps, *self.by_code(bps, System("bps", "", ""))))
        if not coded:
            return self._by_name_only(place, named, name, role)
        return self._checked(coded, place, named, name)

    def _by_name_only(self, place: str, named: str | None, name: str | None, role: str) -> Match:
        if place == "absent":
            return Match("absent")
        if place == "unknown":
            near = self.nearest(name)
            expected = self.label(near) if near else None
            return Match("fault", rule="region_unknown", role=role, found=name, expected=expected)
        return Match(place, named)

    def _checked(self, coded, place: str, named: str | None, name: str | None) -> Match:
        """Every code and the name must mean the same region."""
        role, text, standing, region, warning = coded[0]
        if place in ("elsewhere", "province_elsewhere"):
            known = [entry for entry in coded if entry[2] == "region"]
            return self._mismatch(known[0][0], f"{known[0][1]} / {name}", known[0][3], None) if known else Match(place)
        for other_role, other_text, other_standing, _, _ in coded:
            if other_standing in ("unknown", "ambiguous"):
                return self._unknown_code(other_role, other_text, other_standing, named, name)
        if len({entry[3] for entry in coded}) > 1:
            return self._mismatch(role, f"{text} / {coded[1][1]}", region, coded[1][3])
        if standing == "elsewhere" and place == "region" and named != PROVINCE:
            return self._mismatch(role, f"{text} / {name}", None, named)
        if standing == "elsewhere":
            return Match("elsewhere")
        if place in ("region", "total") and named != region:
            return self._mismatch(role, f"{text} / {name}", region, named)
        if place == "unknown" and not self._near(name, region):
            return self._mismatch(role, f"{text} / {name}", region, self.nearest(name))
        doubt = "name_doubtful" if place == "unknown" else warning
        detail = self.label(region)
        return Match(
            "region",
            region,
            warning=doubt,
            role=role if doubt == warning else "nama_wilayah",
            found=text if doubt == warning else name,
            expected=detail,
        )

    def _unknown_code(self, role, text, standing, named, name) -> Match:
        if standing == "ambiguous":
            return Match("fault", rule="region_codes_ambiguous", role=role, found=text)
        expected = self.label(named) if named else None
        return Match(
            "fault", rule="region_unknown", role=role, found=f"{text} / {name}" if name else text, expected=expected
        )

    def _mismatch(self, role: str, found: str, coded: str | None, named: str | None) -> Match:
        parts = [self.label(region) for region in (coded, named) if region]
        return Match("fault", rule="code_name_mismatch", role=role, found=found, expected=" ≠ ".join(parts))

    def _near(self, name: str, region: str | None) -> bool:
        if region is None:
            return False
        plain = normalise(_bare_name(name)).replace(" ", "")
        return any(
            spelled == region and likeness(plain, spelling) >= SURE for spelling, spelled in self._squeezed.items()
        )

    def label(self, code: str | None) -> str:
        """`11.11 / BPS 1110 Kabupaten Bireuen`."""
        if code is None:
            return ""
        return f"{code} / BPS {self._bps_of.get(code, '')} {self.names.get(code, '')}".strip()

    def missing(self, present: Sequence[str]) -> list[str]:
        """Names of the regencies that are not among the codes."""
        return [name for code, name in self.names.items() if code != PROVINCE and code not in set(present)]


def _bare_name(text: str) -> str:
    """A name without numbering (`1. Simeulue`), footnote marks and quotes."""
    text = re.sub(r"[\s\u00a0\u202f]+", " ", text).strip(" '\"`")
    text = re.sub(r"^\(?\d{1,2}\s*[.)]\s*(?=\D)", "", text)
    if kind := re.fullmatch(r"(.+?)[\s,]*[(\[\s,](kab|kabupaten|kota|kodya)\.?\s*[)\]]?", text, re.IGNORECASE):
        text = f"{kind[2]} {kind[1]}"
    marks = r"\*+|[¹²³]+|:" if "(" in text else r"\*+|\d?\)|[¹²³]+|:"
    return re.sub(rf"\s*(?:{marks})+$", "", text)


def _is_elsewhere_code(digits: str) -> bool:
    """Whether a code can be one of another province: its regencies are numbered from 1, its cities from 71."""
    known = digits[:2] in PROVINCE_PREFIXES
    return known and (len(digits) < 4 or int(digits[2:4]) <= 40 or 71 <= int(digits[2:4]) <= 79)


@cache
def _elsewhere() -> dict[str, str]:
    return tomllib.loads(Path(__file__).with_name("elsewhere.toml").read_text("utf-8"))


@cache
def _provinces_elsewhere() -> frozenset[str]:
    return frozenset(_squeezed(normalise(name)) for name in (*_elsewhere(), *OTHER_SPELLINGS))


@cache
def _regencies_elsewhere() -> frozenset[str]:
    names = (name for line in _elsewhere().values() for name in line.split(","))
    return frozenset(_squeezed(normalise(name)) for name in names)


def _squeezed(plain: str) -> str:
    """A normalised name without blanks, with `kep` written out."""
    return re.sub(r"^kep ", "kepulauan ", plain).replace(" ", "")
