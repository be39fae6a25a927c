"""Where a series will stand at a later date, as an interval, and the chance that it meets its target by then."""

from analytics.forecast.chance import chance, chance_by
from analytics.forecast.horizon import LEVEL, forecast, forecast_by
from analytics.forecast.models import POINTS_FOR_FORECAST
from analytics.forecast.task import REASONS

__all__ = ["LEVEL", "POINTS_FOR_FORECAST", "REASONS", "chance", "chance_by", "forecast", "forecast_by"]
