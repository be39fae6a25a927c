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

__all__ = [
    "backtest", "figures", "others", "ours", "put", "scored", "series", "split", "summary", "table", "tables", "write",
]  # fmt: skip

REPORT = Path(__file__).parent.parent / "docs" / "backtest.md"
MARKS = re.compile(r"(<!-- (\w+) (id|en) -->\n)(.*?)(\n<!-- end -->)", re.DOTALL)
# Scores beyond this are one bad guess that would decide the mean alone.
WORST = 50.0
GROUPS = ("model", "frequency", "ahead", "values", "bounded", "indicator")
SIGNS = {"id": str.maketrans(",.", ".,"), "en": {}}
WORDS = {
    "id": {
        "model": "model", "frequency": "frekuensi", "ahead": "periode ke depan", "values": "titik yang dipakai",
        "bounded": "rentang mungkin", "indicator": "indikator", "cases": "kasus", "covered": "tercakup",
        "score": "skor selang", "error": "galat tengah", "annual": "tahunan", "semiannual": "semesteran",
        "monthly": "bulanan", "quarterly": "triwulanan", "True": "dua batas", "False": "satu batas", "all": "semua",
        "ours": "**tingkat lokal dengan laju (dipakai)**", "walk": "jalan acak tanpa laju",
        "drift": "jalan acak dengan laju", "line": "garis lurus", "ets": "ETS (AutoETS)", "theta": "Theta",
        "auto_theta": "Theta (AutoTheta)", "arima": "ARIMA (AutoARIMA)",
    },
    "en": {
        "model": "model", "frequency": "frequency", "ahead": "periods ahead", "values": "values used",
        "bounded": "possible range", "indicator": "indicator", "cases": "cases", "covered": "covered",
        "score": "interval score", "error": "middle error", "annual": "annual", "semiannual": "half-yearly",
        "monthly": "monthly", "quarterly": "quarterly", "True": "two bounds", "False": "one bound", "all": "all",
        "ours": "**local level with drift (used)**", "walk": "random walk, no drift",
        "drift": "random walk with drift", "line": "straight line", "ets": "ETS (AutoETS)", "theta": "Theta",
        "auto_theta": "Theta (AutoTheta)", "arima": "ARIMA (AutoARIMA)",
    },
}  # fmt: skip


def figures(cases: pd.DataFrame) -> dict[str, object]:
    """Share of values inside the 80 % interval, by model and for ours by every group of the tables."""
    used = cases[cases["model"] == "ours"]
    groups = {name: summary(used, name).round(3).to_dict("index") for name in GROUPS[1:-1]}
    return {"cases": len(used), "models": summary(cases, "model").round(3).to_dict("index"), **groups}


def backtest(indicators: Iterable[str] | None = None) -> pd.DataFrame:
    """One row for each series, origin, period ahead and model: was the value covered, interval score, error.

    Series: every published one, or those of `indicators`. Origins: after each value from the sixth on, if the values so
    far are not all alike; periods ahead: up to half as many as values. Score (Gneiting and Raftery 2007) and absolute
    error of the middle are in units of the mean change from value to value before the origin, the score capped at 50.
    """
    history, future = split(series(indicators))
    # The yardsticks answer for the same cases as ours.
    return scored([ours(history, future), *others(history, future)])


def series(indicators: Iterable[str] | None = None) -> pd.DataFrame:
    """The published series, or those of `indicators`: what `split` takes, in the order it needs."""
    rows, facts = published(), load_reference().indicators.set_index("code")
    rows = rows[rows["actual"].ne("")]
    if indicators is not None:
        rows = rows[rows["indicator"].isin(list(indicators))]
    rows = rows.join(facts[["frequency", "minimum", "maximum"]], on="indicator")
    a_year = steps_a_year(rows["frequency"])
    rows = rows.assign(value=rows["actual"].astype(float), a_year=a_year, time=last_steps(rows["period"], a_year))
    return rows.sort_values(["indicator", "region", "time"])


