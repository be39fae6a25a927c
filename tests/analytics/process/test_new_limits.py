"""Where limits start anew: the first row at or after a mark, for whom the mark is meant."""

import numpy as np
import pandas as pd

from analytics.process import xmr_by
from analytics.process.new_limits import starts


def course(values, frequency="annual", first="2015-01-01", **columns):
    months = {"annual": 12, "quarterly": 3, "monthly": 1}[frequency]
    starts = pd.date_range(first, periods=len(values), freq=pd.DateOffset(months=months))
    whom = {"agency": "DINKES", "unit": "", "indicator": "X", "region": "11", "frequency": frequency}
    return pd.DataFrame({"period_start": starts, "actual": np.array(values, float)}).assign(**{**whom, **columns})


def mark(period, **whom):
    return pd.DataFrame([{"indicator": "X", "agency": "", "unit": "", "region": "", "period": period, **whom}])


def test_the_first_row_at_or_after_the_period_starts_a_segment():
    rows = course([1.0] * 6, "quarterly", "2024-01-01").drop(index=2)
    assert np.flatnonzero(starts(rows, mark("2024-Q2"))).tolist() == [1]
    assert np.flatnonzero(starts(rows, mark("2024-Q3"))).tolist() == [2], "the third quarter is missing"
    assert np.flatnonzero(starts(rows.iloc[::-1], mark("2024-Q2"))).tolist() == [3]
    assert not starts(rows, mark("2026-Q1")).any()
    assert not starts(rows, None).any()
    assert not starts(rows.iloc[:0], mark("2024-Q2")).any()


def test_a_mark_is_for_whom_it_names():
    one, other = course([1.0, 2.0]), course([1.0, 2.0], region="11.01")
    rows = pd.concat([one, other], ignore_index=True)
    assert starts(rows, mark("2016")).tolist() == [False, True, False, True]
    assert starts(rows, mark("2016", region="11.01")).tolist() == [False, False, False, True]
    assert not starts(rows, mark("2016", agency="DISDIK")).any()
    assert not starts(rows, mark("2016", indicator="Y")).any()


def test_several_marks_make_as_many_segments():
    rows = course(np.arange(12.0), "monthly", "2024-01-01")
    marks = pd.concat([mark("2024-04"), mark("2024-09"), mark("2024-04", region="11")])
    chart = xmr_by(rows.assign(step=range(12), new=starts(rows, marks)), "region", "actual", time="step", rebase="new")
    assert chart["segment"].tolist() == [0] * 3 + [1] * 5 + [2] * 4
