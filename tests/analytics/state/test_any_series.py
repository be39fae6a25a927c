"""States of series: what must hold for any, many of them judged in one call."""

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.state import assess_series, finish
from tests.analytics.state.examples import INDICATOR, MONTHS_IN, course

FREQUENCIES = st.sampled_from(list(MONTHS_IN))
VALUES = st.lists(st.one_of(st.none(), st.integers(-20, 20)), min_size=1, max_size=26)


def judged(courses, facts):
    """Observations and rows of state of many series, judged in one call; `facts` gives each its entry."""
    rows = pd.concat([each.assign(series=n, indicator=f"I{n}") for n, each in enumerate(courses)], ignore_index=True)
    entries = [{**INDICATOR, "code": f"I{n}", **each} for n, each in enumerate(facts)]
    return rows, pd.DataFrame(entries), assess_series(rows, pd.DataFrame(entries))


@st.composite
def batches(draw):
    """Courses of several series of mixed kinds, and the facts of their indicators."""
    count = draw(st.integers(2, 12))
    courses = [course(draw(VALUES), draw(FREQUENCIES), target=draw(st.integers(1, 9)) * 1.0) for _ in range(count)]
    kinds = st.sampled_from(["higher", "lower", "range", "neutral"]), st.sampled_from(["point", "cumulative"])
    return courses, [dict(zip(("better", "accumulation"), map(draw, kinds), strict=True)) for _ in range(count)]


@settings(max_examples=8, deadline=None)
@given(batches(), st.data())
def test_series_do_not_know_of_each_other(batch, data):
    rows, entries, (together, series) = judged(*batch)
    apart = data.draw(st.sets(st.sampled_from(series["series"].tolist()), min_size=1, max_size=len(series) - 1))
    parts = [assess_series(rows[rows["series"].isin(apart) == chosen], entries) for chosen in (True, False)]
    pd.testing.assert_frame_equal(pd.concat([part[0] for part in parts]).sort_index(), together)
    alone = pd.concat([part[1] for part in parts]).sort_values("series", ignore_index=True)
    columns = [name for name in series if name != "actuals"]
    pd.testing.assert_frame_equal(alone[columns], series[columns], check_dtype=False)


@settings(max_examples=8, deadline=None)
@given(st.lists(st.tuples(VALUES, FREQUENCIES), min_size=4, max_size=12))
def test_polarity_mirrors_the_state(kinds):
    mirrored = [([None if value is None else -value for value in values], often) for values, often in kinds]
    _, _, (_, up) = judged([course(*each) for each in kinds], [{"better": "higher"}] * len(kinds))
    _, _, (_, down) = judged([course(*each) for each in mirrored], [{"better": "lower"}] * len(kinds))
    names = ["state", "previous_state", "change_kind", "variation"]
    pd.testing.assert_frame_equal(up[names], down[names])
    assert up["streak"].tolist() == (-down["streak"]).tolist()


@settings(max_examples=8, deadline=None)
@given(st.lists(st.tuples(VALUES, FREQUENCIES), min_size=4, max_size=12))
def test_every_state_has_a_sentence_and_every_silence_a_reason(kinds):
    _, _, (_, series) = judged([course(*each, target=5.0) for each in kinds], [{}] * len(kinds))
    told = finish(series)
    assert set(told["state"]) <= {"improving", "worsening", "no_clear_change", "cannot_say"}
    assert told.loc[told["state"] == "cannot_say", "reason"].notna().all()
    assert told[["sentence_id", "sentence_en", "paragraph_id", "paragraph_en"]].fillna("").ne("").all(axis=None)
