"""ETS, Theta and ARIMA beside the product's forecast, on the published series and on some that nobody chose with.

`python -m benchmarks yardsticks --python yardsticks/bin/python --write`: the other Python is the one that
`known_models.py` needs, which says how to make it. Annual series on even times alone: there the three can be asked
without a choice of how to fill gaps or which season to take.
"""

import json
import subprocess
import tempfile
from pathlib import Path

import numpy as np
import pandas as pd

from benchmarks import coverage, unseen

__all__ = ["run", "tables"]

SCRIPT = Path(__file__).with_name("known_models.py")
SETS = ("life", "income", "fertility", "firms")
WORDS = {
    "id": {"model": "model", "life": "harapan hidup", "income": "pendapatan per kapita", "fertility": "kelahiran per "
           "perempuan", "firms": "perusahaan", "cases": "kasus"},
    "en": {"model": "model", "life": "life expectancy", "income": "income per head", "fertility": "children per woman",
           "firms": "firms", "cases": "cases"},
}  # fmt: skip


def run(python: Path, write: bool) -> dict[str, object]:
    """Score all models on both sets of series; with `write`, put the tables into the report."""
    published = coverage.series()
    sets = {"published": published[published["a_year"] == 1], "unseen": unseen.series()}
    cases = {name: _even(*coverage.split(rows)) for name, rows in sets.items()}
    found, told = {}, {}
    for name, (known, seconds) in _asked(cases, python).items():
        answers = [coverage.ours(*cases[name]), *coverage.others(*cases[name]), *known]
        found[name] = coverage.scored(answers)
        told[name] = {"asked": len(cases[name][1]), "models": _plain(found[name]), "known": seconds}
        both = coverage.scored([_on_a_plain_scale(*cases[name]), *answers])
        told[name]["on a plain scale"] = _plain(both)["plain"]
    told["unseen"]["sets"] = {each: _plain(rows) for each, rows in found["unseen"].groupby("indicator")}
    if write:
        coverage.put({language: tables(found, language) for language in WORDS})
    return told


def _on_a_plain_scale(history: pd.DataFrame, future: pd.DataFrame) -> pd.DataFrame:
    """Our model where the lower end alone is known, without the logarithms that keep it."""
    free = history["minimum"].where(history["maximum"].notna())
    least = history.groupby("case")["minimum"].first()
    answers = coverage.ours(history.assign(minimum=free), future).assign(model="plain")
    return answers.assign(low=answers["low"].clip(lower=least), middle=answers["middle"].clip(lower=least))


def tables(found: dict[str, pd.DataFrame], language: str) -> dict[str, str]:
    """The tables of the report: all models on the published series, and on each set of the unseen ones."""
    published = coverage.table(coverage.summary(found["published"], "model"), language)
    return {"known": published, "unseen": _wide(found["unseen"], language)}


def _plain(cases: pd.DataFrame) -> dict:
    return coverage.summary(cases, "model").round(3).to_dict("index")


def _wide(cases: pd.DataFrame, language: str) -> str:
    """Models by sets; in each cell the share covered and the interval score."""
    words, names = WORDS[language], coverage.WORDS[language]
    each = {name: coverage.summary(cases[cases["indicator"] == name], "model") for name in SETS}
    heads = [f"{words[name]} ({int(told['cases'].iloc[0]):,} {words['cases']})" for name, told in each.items()]
    percent = " %" if language == "id" else "%"
    lines = []
    for model in each[SETS[0]].index:
        rows = [told.loc[model] for told in each.values()]
        cells = [f"{100 * row['covered']:.1f}{percent} · {row['score']:.2f}" for row in rows]
        lines.append("| " + " | ".join([names[model], *cells]) + " |")
    shown = ["| " + " | ".join([words["model"], *heads]) + " |", "|---|" + "---:|" * len(heads), *lines]
    return "\n".join(shown).translate(coverage.SIGNS[language])


def _even(history: pd.DataFrame, future: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The cases whose values lie one step apart."""
    even = history.groupby("case")["time"].agg(lambda time: (np.diff(time) == 1).all())
    return history[history["case"].map(even)], future[even]


def _asked(cases: dict[str, tuple[pd.DataFrame, pd.DataFrame]], python: Path) -> dict[str, tuple]:
    """Of each set the known models' answers, one frame a model, and what the other Python says of its work."""
    with tempfile.TemporaryDirectory() as folder:
        running = {}
        for name, (history, future) in cases.items():
            source, target = Path(folder) / f"{name}.csv", Path(folder) / f"{name}-answers.csv"
            firsts = future["origin"].drop_duplicates()
            rows = history[history["case"].isin(firsts.index)]
            rows = rows.assign(origin=rows["case"].map(firsts))
            rows[["origin", "time", "value"]].to_csv(source, index=False)
            command = [python, SCRIPT, source, target]
            running[name] = target, subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        found = {}
        for name, (target, process) in running.items():
            said, _ = process.communicate()
            if process.returncode:
                raise RuntimeError(f"{SCRIPT.name} failed on the {name} series")
            found[name] = _held(*cases[name], pd.read_csv(target)), json.loads(said)
    return found


def _held(history: pd.DataFrame, future: pd.DataFrame, said: pd.DataFrame) -> list[pd.DataFrame]:
    """The answers beside their cases, kept within the possible range as all others are."""
    least, most = history.groupby("case")[["minimum", "maximum"]].first().to_numpy().T
    found = []
    for name, one in said.groupby("model", sort=False):
        columns = future[["origin", "ahead"]].merge(one, on=["origin", "ahead"], how="left")
        ends = {end: columns[end].to_numpy() for end in ("middle", "low", "high")}
        held = {end: np.where(np.isnan(at), at, np.fmin(np.fmax(at, least), most)) for end, at in ends.items()}
        found.append(future.assign(model=name, **held))
    return found
