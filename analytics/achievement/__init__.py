"""Official judgement: achievement of a target by the formula of the indicator, and its class on a published scale."""

from analytics.achievement.formulas import FORMULA, FORMULAS, Formula
from analytics.achievement.judgement import achievement, achievement_by, ikm, judge_by
from analytics.achievement.scales import (
    COMPARED_DECIMALS,
    HIGH,
    LOW,
    MAIN_SCALE,
    SCALES,
    TONES,
    Scales,
    capped,
    classify,
    classify_by,
    half_up,
    scales,
    score,
)

__all__ = [
    "COMPARED_DECIMALS",
    "FORMULA",
    "FORMULAS",
    "HIGH",
    "LOW",
    "MAIN_SCALE",
    "SCALES",
    "TONES",
    "Formula",
    "Scales",
    "achievement",
    "achievement_by",
    "capped",
    "classify",
    "classify_by",
    "half_up",
    "ikm",
    "judge_by",
    "scales",
    "score",
]
