"""The state of every series: official judgement of its last value beside what its course lets us say.

`assess_series` works on a frame of whole series at once, `finish` on all series together, since the false-discovery
rate is a matter of the whole family. No loop over series, no clock.
"""

import numpy as np
import pandas as pd

from analytics import trend, verdict
from analytics.achievement import Scales
from analytics.periods import UNITS
from analytics.process import new_limits
from analytics.state import changes
from analytics.state.behaviour import add_process, agreement
from analytics.state.changes import SIGNALS
from analytics.state.direction import TESTED, points_of, robustness, trends, without_last
from analytics.state.last_values import last_values, sparklines, streaks
from analytics.state.observations import MEASURE, arranged, facts, judge
from analytics.state.outlook import add_outlook
from analytics.thresholds import ALPHA

OBSERVATION_COLUMNS = ("achievement", "class", "tone", "predicate", "gap", "previous_year", "change_year")
NAMED = {"unit": "measure_id", "unit_en": "measure_en"}


def assess_series(
    observations: pd.DataFrame,
    indicators: pd.DataFrame,
    targets: pd.DataFrame | None = None,
    marks: pd.DataFrame | None = None,
    scales: Scales | None = None,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Judge whole series: (observations with achievement … change_year, one row of state for each series).

    observations: agency, unit, indicator, region, period, period_start, frequency, target, target_low, target_high,
    actual, status, and `series` (else numbered here); others pass through; index and order are kept. indicators: the
    dictionary, `code` and the facts of MEASURE. targets: plan targets (indicator, agency, unit, region, period,
    target, target_low, target_high) that reach beyond the observations, for the required pace. marks: where limits
    start anew, as `rebase.starts` takes them. scales: what gives classes, the shipped ones without.

    q_value, confirmed and the sentences come from `finish`. Raises ValueError for an indicator the dictionary lacks,
    an unknown frequency, and two rows of one series for the same period.
    """
    result, rows = _judged(observations, indicators, scales)
    rows["rebase"] = new_limits.starts(rows, marks)
    return result, _series(rows, indicators, targets)


def judge_observations(
    observations: pd.DataFrame, indicators: pd.DataFrame, scales: Scales | None = None
) -> pd.DataFrame:
    """The first of the two frames of `assess_series` alone."""
    return _judged(observations, indicators, scales)[0]


def _judged(
    observations: pd.DataFrame, indicators: pd.DataFrame, scales: Scales | None
) -> tuple[pd.DataFrame, pd.DataFrame]:
    rows = arranged(observations, indicators)
    judge(rows, scales)
    result = observations.copy()
    ordered = rows if rows.index.is_monotonic_increasing else rows.sort_index()
    for name in ("series", *OBSERVATION_COLUMNS):
        result[name] = ordered[name].array
    return result, rows


def finish(series: pd.DataFrame, scales: Scales | None = None, closed: np.ndarray | None = None) -> pd.DataFrame:
    """`series` of all chunks with q_value (Benjamini–Hochberg over tests made), `confirmed`, `change_kind`,
    `importance` and the sentences. Only a confirmed signal is new, goes on or ends; the look one value earlier is
    confirmed within its own family.

    `closed` says how far each series is closed: it is tested among those no more closed than itself, so that what is
    hidden from a reader changes no signal that the reader sees."""
    result = series.copy()
    closed = np.zeros(len(result)) if closed is None else closed
    result["q_value"], result["confirmed"] = _confirmed(result["p_value"], result["state"], closed)
    _, result["previous_confirmed"] = _confirmed(result["previous_p_value"], result["previous_state"], closed)
    now, before = changes.confirmed_only(result), changes.confirmed_only(result, "previous_")
    result["change_kind"] = changes.signal_kind(now, before)
    result["importance"] = changes.importance(result)
    for name, texts in verdict.all_sentences(result, scales).items():
        result[name] = texts
    return result


def _confirmed(p_value: pd.Series, state: pd.Series, closed: np.ndarray) -> tuple[np.ndarray, pd.Series]:
    """q-values, and which signals hold at the false-discovery rate, of families each of which holds the one before."""
    tested, q_value = p_value.to_numpy(dtype=float), np.full(len(p_value), np.nan)
    for level in np.unique(closed):
        family = closed <= level
        found = np.asarray(trend.benjamini_hochberg(tested[family]), dtype=float)
        q_value[closed == level] = found[closed[family] == level]
    return q_value, state.isin(SIGNALS) & (q_value < ALPHA)


# Series: one row each


def _series(rows: pd.DataFrame, indicators: pd.DataFrame, targets: pd.DataFrame | None) -> pd.DataFrame:
    result = last_values(rows)
    for name in MEASURE:
        result[NAMED.get(name, name)] = facts(indicators, name).array.take(result["entry"].to_numpy())
    points = points_of(rows, len(result))
    judged, season_share = trends(points, result)
    earlier, _ = trends(without_last(points), result)
    for name in ("state", "reason", "method", *TESTED):
        result[name] = judged[name]
    result["q_value"], result["confirmed"] = np.nan, False
    per_year = judged["seasonal"].to_numpy()
    result["slope_unit"] = result["frequency"].map(UNITS).mask(per_year, "year").where(result["slope"].notna())
    result["previous_state"], result["previous_p_value"] = earlier["state"], earlier["p_value"]
    result["previous_confirmed"], result["change_kind"] = False, "none"
    result["class_steps"] = changes.class_steps(result["tone"], result["previous_tone"])
    result["importance"] = np.nan
    shift = np.zeros(len(rows))
    shift[points.row] = season_share
    add_process(result, rows, np.where(rows["better"] == "range", 0.0, shift))
    add_outlook(result, rows, targets, indicators, per_year)
    result["robust"] = robustness(points, result)
    result["agreement"] = agreement(result)
    result["streak"] = streaks(rows, len(result))
    result["actuals"] = sparklines(rows, len(result))
    for name in verdict.COLUMNS:
        result[name] = pd.Series(np.nan, index=result.index, dtype="str")
    return result
