"""Is there a trend, and how steep: Mann–Kendall tests and Sen's slope, one series at a time or all at once."""

from analytics.trend.mann_kendall import (
    NOT_POSITIVE,
    TIED_TIMES,
    TOO_LONG,
    TOO_SHORT,
    UNEVEN_TIMES,
    LeaveOneOut,
    MannKendall,
    SenSlope,
    benjamini_hochberg,
    leave_one_out,
    leave_one_out_by,
    mann_kendall,
    mann_kendall_by,
    sen_slope,
    sen_slope_by,
)
from analytics.trend.seasons import seasons

__all__ = ["LeaveOneOut", "MannKendall", "NOT_POSITIVE", "SenSlope", "TIED_TIMES", "TOO_LONG", "TOO_SHORT", "UNEVEN_TIMES", "benjamini_hochberg", "leave_one_out", "leave_one_out_by", "mann_kendall", "mann_kendall_by", "seasons", "sen_slope", "sen_slope_by"]
