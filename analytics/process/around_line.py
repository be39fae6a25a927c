"""Limits round a trend: an XmR chart of what a line leaves, so that a series which climbs or falls steadily does not
signal at every point. `xmr` itself stays about a level."""

from __future__ import annotations

from typing import Any

import pandas as pd

from analytics.process.chart import xmr_by

LEVELS = ["mean", "lower", "upper"]


def xmr_around(frame: pd.DataFrame, by: str, slope: float, value: str = "value", **options: Any) -> pd.DataFrame:
    """`xmr_by` of what is left of `value` once `slope` a step of the column `time` is taken out, moved back onto it.

    frame and options as `xmr_by` takes them, a series at a time; mean, lower and upper follow the line.
    """
    steps = frame["time"] - frame["time"].min()
    chart = xmr_by(frame.assign(**{value: frame[value] - slope * steps}), by, value=value, **options)
    return chart.assign(value=frame[value], **{name: chart[name] + slope * steps for name in LEVELS})
