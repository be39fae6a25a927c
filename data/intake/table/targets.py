"""Targets as plans write them: `≥ 95`, `minimal 95`, `95–100`, `A (82,5)`."""

import re
from typing import NamedTuple

NUMBER = r"\d[\d.,]*"
BOUND = re.compile(
    rf"(?:[≥≤<>]=?|=>|=<|min(?:imal|imum|\.)?|maks(?:imal|imum|\.)?|paling\s+(?:sedikit|banyak|rendah|tinggi)|"
    rf"at\s+(?:least|most))\s*({NUMBER})\s*%?",
    re.IGNORECASE,
)
TO = r"(?:[-–—]|s\.?\s?/?\s?d\.?|hingga|sampai(?:\s+dengan)?|to)"
BAND = re.compile(rf"({NUMBER})\s*%?\s*{TO}\s*({NUMBER})\s*%?", re.IGNORECASE)
GRADE = re.compile(rf"[A-Z]{{1,3}}\s*\(\s*({NUMBER})\s*\)|({NUMBER})\s*\(\s*[A-Z]{{1,3}}\s*\)")
# What such a text holds and a plain number does not: only texts with it are looked at.
SIGNS = r"[≥≤<>=A-Za-z]|[0-9%]\s*[-–—]\s*[0-9]"


class Target(NamedTuple):
    """A target in the texts of its numbers: one value, or the two bounds of a band."""

    value: str | None = None
    low: str | None = None
    high: str | None = None


def spelled(text: str) -> Target | None:
    """What a text says as a target; None where it is no such text."""
    text = text.strip()
    if found := BOUND.fullmatch(text):
        return Target(found[1])
    if found := GRADE.fullmatch(text):
        return Target(found[1] or found[2])
    if (found := BAND.fullmatch(text)) and _size(found[1]) < _size(found[2]):
        return Target(None, found[1], found[2])
    return None


def _size(number: str) -> tuple[int, str]:
    """Orders texts of numbers that are written alike: by digits before the last mark, then digit by digit."""
    whole = re.split(r"[.,]\d{1,2}$", number)[0]
    return len(re.sub(r"\D", "", whole).lstrip("0")), re.sub(r"\D", "", number)
