"""Scales stated outside the numbers: in brackets of a title or header, as a word or as zeros."""

import re

SCALE = r"(ribu|juta|miliar|milyar|triliun|trilyun)(?:an)?"
IN_WORDS = re.compile(
    rf"[(\[](?:dalam |satuan:? ?)?{SCALE}\b\s*([^()\[\],;]*)[)\]]|\b(?:dalam|satuan|unit)\b\W*{SCALE}\b\s*(\w*)"
)
IN_ZEROS = re.compile(
    r"[(\[]\s*(?:x|×|dalam|kali)?\s*(?:1?[.,]?)?(000(?:[.,]?000)*)\b[^()\[\]]*[)\]]|[x×]\s*1[.,]?(000(?:[.,]?000)*)\b"
)
SPELLINGS = {"milyar": "miliar", "trilyun": "triliun"}
ZEROS = {3: "ribu", 6: "juta", 9: "miliar", 12: "triliun"}


def scale_of(text: str) -> str | None:
    """The scale that a title or header states, with its unit where it gives one: `(ribu orang)`, `(000)`."""
    plain = text.lower()
    if found := IN_WORDS.search(plain):
        scale, unit = (found[1], found[2]) if found[1] else (found[3], found[4])
        return f"{SPELLINGS.get(scale, scale)} {unit.strip()}".strip()
    found = IN_ZEROS.search(plain)
    return ZEROS.get(len(re.sub(r"\D", "", found[1] or found[2]))) if found else None


def without_scale(text: str) -> str:
    """A header without the words that state its scale: `realisasi dalam ribuan` → `realisasi`."""
    return re.sub(rf"\W+(?:dalam|satuan|unit)\W+{SCALE}\b.*$|\W+[x×]\s*1[.,]?000.*$", "", text, flags=re.IGNORECASE)
