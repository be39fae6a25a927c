"""How much a series must hold before something is said of it."""

# Two-sided, of the trend test; also the false-discovery rate at which a signal counts as confirmed.
ALPHA = 0.05
POINTS_FOR_TREND = 5
STREAK_WORTH_TELLING = 3
