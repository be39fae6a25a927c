"""The clauses of a sentence: which template of sentences.toml fits each state."""

from collections.abc import Callable

import numpy as np

from analytics.thresholds import ALPHA, STREAK_WORTH_TELLING
from analytics.verdict.chance import chance_word
from analytics.verdict.facts import METHODS, Facts, like_with_like, side, when
from analytics.verdict.templates import wording

# A difference smaller than this share of the value is what is left of binary fractions.
NEGLIGIBLE = 1e-9


# The template each row takes in each clause, or none


def _trend_clause(facts: Facts) -> np.ndarray:
    silent = facts.state == "cannot_say"
    known = [name for name in wording()["trend"] if name in set(facts.reason)]
    tested = np.isfinite(facts.p_value)
    neutral = silent & (facts.reason == "no_direction")
    # Equal distances from a band do not mean equal values.
    constant = (facts.reason == "constant") & (facts.better != "range")
    return when(
        (facts.signal, "trend.signal"),
        (neutral & tested & (facts.p_value < ALPHA), "trend.neutral"),
        (neutral & tested, "trend.neutral_unclear"),
        (neutral, "trend.neutral_short"),
        *[(silent & (facts.reason == name), f"trend.{name}") for name in known],
        (silent, "trend.cannot_say"),
        (constant, "trend.constant"),
        (facts.reason == "inside_band", "trend.inside_band"),
        (facts.state == "no_clear_change", "trend.no_clear_change"),
    )


def _unconfirmed_clause(facts: Facts) -> np.ndarray:
    return when((facts.signal & np.isfinite(facts.q_value) & (facts.confirmed == 0), "trend.unconfirmed"))


def _test_clause(facts: Facts) -> np.ndarray:
    known = np.isin(facts.method, METHODS) & np.isfinite(facts.p_value) & np.isfinite(facts.s)
    return np.where(known, "test." + facts.method, "")


def _streak_clause(facts: Facts) -> np.ndarray:
    long = np.abs(facts.streak) >= STREAK_WORTH_TELLING
    yearly = like_with_like(facts)
    up = facts.streak > 0
    return when(
        (long & yearly & up, "streak.year_up"), (long & yearly, "streak.year_down"),
        (long & up, "streak.up"), (long, "streak.down"),
    )  # fmt: skip


def _official_clause(facts: Facts) -> np.ndarray:
    told, judged = np.isfinite(facts.actual), np.isfinite(facts.achievement)
    aimed = np.isfinite(facts.target) | facts.has_band
    named = facts.field("class") != ""
    points = judged & (facts.formula == "DIFF_PP")
    return when(
        (~told, ""),
        (points & ~named, "official.points_plain"),
        (points & (facts.achievement > 0), "official.points_above"),
        (points & (facts.achievement < 0), "official.points_below"),
        (points, "official.points_on"),
        (judged & named, "official.percent_class"),
        (judged, "official.percent"),
        ((facts.formula == "NONE") | ((facts.better == "neutral") & ~aimed), "official.not_judged"),
        (~aimed, "official.no_target"),
        (facts.target == 0, "official.zero_target"),
        ((facts.formula == "INV_TR") & (facts.actual == 0), "official.zero_actual"),
        otherwise="official.undefined",
    )


def _predicate_clause(facts: Facts) -> np.ndarray:
    return when((facts.predicate != "", "official.predicate"))


def _disagreement_clause(facts: Facts) -> np.ndarray:
    met, missed = facts.gap >= 0, facts.gap < 0
    good = np.isin(facts.tone, ["very_good", "good"])
    worse, better = facts.state == "worsening", facts.state == "improving"
    # A class that fell with the value, or rose with it, says nothing about the target.
    gain = facts.change * np.select([facts.better == "higher", facts.better == "lower"], [1, -1], 0)
    return when(
        (better & (gain > 0) & (facts.class_steps < 0), "disagree.target_faster"),
        (worse & (gain < 0) & (facts.class_steps > 0), "disagree.target_eased"),
        (worse & met, "disagree.met_worsening"),
        (worse & missed & good, "disagree.class_worsening"),
        (better & missed & ~good, "disagree.missed_improving"),
        (met & (facts.assurance == "will_miss"), "disagree.met_will_miss"),
        (missed & (facts.assurance == "will_meet"), "disagree.missed_will_meet"),
    )


def _status_clause(facts: Facts) -> np.ndarray:
    return np.where(np.isin(facts.status, ["simulated", "provisional"]), "status." + facts.status, "")


def _heading_clause(facts: Facts) -> np.ndarray:
    return when((facts.field("name") != "", "name.heading"))


def _change_clause(facts: Facts) -> np.ndarray:
    change = facts.change_year
    same = np.abs(change) <= NEGLIGIBLE * np.maximum(1, np.abs(facts.actual))
    return side(np.where(same, 0.0, change), "change.year_up", "change.year_down", "change.year_same")


def _variation_clause(facts: Facts) -> np.ndarray:
    known = np.isin(facts.variation, ["common_cause", "improvement", "concern", "special_cause"])
    return np.where(known & np.isfinite(facts.mean), "process." + facts.variation, "")


def _assurance_clause(facts: Facts) -> np.ndarray:
    known = np.isin(facts.assurance, ["will_meet", "may_miss", "will_miss"])
    return np.where(known, "process." + facts.assurance, "")


def _pace_clause(facts: Facts) -> np.ndarray:
    return side(facts.required_pace, "pace.rise", "pace.fall", "pace.reached")


def _robustness_clause(facts: Facts) -> np.ndarray:
    yearly = facts.method == "hirsch_slack"
    fragile = facts.signal & (facts.robust == 0)
    return when((fragile & yearly, "caution.fragile_year"), (fragile, "caution.fragile"))


def _agreement_clause(facts: Facts) -> np.ndarray:
    differ = np.isin(facts.agreement, ["trend_only", "process_only", "opposed"])
    return np.where(differ, "caution." + facts.agreement, "")


def _progress_clause(facts: Facts) -> np.ndarray:
    return np.where((facts.progress != "") & np.isfinite(facts.baseline), "progress." + facts.progress, "")


def _chance_clause(facts: Facts) -> np.ndarray:
    aimed = np.isfinite(facts.forecast_target) & (facts.forecast_period != "")
    told = aimed & np.isfinite(facts.chance)
    word = np.array([chance_word(chance) or "" for chance in facts.chance.tolist()], dtype=object)
    return np.where(told, "chance." + word, when((aimed & (facts.chance_reason != ""), "chance.silent")))


CLAUSES: dict[str, Callable[[Facts], np.ndarray]] = {
    "trend": _trend_clause,
    "unconfirmed": _unconfirmed_clause,
    "test": _test_clause,
    "streak": _streak_clause,
    "official": _official_clause,
    "predicate": _predicate_clause,
    "disagreement": _disagreement_clause,
    "status": _status_clause,
    "heading": _heading_clause,
    "change": _change_clause,
    "variation": _variation_clause,
    "assurance": _assurance_clause,
    "pace": _pace_clause,
    "robustness": _robustness_clause,
    "agreement": _agreement_clause,
    "rebase": lambda facts: when((facts.rebase_proposal != "", "caution.rebase")),
    "progress": _progress_clause,
    "years": lambda facts: when(((facts.time_high > 0) & np.isfinite(facts.time_low), "progress.years")),
    "chance": _chance_clause,
}