def split(rows: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The values before each origin, one stretch a case, and what each case is to forecast.

    rows: indicator, region, time, value, minimum, maximum, a_year, frequency; sorted by the first three.
    """
    places, goals, future, origins = [], [], [], 0
    for (indicator, _), place in rows.groupby(["indicator", "region"], sort=True).indices.items():
        value, time = rows["value"].to_numpy()[place], rows["time"].to_numpy()[place]
        frequency = rows["frequency"].iloc[place[0]]
        for origin in range(POINTS_FOR_FORECAST, len(place)):
            for goal in range(origin, len(place)):
                ahead = time[goal] - time[origin - 1]
                if 2 * ahead > origin or np.ptp(value[:origin]) == 0:
                    break
                places.append(place[:origin])
                goals.append(time[goal])
                scale = np.abs(np.diff(value[:origin])).mean()
                future.append((indicator, frequency, ahead, origin, value[goal], scale, origins))
            origins += 1
    told = pd.DataFrame(future, columns=["indicator", "frequency", "ahead", "values", "actual", "scale", "origin"])
    kept = ["time", "value", "minimum", "maximum", "a_year"]
    joined = rows.iloc[np.concatenate(places)][kept].reset_index(drop=True)
    case = np.repeat(np.arange(len(places)), [len(place) for place in places])
    joined = joined.assign(case=case, at=np.asarray(goals)[case])
    return joined, told.assign(bounded=joined.groupby("case")["maximum"].first().notna())


def ours(history: pd.DataFrame, future: pd.DataFrame) -> pd.DataFrame:
    """What the product forecasts for the cases of `split`; missing where it declines."""
    told = forecast_by(history, "case", at="at", minimum="minimum", maximum="maximum", period="a_year")
    return future.assign(model="ours", middle=told["forecast"], low=told["low"], high=told["high"])


def others(history: pd.DataFrame, future: pd.DataFrame) -> list[pd.DataFrame]:
    """What each simple yardstick forecasts for the cases of `split`."""
    return [_other(name, model, history, future) for name, model in OTHERS.items()]


def scored(answers: list[pd.DataFrame]) -> pd.DataFrame:
    """Coverage, score and error of every model, in the cases that all of them answer."""
    told = np.logical_and.reduce([rows["low"].notna() for rows in answers])
    return pd.concat([_scored(rows[told]) for rows in answers], ignore_index=True)


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


def _other(name: str, model: Callable, history: pd.DataFrame, future: pd.DataFrame) -> pd.DataFrame:
    found = []
    for _, one in history.groupby("case", sort=True):
        mean, deviation, free = model(one["time"].to_numpy(float), one["value"].to_numpy(), one["at"].iloc[0])
        reach = stats.t.ppf((1 + LEVEL) / 2, free) * deviation
        ends = np.array([mean, mean - reach, mean + reach])
        least, most = one["minimum"].iloc[0], one["maximum"].iloc[0]
        found.append(np.fmin(np.fmax(ends, least), most))
    return future.assign(model=name, **dict(zip(("middle", "low", "high"), np.array(found).T, strict=True)))


# Tables


def summary(cases: pd.DataFrame, group: str) -> pd.DataFrame:
    """Cases, share covered, mean score and median error by a column."""
    grouped = cases.groupby(group, sort=group != "model")
    return grouped.agg(cases=("covered", "size"), covered=("covered", "mean"), score=("score", "mean"),
                       error=("error", "median"))  # fmt: skip


def tables(cases: pd.DataFrame, language: str) -> dict[str, str]:
    """Markdown tables by group, in the words and with the decimal sign of `language`."""
    used = cases[cases["model"] == "ours"]
    return {group: table(summary(cases if group == "model" else used, group), language) for group in GROUPS}


def table(told: pd.DataFrame, language: str) -> str:
    """A summary in Markdown."""
    words = WORDS[language]
    heads = [words[str(told.index.name)], *(words[name] for name in told.columns)]
    lines = ["| " + " | ".join(heads) + " |", "|---|" + "---:|" * len(told.columns)]
    for name, row in told.iterrows():
        share = f"{100 * row['covered']:.1f}{' %' if language == 'id' else '%'}"
        figures = [f"{int(row['cases']):,}", share, f"{row['score']:.2f}", f"{row['error']:.2f}"]
        figures = [figure.translate(SIGNS[language]) for figure in figures]
        lines.append("| " + " | ".join([words.get(str(name), str(name)), *figures]) + " |")
    return "\n".join(lines)


def write(cases: pd.DataFrame) -> None:
    """Put the tables in their places in the report."""
    put({language: tables(cases, language) for language in WORDS})


def put(found: dict[str, dict[str, str]], report: Path = REPORT) -> None:
    """Put the tables found, by language and name, in their places in the report; other places stay as they are."""
    text = report.read_text("utf-8")
    report.write_text(MARKS.sub(lambda m: f"{m[1]}{found[m[3]].get(m[2], m[4])}{m[5]}", text), "utf-8")
