"""What changed, hand-made and by properties: kinds, classes and order."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.state.changes import class_steps, importance, signal_kind

STATES = ("improving", "worsening", "no_clear_change", "cannot_say")


@pytest.mark.parametrize(
    ("before", "now", "kind"),
    [
        ("no_clear_change", "worsening", "new"),
        ("cannot_say", "improving", "new"),
        ("improving", "worsening", "new"),
        ("worsening", "worsening", "continuing"),
        ("improving", "no_clear_change", "ended"),
        ("worsening", "cannot_say", "ended"),
        ("no_clear_change", "cannot_say", "none"),
        (None, "improving", "new"),
        (None, None, "none"),
    ],
)
def test_kind_of_a_signal(before, now, kind):
    states = [pd.Series([each], dtype="str") for each in (now, before)]
    assert signal_kind(*states).tolist() == [kind]


def test_steps_count_classes_towards_the_good():
    now = pd.Series(["very_good", "poor", "fair", None], dtype="str")
    before = pd.Series(["very_poor", "good", "fair", "fair"], dtype="str")
    np.testing.assert_array_equal(class_steps(now, before), [4, -2, 0, np.nan])


def changed(*rows):
    columns = ["state", "previous_state", "class_steps", "confirmed", "z"]
    frame = pd.DataFrame(list(rows), columns=columns).assign(series=range(len(rows)))
    frame["change_kind"] = signal_kind(frame["state"], frame["previous_state"])
    return frame


def test_order_of_attention_follows_the_stated_rule():
    same = "no_clear_change"
    frame = changed(
        ("improving", same, 2.0, True, 5.0),  # 6: good news, new
        ("worsening", "worsening", 0.0, True, -9.0),  # 5: harm that continues
        ("worsening", same, 0.0, False, -2.0),  # 4: harm, new, unconfirmed
        (same, same, -1.0, False, 0.1),  # 3: a class lost
        (same, same, -2.0, False, 0.1),  # 2: two classes lost
        ("worsening", same, np.nan, True, -3.0),  # 1: harm, new, confirmed
        (same, same, 0.0, False, 1.0),  # nothing changed
        ("cannot_say", "cannot_say", np.nan, False, np.nan),
    )
    np.testing.assert_array_equal(importance(frame), [6, 5, 4, 3, 2, 1, np.nan, np.nan])


def test_an_ended_improvement_is_harm_and_an_ended_worsening_good_news():
    frame = changed(
        ("no_clear_change", "worsening", 0.0, False, -1.0), ("no_clear_change", "improving", 0.0, False, 1.0)
    )
    assert importance(frame).tolist() == [2, 1]


def test_nothing_has_no_order():
    assert importance(changed()).size == 0


rows = st.lists(
    st.tuples(
        st.sampled_from(STATES),
        st.sampled_from(STATES),
        st.sampled_from([np.nan, -2.0, -1.0, 0.0, 1.0]),
        st.booleans(),
        st.sampled_from([np.nan, -3.0, -1.0, 0.0, 2.0]),
    ),
    max_size=12,
)


@settings(max_examples=80, deadline=None)
@given(rows, st.randoms(use_true_random=False))
def test_the_order_of_the_rows_does_not_matter(rows, chance):
    frame = changed(*rows)
    places = list(range(len(frame)))
    chance.shuffle(places)
    shuffled = frame.iloc[places].reset_index(drop=True)
    np.testing.assert_array_equal(importance(shuffled), importance(frame)[places])
    given_ranks = importance(frame)[~np.isnan(importance(frame))]
    assert sorted(given_ranks) == list(range(1, len(given_ranks) + 1))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(STATES), st.sampled_from(STATES)), max_size=10))
def test_looking_backwards_swaps_new_and_ended(pairs):
    now, before = (pd.Series([pair[side] for pair in pairs], dtype="str") for side in (0, 1))
    forth, back = signal_kind(now, before), signal_kind(before, now)
    turned = now.isin(STATES[:2]) & before.isin(STATES[:2]) & (now != before)
    swapped = pd.Series(back, dtype=object).replace({"new": "ended", "ended": "new"}).to_numpy()
    np.testing.assert_array_equal(forth[~turned], swapped[~turned])
    assert set(forth[turned]) | set(back[turned]) <= {"new"}
