"""How far from target and other regions, whether the pace is enough, and how sure a value is."""

from analytics.gap.distance import aim, gap_between, gap_to_target
from analytics.gap.pace import pace, required_pace
from analytics.gap.progress import progress, share_by, share_of_change, time_by, time_to_target
from analytics.gap.regions import compare_regions

__all__ = [
    "aim",
    "compare_regions",
    "gap_between",
    "gap_to_target",
    "pace",
    "progress",
    "required_pace",
    "share_by",
    "share_of_change",
    "time_by",
    "time_to_target",
]
