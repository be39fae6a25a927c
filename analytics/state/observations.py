"""The observations of the series, each judged, and the facts of their indicators."""

import numpy as np
import pandas as pd

from analytics import comparison, gap
from analytics.achievement import Scales, classify_by, judge_by
from analytics.periods import steps, steps_a_year

KEYS = ["agency", "indicator", "unit", "region"]
# Facts of the indicator that a sentence needs, carried along so that finish() and pages need no second look-up.
MEASURE = {
    "name_id": "", "name_en": "", "unit": "", "unit_en": "", "decimals": 2.0, "better": "neutral", "formula": "NONE",
    "accumulation": "point", "scale": "", "value_scale": "",
}  # fmt: skip


# Rows: one an observation, series after series and in time order


def arranged(observations: pd.DataFrame, indicators: pd.DataFrame) -> pd.DataFrame:
    """The observations by series and time on a positional index, with step, a_year and the indicator's facts."""
    rows = observations.reset_index(drop=True)
    if "series" not in rows:
        rows["series"] = rows.groupby(KEYS, dropna=False).ngroup()
    rows["a_year"] = steps_a_year(rows["frequency"])
    rows["step"] = steps(rows["period_start"], rows["a_year"].to_numpy())
    for name in ("actual", "target", "target_low", "target_high"):
        values = rows[name].to_numpy(dtype=float, na_value=np.nan)
        rows[name] = np.where(np.isfinite(values), values, np.nan)
    rows["entry"] = _entries(rows["indicator"], indicators)
    for name in ("better", "formula", "accumulation", "scale", "value_scale"):
        rows[name] = facts(indicators, name).array.take(rows["entry"].to_numpy())
    number, step = rows["series"].to_numpy(), rows["step"].to_numpy()
    if not ((np.diff(number) > 0) | ((np.diff(number) == 0) & (np.diff(step) >= 0))).all():
        rows = rows.sort_values(["series", "step"], kind="stable")
        number, step = rows["series"].to_numpy(), rows["step"].to_numpy()
    repeated = np.flatnonzero((np.diff(number) == 0) & (np.diff(step) == 0))
    if repeated.size:
        row = rows.iloc[repeated[0]]
        raise ValueError(f"Series {row['series']} ({row['indicator']}, {row['region']}) has {row['period']} twice.")
    rows["owner"] = np.cumsum(np.diff(number, prepend=number[:1]) != 0)
    rows["cumulative"] = (rows["accumulation"] == "cumulative").to_numpy() & (rows["a_year"] > 1).to_numpy()
    return rows


def _entries(codes: pd.Series, indicators: pd.DataFrame) -> np.ndarray:
    """Position of each row's indicator in the dictionary."""
    numbers, found = pd.factorize(codes)
    entries = pd.Index(indicators["code"]).get_indexer(pd.Index(found))
    if (entries < 0).any():
        raise ValueError(f"The dictionary has no indicator {', '.join(map(str, found[entries < 0]))}.")
    placed: np.ndarray = entries[numbers]
    return placed


def facts(indicators: pd.DataFrame, name: str) -> pd.Series:
    """A column of the dictionary with its gaps filled."""
    missing = MEASURE[name]
    if name not in indicators:
        return pd.Series(missing, index=indicators.index)
    if isinstance(missing, str):
        return indicators[name].astype("str").replace("", np.nan).fillna(missing)
    return pd.to_numeric(indicators[name]).fillna(missing)


def judge(rows: pd.DataFrame, scales: Scales | None = None) -> None:
    """Official judgement, what the value may be compared with (`beside`, a place) and a year ago, on every row."""
    judged = _summed_within_year(rows)
    ranged = (judged["formula"] == "RANGE").to_numpy()
    has_band = judged["target_low"].notna().to_numpy() | judged["target_high"].notna().to_numpy()
    judged["target"] = np.where(ranged & has_band, np.nan, judged["target"])
    rows[["achievement", "class", "tone"]] = judge_by(judged, scales)
    rows["predicate"] = classify_by(rows["actual"], rows["value_scale"], scales)
    bounds = (judged[name].to_numpy() for name in ("target_low", "target_high"))
    better = rows["better"].to_numpy(dtype=object)
    rows["gap"] = gap.gap_to_target(judged["actual"].to_numpy(), judged["target"].to_numpy(), better, *bounds)
    owner, step, a_year, actual = (rows[name].to_numpy() for name in ("owner", "step", "a_year", "actual"))
    beside = comparison.counterparts(owner, step, a_year, np.isfinite(actual))
    rows["beside"] = beside
    rows["previous_year"] = np.where(comparison.year_before(step, a_year, beside), actual[beside], np.nan)
    rows["change_year"] = actual - rows["previous_year"]


def _summed_within_year(rows: pd.DataFrame) -> pd.DataFrame:
    """What R_T_CUM judges: values reported one by one are summed from the year's start, over periods that have both."""
    names = ["actual", "target", "target_low", "target_high", "formula", "better", "scale"]
    judged = rows[names].copy()
    single = ((rows["formula"] == "R_T_CUM") & (rows["accumulation"] == "point") & (rows["a_year"] > 1)).to_numpy()
    if single.any():
        both = single & rows["actual"].notna().to_numpy() & rows["target"].notna().to_numpy()
        chosen = rows[both]
        sums = chosen.groupby([chosen["owner"], chosen["step"] // chosen["a_year"]])[["actual", "target"]].cumsum()
        judged.loc[both, ["actual", "target"]] = sums.to_numpy()
    return judged
