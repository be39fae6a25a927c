"""Scales of classes: bounds, labels and tones, and the class of a value on them; without others those of scales.csv."""

import math
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd
import pyarrow as pa

from analytics.arrays import number

SCALES = Path(__file__).with_name("scales.csv")
# Binary fractions: 100 * 0.9 is 90.00000000000001. Values are compared with bounds to nine decimals.
COMPARED_DECIMALS = 9
# The five-class scale that most indicators share, and the tones of all scales, best first.
MAIN_SCALE = "permendagri_86_2017"
TONES = ("very_good", "good", "fair", "poor", "very_poor")
HIGH, LOW = TONES[:2], TONES[3:]


class Scale(NamedTuple):
    """One scale, classes ascending: `edges[i]` parts class i from i + 1, and belongs to the upper one if `closed`."""

    classes: tuple[str, ...]
    top_row: int
    edges: np.ndarray
    closed: np.ndarray
    minimum: float
    maximum: float
    decimals: int | None
    floor: float | None
    cap: float | None


class Scales:
    """Class scales as values are judged by them.

    `table` has a row for each class, those of a scale together and the best first: bounds as floats (nan is open),
    closed sides as booleans, rank 1 lowest. ValueError for a scale with a gap or an overlap.
    """

    def __init__(self, rows: pd.DataFrame):
        """`rows` of the columns of scales.csv, in any order; closed sides as booleans or `yes` and `no`."""
        ranked = [one.sort_values("rank", ascending=False) for _, one in rows.groupby("scale", sort=False)]
        self.table = pd.concat(ranked, ignore_index=True)
        for side in ("lower", "upper"):
            self.table[f"{side}_closed"] = self.table[f"{side}_closed"].isin(["yes", True])
        for name in ("lower", "upper", "cap_low", "cap_high", "decimals"):
            self.table[name] = self.table[name].astype("float64")
        scales = self.table.groupby("scale", sort=False)
        self.by_name: dict[str, Scale] = {str(name): _read(str(name), one) for name, one in scales}
        self._labels: dict[str, dict[tuple[str, str], str]] = {}

    def named(self, name: str) -> Scale:
        found = self.by_name.get(name)
        if found is None:
            raise ValueError(f"Unknown scale {name!r}. Known scales: {', '.join(self.by_name)}.")
        return found

    def labels(self, language: str) -> dict[tuple[str, str], str]:
        """(scale, class id) → what the class is called in "id" or "en"."""
        if language not in self._labels:
            words = zip(self.table["scale"], self.table["class"], self.table[f"label_{language}"], strict=True)
            self._labels[language] = {(scale, name): label for scale, name, label in words}
        return self._labels[language]


@cache
def shipped() -> Scales:
    """The scales of scales.csv."""
    text = {"lower_closed": str, "upper_closed": str, "valid_from": str}
    numbers = ("lower", "upper", "cap_low", "cap_high", "decimals")
    missing = {name: [""] for name in numbers}
    return Scales(pd.read_csv(SCALES, dtype=text, encoding="utf-8", keep_default_na=False, na_values=missing))


def scales() -> pd.DataFrame:
    """The table of the shipped scales; see Scales."""
    return shipped().table.copy()


def classify(value, scale: str, among: Scales | None = None) -> str | None:
    """Class id of `value` on `scale`; None for missing, infinite or impossible values (IKM below 25, SAKIP above 100).

    ValueError for an unknown scale and for text.
    """
    found = (among or shipped()).named(scale)
    code = _codes(np.array([number(value)]), found)[0]
    return None if code < 0 else found.classes[code]


def classify_by(values: pd.Series, scale: str | pd.Series, among: Scales | None = None) -> pd.Series:
    """Class ids of `values` (floats) on one scale, or on the scale named row by row; missing where there is none."""
    values, among = pd.Series(values), among or shipped()
    rows = rows_of_scales(values.to_numpy(dtype=float, na_value=np.nan), scale, among)
    return pd.Series(texts(among.table["class"], rows), index=values.index, name="class")


def capped(values: pd.Series, scale: str, among: Scales | None = None) -> pd.Series:
    """Values held between the floor and the cap of `scale`, for roll-ups; raw values stay as they are elsewhere."""
    rows = (among or shipped()).named(scale)
    return pd.Series(values).clip(lower=rows.floor, upper=rows.cap)


