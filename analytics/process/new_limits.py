"""Where the limits of a series start anew, by the marks that domain staff set and give a reason for."""

import numpy as np
import pandas as pd

from analytics.periods import last_steps, steps, steps_a_year

WHOM = ("agency", "unit", "region")


def starts(rows: pd.DataFrame, marks: pd.DataFrame | None) -> np.ndarray:
    """Whether a new segment starts at each row: the first of its series at or after the period of a mark.

    rows: agency, unit, indicator, region, period_start, frequency, one a period, in any order. marks: indicator,
    agency, unit, region (empty: all of them) and period, a period id of the indicator's frequency. A mark after the
    last row starts nothing; one before the first starts where the series does.
    """
    found = np.zeros(len(rows), dtype=bool)
    if marks is None or marks.empty or rows.empty:
        return found
    series = ["agency", "unit", "indicator", "region"]
    for mark in marks.fillna("").to_dict("records"):
        like = (rows["indicator"] == mark["indicator"]).to_numpy()
        for name in WHOM:
            if mark[name]:
                like = like & (rows[name].fillna("") == mark[name]).to_numpy()
        if not like.any():
            continue
        chosen = rows.loc[like, [*series, "period_start", "frequency"]].assign(place=np.flatnonzero(like))
        a_year = steps_a_year(chosen["frequency"])
        step = steps(chosen["period_start"], a_year)
        wanted = last_steps(pd.Series([mark["period"]] * len(chosen)), a_year)
        later = chosen.assign(step=step)[step >= wanted].sort_values("step", kind="stable")
        found[later.drop_duplicates(series)["place"]] = True
    return found
