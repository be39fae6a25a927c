"""Numbers as the sentences write them, in the marks of each language."""

import numpy as np

SWAP_SEPARATORS = str.maketrans(",.-", ".,−")
MINUS = str.maketrans("-", "−")


def number_text(values: np.ndarray, digits: np.ndarray, language: str) -> np.ndarray:
    """Numbers with the separators of `language` and so many decimals each; empty where missing."""
    result = np.full(len(values), "", dtype=object)
    present = np.isfinite(values)
    for places in np.unique(digits[present]):
        rows = np.flatnonzero(present & (digits == places))
        write = f"{{:,.{int(places)}f}}".format
        texts = [*map(write, _rounded(values[rows], int(places)).tolist())]
        # One long text is translated faster than many short ones.
        marks = SWAP_SEPARATORS if language == "id" else MINUS
        result[rows] = "\n".join(texts).translate(marks).split("\n")
    return result


def _rounded(values: np.ndarray, places: int) -> np.ndarray:
    """Rounded, with -0.00 as 0.00."""
    with np.errstate(over="ignore"):
        rounded = np.round(values, places) + 0.0
    return np.where(np.isfinite(rounded), rounded, values)


def telling_digits(values: np.ndarray, decimals: np.ndarray) -> np.ndarray:
    """Decimals that show at least two significant digits, and no fewer than the indicator has."""
    size = np.where(np.isfinite(values) & (values != 0), np.abs(values), 1.0)
    return np.maximum(decimals, np.clip(1 - np.floor(np.log10(size)), 0, 12)).astype(int)
