"""How often the forecast interval holds what came: a back-test with rolling origins on the published series."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from pathlib import Path

import numpy as np
import pandas as pd
from scipy import stats

from analytics.forecast import LEVEL, POINTS_FOR_FORECAST, forecast_by
from analytics.periods import last_steps, steps_a_year
from data.reference import load_reference
from data.samples.published import published

__all__ = ["backtest", "figures", "tables", "write"]

REPORT = Path(__file__).parent.parent / "docs" / "backtest.md"
MARKS = re.compile(r"(<!-- (\w+) (id|en) -->\n).*?(\n<!-- end -->)", re.DOTALL)
# Scores beyond this are one bad guess that would decide the mean alone.
WORST = 50.0
GROUPS = ("model", "frequency", "ahead", "values", "bounded", "indicator")
WORDS = {
    "id": {
        "model": "model", "frequency": "frekuensi", "ahead": "periode ke depan", "values": "titik yang dipakai",
        "bounded": "rentang mungkin", "indicator": "indikator", "cases": "kasus", "covered": "tercakup",
        "score": "skor selang", "error": "galat tengah", "annual": "tahunan", "semiannual": "semesteran",
        "monthly": "bulanan", "quarterly": "triwulanan", "True": "dua batas", "False": "satu batas", "all": "semua",
        "ours": "**tingkat lokal dengan laju (dipakai)**", "walk": "jalan acak tanpa laju",
        "drift": "jalan acak dengan laju", "line": "garis lurus",
    },
    "en": {
        "model": "model", "frequency": "frequency", "ahead": "periods ahead", "values": "values used",
        "bounded": "possible range", "indicator": "indicator", "cases": "cases", "covered": "covered",
        "score": "interval score", "error": "middle error", "annual": "annual", "semiannual": "half-yearly",
        "monthly": "monthly", "quarterly": "quarterly", "True": "two bounds", "False": "one bound", "all": "all",
        "ours": "**local level with drift (used)**", "walk": "random walk, no drift",
        "drift": "random walk with drift", "line": "straight line",
    },
}  # fmt: skip


def figures(cases: pd.DataFrame) -> dict[str, object]:
    """Share of values inside the 80 % interval, by model and for ours by every group of the tables."""
    ours = cases[cases["model"] == "ours"]
    groups = {name: _summary(ours, name).round(3).to_dict("index") for name in GROUPS[1:-1]}
    return {"cases": len(ours), "models": _summary(cases, "model").round(3).to_dict("index"), **groups}


def backtest(indicators: Iterable[str] | None = None) -> pd.DataFrame:
    """One row for each series, origin, period ahead and model: was the value covered, interval score, error.

    Series: every published one, or those of `indicators`. Origins: after each value from the sixth on, if the values so
    far are not all alike; periods ahead: up to half as many as values. Score (Gneiting and Raftery 2007) and absolute
    error of the middle are in units of the mean change from value to value before the origin, the score capped at 50.
    """
    history, future = _split(_series(indicators))
    ours = forecast_by(history, "case", at="at", minimum="minimum", maximum="maximum", period="a_year")
    found = [future.assign(model="ours", middle=ours["forecast"], low=ours["low"], high=ours["high"])]
    found += [_others(name, model, history, future) for name, model in OTHERS.items()]
    # The yardsticks answer for the same cases as ours.
    told = future.index[ours["low"].notna()]
    return pd.concat([_scored(rows.loc[told]) for rows in found], ignore_index=True)


def _series(indicators: Iterable[str] | None) -> pd.DataFrame:
    rows, facts = published(), load_reference().indicators.set_index("code")
    rows = rows[rows["actual"].ne("")]
    if indicators is not None:
        rows = rows[rows["indicator"].isin(list(indicators))]
    rows = rows.join(facts[["frequency", "minimum", "maximum"]], on="indicator")
    a_year = steps_a_year(rows["frequency"])
    rows = rows.assign(value=rows["actual"].astype(float), a_year=a_year, time=last_steps(rows["period"], a_year))
    return rows.sort_values(["indicator", "region", "time"])


def _split(rows: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The values before each origin, one stretch a case, and what each case is to forecast."""
    history, future = [], []
    for _, one in rows.groupby(["indicator", "region"], sort=True):
        value, time = one["value"].to_numpy(), one["time"].to_numpy()
        for origin in range(POINTS_FOR_FORECAST, len(one)):
            for goal in range(origin, len(one)):
                ahead = time[goal] - time[origin - 1]
                if 2 * ahead > origin or np.ptp(value[:origin]) == 0:
                    break
                history.append(one.iloc[:origin].assign(case=len(future), at=time[goal]))
                scale = np.abs(np.diff(value[:origin])).mean()
                future.append((one["indicator"].iloc[0], one["frequency"].iloc[0], ahead, origin, value[goal], scale))
    columns = ["indicator", "frequency", "ahead", "values", "actual", "scale"]
    told = pd.DataFrame(future, columns=columns)
    kept = ["case", "time", "value", "at", "minimum", "maximum", "a_year"]
    joined = pd.concat(history, ignore_index=True)[kept]
    return joined, told.assign(bounded=joined.groupby("case")["maximum"].first().notna())


