"""ETS, Theta and ARIMA as statsforecast makes them, for cases that `yardsticks.py` has written down.

    python benchmarks/known_models.py CASES ANSWERS

Needs an environment of its own, because statsforecast does not go with the pandas of the product:
`python -m venv yardsticks && yardsticks/bin/pip install statsforecast==2.1.1`. Hence nothing of ours is imported here.

CASES (csv): origin, time, value; one row a value, the origins' values in time order and a step of 1 apart. ANSWERS
(csv): origin, ahead, model, middle, low, high; the interval of 80 %. What a model refuses is left out. Prints as JSON
the seconds of processor time of each model and how many origins it refused.
"""

import json
import sys
import time

import numpy as np
import pandas as pd
from statsforecast.models import AutoARIMA, AutoETS, AutoTheta, Theta

LEVEL = 80
MODELS = {"ets": AutoETS, "theta": Theta, "auto_theta": AutoTheta, "arima": AutoARIMA}


def answers(cases: pd.DataFrame, model: type) -> tuple[pd.DataFrame, int]:
    """What `model`, with the choices it makes by itself, forecasts from every origin; how many it refused."""
    found, refused = [], 0
    for origin, rows in cases.groupby("origin", sort=True):
        value = rows["value"].to_numpy(float)
        ahead = len(value) // 2
        try:
            said = model(season_length=1).forecast(value, h=ahead, level=[LEVEL])
        except Exception:  # what a library raises for short or flat series is its own affair
            refused += 1
            continue
        ends = {"middle": said["mean"], "low": said[f"lo-{LEVEL}"], "high": said[f"hi-{LEVEL}"]}
        found.append(pd.DataFrame({"origin": origin, "ahead": np.arange(1, ahead + 1), **ends}))
    return pd.concat(found, ignore_index=True), refused


def main(source: str, target: str) -> None:
    """Answer the cases of one file in another."""
    cases, found, told = pd.read_csv(source), [], {}
    for name, model in MODELS.items():
        begun = time.process_time()
        rows, refused = answers(cases, model)
        told[name] = {"seconds": round(time.process_time() - begun, 1), "refused": refused}
        found.append(rows.assign(model=name))
    pd.concat(found).to_csv(target, index=False)
    print(json.dumps(told))


if __name__ == "__main__":
    main(*sys.argv[1:])
