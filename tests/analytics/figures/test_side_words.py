"""Words beside places of a drawing lie over one another nowhere, and move no further than that asks for."""

import numpy as np
import plotly.graph_objects as go
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.figures import side_words

HEIGHT = 400
PIXELS = side_words.DRAWING * HEIGHT / 10


def drawn(*places: tuple[str, float, int, str], **more: object) -> go.Figure:
    """A figure from 0 to 10 with words at (day, value, shift, text)."""
    figure = go.Figure(layout={"height": HEIGHT, "xaxis_range": ["2015-01-01", "2030-01-01"]})
    figure.add_scatter(x=["2015-01-01", "2025-01-01"], y=[0, 10])
    for day, value, shift, text in places:
        figure.add_annotation(name=side_words.NAME, x=day, y=value, yshift=shift, text=text, xanchor="right", **more)
    side_words.move_apart(figure)
    return figure


def middles(figure: go.Figure) -> np.ndarray:
    """Pixels of the words from the top."""
    return np.array([(10 - each.y) * PIXELS - each.yshift for each in figure.layout.annotations])


def test_what_has_room_stays_where_it_was():
    figure = drawn(("2025-01-01", 9, 16, "a"), ("2025-01-01", 2, -13, "b"))
    assert [each.yshift for each in figure.layout.annotations] == [16, -13]


def test_words_of_one_place_stand_below_one_another_in_the_order_of_their_values():
    figure = drawn(("2025-01-01", 5.0, -13, "a"), ("2025-01-01", 5.6, -16, "b"), ("2025-01-01", 4.9, -14, "c<br>d"))
    a, b, c = middles(figure)
    assert b < a < c
    assert a - b >= side_words.LINE - 1
    assert c - a >= 1.5 * side_words.LINE - 1


def test_words_of_other_sides_and_places_are_none_of_their_business():
    far = drawn(("2016-01-01", 5, 0, "a"), ("2025-01-01", 5, 0, "b"))
    assert [each.yshift for each in far.layout.annotations] == [0, 0]
    figure = drawn(("2025-01-01", 5, 0, "a"))
    figure.add_annotation(name=side_words.NAME, x="2025-01-01", y=5, yshift=0, text="b", xanchor="left")
    figure.add_annotation(x="2025-01-01", y=5, yshift=0, text="of a mark", xanchor="right")
    side_words.move_apart(figure)
    assert [each.yshift for each in figure.layout.annotations] == [0, 0, 0]


@pytest.mark.parametrize("values", [[], [3.0, 3.0]])
def test_a_figure_without_extent_is_left_alone(values):
    figure = go.Figure(layout={"height": HEIGHT, "xaxis_range": ["2015-01-01", "2030-01-01"]})
    figure.add_scatter(x=["2015-01-01"] * len(values), y=values)
    figure.add_annotation(name=side_words.NAME, x="2025-01-01", y=3, yshift=5, text="a")
    side_words.move_apart(figure)
    assert figure.layout.annotations[0].yshift == 5


@given(st.lists(st.tuples(st.floats(0, 10), st.integers(-20, 20), st.sampled_from(["a", "a<br>b"])), max_size=6))
def test_no_two_ever_overlap(places):
    figure = drawn(*(("2025-01-01", value, shift, text) for value, shift, text in places))
    heights = np.array([side_words.LINE * (1 + each.text.count("<br>")) for each in figure.layout.annotations])
    order = np.argsort(middles(figure), kind="stable")
    ends = middles(figure)[order] + heights[order] / 2 if len(order) else np.array([])
    starts = middles(figure)[order] - heights[order] / 2 if len(order) else np.array([])
    assert (starts[1:] - ends[:-1] >= -2).all()
