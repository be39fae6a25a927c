"""How numbers are written for people: one rule of rounding, and the marks of each language.

Half up, away from zero, on the shortest decimals that stand for the float: 1.005 is written 1.01 although its binary
form lies a hair below. A zero has no sign, and minus is a true minus.
"""

import math
from decimal import ROUND_HALF_UP, Context, Decimal

import numpy as np

MARKS = {"id": str.maketrans(",.-", ".,−"), "en": str.maketrans("-", "−")}
WIDEST = Context(prec=400, rounding=ROUND_HALF_UP)  # the largest float has 309 digits before the point
# A float and its shortest decimals lie closer together than this share of them: only ties within it can part the two.
APART = 1e-15


def rounded(value: float, decimals: int) -> Decimal:
    """A finite number with exactly so many decimals."""
    return Decimal(repr(float(value))).quantize(Decimal((0, (1,), -decimals)), context=WIDEST)


def number_text(value: float | None, decimals: int, language: str, signed: bool = False) -> str:
    """A number with the marks of `language`, with + above zero if `signed`; empty where missing or infinite."""
    if value is None or not math.isfinite(value):
        return ""
    exact = rounded(value, decimals)
    text = f"{exact:+z,f}" if signed and exact else f"{exact:z,f}"
    return text.translate(MARKS[language])


def number_texts(values: np.ndarray, decimals: np.ndarray, language: str) -> np.ndarray:
    """What `number_text` writes, for columns of floats and of their decimals; several times faster."""
    result = np.full(len(values), "", dtype=object)
    present = np.isfinite(values)
    for places in np.unique(decimals[present]).tolist():
        rows = np.flatnonzero(present & (decimals == places))
        # One long text is translated faster than many short ones.
        result[rows] = "\n".join(_grouped(values[rows], int(places))).translate(MARKS[language]).split("\n")
    return result


def decimals_needed(value: float, most: int = 6) -> int:
    """Decimals that write a finite number as it is, at most so many."""
    return min(max(-int(Decimal(repr(float(value))).normalize().as_tuple().exponent), 0), most)


def _grouped(values: np.ndarray, places: int) -> list[str]:
    """By the formatting of floats, which rounds their binary form, except where that could differ."""
    texts = [*map(f"{{:z,.{places}f}}".format, values.tolist())]
    for at in np.flatnonzero(_near_ties(values, places)).tolist():
        texts[at] = f"{rounded(values[at], places):z,f}"
    return texts


def _near_ties(values: np.ndarray, places: int) -> np.ndarray:
    """Floats so close to a tie, or so large, that binary and decimal form may round apart."""
    with np.errstate(over="ignore", invalid="ignore"):
        size = np.abs(values) * 10.0**places
        return ~(np.abs(size - np.floor(size) - 0.5) > APART * size)
