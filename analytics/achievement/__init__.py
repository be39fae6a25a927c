"""Official judgement: achievement of a target by the formula of the indicator, and its class on a published scale."""

from analytics.achievement.judgement import (
    COMPARED_DECIMALS,
    FORMULA,
    FORMULAS,
    HIGH,
    LOW,
    MAIN_SCALE,
    TONES,
    Formula,
    achievement,
    achievement_by,
    capped,
    classify,
    classify_by,
    efficiency_gap,
    half_up,
    ikm,
    judge_by,
    missing_by,
    number,
    scales,
    score,
)

__all__ = ["COMPARED_DECIMALS", "FORMULA", "FORMULAS", "Formula", "HIGH", "LOW", "MAIN_SCALE", "TONES", "achievement", "achievement_by", "capped", "classify", "classify_by", "efficiency_gap", "half_up", "ikm", "judge_by", "missing_by", "number", "scales", "score"]
