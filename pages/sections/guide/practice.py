"""The exercises on regencies, with made-up counts that can be recomputed by hand."""

import pandas as pd

from analytics import equity, spatial
from analytics.gap import intervals, shortfall
from pages.sections.guide.exercise import Exercise
from pages.words import language
from pages.words.language import number, t

FEW, MANY = (18, 20), (850, 1000)
GRADES = pd.DataFrame({"region": ["P", "Q", "R"], "numerator": [46, 54, 180], "denominator": [100, 100, 200]})
BEFORE, AFTER = (10, 20, 30), (16, 24, 32)
ROW = {"A": 9, "B": 2, "C": 8, "D": 1, "E": 9, "F": 2}
SHARES = pd.DataFrame({"region": ["X", "Y", "Z"], "numerator": [10, 300, 160], "denominator": [50, 600, 200]})
TARGET = 60


def surely() -> Exercise:
    """Whether a higher share of few is surely better than one of many."""
    few, many = (intervals.wilson(*counts, factor=100) for counts in (FEW, MANY))
    words = {code: t(f"guide.exercise_surely_{code}") for code in ("yes", "no")}
    right = words["yes" if few.low > many.high else "no"]
    values = {name: language.percent(getattr(few, name)) for name in ("low", "high")}
    values |= {f"{name}_many": language.percent(getattr(many, name)) for name in ("low", "high")}
    values |= {"count": FEW[0], "total": FEW[1], "count_many": MANY[0], "total_many": MANY[1]}
    values |= {"value": language.percent(few.value, 0), "value_many": language.percent(many.value, 0)}
    return Exercise("surely", list(words.values()), right, values)


def places() -> Exercise:
    """Which ranks the intervals leave open to the second of three regencies."""
    sure = intervals.intervals_by(GRADES.assign(factor=100, kind="proportion"))
    found = intervals.ranks(sure["value"], sure["low"], sure["high"])
    first, last = (int(found.loc[1, name]) for name in ("rank_low", "rank_high"))
    spans = [(low, high) for low in (1, 2, 3) for high in (1, 2, 3) if low <= 2 <= high]
    words = {span: str(span[0]) if span[0] == span[1] else f"{span[0]}–{span[1]}" for span in spans}
    values = {"low": first, "high": last, "right": words[first, last]}
    for name, row in zip("pqr", sure.itertuples(), strict=True):
        values[name] = language.percent(row.value, 0)
        values[f"{name}_span"] = f"{number(row.low, 0)}–{language.percent(row.high, 0)}"
    return Exercise("places", list(words.values()), words[first, last], values)


def apart() -> Exercise:
    """Whether three regencies have come closer, by the coefficient of variation."""
    before, after = equity.variation(BEFORE), equity.variation(AFTER)
    words = {code: t(f"guide.exercise_apart_{code}") for code in ("closer", "same", "wider")}
    right = words["closer" if after < before else "wider" if after > before else "same"]
    values = {"before": number(before, 2), "after": number(after, 2)}
    values |= {"values": "; ".join(map(str, BEFORE)), "later": "; ".join(map(str, AFTER))}
    return Exercise("apart", list(words.values()), right, values)


def alike() -> Exercise:
    """The sign of Moran's I along a row of regencies, each bordering the next."""
    names = list(ROW)
    borders = {name: {other for other in names if abs(names.index(other) - names.index(name)) == 1} for name in names}
    found = spatial.moran(pd.Series(ROW, dtype=float), borders)
    words = {code: t(f"guide.exercise_alike_{code}") for code in ("below", "near", "above")}
    far = abs(found.z) > 1
    right = words["near" if not far else "above" if found.i > found.expected else "below"]
    values = {"values": "; ".join(f"{name} {value}" for name, value in ROW.items()), "i": number(found.i, 2)}
    return Exercise("alike", list(words.values()), right, values | {"expected": number(found.expected, 2)})


def largest() -> Exercise:
    """Which regency carries the largest part of the shortfall."""
    rows = SHARES.assign(actual=100 * SHARES["numerator"] / SHARES["denominator"])
    found = shortfall.close_the_gap(rows, TARGET, better="higher", aggregation="ratio", factor=100).rows
    lacking = found["lacking"].to_numpy(dtype=float)
    names = SHARES["region"].tolist()
    values = {"target": language.percent(TARGET, 0), "right": names[lacking.argmax()]}
    for name, row, short in zip("xyz", rows.itertuples(), lacking, strict=True):
        values[name] = f"{row.numerator}/{row.denominator} ({language.percent(row.actual, 0)})"
        values[f"{name}_short"] = number(short, 0)
    return Exercise("largest", names, names[lacking.argmax()], values)
