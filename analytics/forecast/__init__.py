"""Where a series will stand at a later date, as an interval, and the chance that it meets its target by then."""

from analytics.forecast.horizon import LEVEL, POINTS_FOR_FORECAST, REASONS, chance, chance_by, forecast, forecast_by

__all__ = ["LEVEL", "POINTS_FOR_FORECAST", "REASONS", "chance", "chance_by", "forecast", "forecast_by"]
