"""What changed in a series, and which change deserves attention first: its confirmed signal against the look one value
earlier, its class against the value it may be compared with (`analytics.comparison`).

The rule of importance, first to last:
1. harm (a signal of worsening, an ended improvement, a fallen class) before good news;
2. what is new, has ended or changed its class before signals that continue;
3. what is certain (a signal that holds under false-discovery control; a changed class, which is a fact) before the
   rest;
4. new, then ended, then a changed class alone;
5. more classes before fewer, a stronger test statistic |z| before a weaker;
6. the order of the series, so that equal changes keep their places.
"""

import numpy as np
import pandas as pd

from analytics.achievement import TONES

SIGNALS = ("improving", "worsening")
KINDS = ("new", "ended", "class", "continuing")


def confirmed_only(series: pd.DataFrame, look: str = "") -> pd.Series:
    """The state of each series where it is no signal or a confirmed one, else no_clear_change. `look`: a prefix."""
    state, confirmed = series[f"{look}state"], series[f"{look}confirmed"].astype("boolean").fillna(False)
    return state.mask(state.isin(SIGNALS) & ~confirmed.astype(bool), "no_clear_change")


def signal_kind(state: pd.Series, before: pd.Series) -> np.ndarray:
    """new, continuing, ended or none, by row. A signal that turned into its opposite is new."""
    now, earlier = state.isin(SIGNALS), before.isin(SIGNALS)
    same = (state.to_numpy(dtype=object) == before.to_numpy(dtype=object)) & now.to_numpy()
    return np.select([same, now, earlier], ["continuing", "new", "ended"], "none")


def class_steps(tone: pd.Series, before: pd.Series) -> np.ndarray:
    """Classes gained (positive) or lost (negative) on the five tones; NaN where either look has none."""
    place = {name: step for step, name in enumerate(reversed(TONES))}
    return tone.map(place).to_numpy(dtype=float) - before.map(place).to_numpy(dtype=float)


def importance(series: pd.DataFrame) -> np.ndarray:
    """1 for the change that deserves attention first, 2 for the next, NaN for series without a change.

    Columns: state, previous_state, change_kind, class_steps, confirmed, z (any sign, may be missing), series.
    """
    steps = series["class_steps"].fillna(0).to_numpy(dtype=float)
    signal, state = series["change_kind"], series["state"]
    kind = signal.mask((signal == "none") & (steps != 0), "class")
    ended = signal == "ended"
    harm = (state == "worsening") | (ended & (series["previous_state"] == "improving")) | (steps < 0)
    certain = (series["confirmed"].astype(bool) & signal.isin(["new", "continuing"])) | (steps != 0)
    order = pd.DataFrame(
        {
            "good": ~harm.to_numpy(),
            "old": (kind == "continuing").to_numpy(),
            "doubtful": ~certain.to_numpy(),
            "kind": kind.map({name: place for place, name in enumerate(KINDS)}).to_numpy(dtype=float),
            "steps": -np.abs(steps),
            "strength": -series["z"].abs().fillna(0).to_numpy(dtype=float),
            "series": series["series"].to_numpy(),
        }
    )
    changed = order.loc[order["kind"].notna()].sort_values(list(order.columns), kind="stable").index
    rank = np.full(len(series), np.nan)
    rank[changed] = np.arange(1, len(changed) + 1)
    return rank
