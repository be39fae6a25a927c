"""Scales of classes: bounds, labels and tones from scales.csv, and the class of a value on them."""

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


def classify(value, scale: str) -> str | None:
    """Class id of `value` on `scale`; None for missing, infinite or impossible values (IKM below 25, SAKIP above 100).

    ValueError for an unknown scale and for text.
    """
    code = _codes(np.array([number(value)]), _scale(scale))[0]
    return None if code < 0 else _scale(scale).classes[code]


def classify_by(values: pd.Series, scale: str | pd.Series) -> pd.Series:
    """Class ids of `values` (floats) on one scale, or on the scale named row by row; missing where there is none."""
    values = pd.Series(values)
    rows = rows_of_scales(values.to_numpy(dtype=float, na_value=np.nan), scale)
    return pd.Series(texts(scale_table()["class"], rows), index=values.index, name="class")


def scales() -> pd.DataFrame:
    """The class scales, best class first: bounds as floats (nan is open), closed sides as booleans, rank 1 lowest."""
    return scale_table().copy()


def capped(values: pd.Series, scale: str) -> pd.Series:
    """Values held between the floor and the cap of `scale`, for roll-ups; raw values stay as they are elsewhere."""
    rows = _scale(scale)
    return pd.Series(values).clip(lower=rows.floor, upper=rows.cap)


def score(letter: str, scale: str) -> int:
    """Ordinal score of a class id on `scale`: 1 for the lowest class. ValueError for a letter the scale lacks."""
    classes = _scale(scale).classes
    if letter not in classes:
        raise ValueError(f"{letter!r} is not a class of {scale} (it has {', '.join(classes)}).")
    return classes.index(letter) + 1


def rows_of_scales(values: np.ndarray, scale: str | pd.Series) -> np.ndarray:
    """Row in scales.csv of each value's class, -1 where it has none."""
    result = np.full(len(values), -1)
    groups = [(scale, np.arange(len(values)))] if isinstance(scale, str) else rows_by_name(scale)
    for name, positions in groups:
        if name != "NONE":
            codes = _codes(values[positions], _scale(name))
            result[positions] = np.where(codes < 0, -1, _scale(name).top_row + len(_scale(name).classes) - 1 - codes)
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


class _Scale(NamedTuple):
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


def _scale(name: str) -> _Scale:
    found = all_scales().get(name)
    if found is None:
        raise ValueError(f"Unknown scale {name!r}. Known scales: {', '.join(all_scales())}.")
    return found


@cache
def scale_table() -> pd.DataFrame:
    text = {"lower_closed": str, "upper_closed": str, "valid_from": str}
    table = pd.read_csv(
        SCALES,
        dtype=text,
        encoding="utf-8",
        keep_default_na=False,
        na_values={name: [""] for name in ("lower", "upper", "cap_low", "cap_high", "decimals")},
    )
    for side in ("lower", "upper"):
        table[f"{side}_closed"] = table[f"{side}_closed"] == "yes"
        table[side] = table[side].astype(float)
    for name in ("cap_low", "cap_high", "decimals"):
        table[name] = table[name].astype(float)
    return table


@cache
def all_scales() -> dict[str, _Scale]:
    return {
        name: _read_scale(name, rows.sort_values("rank")) for name, rows in scale_table().groupby("scale", sort=False)
    }


def _read_scale(name: str, rows: pd.DataFrame) -> _Scale:
    upper, lower = rows.iloc[:-1], rows.iloc[1:]
    meets = upper["upper"].to_numpy() == lower["lower"].to_numpy()
    once = upper["upper_closed"].to_numpy() != lower["lower_closed"].to_numpy()
    ranked = rows["rank"].tolist() == list(range(1, len(rows) + 1)) and (np.diff(rows.index) == -1).all()
    if not (meets.all() and once.all() and ranked):
        raise ValueError(f"Scale {name} in {SCALES.name} has a gap, an overlap, or ranks that do not run down to 1.")
    first, last = rows.iloc[0], rows.iloc[-1]
    return _Scale(
        classes=tuple(rows["class"]),
        top_row=int(rows.index[-1]),
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


def _codes(values: np.ndarray, scale: _Scale) -> np.ndarray:
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
