"""The state of province series that follow from their regencies: tested on complete periods only."""

import numpy as np
import pandas as pd

from analytics.achievement import Scales
from analytics.state.observations import KEYS
from analytics.state.series import assess_series

SHOWN = ["share", "complete", "regions_reported", "regions_due"]
YEAR = pd.DateOffset(years=1)


def assess_rolled(
    rows: pd.DataFrame,
    indicators: pd.DataFrame,
    targets: pd.DataFrame | None = None,
    marks: pd.DataFrame | None = None,
    scales: Scales | None = None,
) -> pd.DataFrame:
    """One row of state a series, as `assess_series` gives it, with share, complete, regions_reported, regions_due of
    the value that stands and awaited_period, a later one that too few regencies have reported.

    rows: as for `assess_series`, with `share` (regencies in the value of those due) and `complete`. What stands is the
    newest complete value; where it is more than a year older than the newest, that one, which is then neither tested
    nor compared: counts of some regencies are of others a year before.
    """
    rows = rows.drop(columns="series", errors="ignore").reset_index(drop=True)
    line = rows.groupby(KEYS, dropna=False).ngroup()
    starts = pd.to_datetime(rows["period_start"])
    newest = starts.groupby(line).transform("max")
    whole = starts.where(rows["complete"]).groupby(line).transform("max")
    tested = (whole >= newest - YEAR).to_numpy()
    chosen = np.where(tested, rows["complete"].to_numpy(), (starts == newest).to_numpy())
    found = assess_series(rows[chosen], indicators, targets, marks, scales)[1]
    last = rows.assign(tested=tested)[chosen]
    last = last.loc[starts[chosen].groupby(line[chosen]).idxmax()].sort_values(KEYS).reset_index(drop=True)
    found = found.sort_values(KEYS).reset_index(drop=True)
    found[SHOWN] = last[SHOWN].to_numpy()
    found["complete"] = last["complete"].to_numpy(dtype=bool)
    final = rows.loc[starts.groupby(line).idxmax()].sort_values(KEYS).reset_index(drop=True)
    behind = final["period"].to_numpy(dtype=object) != found["last_period"].to_numpy(dtype=object)
    found["awaited_period"] = pd.Series(np.where(behind, final["period"], None), dtype="str")
    found["reason"] = found["reason"].mask(~last["tested"].to_numpy(dtype=bool), "incomplete")
    return found
