"""Classes as the figures take them: one frame with key, label and colour, best or lowest class first."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import pandas as pd

from analytics.classes import Classes
from analytics.decimals import decimals_needed, number_text
from analytics.figures import palette

COLUMNS = ["key", "label", "fill", "on_fill", "pattern"]


def of_scale(rows: pd.DataFrame, language: str, theme: str = "light") -> pd.DataFrame:
    """The classes of an achievement scale (rows of `analytics.achievement.scales()`), best class first.

    The label names the class and its bounds: `Tinggi > 75 – 90`. A scale with more classes than tones, such as the
    seven letters of SAKIP, is coloured from best to worst in as many shades, so that no two classes look the same.
    """
    ordered = rows.sort_values("rank", ascending=False)
    colours = palette.theme(theme)
    shared = ordered["tone"].duplicated().any()
    fills = palette.diverging(len(ordered), theme)[::-1] if shared else [colours.tone[each] for each in ordered["tone"]]
    return _frame(
        ordered["class"],
        [_scale_label(row, language) for row in ordered.to_dict("records")],
        fills,
    )


def of_shades(labels: Mapping[str, str], theme: str = "light") -> pd.DataFrame:
    """Bands with labels of one's own, the palest first and the strongest last."""
    return _frame(list(labels), list(labels.values()), palette.sequential(len(labels), theme))


def lettered(code: object, label: str) -> str:
    """The label of a class with its letter in front where the class is a letter: BB Sangat Baik."""
    return f"{code} {label}" if isinstance(code, str) and code.isupper() and label != code else label


def of_values(
    classes: Classes, number: Callable[[float], str], theme: str = "light", *, better: str | None = None
) -> pd.DataFrame:
    """Value classes, lowest first; keys are the class numbers that `Classes.assign` gives.

    Sequential shades, which praise and blame nobody; for a scheme centred on a target, or when `better` ("higher" or
    "lower") is given, diverging colours from worst to best.
    """
    k = len(classes.edges)
    if better is None and classes.scheme != "centred":
        fills = palette.sequential(k, theme)
    else:
        fills = palette.diverging(k, theme)
        low_is_good = better == "lower" or (better is None and classes.closed == "above")
        fills = fills[::-1] if low_is_good else fills
    return _frame(range(k), classes.labels(number), fills)


def of_signals(labels: Mapping[str, str], theme: str = "light") -> pd.DataFrame:
    """The directions of series, with their sign before the caller's words (keys of `palette.DIRECTIONS`)."""
    colours = palette.theme(theme)
    keys = [key for key in palette.DIRECTIONS if key in labels]
    return _frame(keys, [f"{palette.DIRECTIONS[k]} {labels[k]}" for k in keys], [colours.signal[k] for k in keys])


def of_clusters(labels: Mapping[str, str], theme: str = "light", *, better: str = "higher") -> pd.DataFrame:
    """Local clusters in the order of `labels`, high among high first; good ends blue where a direction is known.

    labels: the keys of `analytics.spatial.CLUSTERS` in the caller's words.
    """
    order = ("high_high", "high_low", "not_significant", "low_high", "low_low")
    fills = palette.diverging(len(order), theme)
    fills = fills if better == "lower" else fills[::-1]
    kept = [(key, fill) for key, fill in zip(order, fills, strict=True) if key in labels]
    return _frame([key for key, _ in kept], [labels[key] for key, _ in kept], [fill for _, fill in kept])


def with_missing(classes: pd.DataFrame, labels: Mapping[str, str], theme: str = "light") -> pd.DataFrame:
    """The classes and, after them, hatched ones for what has no value (keys of `palette.HATCH`)."""
    colours = palette.theme(theme)
    keys = [key for key in palette.HATCH if key in labels]
    rows = _frame(keys, [labels[k] for k in keys], [colours.no_data] * len(keys), [palette.HATCH[k] for k in keys])
    return pd.concat([classes, rows], ignore_index=True)


def class_or_missing(kinds: pd.Series) -> pd.Series:
    """Keys of classes as they are, "no_data" where there is none."""
    return kinds.astype(object).where(kinds.notna(), "no_data")


def _frame(keys: Sequence, labels: Sequence[str], fills: Sequence[str], patterns: Sequence[str] = ()) -> pd.DataFrame:
    fills = list(fills)
    return pd.DataFrame(
        {
            "key": pd.Series(list(keys), dtype=object),
            "label": list(labels),
            "fill": fills,
            "on_fill": [palette.readable_on(fill) for fill in fills],
            "pattern": list(patterns) or [""] * len(fills),
        },
        columns=COLUMNS,
    )


def _scale_label(row: Mapping, language: str) -> str:
    name = lettered(row["class"], row[f"label_{language}"])
    lower, upper = row["lower"], row["upper"]
    if pd.isna(lower) and pd.isna(upper):
        return name
    above = "≥" if row["lower_closed"] else ">"
    below = "≤" if row["upper_closed"] else "<"
    if pd.isna(lower):
        return f"{name} {below} {_bound(upper, language)}"
    if pd.isna(upper):
        return f"{name} {above} {_bound(lower, language)}"
    return (
        f"{name} {'' if above == '≥' else '> '}{_bound(lower, language)} – "
        f"{'< ' if below == '<' else ''}{_bound(upper, language)}"
    )


def _bound(value: float, language: str) -> str:
    return number_text(value, decimals_needed(value), language)
