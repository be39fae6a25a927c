"""What lies ahead of every series: pace, share of the targeted change, time to target, forecast and chance.

For the states of `analytics.state`. `result` is its table with one row a series, `rows` its observations (owner, step,
bounds); `targets` are plan targets that reach beyond the observations.
"""

import numpy as np
import pandas as pd

from analytics import gap
from analytics.forecast import chance_by
from analytics.periods import last_steps, period_ids

BOUNDS = ["target", "target_low", "target_high"]
KEYS = ["indicator", "unit", "region"]
STARTS = ["baseline", "baseline_period"]


def add_outlook(
    result: pd.DataFrame,
    rows: pd.DataFrame,
    targets: pd.DataFrame | None,
    indicators: pd.DataFrame,
    per_year: np.ndarray,
) -> None:
    """Add the columns of pace, share, time, forecast and chance. per_year: series whose slope is that of a year."""
    goals = _goals(result, rows, targets)
    last = goals.drop_duplicates("owner", keep="last").set_index("owner").reindex(range(len(result)))
    last["step"] = last["step"].fillna(-1).astype(np.int64)
    _add_pace(result, last, per_year)
    _add_share(result, last)
    _add_time(result, last, per_year)
    _add_chance(result, rows, _dated(result, goals), indicators)


def _goals(result: pd.DataFrame, rows: pd.DataFrame, targets: pd.DataFrame | None) -> pd.DataFrame:
    """Every target of every series by owner and step; its own comes after the plan's for the same step."""
    own = rows.loc[rows[BOUNDS].notna().any(axis=1), ["owner", "step", *BOUNDS]]
    own = own.assign(baseline=np.nan, baseline_period=None)
    if targets is None or not len(targets):
        return own
    planned = _planned(result, targets)[own.columns]
    if planned.empty:
        return own
    # A report repeats the target of the plan without its baseline.
    starts = planned.drop_duplicates(["owner", "step"], keep="last")[["owner", "step", *STARTS]]
    own = own.drop(columns=STARTS).merge(starts, on=["owner", "step"], how="left")
    return pd.concat([planned, own]).sort_values(["owner", "step"], kind="stable")


def _planned(result: pd.DataFrame, targets: pd.DataFrame) -> pd.DataFrame:
    """Plan targets of each series, in the steps of its frequency; a plan without agency holds for every agency."""
    plan = targets.reindex(columns=[*dict.fromkeys([*targets.columns, *STARTS])])
    plan = plan.assign(**{name: plan[name].fillna("").astype("str") for name in ("agency", "unit")})
    plan = plan.loc[plan[BOUNDS].notna().any(axis=1), [*KEYS, "agency", "period", *BOUNDS, *STARTS]]
    plan = plan.rename(columns={"agency": "plan_agency"})
    series = result[[*KEYS, "agency", "a_year"]].assign(owner=range(len(result)))
    found = series.merge(plan, on=KEYS)
    found = found[(found["plan_agency"] == "") | (found["plan_agency"] == found["agency"])]
    found = found.assign(step=last_steps(found["period"], found["a_year"].to_numpy()))
    return found.sort_values("plan_agency", kind="stable").astype(dict.fromkeys([*BOUNDS, "baseline"], float))


