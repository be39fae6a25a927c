"""The state of every series: official judgement of its last value beside what its course lets us say."""

from analytics.state.series import assess_series, finish

__all__ = ["assess_series", "finish"]
