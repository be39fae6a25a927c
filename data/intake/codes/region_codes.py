"""Region codes as texts: the systems they belong to, and the forms in which they stand in files."""

import re
from dataclasses import dataclass

from analytics.regions import PROVINCE


@dataclass(frozen=True)
class System:
    """The code system of a file with the reason: `kemendagri`, `bps`, `djpk`, `other`, `none`, `same`, `ambiguous`."""

    name: str
    reason_id: str
    reason_en: str
    two_digits: bool = False
    by_names: bool = False

    @property
    def takes_dots(self) -> bool:
        """Whether a code with a dot is one of BPS: only where the sender or the header says so."""
        return self.name == "bps" and not self.by_names


def looks_like_code(text: str) -> bool:
    """Whether a cell is a region code rather than a name."""
    return code_form(text, False) is not None


def looks_like_name(text: str) -> bool:
    """Whether a cell is a region's name rather than a code."""
    return sum(char.isalpha() for char in text) >= 3


def split_name(name: str) -> tuple[str | None, str | None]:
    """`[1101] Simeulue` or `11.09 - Simeulue` → the name and the code in it; a code alone has no name."""
    if looks_like_code(name):
        return None, name
    found = re.match(r"^\s*[(\[]?(\d{2}\.\d{2}|\d{4})[)\]]?\s*[-–.:]?\s+(?=[^\d\s])(.+)$", name)
    return (found[2], found[1]) if found else (name, None)


def code_form(text: str, two_digits: bool) -> tuple[str, str] | None:
    """(`dotted` | `restored` | `bare`, digits) of a code text; None when it is no region code."""
    text = re.sub(r"[\s\u00a0'\"`]+", "", text)
    if found := re.fullmatch(r"(\d{2})[.,](\d{2})", text):
        return ("bare", found[1]) if found[2] == "00" and found[1] == PROVINCE else ("dotted", found[1] + found[2])
    if found := re.fullmatch(r"(\d{2})[.,](\d)", text):
        return ("bare", found[1]) if found[2] == "0" else ("restored", found[1] + found[2] + "0")
    text = re.sub(r"\.0+$", "", text)
    if two_digits and re.fullmatch(r"\d{1,2}", text):
        return "bare", PROVINCE + text.zfill(2)
    return ("bare", text) if re.fullmatch(r"\d{2}|\d{4}|0", text) else None


def are_two_digits(codes: list[str]) -> bool:
    """Whether a column holds regency codes without the province: all of two digits, and not only `11`."""
    bare = {re.sub(r"\.0+$", "", code.strip(" '\"")) for code in codes}
    numbers = {code for code in bare if re.fullmatch(r"\d{1,2}", code)}
    inner = {code.zfill(2) for code in numbers} - {PROVINCE}
    return (
        len(numbers) == len(bare)
        and len(inner) > 0
        and all(1 <= int(code) <= 18 or 71 <= int(code) <= 75 for code in inner)
        and any(int(code) < 12 or int(code) in range(71, 76) for code in inner)
    )
