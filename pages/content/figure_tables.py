"""What figures draw, as tables."""

from collections.abc import Callable, Mapping

import pandas as pd

from pages.words import language
from pages.words.language import t

Told = tuple[pd.DataFrame, Mapping[str, str], Mapping[str, Callable[[object], str]]]
"""Rows, headings by column, and the words of a column's values."""


def in_time(points: pd.DataFrame, decimals: int) -> Told:
    """A series: period, value and target, its ends of a band too, as far as any is known."""
    rows = points[points["actual"].notna()].assign(when=lambda known: [language.period(one) for one in known["period"]])
    headings = {"when": t("cards.period"), "actual": t("cards.actual")}
    aims = {name: t(f"cards.{name}") for name in ("target", "target_low", "target_high")}
    headings |= {name: words for name, words in aims.items() if name in rows and rows[name].notna().any()}
    return rows, headings, dict.fromkeys(set(headings) - {"when"}, lambda value: language.number(value, decimals))
