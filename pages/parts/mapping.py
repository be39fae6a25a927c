"""What the map shows: one frame of regencies with the class, the words and the sign of the mode that was chosen."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from analytics import classes
from analytics.figures import legend
from data import boundaries
from pages.parts import cards, language, scope, source
from pages.parts.language import t

MODES = ("value", "achievement", "gap", "change", "trend")
SCHEMES = classes.SCHEMES[:3]
COLUMN = {"value": "actual", "achievement": "achievement", "gap": "gap", "change": "change_year", "trend": "state"}
SIGNAL = {"improving": "improvement", "worsening": "concern", "no_clear_change": "common_cause"}


@dataclass(frozen=True)
class Choice:
    """What the reader asked the map for."""

    mode: str
    scheme: str
    count: int


def shapes():
    """The polygons of the regencies, indexed by Kemendagri code."""
    return boundaries.load()


def regencies(rows: pd.DataFrame, indicator: Mapping, choice: Choice, theme: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Regencies for the figures and the table, and the classes with those that have no value at the end.

    rows: the map_values query. Adds name, label, full_name, class, value, target, class_label, note and shown (the
    number of the mode) in the reader's language.
    """
    measure = _measure(indicator)
    drawn = rows.assign(shown=rows[COLUMN[choice.mode]])
    made = _value_classes(drawn["shown"], indicator, choice)
    missing = {
        "no_data": t("map.cannot_say" if choice.mode == "trend" else "map.no_data"),
        "not_reported": t("map.not_reported"),
    }
    bands = legend.with_missing(_bands(made, indicator, choice, theme), missing, theme)
    words = dict(zip(bands["key"], bands["label"], strict=True))
    standings = cards.class_words()
    scale = indicator["scale"]
    return (
        drawn.assign(
            name=rows["short_name"],
            label=rows["short_name"],
            full_name=rows["short_name"].where(rows["type"] != "Kota", rows["name_id"]),
            value=[measure(value) for value in rows["actual"]],
            target=[_target(row, measure) for row in rows.to_dict("records")],
            class_label=[standings.get((scale, code), language.NOTHING) for code in rows["class"]],
            note=rows[language.name_column(stem="sentence")] if choice.mode == "trend" else None,
            **{"class": _keys(drawn, made, choice)},
            band=lambda frame: frame["class"].map(words),
        ),
        bands,
    )


def in_words(choice: Choice, indicator: Mapping) -> Callable[[object], str]:
    """How the number of the mode is written."""
    if choice.mode == "trend":
        return lambda state: cards.state_word(state, mark=True)
    if choice.mode == "achievement":
        return lambda value: language.percent(value) if indicator["formula"] != "DIFF_PP" else language.number(value)
    return _measure(indicator, signed=choice.mode in ("gap", "change"))


def counts(drawn: pd.DataFrame) -> tuple[int, int, int]:
    """Regencies with a class, without a value, and not reported at all."""
    missing = (drawn["class"] == "no_data").sum()
    absent = (drawn["class"] == "not_reported").sum()
    return int(len(drawn) - missing - absent), int(missing), int(absent)


def texts() -> dict[str, str]:
    """Words of the map's tooltip, watermark and empty state."""
    keys = ("value", "target", "class", "source", "empty")
    return {**{key: t(f"map.text_{key}") for key in keys}, "simulated": t("cards.simulated")}


def province(**of: str) -> pd.Series | None:
    """The province's own value of the same period, or the one that follows from its regencies."""
    rows = source.fetch("map_province", **of)
    return None if rows.empty else rows.iloc[0]


def select(key: str) -> None:
    """Callback of the map: the regency that was clicked becomes the sidebar's."""
    held = st.session_state.get(key) or {}
    points = (held.get("selection") or {}).get("points") or []
    codes = [str(pd.Series(point["customdata"]).iloc[0]) for point in points if point.get("customdata")]
    known = scope.choices("region").labels
    if codes and codes[0] in known:
        scope.assign(region=[codes[0]])


def _measure(indicator: Mapping, signed: bool = False) -> Callable[[object], str]:
    unit = language.name({"unit_id": indicator["unit"], **indicator}, stem="unit")
    decimals = int(indicator["decimals"])
    return lambda value: language.measure(value, unit, decimals, signed=signed)


def _target(row: Mapping, measure: Callable[[object], str]) -> str:
    if not language.missing(row["target"]):
        return measure(row["target"])
    low, high = row["target_low"], row["target_high"]
    if language.missing(low) and language.missing(high):
        return language.NOTHING
    return f"{measure(low)} – {measure(high)}"


def _value_classes(shown: pd.Series, indicator: Mapping, choice: Choice) -> classes.Classes | None:
    """Classes of a mode that cuts numbers; None for the other modes and where there is no number."""
    if choice.mode in ("achievement", "trend") or shown.isna().all():
        return None
    if choice.mode == "value":
        return classes.classes(shown.dropna(), choice.scheme, choice.count)
    better = "lower" if choice.mode == "change" and indicator["better"] == "lower" else "higher"
    return classes.centred(shown.dropna(), 0.0, choice.count, better=better)


def _bands(made: classes.Classes | None, indicator: Mapping, choice: Choice, theme: str) -> pd.DataFrame:
    if choice.mode == "trend":
        return legend.of_signals({key: cards.state_word(state) for state, key in SIGNAL.items()}, theme)
    if choice.mode == "achievement":
        scales = source.fetch("class_scales")
        return legend.of_scale(scales[scales["scale"] == indicator["scale"]], language.current(), theme)
    if made is None:
        return pd.DataFrame(columns=legend.COLUMNS)
    return legend.of_values(made, in_words(choice, indicator), theme)


def _keys(drawn: pd.DataFrame, made: classes.Classes | None, choice: Choice) -> pd.Series:
    """Class key of each regency; what has no value is `no_data`, what has no row `not_reported`."""
    if choice.mode == "trend":
        keys, present = drawn["state"].map(SIGNAL), drawn["state"].notna()
    else:
        present = drawn["reported"].astype(bool)
        keys = drawn["class"] if choice.mode == "achievement" else pd.Series(None, index=drawn.index, dtype=object)
    if made is not None:
        keys = made.assign(drawn["shown"]).set_axis(drawn.index)
    keys = keys.astype(object).where(keys.notna(), "no_data")
    return keys.where(present, "not_reported")
