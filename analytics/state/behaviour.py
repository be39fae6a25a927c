"""Process behaviour of every series, and whether it agrees with the trend."""

import numpy as np
import pandas as pd

from analytics import gap, process
from analytics.periods import period_ids
from analytics.state.changes import SIGNALS


def agreement(series: pd.DataFrame) -> pd.Series:
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


def add_process(result: pd.DataFrame, rows: pd.DataFrame, shift: np.ndarray) -> None:
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
