"""The state of every series: official judgement of its last value beside what its course lets us say.

`assess_series` works on a frame of whole series at once, `finish` on all series together, since the false-discovery
rate is a matter of the whole family. No loop over series, no clock.
"""

from typing import NamedTuple

import numpy as np
import pandas as pd

from analytics import gap, process, trend, verdict
from analytics.achievement import classify_by, judge_by
from analytics.periods import UNITS, period_ids, steps, steps_a_year
from analytics.process import new_limits
from analytics.state import changes
from analytics.state.changes import SIGNALS
from analytics.state.outlook import add_outlook
from analytics.thresholds import ALPHA, POINTS_FOR_TREND
from analytics.trend import seasons

SPARKLINE_POINTS = 24

KEYS = ["agency", "indicator", "unit", "region"]
OBSERVATION_COLUMNS = ("achievement", "class", "tone", "predicate", "gap", "previous_year", "change_year")
# Facts of the indicator that a sentence needs, carried along so that finish() and pages need no second look-up.
MEASURE = {
    "name_id": "", "name_en": "", "unit": "", "unit_en": "", "decimals": 2.0, "better": "neutral", "formula": "NONE",
    "accumulation": "point", "scale": "", "value_scale": "",
}  # fmt: skip
NAMED = {"unit": "measure_id", "unit_en": "measure_en"}

TESTED = ("s", "z", "p_value", "tau", "slope", "slope_low", "slope_high")


