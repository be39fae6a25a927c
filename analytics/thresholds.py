"""How much a series must hold before something is said of it."""

# Two-sided, of the trend test; also the false-discovery rate at which a signal counts as confirmed.
ALPHA = 0.05
POINTS_FOR_TREND = 5
# A proposal: a province value counted from fewer of its regencies is shown and asked for, neither tested nor ranked.
SHARE_OF_REPORTERS = 0.9
STREAK_WORTH_TELLING = 3
# A chance is told in steps of so many percent, and in words from these lower ends on.
CHANCE_STEP = 5
CHANCE_WORDS = (("likely", 0.8), ("rather", 0.6), ("even", 0.4), ("rather_not", 0.2), ("unlikely", 0.0))
