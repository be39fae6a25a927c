"""Charts that are tested, and their values."""

RULES = ["beyond_limit", "shift", "trend", "two_of_three"]
COLUMNS = ["value", "segment", "mean", "lower", "upper", *RULES, "signal"]
CALM = [50, 52, 51, 53, 50, 52, 49, 51, 50, 53, 51, 52]  # mean 51.17, ranges 22 in 11: limits 45.85 and 56.49