def assess_series(
    observations: pd.DataFrame,
    indicators: pd.DataFrame,
    targets: pd.DataFrame | None = None,
    marks: pd.DataFrame | None = None,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Judge whole series: (observations with achievement … change_year, one row of state for each series).

    observations: agency, unit, indicator, region, period, period_start, frequency, target, target_low, target_high,
    actual, status, and `series` (else numbered here); others pass through; index and order are kept. indicators: the
    dictionary, `code` and the facts of MEASURE. targets: plan targets (indicator, agency, unit, region, period,
    target, target_low, target_high) that reach beyond the observations, for the required pace. marks: where limits
    start anew, as `rebase.starts` takes them.

    q_value, confirmed and the sentences come from `finish`. Raises ValueError for an indicator the dictionary lacks,
    an unknown frequency, and two rows of one series for the same period.
    """
    rows = _rows(observations, indicators)
    _judge(rows)
    result = observations.copy()
    ordered = rows if rows.index.is_monotonic_increasing else rows.sort_index()
    for name in ("series", *OBSERVATION_COLUMNS):
        result[name] = ordered[name].array
    rows["rebase"] = new_limits.starts(rows, marks)
    return result, _series(rows, indicators, targets)


def finish(series: pd.DataFrame) -> pd.DataFrame:
    """`series` of all chunks with q_value (Benjamini–Hochberg over every test made), `confirmed`, `importance` and the
    sentences."""
    result = series.copy()
    result["q_value"] = np.asarray(trend.benjamini_hochberg(result["p_value"].to_numpy(dtype=float)), dtype=float)
    result["confirmed"] = (result["q_value"] < ALPHA) & result["state"].isin(SIGNALS)
    result["importance"] = changes.importance(result)
    for name, texts in verdict.all_sentences(result).items():
        result[name] = texts
    return result


# Rows: one an observation, series after series and in time order


def _rows(observations: pd.DataFrame, indicators: pd.DataFrame) -> pd.DataFrame:
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
        rows[name] = _facts(indicators, name).array.take(rows["entry"].to_numpy())
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
    return entries[numbers]


def _facts(indicators: pd.DataFrame, name: str) -> pd.Series:
    """A column of the dictionary with its gaps filled."""
    missing = MEASURE[name]
    if name not in indicators:
        return pd.Series(missing, index=indicators.index)
    if isinstance(missing, str):
        return indicators[name].astype("str").replace("", np.nan).fillna(missing)
    return pd.to_numeric(indicators[name]).fillna(missing)


def _judge(rows: pd.DataFrame) -> None:
    """Official judgement and the same period a year ago, on every row."""
    judged = _summed_within_year(rows)
    ranged = (judged["formula"] == "RANGE").to_numpy()
    has_band = judged["target_low"].notna().to_numpy() | judged["target_high"].notna().to_numpy()
    judged["target"] = np.where(ranged & has_band, np.nan, judged["target"])
    rows[["achievement", "class", "tone"]] = judge_by(judged)
    rows["predicate"] = classify_by(rows["actual"], rows["value_scale"])
    bounds = (judged[name].to_numpy() for name in ("target_low", "target_high"))
    better = rows["better"].to_numpy(dtype=object)
    rows["gap"] = gap.gap_to_target(judged["actual"].to_numpy(), judged["target"].to_numpy(), better, *bounds)
    rows["previous_year"] = gap.year_ago(rows, by="owner")
    rows["change_year"] = rows["actual"] - rows["previous_year"]


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


# Series: one row each


def _series(rows: pd.DataFrame, indicators: pd.DataFrame, targets: pd.DataFrame | None) -> pd.DataFrame:
    result = _last_values(rows)
    for name in MEASURE:
        result[NAMED.get(name, name)] = _facts(indicators, name).array.take(result["entry"].to_numpy())
    points = _points(rows, len(result))
    judged, season_share = _trends(points, result)
    earlier, _ = _trends(_without_last(points), result)
    for name in ("state", "reason", "method", *TESTED):
        result[name] = judged[name]
    result["q_value"], result["confirmed"] = np.nan, False
    per_year = judged["seasonal"].to_numpy()
    result["slope_unit"] = result["frequency"].map(UNITS).mask(per_year, "year").where(result["slope"].notna())
    result["previous_state"] = earlier["state"]
    result["change_kind"] = changes.signal_kind(result["state"], earlier["state"])
    result["class_steps"] = changes.class_steps(result["tone"], result["previous_tone"])
    result["importance"] = np.nan
    shift = np.zeros(len(rows))
    shift[points.row] = season_share
    _add_process(result, rows, np.where(rows["better"] == "range", 0.0, shift))
    add_outlook(result, rows, targets, indicators, per_year)
    result["robust"] = _robust(points, result)
    result["agreement"] = _agreement(result)
    result["streak"] = _streaks(rows, len(result), per_year)
    result["actuals"] = _sparklines(rows, len(result))
    for name in verdict.COLUMNS:
        result[name] = pd.Series(np.nan, index=result.index, dtype="str")
    return result


def _last_values(rows: pd.DataFrame) -> pd.DataFrame:
    """Identity, span and last values; where a series has no actual at all, its last row stands without one."""
    owner, present = rows["owner"].to_numpy(), rows["actual"].notna().to_numpy()
    total = int(owner[-1]) + 1 if len(owner) else 0
    filled, places = np.flatnonzero(present), np.arange(len(rows))
    last = _last_of(owner[filled], filled, total, _last_of(owner, places, total, np.zeros(total, dtype=np.int64)))
    first = _last_of(owner[filled][::-1], filled[::-1], total, _last_of(owner[::-1], places[::-1], total, last))
    here = rows.iloc[last].reset_index(drop=True)
    names = ["series", "agency", "unit", "indicator", "region", "frequency"]
    result = here[names].copy()
    result["n"] = np.bincount(owner[filled], minlength=total)
    result["first_period"], result["last_period"] = rows["period"].iloc[first].array, here["period"].array
    result["last_start"] = here["period_start"].array
    taken = ["actual", "target", "target_low", "target_high", "achievement", "class", "tone", "predicate", "gap"]
    for name in (*taken, "previous_year", "change_year"):
        result[name] = here[name].array
    result["previous_actual"], result["change"] = _change_from_previous(rows, filled, total)
    result["previous_tone"] = _tone_before(rows, filled, total)
    simulated = np.bincount(owner, (rows["status"] == "simulated").to_numpy(), minlength=total) > 0
    result["status"] = here["status"].mask(simulated, "simulated")
    result["submission"] = here["submission"] if "submission" in here else pd.array([None] * total, dtype="str")
    for name, column in (("last_step", "step"), ("a_year", "a_year"), ("cumulative", "cumulative"), ("entry", "entry")):
        result[name] = here[column].array
    return result


def _last_of(owner: np.ndarray, places: np.ndarray, total: int, otherwise: np.ndarray) -> np.ndarray:
    """For each series the last of `places` that it owns."""
    found = otherwise.copy()
    found[owner] = places
    return found


def _change_from_previous(rows: pd.DataFrame, filled: np.ndarray, total: int) -> tuple[np.ndarray, np.ndarray]:
    """The value before the last, and the change since; none over New Year for a value that starts again there."""
    owner, actual = rows["owner"].to_numpy()[filled], rows["actual"].to_numpy()[filled]
    year = (rows["step"] // rows["a_year"]).to_numpy()[filled]
    restarts = rows["cumulative"].to_numpy()[filled]
    previous, change = np.full(total, np.nan), np.full(total, np.nan)
    follows = np.flatnonzero(np.diff(owner, prepend=-1) == 0)
    last = follows[np.append(owner[follows][1:] != owner[follows][:-1], True)] if follows.size else follows
    previous[owner[last]] = actual[last - 1]
    comparable = ~restarts[last] | (year[last] == year[last - 1])
    change[owner[last]] = np.where(comparable, actual[last] - actual[last - 1], np.nan)
    return previous, change


def _tone_before(rows: pd.DataFrame, filled: np.ndarray, total: int) -> pd.Series:
    """Tone of the class of the value before the last."""
    owner, tone = rows["owner"].to_numpy()[filled], rows["tone"].to_numpy(dtype=object)[filled]
    found = np.full(total, None, dtype=object)
    follows = np.flatnonzero(np.diff(owner, prepend=-1) == 0)
    found[owner[follows]] = tone[follows - 1]
    return pd.Series(found, dtype="str")


# Trend


class _Points(NamedTuple):
    """The values whose course is judged, gaps left out: the value itself, or its distance from the band."""

    owner: np.ndarray
    step: np.ndarray
    a_year: np.ndarray
    value: np.ndarray
    row: np.ndarray
    total: int


def _points(rows: pd.DataFrame, total: int) -> _Points:
    value = rows["actual"].to_numpy(copy=True)
    ranged = (rows["better"] == "range").to_numpy()
    if ranged.any():
        value[ranged] = _distance_from_band(rows[ranged])
    there = np.flatnonzero(~np.isnan(value))
    owner, step, a_year = (rows[name].to_numpy()[there] for name in ("owner", "step", "a_year"))
    return _Points(owner, step, a_year, value[there], there, total)


def _distance_from_band(rows: pd.DataFrame) -> np.ndarray:
    """Distance outside the band, 0 inside; a period without a band takes the nearest earlier one, else a later one."""
    single = rows["target_low"].isna() & rows["target_high"].isna()
    bounds = pd.DataFrame({
        "low": rows["target_low"].mask(single, rows["target"]), "high": rows["target_high"].mask(single, rows["target"])
    })  # fmt: skip
    known = bounds.notna().any(axis=1)
    # An open side must stay open when a band is carried over, hence infinity and not a missing value.
    bounds = bounds.fillna({"low": -np.inf, "high": np.inf}).where(known)
    bounds = bounds.groupby(rows["owner"]).ffill()
    bounds = bounds.groupby(rows["owner"]).bfill().replace([-np.inf, np.inf], np.nan)
    return -gap.gap_to_target(rows["actual"].to_numpy(), None, "range", bounds["low"], bounds["high"])


def _without_last(points: _Points) -> _Points:
    """The points as they stood one value earlier."""
    keep = np.append(points.owner[1:] == points.owner[:-1], False) if points.owner.size else np.zeros(0, dtype=bool)
    columns = ("owner", "step", "a_year", "value", "row")
    return points._replace(**{name: getattr(points, name)[keep] for name in columns})


def _trends(points: _Points, series: pd.DataFrame) -> tuple[pd.DataFrame, np.ndarray]:
    """Test, state and reason of every series; and of every point what its season adds, 0 where none is taken out."""
    count = np.bincount(points.owner, minlength=points.total)
    seasonal, unable, season_share = _choose(points, series["cumulative"].to_numpy(dtype=bool), count)
    result = _tested(points, seasonal, (count >= POINTS_FOR_TREND) & ~unable)
    _allow_for_dependence(result, points, series["cumulative"].to_numpy(dtype=bool) & ~unable)
    result["seasonal"] = seasonal
    result["state"], result["reason"] = _states(result, series, points, count, unable)
    return result, season_share


def _choose(points: _Points, cumulative: np.ndarray, count: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Which series are tested season by season, which cannot be yet, and the season's share of each point.

    Values that accumulate over the year are only comparable with the same period of other years. Point values are
    taken by season where two full cycles show one and the seasonal test could find something. A year of cumulative
    values is hardly more than one observation, so these need as many years as other series need points.
    """
    seasonal, unable = cumulative.copy(), np.zeros(points.total, dtype=bool)
    season_share = np.zeros(len(points.owner))
    for period in (2, 4, 12):
        chosen = points.a_year == period
        if not chosen.any():
            continue
        owner, step, value = points.owner[chosen], points.step[chosen], points.value[chosen]
        able = seasons.can_be_significant(owner, step, period, points.total)
        found = seasons.seasons(owner, step, value, period, points.total)
        here = np.bincount(owner, minlength=points.total) > 0
        unable |= here & cumulative & (seasons.cycles(owner, step, period, points.total) < POINTS_FOR_TREND)
        by_season = here & ~cumulative & able & found.evident & (count >= 2 * period)
        seasonal |= by_season
        season_share[chosen] = np.where(by_season[owner], found.effect, 0.0)
    return seasonal, unable, season_share


def _tested(points: _Points, seasonal: np.ndarray, testable: np.ndarray) -> pd.DataFrame:
    """Mann–Kendall and Sen figures by series number; missing where `testable` is false."""
    result = pd.DataFrame(np.nan, index=range(points.total), columns=list(TESTED))
    method = np.full(points.total, np.nan, dtype=object)
    for period in (None, 2, 4, 12):
        chosen = testable[points.owner] & (seasonal[points.owner] == (period is not None))
        if period is not None:
            chosen &= points.a_year == period
        if not chosen.any():
            continue
        frame = pd.DataFrame(
            {"owner": points.owner[chosen], "time": points.step[chosen], "value": points.value[chosen]}
        )
        kendall = trend.mann_kendall_by(
            frame, "owner", period=period, method="original" if period is None else "seasonal", alpha=ALPHA
        )
        slopes = trend.sen_slope_by(frame, "owner", period=period, alpha=ALPHA)
        figures = [kendall[["s", "z", "p_value", "tau"]].to_numpy(dtype=float), slopes[["slope", "low", "high"]]]
        result.loc[kendall.index, list(TESTED)] = np.column_stack(figures)
        method[kendall.index] = "mann_kendall" if period is None else "seasonal_mann_kendall"
    result["method"] = pd.Series(method, dtype="str")
    return result


def _allow_for_dependence(result: pd.DataFrame, points: _Points, cumulative: np.ndarray) -> None:
    """z and p of cumulative series with their seasons' dependence; the slope's limits assume none, so they go."""
    for period in (2, 4, 12):
        chosen = cumulative[points.owner] & (points.a_year == period)
        if not chosen.any():
            continue
        numbers, owner = np.unique(points.owner[chosen], return_inverse=True)
        test = seasons.dependent_seasons(owner, points.step[chosen], points.value[chosen], period, len(numbers))
        result.loc[numbers, ["z", "p_value"]] = np.column_stack([test.z, test.p_value])
        result.loc[numbers, ["slope_low", "slope_high"]] = np.nan
        result.loc[numbers, "method"] = "hirsch_slack"


def _states(
    tested: pd.DataFrame, series: pd.DataFrame, points: _Points, count: np.ndarray, unable: np.ndarray
) -> tuple[np.ndarray, pd.Series]:
    better = series["better"].to_numpy(dtype=object)
    towards = np.where(better == "higher", 1, -1) * np.sign(tested["s"].to_numpy())
    significant = tested["p_value"].to_numpy() < ALPHA
    top, bottom = np.full(points.total, -np.inf), np.full(points.total, np.inf)
    np.maximum.at(top, points.owner, points.value)
    np.minimum.at(bottom, points.owner, points.value)
    reasons = [
        (series["n"].to_numpy() == 0, "no_values"),
        (better == "neutral", "no_direction"),
        (count == 0, "no_band"),
        (count < POINTS_FOR_TREND, "too_short"),
        (unable, "too_few_cycles"),
    ]
    silent = np.any([condition for condition, _ in reasons], axis=0)
    state = np.select(
        [silent, significant & (towards > 0), significant & (towards < 0)],
        ["cannot_say", "improving", "worsening"],
        "no_clear_change",
    )
    reasons += [(significant, ""), ((top == bottom) & (top == 0) & (better == "range"), "inside_band")]
    reasons += [(top == bottom, "constant")]
    reason = np.select([condition for condition, _ in reasons], [name for _, name in reasons], "")
    return state, pd.Series(reason, dtype="str").replace("", np.nan)


def _robust(points: _Points, series: pd.DataFrame) -> pd.Series:
    """Whether a signal stands without any one value; of values that accumulate, without any one year. Else missing."""
    robust = pd.Series(pd.NA, index=series.index, dtype="boolean")
    signal = series["state"].isin(SIGNALS).to_numpy()
    seasonal = (series["method"] == "seasonal_mann_kendall").to_numpy()
    dependent = (series["method"] == "hirsch_slack").to_numpy()
    for period in (None, 2, 4, 12):
        like = signal & ~dependent & (seasonal == (period is not None))
        chosen = like[points.owner] & (True if period is None else points.a_year == period)
        if chosen.any():
            frame = pd.DataFrame({name: getattr(points, name)[chosen] for name in ("owner", "step", "value")})
            method = "original" if period is None else "seasonal"
            found = trend.leave_one_out_by(frame, "owner", time="step", period=period, method=method, alpha=ALPHA)
            robust[found.index] = found["robust"].to_numpy()
        if period is not None:
            chosen = (signal & dependent)[points.owner] & (points.a_year == period)
            numbers, owner = np.unique(points.owner[chosen], return_inverse=True)
            rows = owner, points.step[chosen], points.value[chosen]
            robust[numbers] = seasons.stands_without_each_year(*rows, period, len(numbers), ALPHA)
    return robust


def _agreement(series: pd.DataFrame) -> pd.Series:
    """How the trend of the whole span and the process behaviour of the last value go together; missing without both."""
    state, variation = series["state"].to_numpy(dtype=object), series["variation"].to_numpy(dtype=object)
    told = (state != "cannot_say") & ~np.isin(variation, ["cannot_say", "special_cause"])
    trending, signalling = np.isin(state, SIGNALS), np.isin(variation, ["improvement", "concern"])
    alike = (state == "improving") == (variation == "improvement")
    found = np.select(
        [~told, trending & signalling & ~alike, trending & ~signalling, ~trending & signalling],
        ["", "opposed", "trend_only", "process_only"],
        "agree",
    )
    return pd.Series(found, index=series.index, dtype="str").replace("", np.nan)


# Process behaviour


def _add_process(result: pd.DataFrame, rows: pd.DataFrame, shift: np.ndarray) -> None:
    """XmR on values that compare like with like; `limits_of` says on which.

    value: as reported. season_adjusted: less the season's share `shift`, limits moved to the last value's season.
    achievement: for values that accumulate over the year, percent of the same period's target (100), or points towards
    the good side (0); without targets there is no chart.
    """
    owner, cumulative = rows["owner"].to_numpy(), rows["cumulative"].to_numpy()
    better = rows["better"].to_numpy(dtype=object)
    in_points = (rows["formula"] == "DIFF_PP").to_numpy()
    actual, target, low, high = (rows[name].to_numpy() for name in ("actual", "target", "target_low", "target_high"))
    performance = np.where(in_points, rows["gap"].to_numpy(), rows["achievement"].to_numpy())
    goal = gap.aim(actual, target, better, low, high)
    single = np.isnan(low) & np.isnan(high)
    shift = np.where(cumulative, 0.0, shift)
    frame = pd.DataFrame({
        "owner": owner,
        "time": rows["step"].to_numpy(),
        "value": np.where(cumulative, performance, actual - shift),
        "target": np.where(cumulative, np.where(in_points, 0.0, 100.0), goal - shift),
        "low": np.where(single, target, low) - shift,
        "high": np.where(single, target, high) - shift,
        "better": np.where(cumulative & (better != "neutral"), "higher", better),
        "rebase": rows["rebase"].to_numpy(),
    })  # fmt: skip
    columns = {name: name for name in ("better", "target", "low", "high", "rebase")}
    verdicts = process.assess_by(frame, "owner", **columns)
    there = np.flatnonzero(~np.isnan(actual))
    last_shift, adjusted = np.zeros(len(result)), np.zeros(len(result), dtype=bool)
    last_shift[owner[there]] = shift[there]
    adjusted[owner] |= shift != 0
    for name in ("variation", "assurance", "trial"):
        result[name] = verdicts[name].array
    for name in ("mean", "lower", "upper"):
        result[name] = verdicts[name].to_numpy(dtype=float) + last_shift
    result["process_reason"] = verdicts["reason"].array
    proposed = period_ids(verdicts["proposal"].to_numpy(dtype=float), result["a_year"].to_numpy())
    result["rebase_proposal"] = pd.Series(proposed, dtype="str")
    kind = np.select([result["cumulative"], adjusted], ["achievement", "season_adjusted"], "value")
    result["limits_of"] = pd.Series(kind, dtype="str").where(result["mean"].notna())


# Runs, sparklines


def _streaks(rows: pd.DataFrame, total: int, per_year: np.ndarray) -> np.ndarray:
    """Successive rises (positive) or falls (negative) up to the last value; a gap breaks the run.

    Where seasons count (`per_year`), a rise is one over the same period of the year before.
    """
    present = rows["actual"].notna().to_numpy()
    owner, step, actual, change_year = (
        rows[name].to_numpy()[present] for name in ("owner", "step", "actual", "change_year")
    )
    adjoins = (np.diff(owner, prepend=-1) == 0) & (np.diff(step, prepend=-1) == 1)
    moved = np.where(per_year[owner], change_year, np.where(adjoins, np.diff(actual, prepend=np.nan), np.nan))
    sign = np.sign(np.nan_to_num(moved)).astype(np.int64)
    starts = ~adjoins | (np.diff(sign, prepend=0) != 0)
    # The run of a plain series begins at its first change, which adjoins the value before; that value has no sign.
    begun = np.maximum.accumulate(np.where(starts, np.arange(len(sign)), 0))
    streak = np.zeros(total, dtype=np.int64)
    streak[owner] = sign * (np.arange(len(sign)) - begun + 1)
    return streak


def _sparklines(rows: pd.DataFrame, total: int) -> pd.Series:
    """The values of the last 24 periods of each series, gaps as nan, from its first value on."""
    present = rows["actual"].notna().to_numpy()
    owner, step, actual = (rows[name].to_numpy()[present] for name in ("owner", "step", "actual"))
    last, first = np.zeros(total, dtype=np.int64), np.zeros(total, dtype=np.int64)
    last[owner] = step
    first[owner[::-1]] = step[::-1]
    back = last[owner] - step
    shown = back < SPARKLINE_POINTS
    values = np.full((total, SPARKLINE_POINTS), np.nan)
    values[owner[shown], SPARKLINE_POINTS - 1 - back[shown]] = actual[shown]
    has_any = np.bincount(owner, minlength=total) > 0
    length = np.where(has_any, np.minimum(last - first + 1, SPARKLINE_POINTS), 0)
    lines = [line[SPARKLINE_POINTS - keep :] for line, keep in zip(values, length.tolist(), strict=True)]
    return pd.Series(lines, dtype=object)