def _scored(rows: pd.DataFrame) -> pd.DataFrame:
    low, high, actual = rows["low"], rows["high"], rows["actual"]
    outside = np.maximum(low - actual, 0) + np.maximum(actual - high, 0)
    score = (high - low + outside * 2 / (1 - LEVEL)) / rows["scale"]
    error = (rows["middle"] - actual).abs() / rows["scale"]
    return rows.assign(covered=actual.between(low, high), score=score.clip(upper=WORST), error=error.clip(upper=WORST))


# Yardsticks: mean, standard deviation and degrees of freedom of the value at a time, from values at times


def _walk(time: np.ndarray, value: np.ndarray, at: float) -> tuple[float, float, int]:
    steps, moves = np.diff(time), np.diff(value)
    return value[-1], np.sqrt((moves**2 / steps).mean() * (at - time[-1])), len(moves)


def _drift(time: np.ndarray, value: np.ndarray, at: float) -> tuple[float, float, int]:
    steps, moves, span = np.diff(time), np.diff(value), time[-1] - time[0]
    drift = (value[-1] - value[0]) / span
    variance = ((moves - drift * steps) ** 2 / steps).sum() / (len(moves) - 1)
    ahead = at - time[-1]
    return value[-1] + drift * ahead, np.sqrt(variance * (ahead + ahead**2 / span)), len(moves) - 1


def _line(time: np.ndarray, value: np.ndarray, at: float) -> tuple[float, float, int]:
    fit = stats.linregress(time, value)
    rest = value - fit.intercept - fit.slope * time
    free = len(value) - 2
    reach = 1 + 1 / len(value) + (at - time.mean()) ** 2 / ((time - time.mean()) ** 2).sum()
    return fit.intercept + fit.slope * at, np.sqrt((rest**2).sum() / free * reach), free


OTHERS: dict[str, Callable] = {"walk": _walk, "drift": _drift, "line": _line}


def _others(name: str, model: Callable, history: pd.DataFrame, future: pd.DataFrame) -> pd.DataFrame:
    found = []
    for _, one in history.groupby("case", sort=True):
        mean, deviation, free = model(one["time"].to_numpy(float), one["value"].to_numpy(), one["at"].iloc[0])
        reach = stats.t.ppf((1 + LEVEL) / 2, free) * deviation
        ends = np.array([mean, mean - reach, mean + reach])
        least, most = one["minimum"].iloc[0], one["maximum"].iloc[0]
        found.append(np.fmin(np.fmax(ends, least), most))
    return future.assign(model=name, **dict(zip(("middle", "low", "high"), np.array(found).T, strict=True)))


# Tables


def _summary(cases: pd.DataFrame, group: str) -> pd.DataFrame:
    grouped = cases.groupby(group, sort=group != "model")
    return grouped.agg(cases=("covered", "size"), covered=("covered", "mean"), score=("score", "mean"),
                       error=("error", "median"))  # fmt: skip


def tables(cases: pd.DataFrame, language: str) -> dict[str, str]:
    """Markdown tables by group, in the words and with the decimal sign of `language`."""
    ours = cases[cases["model"] == "ours"]
    return {group: _table(_summary(cases if group == "model" else ours, group), language) for group in GROUPS}


def _table(summary: pd.DataFrame, language: str) -> str:
    words = WORDS[language]
    heads = [words[str(summary.index.name)], *(words[name] for name in summary.columns)]
    lines = ["| " + " | ".join(heads) + " |", "|---|" + "---:|" * len(summary.columns)]
    for name, row in summary.iterrows():
        share = f"{100 * row['covered']:.1f}{' %' if language == 'id' else '%'}"
        figures = [f"{int(row['cases']):,}", share, f"{row['score']:.2f}", f"{row['error']:.2f}"]
        if language == "id":
            figures = [figure.translate(str.maketrans(",.", ".,")) for figure in figures]
        lines.append("| " + " | ".join([words.get(str(name), str(name)), *figures]) + " |")
    return "\n".join(lines)


def write(cases: pd.DataFrame, report: Path = REPORT) -> None:
    """Put the tables in their places in the report."""
    found = {language: tables(cases, language) for language in WORDS}
    text = report.read_text("utf-8")
    report.write_text(MARKS.sub(lambda m: f"{m[1]}{found[m[3]][m[2]]}{m[4]}", text), "utf-8")
