"""What the map shows: one frame of regencies with the class, the words and the sign of the mode that was chosen."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from analytics import classes, spatial
from analytics.figures import legend
from analytics.thresholds import ALPHA
from data import boundaries
from pages.content import cell_texts, differing, reader, regency, sentences, series_after
from pages.content.cache import cached
from pages.words import language, signs
from pages.words.language import t
from pages.words.row import Row

MODES = ("value", "achievement", "gap", "province", "change", "trend", "clusters")
SCHEMES = (*classes.SCHEMES[:3], "own", "target", "centre")
COLUMN = {
    "value": "actual", "achievement": "achievement", "gap": "gap", "province": "from_province",
    "change": "change_year", "trend": "state", "clusters": "actual",
}  # fmt: skip
SIGNAL = {"improving": "improvement", "worsening": "concern", "no_clear_change": "common_cause"}
WITHOUT_CLASSES = ("achievement", "trend", "clusters")
DIRECTED = ("higher", "lower")
SPREAD = ("actual", "gap", "change_year")
"""Columns of the query map_spread: the numbers whose classes all periods can share."""
ATTRIBUTION = boundaries.ATTRIBUTION
ABSENCES = ("not_reported", "old_value", "not_counted")
"""Why a regency has no value: its report is missing, its newest value is over a year older, it never had one."""


@dataclass(frozen=True)
class Choice:
    """What the reader asked the map for. `bounds` belong to the scheme own, `centre` to target and centre."""

    mode: str
    scheme: str
    count: int
    bounds: tuple[float, ...] = ()
    centre: float | None = None


def shapes() -> Any:
    """The polygons of the regencies, indexed by Kemendagri code."""
    return boundaries.load()


def values(period: str, **of: str) -> pd.DataFrame:
    """Rows of the map_values query with from_province, the value less the province's, and differs (see `differing`)."""
    return reader.rows(_values, period, of, key=(period, *sorted(of.items())))


def _values(period: str, of: Mapping[str, str]) -> pd.DataFrame:
    rows = reader.fetch("map_values", period=period, **of)
    row = province(period=period, **of)
    actual = float("nan") if row is None or language.missing(row["actual"]) else float(row["actual"])
    rows = rows.assign(from_province=rows["actual"] - actual, indicator=of["indicator"])
    return rows.assign(differs=differing.differs(rows, ["indicator"]))


def spread(choice: Choice, periods: list[str], facts: Row, **of: str) -> pd.Series | None:
    """Numbers of the mode over these periods, for classes they share; None where a mode has only those of its own."""
    rows = reader.fetch("map_spread", **of)
    return numbers(rows[rows["period"].isin(periods)], choice, facts) if COLUMN[choice.mode] in SPREAD else None


def numbers(rows: pd.DataFrame, choice: Choice, indicator: Row) -> pd.Series:
    """What the mode shows of these rows; a difference is the value less what it is compared with, in any direction."""
    shown = rows[COLUMN[choice.mode]]
    return -shown if choice.mode == "gap" and indicator["better"] == "lower" else shown


def differences(rows: pd.DataFrame, indicator: Row, province: pd.Series | None) -> str:
    """How many regencies differ from the province beyond chance, with the number of comparisons accounted for; empty
    where nothing can be tested."""
    adds = indicator["region_aggregation"] == "sum"
    if adds or province is None or rows["differs"].isna().all():
        return ""
    return series_after.difference(rows, float(province["actual"]))


def classify(shown: pd.Series, indicator: Row, choice: Choice) -> classes.Classes | None:
    """Classes of a mode that cuts numbers, over all periods given; None for other modes and where there is none."""
    present = shown.dropna()
    if choice.mode in WITHOUT_CLASSES or present.empty:
        return None
    if choice.mode == "value":
        if choice.scheme == "own" and choice.bounds:
            return classes.own(present, choice.bounds)
        if choice.scheme in ("target", "centre") and choice.centre is not None:
            return classes.centred(present, choice.centre, choice.count, better=_direction(indicator))
        scheme = choice.scheme if choice.scheme in classes.SCHEMES else SCHEMES[0]
        return classes.classes(present, scheme, choice.count)
    return classes.centred(present, 0.0, choice.count, better=_direction(indicator))


def parse_bounds(text: str) -> tuple[float, ...] | None:
    """Own bounds as people write them, `;` or spaces between them and either decimal mark; None if any is no number."""
    bounds = []
    for word in text.replace(";", " ").split():
        number = word.strip(",")
        if "," in number and "." in number:
            thousands, decimal = (".", ",") if number.rindex(",") > number.rindex(".") else (",", ".")
            number = number.replace(thousands, "").replace(decimal, ".")
        try:
            value = float(number.replace(",", "."))
        except ValueError:
            return None
        if not abs(value) < 1e15:
            return None
        bounds.append(value)
    return tuple(sorted(set(bounds)))


