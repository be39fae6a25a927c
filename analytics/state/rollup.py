"""Roll-ups of judged series to unit, agency, theme or province.

Stated rules: classes, signals and targets met are counted; the middle achievement is a median over the series of one
scale, held between the scale's floor and cap. Achievements are never averaged, as no rule for Aceh that does so was
found, and ratios are never computed from ratios: values of regions add up by numerator and denominator (`rollups`).
"""

import numpy as np
import pandas as pd

from analytics.achievement import COMPARED_DECIMALS, HIGH, LOW, MAIN_SCALE, TONES, Scales, capped
from analytics.state.changes import SIGNALS


def roll_up_by(
    series: pd.DataFrame, by: str | list[str], scale: str = MAIN_SCALE, scales: Scales | None = None
) -> pd.DataFrame:
    """One row a group, in the order of first appearance, indexed by `by`.

    series: tone, state, gap (towards the good side, 0 at the target), achievement, scale and status, missing where
    unknown. Columns: series, judged (have a class), each of TONES, low, high, aimed (have a gap), met, share_met
    (percent of aimed; nan without any), improving, worsening, median (percent, of the series on `scale`) and
    simulated.
    """
    tone, state = series["tone"], series["state"]
    gap = np.round(pd.to_numeric(series["gap"]).to_numpy(dtype=float, na_value=np.nan), COMPARED_DECIMALS)
    own = pd.to_numeric(series["achievement"]).astype(float).where((series["scale"] == scale).to_numpy())
    facts = {"series": np.ones(len(series), dtype=bool), "judged": tone.notna()}
    facts |= {name: tone == name for name in TONES}
    facts |= {"low": tone.isin(LOW), "high": tone.isin(HIGH), "aimed": ~np.isnan(gap), "met": gap >= 0}
    facts |= {name: state == name for name in SIGNALS}
    facts["simulated"] = series["status"] == "simulated"
    counted = pd.DataFrame({name: np.asarray(fact, dtype=bool).astype(int) for name, fact in facts.items()})
    keys = [series[name].reset_index(drop=True) for name in ([by] if isinstance(by, str) else by)]
    found = counted.groupby(keys, sort=False).sum()
    found["share_met"] = 100 * found["met"] / found["aimed"].where(found["aimed"] > 0)
    found["median"] = capped(own, scale, scales).reset_index(drop=True).groupby(keys, sort=False).median()
    return found
