"""Is there a trend, and how steep: Mann–Kendall tests and Sen's slope, one series at a time or all at once."""

from analytics.false_discovery import benjamini_hochberg
from analytics.trend.exact import TIED_TIMES, TOO_LONG
from analytics.trend.leave_one_out import LeaveOneOut, leave_one_out, leave_one_out_by
from analytics.trend.mann_kendall import MannKendall, mann_kendall, mann_kendall_by
from analytics.trend.sen import SenSlope, sen_slope, sen_slope_by
from analytics.trend.serial_correlation import NOT_POSITIVE, TOO_SHORT, UNEVEN_TIMES

__all__ = [
    "NOT_POSITIVE",
    "TIED_TIMES",
    "TOO_LONG",
    "TOO_SHORT",
    "UNEVEN_TIMES",
    "LeaveOneOut",
    "MannKendall",
    "SenSlope",
    "benjamini_hochberg",
    "leave_one_out",
    "leave_one_out_by",
    "mann_kendall",
    "mann_kendall_by",
    "sen_slope",
    "sen_slope_by",
]