def common_target(rows: pd.DataFrame) -> float | None:
    """The target of all regencies, None where they have different ones or none."""
    targets = rows["target"].dropna().unique()
    return float(targets[0]) if len(targets) == 1 else None


def regencies(
    rows: pd.DataFrame,
    indicator: Row,
    choice: Choice,
    theme: str,
    made: classes.Classes | None = None,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Regencies for the figures and the table, and the classes with those that have no value at the end.

    rows: `values`. made: classes to share with other periods, else those of these rows. Adds name, label, full_name,
    class, value, target, class_label, band, note and shown (the number of the mode) in the reader's language.
    """
    measure = _measure(indicator)
    drawn = rows.assign(shown=numbers(rows, choice, indicator))
    made = made or classify(drawn["shown"], indicator, choice)
    missing = {kind: t(f"map.{kind}") for kind in ABSENCES} | {"no_data": t(f"map.lacks_{choice.mode}")}
    bands = legend.with_missing(_bands(made, indicator, choice, theme), missing, theme)
    words = dict(zip(bands["key"], bands["label"], strict=True))
    standings = cell_texts.class_words()
    scale = indicator["scale"]
    return (
        drawn.assign(
            name=rows["short_name"],
            label=rows["short_name"],
            full_name=rows["short_name"].where(rows["type"] != "Kota", rows["name_id"]),
            value=[measure(value) for value in rows["actual"]],
            goal=rows["target"],
            target=[_target(row, measure) for row in rows.to_dict("records")],
            class_label=[standings.get((scale, code), language.NOTHING) for code in rows["class"]],
            note=_notes(rows) if choice.mode == "trend" else None,
            **{"class": _keys(drawn, made, choice)},
            band=lambda frame: frame["class"].map(words),
        ),
        bands,
    )


def _notes(rows: pd.DataFrame) -> pd.Series:
    """The sentence of each regency without its evidence, as a tooltip has room for."""
    return rows[language.name_column(stem="sentence")].map(lambda one: sentences.parted(one)[0], na_action="ignore")


def in_words(choice: Choice, indicator: Row, bare: bool = False) -> Callable[[object], str]:
    """How the number of the mode is written; `bare` without its unit, where a title names it."""
    if choice.mode == "trend":
        return lambda state: signs.state_short(state, mark=True)
    if choice.mode == "achievement":
        return lambda value: language.percent(value) if indicator["formula"] != "DIFF_PP" else language.number(value)
    return _measure(indicator, signed=choice.mode in ("gap", "province", "change"), bare=bare)


def lead(
    drawn: pd.DataFrame,
    rows: pd.DataFrame,
    choice: Choice,
    indicator: Row,
    province: pd.Series | None,
    *,
    ends: bool = True,
) -> str:
    """What the map of one period shows, in a sentence or two. drawn: of `regencies`; rows: of `values`.

    ends: whether highest and lowest are named here, and not in the heading.
    """
    if choice.mode == "trend":
        states = rows["state"].value_counts()
        return t("map.lead_trend", **{state: int(states.get(state, 0)) for state in signs.STATES})
    if choice.mode == "clusters":
        return _lead_clusters(drawn, rows)
    shown = drawn.dropna(subset=["shown"])
    if shown.empty:
        return ""
    written, named = in_words(choice, indicator), dict[str, str]()
    for name, value in (("high", shown["shown"].max()), ("low", shown["shown"].min())):
        there = language.several(shown.loc[shown["shown"] == value, "full_name"])
        named |= {name: language.plain(there), f"{name}_value": written(value)}
    compared = _lead_compared(rows, choice, indicator, province)
    return " ".join([*([t("map.lead_range", **named)] if ends else []), *compared])


def _lead_compared(rows: pd.DataFrame, choice: Choice, indicator: Row, province: pd.Series | None) -> list[str]:
    """How many regencies are worse than what the mode compares with; nothing where it compares with nothing."""
    against = {"value": "from_province", "province": "from_province", "achievement": "gap", "gap": "gap"}
    differences = rows[against.get(choice.mode, "change_year")].dropna()
    if differences.empty or indicator["better"] not in DIRECTED:
        return []
    turned = indicator["better"] == "lower" and differences.name != "gap"
    worse = differences > 0 if turned else differences < 0
    kind = {"from_province": "province", "gap": "target"}.get(differences.name, "change")
    value = "" if province is None else _measure(indicator)(province["actual"])
    return [t(f"map.lead_{kind}", n=int(worse.sum()), of=len(differences), value=value)]


def _lead_clusters(drawn: pd.DataFrame, rows: pd.DataFrame) -> str:
    found = moran(rows)
    if language.missing(found.p_value):
        return t("map.moran_cannot")
    kind = "none" if found.p_value > ALPHA else "alike" if found.i > found.expected else "apart"
    words = t(f"map.moran_{kind}", i=language.number(found.i, 2), p=language.number(found.p_value, 3))
    for each in ("high_high", "low_low"):
        there = drawn.loc[drawn["class"] == each, "full_name"]
        if not there.empty:
            named = language.plain(language.several(there, most=6))
            words += f" {t(f'map.cluster_{each}')}: **{named}**."
    return words


def counts(drawn: pd.DataFrame) -> dict[str, int]:
    """How many regencies are drawn in a class, and how many are not, by the reason."""
    missing = {key: int((drawn["class"] == key).sum()) for key in (*ABSENCES, "no_data")}
    return {"drawn": len(drawn) - sum(missing.values()), **missing}


def counts_in_words(drawn: pd.DataFrame, mode: str) -> str:
    """The counts that are not nothing: 18 tergambar · 5 belum masuk."""
    words = {"no_data": f"map.lacks_{mode}", "drawn": "map.drawn"}
    return " · ".join(f"{n} {t(words.get(key, f'map.{key}'))}" for key, n in counts(drawn).items() if n)


def texts() -> dict[str, str]:
    """Words of the map's tooltip, of what is simulated in it, and of its empty state."""
    keys = ("value", "target", "class", "source", "empty")
    return {**{key: t(f"map.text_{key}") for key in keys}, "simulated": t("cards.simulated")}


def province(**of: str) -> pd.Series | None:
    """The province's own value of the same period, or the one that follows from its regencies."""
    rows = reader.fetch("map_province", **of)
    return None if rows.empty else rows.iloc[0]


def moran(rows: pd.DataFrame) -> spatial.Moran:
    """Whether near regencies have like values, over the whole map."""
    return spatial.moran(rows.set_index("region")["actual"], regency.neighbours())


@cached(most=256)
def _clusters(values: tuple[tuple[str, float], ...]) -> dict[str, str | None]:
    frame = pd.Series(dict(values), dtype=float)
    return spatial.local_clusters(frame, regency.neighbours())["cluster"].to_dict()


def _direction(indicator: Row) -> str:
    return indicator["better"] if indicator["better"] in DIRECTED else "higher"


def _measure(indicator: Row, signed: bool = False, bare: bool = False) -> Callable[[object], str]:
    """Numbers with the indicator's unit; `bare` without its word, where a title names it."""
    unit = language.name({"unit_id": indicator["unit"], **indicator}, stem="unit")
    if signed and unit == "%":
        unit = t("map.points")
    unit = "" if bare and unit != "%" else unit
    decimals = int(indicator["decimals"])
    return lambda value: language.measure(value, unit, decimals, signed=signed)


def _target(row: Row, measure: Callable[[object], str]) -> str:
    if not language.missing(row["target"]):
        return measure(row["target"])
    low, high = row["target_low"], row["target_high"]
    if language.missing(low) and language.missing(high):
        return language.NOTHING
    return f"{measure(low)} – {measure(high)}"


def _bands(made: classes.Classes | None, indicator: Row, choice: Choice, theme: str) -> pd.DataFrame:
    if choice.mode == "trend":
        return legend.of_signals({key: signs.state_word(state) for state, key in SIGNAL.items()}, theme)
    if choice.mode == "clusters":
        words = {key: t(f"map.cluster_{key}") for key in spatial.CLUSTERS}
        return legend.of_clusters(words, theme, better=_direction(indicator))
    if choice.mode == "achievement":
        scales = reader.fetch("class_scales")
        return legend.of_scale(scales[scales["scale"] == indicator["scale"]], language.current(), theme)
    if made is None:
        return pd.DataFrame(columns=legend.COLUMNS)
    return legend.of_values(made, in_words(choice, indicator, bare=True), theme)


def notes(made: classes.Classes | None) -> list[str]:
    """What became of the classes that were asked for, in words."""
    return [t(f"map.note_{note}") for note in made.notes] if made else []


def _keys(drawn: pd.DataFrame, made: classes.Classes | None, choice: Choice) -> pd.Series:
    """Class key of each regency; without a value why, and `no_data` where the mode lacks what it compares with."""
    if choice.mode == "trend":
        keys = drawn["state"].map(SIGNAL)
    elif choice.mode == "clusters":
        found = _clusters(tuple(drawn.set_index("region")["actual"].dropna().items()))
        keys = drawn["region"].map(found)
    else:
        keys = drawn["class"] if choice.mode == "achievement" else pd.Series(None, index=drawn.index, dtype=object)
    if made is not None:
        keys = made.assign(drawn["shown"]).set_axis(drawn.index)
    keys = keys.astype(object).where(keys.notna(), "no_data")
    absent = drawn["absence"].notna() & ((choice.mode != "trend") | drawn["state"].isna())
    return keys.where(~absent, drawn["absence"])
