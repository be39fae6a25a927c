"""The state of every series: official judgement of its last value beside what its course lets us say."""

from analytics.state.rolled import assess_rolled
from analytics.state.series import assess_series, finish, judge_observations

__all__ = ["assess_rolled", "assess_series", "finish", "judge_observations"]