def _dated(result: pd.DataFrame, goals: pd.DataFrame) -> pd.DataFrame:
    """The target whose chance is told, by series: step and bounds, and why there is none.

    The next target after the last value, or a later one of the same year: the end of the year in which the next one
    falls. Without one, a sub-annual value is held to the year's last known target at the end of the year. Else the
    forecast goes to the end of the year, and there is no chance.
    """
    step, a_year = (result[name].to_numpy() for name in ("last_step", "a_year"))
    goals = goals.drop_duplicates(["owner", "step"], keep="last")
    owner, when = goals["owner"].to_numpy(), goals["step"].to_numpy()
    ahead = goals[when > step[owner]]
    first_year = ahead.groupby("owner")["step"].min() // pd.Series(a_year)
    year = ahead["step"].to_numpy() // a_year[ahead["owner"].to_numpy()]
    ahead = ahead[year == first_year.reindex(ahead["owner"]).to_numpy()].drop_duplicates("owner", keep="last")
    year_end = (step // a_year + 1) * a_year - 1
    held = goals[(when <= step[owner]) & (when // a_year[owner] == (step // a_year)[owner])]
    open_year = (step < year_end) & ~result["cumulative"].to_numpy(dtype=bool)
    held = held[open_year[held["owner"].to_numpy()]].drop_duplicates("owner", keep="last")
    held = held.assign(step=year_end[held["owner"].to_numpy()])
    found = pd.concat([held, ahead]).drop_duplicates("owner", keep="last")
    found = found.set_index("owner").reindex(range(len(result)))
    usual = np.where(step < year_end, year_end, year_end + a_year)
    found["at"] = found["step"].fillna(pd.Series(usual)).astype(np.int64)
    any_target = np.bincount(owner, minlength=len(result)) > 0
    found["untold"] = np.where(found["step"].notna(), "", np.where(any_target, "target_passed", "no_target"))
    return found


# Pace, share, time


def _add_pace(result: pd.DataFrame, goals: pd.DataFrame, per_year: np.ndarray) -> None:
    """Change a period needed for the last known target, and the change observed (Sen's slope a period).

    For a value that accumulates over the year: towards a target of the same year, beside the year's average so far.
    """
    better, actual = result["better"].to_numpy(dtype=object), result["actual"].to_numpy()
    step, a_year = result["last_step"].to_numpy(), result["a_year"].to_numpy()
    goal = gap.aim(actual, *_bounds(goals, better))
    required = gap.required_pace(actual, goal, goals["step"].to_numpy() - step, better)
    cumulative = result["cumulative"].to_numpy(dtype=bool)
    other_year = cumulative & (goals["step"].to_numpy() // a_year != step // a_year)
    result["required_pace"] = np.where((better == "neutral") | other_year, np.nan, required)
    by_slope = result["slope"].to_numpy() / np.where(per_year, a_year, 1)
    so_far = actual / (step % a_year + 1)
    result["observed_pace"] = np.where(cumulative, so_far, np.where(better == "range", np.nan, by_slope))
    aimed = np.isfinite(result["required_pace"].to_numpy())
    when = np.where(aimed, goals["step"].to_numpy(), np.nan)
    result["goal_period"] = pd.Series(period_ids(when, a_year), dtype="str")
    ahead = goals["step"].to_numpy() > step
    result["goal"] = np.where(ahead, goal, np.nan)


def _since_last_mark(rows: pd.DataFrame) -> np.ndarray:
    """The actual values, missing before the last re-base mark of their series: the process that gave them is over."""
    actual = rows["actual"].to_numpy()
    if not rows["rebase"].any():
        return actual
    segment = rows.groupby("owner")["rebase"].cumsum()
    return np.where(segment == segment.groupby(rows["owner"]).transform("last"), actual, np.nan)


def _bounds(goals: pd.DataFrame, better: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Target, polarity and band, in the order of the functions of `analytics.gap`."""
    return goals["target"].to_numpy(), better, goals["target_low"].to_numpy(), goals["target_high"].to_numpy()


def _add_share(result: pd.DataFrame, goals: pd.DataFrame) -> None:
    """Share of the change from the plan's baseline to its target; none before there is a value after the baseline."""
    better, actual = result["better"].to_numpy(dtype=object), result["actual"].to_numpy()
    baseline = goals["baseline"].to_numpy(dtype=float)
    bounds = _bounds(goals, better)
    dated = (goals["baseline_period"].astype(object).fillna("") != "").to_numpy()
    begun = np.full(len(result), -1)
    if dated.any():
        begun[dated] = last_steps(goals["baseline_period"][dated], result["a_year"].to_numpy()[dated])
    early = (better == "neutral") | (result["last_step"].to_numpy() <= begun)
    known = np.where(early, np.nan, baseline)
    frame = pd.DataFrame({"baseline": known, "actual": actual, "target": gap.aim(known, *bounds)})
    result["baseline"] = known
    result["share_of_change"] = gap.share_by(frame)["value"]
    result["progress"] = pd.Series(gap.progress(known, actual, *bounds), dtype="str")


def _add_time(result: pd.DataFrame, goals: pd.DataFrame, per_year: np.ndarray) -> None:
    """Periods to the last known target by the limits of Sen's slope, no further ahead than the series is long."""
    share = np.where(per_year, result["a_year"].to_numpy(), 1)
    unlike = result["cumulative"].to_numpy(dtype=bool) | (result["better"] == "range").to_numpy()
    slopes = {name: np.where(unlike, np.nan, result[name] / share) for name in ("slope", "slope_low", "slope_high")}
    facts = {name: goals[name].to_numpy() for name in BOUNDS}
    asked = pd.DataFrame({"actual": result["actual"].to_numpy(), **facts, **slopes}).assign(
        better=result["better"].to_numpy(dtype=object), horizon=result["n"].to_numpy()
    )
    found = gap.time_by(asked)
    result["time_low"], result["time_high"] = found["earliest"].to_numpy(), found["latest"].to_numpy()
    result["time_reason"] = found["reason"].array


def _add_chance(result: pd.DataFrame, rows: pd.DataFrame, goals: pd.DataFrame, indicators: pd.DataFrame) -> None:
    """Forecast from the last re-base mark on, its 80 % interval and the chance of the target at its date."""
    entry, owner = result["entry"].to_numpy(), rows["owner"].to_numpy()
    possible = indicators.reindex(columns=["minimum", "maximum"]).apply(pd.to_numeric).astype(float)
    facts = {name: possible[name].to_numpy().take(entry) for name in possible}
    facts |= {name: goals[name].to_numpy() for name in (*BOUNDS, "at")}
    # Achievement of a band is judged by the band, whatever the polarity.
    band = np.column_stack([facts["target_low"], facts["target_high"]])
    banded = (result["formula"] == "RANGE").to_numpy() & np.isfinite(band).all(axis=1)
    facts["better"] = np.where(banded, "range", result["better"].to_numpy(dtype=object)).astype(object)
    facts |= {"period": result["a_year"].to_numpy(), "cumulative": result["cumulative"].to_numpy(dtype=bool)}
    frame = pd.DataFrame({name: values[owner] for name, values in facts.items()})
    frame = frame.assign(owner=owner, time=rows["step"].to_numpy(), value=_since_last_mark(rows))
    names = {"target": "target", "low": "target_low", "high": "target_high", "better": "better"}
    found = chance_by(
        frame, "owner", "at", minimum="minimum", maximum="maximum", period="period", cumulative="cumulative", **names
    ).reset_index(drop=True)
    neutral = (result["better"] == "neutral").to_numpy()
    untold = np.select(
        [result["n"].to_numpy() == 0, neutral], ["no_values", "no_direction"], goals["untold"].to_numpy(dtype=object)
    )
    silent = untold != ""
    result["chance"] = np.where(silent, np.nan, found["chance"])
    result["chance_reason"] = found["reason"].where(~silent, pd.Series(untold, dtype="str")).array
    for name, column in (("forecast", "forecast"), ("low", "forecast_low"), ("high", "forecast_high")):
        result[column] = found[name].to_numpy()
    a_year = result["a_year"].to_numpy()
    told = np.where(result["n"].to_numpy() > 0, goals["at"].to_numpy(), np.nan)
    result["forecast_period"] = pd.Series(period_ids(told, a_year), dtype="str")
    aim = gap.aim(result["actual"].to_numpy(), *_bounds(goals, facts["better"]))
    result["forecast_target"] = np.where(silent, np.nan, aim)
    within = ~silent & (facts["better"] == "range") & np.isfinite(band).all(axis=1)
    for name in ("low", "high"):
        result[f"forecast_target_{name}"] = np.where(within, facts[f"target_{name}"], np.nan)
