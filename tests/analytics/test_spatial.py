"""Oracles: grids counted by hand; esda and libpysal are asked in test_oracles.py."""

import math

import geopandas
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import MultiPolygon, Polygon, box

from analytics import spatial
from data import boundaries

modest = settings(max_examples=40, deadline=None)


def frame(**shapes) -> geopandas.GeoDataFrame:
    return geopandas.GeoDataFrame(geometry=list(shapes.values()), index=list(shapes))


def grid(rows: int, columns: int) -> geopandas.GeoDataFrame:
    return frame(**{f"{r}{c}": box(c, -r - 1, c + 1, -r) for r in range(rows) for c in range(columns)})


def pairs(neighbours) -> int:
    assert all(key in neighbours[other] for key, others in neighbours.items() for other in others)
    return sum(map(len, neighbours.values())) // 2


# --- contiguity


def test_queen_and_rook_on_a_grid():
    squares = grid(3, 3)
    assert pairs(spatial.contiguity(squares, "rook")) == 12
    assert pairs(spatial.contiguity(squares, "queen")) == 20
    assert spatial.contiguity(squares)["11"] == set(squares.index) - {"11"}
    assert spatial.contiguity(squares, "rook")["00"] == {"01", "10"}


@pytest.mark.parametrize("rule", spatial.RULES)
def test_edges_without_common_vertices_count(rule):
    found = spatial.contiguity(frame(a=box(0, 0, 1, 3), b=box(1, 0.5, 2, 1.5), c=box(1, 1.7, 2, 9)), rule)
    assert found == {"a": {"b", "c"}, "b": {"a"}, "c": {"a"}}


@pytest.mark.parametrize("rule", spatial.RULES)
def test_a_slanted_edge_that_rounding_pulls_apart_counts(rule):
    upper = Polygon([(0, 0), (3, 1), (0, 1)])
    left = Polygon([(0, 0), (1, 1 / 3), (1, 0)])
    right = Polygon([(1, 1 / 3), (3, 1), (3, 0), (1, 0)])
    found = spatial.contiguity(frame(upper=upper, left=left, right=right), rule)
    assert found["upper"] == {"left", "right"}


def test_a_shared_corner_is_no_line():
    corner = frame(a=box(0, 0, 1, 1), b=box(1, 1, 2, 2), c=box(1, 0, 2, 1))
    assert spatial.contiguity(corner, "queen")["a"] == {"b", "c"}
    assert spatial.contiguity(corner, "rook")["a"] == {"c"}


def test_an_island_is_linked_both_ways_to_the_nearest_boundary():
    # the centre of b is nearer, the boundary of a is
    found = spatial.contiguity(frame(a=box(0, 0, 100, 1), b=box(100, 0, 104, 1), island=box(0, 3, 1, 4)))
    assert found == {"a": {"b", "island"}, "b": {"a"}, "island": {"a"}}


def test_islands_only_and_equally_near():
    found = spatial.contiguity(frame(a=box(0, 0, 1, 1), b=box(2, 0, 3, 1), c=box(4, 0, 5, 1)))
    assert found == {"a": {"b"}, "b": {"a", "c"}, "c": {"b"}}


def test_an_enclave_and_parts_apart():
    ring = Polygon([(0, 0), (3, 0), (3, 3), (0, 3)], [[(1, 1), (2, 1), (2, 2), (1, 2)]])
    parts = MultiPolygon([box(3, 0, 4, 1), box(10, 10, 11, 11)])
    found = spatial.contiguity(frame(ring=ring, inside=box(1, 1, 2, 2), parts=parts), "rook")
    assert found == {"ring": {"inside", "parts"}, "inside": {"ring"}, "parts": {"ring"}}


def test_small_and_bad_frames():
    assert spatial.contiguity(grid(1, 1)) == {"00": set()}
    assert spatial.contiguity(grid(1, 1).iloc[:0]) == {}
    with pytest.raises(ValueError, match="queen, rook"):
        spatial.contiguity(grid(2, 2), "bishop")
    with pytest.raises(ValueError, match="No geometry for b"):
        spatial.contiguity(frame(a=box(0, 0, 1, 1), b=None))
    with pytest.raises(ValueError, match="twice"):
        spatial.contiguity(geopandas.GeoDataFrame(geometry=[box(0, 0, 1, 1)] * 2, index=["a", "a"]))


@pytest.mark.parametrize("rule", spatial.RULES)
def test_the_shipped_map_has_39_neighbour_pairs_and_two_islands(rule):
    found = spatial.contiguity(boundaries.load(), rule, link_islands=False)
    assert pairs(found) == 39
    assert [key for key, others in found.items() if not others] == ["11.09", "11.72"]
    linked = spatial.contiguity(boundaries.load(), rule)
    assert pairs(linked) == 41
    assert linked["11.72"] == {"11.06"}  # Sabang to Aceh Besar
    assert linked["11.09"] == {"11.10"}  # Simeulue to Aceh Singkil, whose Banyak islands lie nearest


# --- Moran's I


