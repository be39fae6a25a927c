"""The public addresses of analytics: what is checked from outside imports, with these parameters."""

from dataclasses import fields
from importlib import import_module
from inspect import Parameter, signature

import pandas as pd
import pytest

NONE = Parameter.empty
SIGNATURES = {
    "achievement.achievement": "actual, target, formula, *, low=None, high=None, better='higher'",
    "achievement.classify": "value, scale",
    "trend.mann_kendall": "values, *, times=None, period=None, method='original', exact=None, alpha=0.05",
    "trend.sen_slope": "values, *, times=None, period=None, alpha=0.05",
    "process.xmr": "values, *, better='higher', target=None, rebase=(), screen_outliers=False",
    "process.assess": "values, *, better, target=None, rebase=()",
    "equity.gini": "values, weights=None",
    "equity.theil": "values, weights=None",
    "equity.theil_parts": "values, groups, weights=None",
    "equity.williamson": "values, population",
    "equity.variation": "values",
    "classes.breaks": "values, scheme, k",
    "spatial.contiguity": "geodataframe, rule='queen'",
    "spatial.moran": "values, neighbours",
    "verdict.sentence": "state, language",
}
"""Address in analytics → parameters; others may follow them, with defaults."""

RESULTS = {
    "trend.MannKendall": ["n", "s", "var_s", "z", "p_value", "tau", "direction", "exact", "note"],
    "trend.SenSlope": ["slope", "intercept", "low", "high"],
    "process.Process": ["variation", "assurance", "trial"],
    "spatial.Moran": ["i", "expected", "variance", "z", "p_value"],
}
"""Address of a result → its first fields."""

TOGETHER = ("achievement.achievement", "achievement.classify", "trend.mann_kendall", "trend.sen_slope", "process.xmr",
            "process.assess")  # fmt: skip
"""What is asked of one series and has a form `…_by` for all at once."""


def found(address: str):
    room, _, name = address.partition(".")
    return getattr(import_module(f"analytics.{room}"), name)


def written(parameters: list[Parameter]) -> str:
    """Parameters as they are called: no annotations."""
    said, starred = [], False
    for one in parameters:
        if one.kind is Parameter.KEYWORD_ONLY and not starred:
            said.append("*")
            starred = True
        said.append(one.name if one.default is NONE else f"{one.name}={one.default!r}")
    return ", ".join(said)


@pytest.mark.parametrize("address", SIGNATURES)
def test_a_public_function_takes_what_was_promised(address):
    parameters = list(signature(found(address)).parameters.values())
    count = sum(part != "*" for part in SIGNATURES[address].split(", "))
    assert written(parameters[:count]) == SIGNATURES[address]
    assert not [one.name for one in parameters[count:] if one.default is NONE], "more can be given, never must"


@pytest.mark.parametrize("address", RESULTS)
def test_a_result_has_the_fields_promised(address):
    names = [field.name for field in fields(found(address))]
    assert names[: len(RESULTS[address])] == RESULTS[address]


@pytest.mark.parametrize("address", TOGETHER)
def test_what_is_asked_of_one_series_is_asked_of_all(address):
    assert callable(found(f"{address}_by"))


def test_a_chart_has_the_columns_promised():
    chart = found("process.xmr")([1.0, 2.0, 3.0])
    assert isinstance(chart, pd.DataFrame)
    assert list(chart.columns) == [
        "value", "segment", "mean", "lower", "upper", "beyond_limit", "shift", "trend", "two_of_three", "signal",
    ]  # fmt: skip
