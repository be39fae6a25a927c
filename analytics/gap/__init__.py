"""How far from target, a year ago and other regions, whether the pace is enough, and how sure a value is."""

from analytics.gap.distance import (
    aim,
    compare_regions,
    gap_between,
    gap_to_target,
    pace,
    progress,
    required_pace,
    share_by,
    share_of_change,
    time_by,
    time_to_target,
    year_ago,
)
from analytics.gap.profile import profile

__all__ = ["aim", "compare_regions", "gap_between", "gap_to_target", "pace", "profile", "progress", "required_pace", "share_by", "share_of_change", "time_by", "time_to_target", "year_ago"]
