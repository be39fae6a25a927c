"""What the forecast's constants owe to having been chosen on the very series that the back-test is made of.

`python -m benchmarks choice`: all constants of a grid are scored on the published series. Then, for each indicator, the
best of the grid on the other indicators is taken and scored on that indicator, which had no say in it. If the constants
fitted only what they were chosen on, this would come out clearly worse. Best: the smallest interval score among the
choices that cover 80 % within a point, which is how the constants in use were found.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import reduce
from itertools import combinations

import pandas as pd

from analytics.forecast import LEVEL, models
from benchmarks import coverage

__all__ = ["run"]

SHARES = (0.1, 0.2, 0.4, 0.6, 0.8, 1.0)
FITTED = (1, 2, 3, 4)
WITHIN = 0.01


def run() -> dict[str, object]:
    """Coverage, score and error of the constants in use, of the grid's best, and of those chosen without each case."""
    cases = coverage.split(coverage.series())
    choices = list(_grid())
    grid = [_scored(cases, *choice) for choice in choices]
    answered = reduce(pd.Index.intersection, (rows.index for rows in grid))
    grid = [rows.loc[answered] for rows in grid]
    used = grid[choices.index((models.SHARES, models.FITTED))]
    scores, covered = (pd.concat([rows[column] for rows in grid], axis=1, ignore_index=True)
                       for column in ("score", "covered"))  # fmt: skip
    chosen = {name: _best(scores.drop(own.index), covered.drop(own.index)) for name, own in used.groupby("indicator")}
    held = [grid[chosen[name]].loc[own.index] for name, own in used.groupby("indicator")]
    best = _best(scores, covered)
    return {
        "grid": len(grid),
        "used": _plain(used),
        "best": {"choice": str(choices[best])} | _plain(grid[best]),
        "chosen without the indicator": _plain(pd.concat(held)),
        "choices": pd.Series({name: str(choices[place]) for name, place in chosen.items()}).value_counts().to_dict(),
    }


def _best(scores: pd.DataFrame, covered: pd.DataFrame) -> int:
    far = (covered.mean() - LEVEL).abs()
    return int(scores.mean()[far <= max(WITHIN, far.min())].idxmin())


def _grid() -> Iterator[tuple[tuple[float, ...], int]]:
    for size in range(1, 5):
        for shares in combinations(SHARES, size):
            yield from ((shares, fitted) for fitted in FITTED)


def _scored(cases: tuple[pd.DataFrame, pd.DataFrame], shares: tuple[float, ...], fitted: int) -> pd.DataFrame:
    with _constants(shares, fitted):
        answers = coverage.ours(*cases)
    rows = coverage.scored([answers])
    return rows.set_index(answers.index[answers["low"].notna()])


@contextmanager
def _constants(shares: tuple[float, ...], fitted: int) -> Iterator[None]:
    kept = models.SHARES, models.FITTED
    models.SHARES, models.FITTED = shares, fitted
    try:
        yield
    finally:
        models.SHARES, models.FITTED = kept


def _plain(cases: pd.DataFrame) -> dict[str, float]:
    return coverage.summary(cases, "model").round(3).iloc[0].to_dict()