def chequers() -> tuple[pd.Series, dict]:
    squares = grid(2, 2)
    return pd.Series([1.0, 0.0, 0.0, 1.0], index=squares.index), spatial.contiguity(squares, "rook")


def test_a_chequerboard_is_minus_one():
    found = spatial.moran(*chequers())
    assert found.i == pytest.approx(-1)
    assert found.expected == pytest.approx(-1 / 3)


def test_a_line_by_hand():
    # values 1 2 3 in a row: deviations -1 0 1; lags of the ends 0; the middle is 0 itself
    found = spatial.moran(pd.Series({"a": 1, "b": 2, "c": 3}), {"a": {"b"}, "b": {"a", "c"}, "c": {"b"}})
    assert found.i == pytest.approx(0)
    assert found.reason == "too_few"
    assert math.isnan(found.p_value)


# the boundaries' order is that of the Kemendagri codes; human development 2024, rounded by hand
IPM = [71, 72, 72, 76, 74, 76, 73, 73, 69, 72, 75, 70, 70, 73, 72, 73, 76, 76, 88, 79, 79, 80, 68]


def test_regions_without_neighbours_are_used_as_given():
    regions = boundaries.load()
    values = pd.Series(IPM, index=regions.index, dtype=float)
    assert spatial.moran(values, spatial.contiguity(regions, link_islands=False)).n == 23


def test_q_is_never_below_p_and_clusters_have_names():
    regions = boundaries.load()
    values = pd.Series(IPM, index=regions.index, dtype=float)
    table = spatial.local_clusters(values, spatial.contiguity(regions), permutations=999)
    assert set(table["cluster"]) <= set(spatial.CLUSTERS)
    assert (table["q_value"] >= table["p_value"]).all()


def test_order_of_the_series_does_not_matter():
    regions = boundaries.load()
    values = pd.Series(IPM, index=regions.index, dtype=float)
    neighbours = spatial.contiguity(regions)
    assert spatial.moran(values[::-1], neighbours).i == pytest.approx(spatial.moran(values, neighbours).i, rel=1e-12)


def test_missing_values_are_left_out_as_neighbours_too():
    neighbours = {"a": {"b"}, "b": {"a", "c"}, "c": {"b", "d"}, "d": {"c", "e"}, "e": {"d"}}
    with_gap = spatial.moran(pd.Series({"a": 1, "b": 2, "c": 5, "d": 4, "e": None}), neighbours)
    without = spatial.moran(
        pd.Series({"a": 1, "b": 2, "c": 5, "d": 4}), {"a": {"b"}, "b": {"a", "c"}, "c": {"b", "d"}, "d": {"c"}}
    )
    assert with_gap == without
    assert with_gap.n == 4


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"a": 2.0, "b": 2.0, "c": 2.0, "d": 2.0}, "constant"),
        ({"a": 0.1 + 0.2, "b": 0.3, "c": 0.3, "d": 0.3}, "constant"),
        ({"a": 2.0, "b": None, "c": None, "d": None}, "too_few"),
        ({"a": None, "b": None, "c": None, "d": None}, "too_few"),
    ],
)
def test_nothing_can_be_said(values, reason):
    ring = {"a": {"b", "d"}, "b": {"a", "c"}, "c": {"b", "d"}, "d": {"c", "a"}}
    result = spatial.moran(pd.Series(values), ring)
    assert math.isnan(result.i)
    assert math.isnan(result.z)
    assert math.isnan(result.p_value)
    assert result.reason == reason
    assert spatial.local_clusters(pd.Series(values), ring)["i"].isna().all()


def test_no_neighbours_at_all():
    result = spatial.moran(pd.Series({"a": 1.0, "b": 2.0}), {"a": set(), "b": set()})
    assert math.isnan(result.i)
    assert result.reason == "no_neighbours"


def test_a_region_the_neighbours_do_not_know_is_an_error():
    with pytest.raises(ValueError, match="1101"):
        spatial.moran(pd.Series({"11.01": 1.0, "1101": 2.0}), {"11.01": set()})


def test_a_block_of_high_values_is_a_cluster():
    squares = grid(6, 6)
    values = pd.Series([10.0 if key[0] in "01" and key[1] in "012" else 1.0 for key in squares.index], squares.index)
    values += np.linspace(0, 0.1, len(values))
    table = spatial.local_clusters(values, spatial.contiguity(squares), permutations=999)
    assert table.loc["01", "cluster"] == "high_high"
    assert "high_low" not in set(table["cluster"])


@modest
@given(st.lists(st.integers(-100, 100), min_size=9, max_size=9), st.floats(0.01, 1e6), st.integers(-1000, 1000))
def test_scale_and_origin_do_not_matter(numbers, factor, shift):
    neighbours = spatial.contiguity(grid(3, 3), "rook")
    values = pd.Series(numbers, index=list(neighbours), dtype=float)
    before, after = spatial.moran(values, neighbours), spatial.moran(values * factor + shift, neighbours)
    assert after.reason == before.reason
    if not before.reason:
        assert (after.i, after.p_value) == pytest.approx((before.i, before.p_value), rel=1e-6, abs=1e-7)