def score(letter: str, scale: str, among: Scales | None = None) -> int:
    """Ordinal score of a class id on `scale`: 1 for the lowest class. ValueError for a letter the scale lacks."""
    classes = (among or shipped()).named(scale).classes
    if letter not in classes:
        raise ValueError(f"{letter!r} is not a class of {scale} (it has {', '.join(classes)}).")
    return classes.index(letter) + 1


def rows_of_scales(values: np.ndarray, scale: str | pd.Series, among: Scales) -> np.ndarray:
    """Row in the table of `among` of each value's class, -1 where it has none."""
    result = np.full(len(values), -1)
    groups = [(scale, np.arange(len(values)))] if isinstance(scale, str) else rows_by_name(scale)
    for name, positions in groups:
        if name != "NONE":
            found = among.named(name)
            codes = _codes(values[positions], found)
            result[positions] = np.where(codes < 0, -1, found.top_row + len(found.classes) - 1 - codes)
    return result


def texts(labels: pd.Series, rows: np.ndarray) -> pd.array:
    """`labels` picked by position (-1 is missing); by way of Arrow, several times faster than an object array."""
    words = pa.array([*labels, None], type=pa.large_string())
    return pd.array(words.take(pa.array(np.where(rows < 0, len(labels), rows))), dtype="str")


def rows_by_name(names: pd.Series) -> list[tuple[str, np.ndarray]]:
    """(name, positions) of each distinct name; missing and empty come as NONE."""
    codes, found = pd.factorize(names)
    groups = {name: np.flatnonzero(codes == code) for code, name in enumerate(found)}
    nameless = np.concatenate([np.flatnonzero(codes < 0), groups.pop("", np.array([], dtype=int))])
    return [*groups.items(), ("NONE", nameless)]


def _read(name: str, rows: pd.DataFrame) -> Scale:
    """The scale of its rows, best first."""
    top_row, rows = int(rows.index[0]), rows[::-1]
    upper, lower = rows.iloc[:-1], rows.iloc[1:]
    meets = upper["upper"].to_numpy() == lower["lower"].to_numpy()
    once = upper["upper_closed"].to_numpy() != lower["lower_closed"].to_numpy()
    if not (meets.all() and once.all() and rows["rank"].tolist() == list(range(1, len(rows) + 1))):
        raise ValueError(f"Scale {name} has a gap, an overlap, or ranks that do not run down to 1.")
    first, last = rows.iloc[0], rows.iloc[-1]
    return Scale(
        classes=tuple(rows["class"]),
        top_row=top_row,
        edges=lower["lower"].to_numpy(),
        closed=lower["lower_closed"].to_numpy(),
        minimum=_or(first["lower"], -math.inf),
        maximum=_or(last["upper"], math.inf),
        decimals=None if math.isnan(first["decimals"]) else int(first["decimals"]),
        floor=_or(first["cap_low"], None),
        cap=_or(first["cap_high"], None),
    )


def _or(value: float, fallback):
    return fallback if math.isnan(value) else float(value)


def _codes(values: np.ndarray, scale: Scale) -> np.ndarray:
    """Position of each value's class, -1 where it has none."""
    values = values[:]
    outside = ~np.isfinite(values)
    # Nothing hangs on digits this far out, and rounding would overflow there.
    near = np.clip(np.where(outside, 0.0, values), -1e6, 1e6)
    near = np.round(near, COMPARED_DECIMALS) if scale.decimals is None else half_up(near, scale.decimals)
    near = near if scale.floor is None else np.maximum(near, scale.floor)
    outside |= (near < scale.minimum) | (near > scale.maximum)
    codes = np.zeros(values.shape, dtype=np.int8)
    for edge, closed in zip(scale.edges, scale.closed, strict=True):
        codes += (near >= edge) if closed else (near > edge)
    return np.where(outside, -1, codes)


def half_up(values: np.ndarray, decimals: int) -> np.ndarray:
    """Rounded half up as schools teach it: 88.305 becomes 88.31 although its binary form lies a hair below.

    For classing, not for writing (`analytics.decimals`): also what a sum of fractions misses of a half counts as one,
    and halves below zero go up.
    """
    factor = 10.0**decimals
    return np.floor(np.round(values * factor, COMPARED_DECIMALS - decimals) + 0.5) / factor
