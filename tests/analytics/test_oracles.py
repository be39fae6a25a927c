"""Our formulas beside the libraries that have them, computed anew on drawn data: libpysal, esda, statsmodels.

These packages take seconds to import. Hence they are imported in the fixtures, and all their tests stand in this file.
What they lack (islands linked, missing values, refusals) is tested beside each formula.
"""

import warnings

import geopandas
import numpy as np
import pandas as pd
import pytest
from shapely import box

from analytics import equity, spatial, trend
from analytics.equity import convergence
from analytics.gap import intervals
from data import boundaries

SEEDS = range(20)
RULES = pytest.mark.parametrize("rule", spatial.RULES)


@pytest.fixture(scope="module")
def libpysal():
    import libpysal.graph
    import libpysal.weights

    return libpysal


@pytest.fixture(scope="module")
def esda():
    import esda

    return esda


@pytest.fixture(scope="module")
def regions() -> geopandas.GeoDataFrame:
    return boundaries.load()


def cut(seed: int, pieces: int = 24) -> geopandas.GeoDataFrame:
    """A square cut again and again at whole numbers: edges that run along each other without common vertices."""
    random = np.random.default_rng(seed)
    parts = [(0, 0, 64, 64)]
    while len(parts) < pieces:
        west, south, east, north = parts.pop(int(random.integers(len(parts))))
        across = east - west >= north - south
        low, high = (west, east) if across else (south, north)
        if high - low < 2:
            parts.append((west, south, east, north))
            continue
        at = int(random.integers(low + 1, high))
        parts += [(west, south, at, north), (at, south, east, north)] if across else [
            (west, south, east, at), (west, at, east, north)]  # fmt: skip
    return geopandas.GeoDataFrame(geometry=[box(*part) for part in parts], index=[f"r{i}" for i in range(pieces)])


def as_sets(graph) -> dict[str, set[str]]:
    return {key: set(graph[key].index) - {key} if key not in graph.isolates else set() for key in graph.unique_ids}


def weights_of(libpysal, neighbours):
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", category=UserWarning)  # islands are wanted
        return libpysal.weights.W({key: sorted(others) for key, others in neighbours.items()}, silence_warnings=True)


def fields(keys, count: int):
    """Seeded values of the regions: normal, skewed, and of few different numbers in turn."""
    for seed in range(count):
        random = np.random.default_rng(seed)
        kinds = [random.normal(70, 4, len(keys)), random.lognormal(3, 1, len(keys)), random.integers(0, 5, len(keys))]
        yield pd.Series(kinds[seed % 3].astype(float), index=list(keys))


# --- neighbours


@RULES
def test_neighbours_of_the_shipped_map(libpysal, regions, rule):
    # Without `strict` only edges with common vertices count; Aceh's have them, the next test's have not.
    theirs = libpysal.graph.Graph.build_contiguity(regions, rook=rule == "rook", strict=True)
    assert spatial.contiguity(regions, rule, link_islands=False) == as_sets(theirs)


@RULES
@pytest.mark.parametrize("seed", SEEDS)
def test_neighbours_where_edges_share_no_vertex(libpysal, rule, seed):
    shapes = cut(seed)
    theirs = libpysal.graph.Graph.build_contiguity(shapes, rook=rule == "rook", strict=True)
    assert spatial.contiguity(shapes, rule) == as_sets(theirs)


# --- Moran


@pytest.fixture(scope="module", params=[True, False], ids=["linked", "islands"])
def neighbours(request, regions) -> dict[str, set[str]]:
    return spatial.contiguity(regions, link_islands=request.param)


def test_moran(esda, libpysal, neighbours):
    weights = weights_of(libpysal, neighbours)
    for values in fields(neighbours, 30):
        theirs = esda.Moran(values.to_numpy(), weights, permutations=0)
        for assumption, suffix in (("randomisation", "rand"), ("normality", "norm")):
            ours = spatial.moran(values, neighbours, assumption=assumption)
            expected = [theirs.I, theirs.EI, *(getattr(theirs, f"{name}_{suffix}") for name in ("VI", "z", "p"))]
            assert [ours.i, ours.expected, ours.variance, ours.z, ours.p_value] == pytest.approx(expected, rel=1e-9)


def test_local_moran_and_its_quadrants(esda, libpysal, neighbours):
    weights = weights_of(libpysal, neighbours)
    quadrants = {1: "high_high", 2: "low_high", 3: "low_low", 4: "high_low"}
    linked = np.array([bool(others) for others in neighbours.values()])
    for values in fields(neighbours, 15):
        theirs = esda.Moran_Local(values.to_numpy(), weights, permutations=0)
        ours = spatial.local_clusters(values, neighbours, permutations=9, level=1)
        assert ours["i"].to_numpy()[linked] == pytest.approx(theirs.Is[linked], rel=1e-9, abs=1e-12)
        sided = linked & (np.abs(theirs.Is) > 1e-9)  # a value at the mean, or a lag, has no side
        assert ours["cluster"].to_numpy()[sided].tolist() == [quadrants[each] for each in theirs.q[sided]]


def test_local_p_is_that_of_conditional_permutations(esda, libpysal, regions):
    from esda.significance import calculate_significance

    neighbours = spatial.contiguity(regions)
    weights = weights_of(libpysal, neighbours)
    for values in fields(neighbours, 2):
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", category=DeprecationWarning)  # of its own p, which is not used
            theirs = esda.Moran_Local(values.to_numpy(), weights, permutations=9999, seed=1)
        sides = [calculate_significance(theirs.Is, theirs.rlisas, side) for side in ("greater", "lesser")]
        ours = spatial.local_clusters(values, neighbours, permutations=9999)
        # Two runs of 9,999 differ by up to 0.014 in standard deviation.
        assert ours["p_value"].to_numpy() == pytest.approx(np.minimum(2 * np.minimum(*sides), 1), abs=0.05)


# --- false discoveries, proportions, weighted spread, regression


@pytest.fixture(scope="module")
def families() -> list[np.ndarray]:
    """Families of p-values of 1 … 200 tests, some with ties."""
    random = np.random.default_rng(7)
    drawn = [random.beta(0.4, 1, size) for size in random.integers(1, 201, 300)]
    return [np.round(p, 2) if place % 3 == 0 else p for place, p in enumerate(drawn)]


def test_false_discoveries(families):
    from statsmodels.stats.multitest import multipletests

    for p in families:
        assert np.asarray(trend.benjamini_hochberg(p)) == pytest.approx(multipletests(p, method="fdr_bh")[1], rel=1e-12)


def test_false_discoveries_of_local_clusters(regions):
    from statsmodels.stats.multitest import multipletests

    neighbours = spatial.contiguity(regions, link_islands=False)
    for values in fields(neighbours, 5):
        table = spatial.local_clusters(values, neighbours, permutations=99).dropna(subset=["p_value"])
        assert table["q_value"].to_numpy() == pytest.approx(multipletests(table["p_value"], method="fdr_bh")[1])


@pytest.mark.parametrize("level", [0.8, 0.95, 0.998])
def test_wilson(level):
    from statsmodels.stats.proportion import proportion_confint

    random = np.random.default_rng(3)
    total = np.concatenate([random.integers(1, 40, 500), random.integers(40, 5_000_000, 500)])
    count = np.floor(total * random.choice([0, 0.001, 0.02, 0.5, 0.97, 1], 1000) + 1e-9)
    frame = pd.DataFrame({"numerator": count, "denominator": total, "factor": 1.0, "kind": "proportion"})
    ours = intervals.intervals_by(frame, level=level)
    low, high = proportion_confint(count, total, alpha=1 - level, method="wilson")
    assert ours["reason"].isna().all()
    assert ours["low"].to_numpy() == pytest.approx(low, rel=1e-9, abs=1e-15)
    assert ours["high"].to_numpy() == pytest.approx(high, rel=1e-9, abs=1e-15)


@pytest.mark.parametrize("seed", SEEDS)
def test_weighted_and_plain_variation(seed):
    from statsmodels.stats.weightstats import DescrStatsW

    random = np.random.default_rng(seed)
    values, people = random.lognormal(3, 1, 23), random.integers(1, 10**6, 23)
    weighted, plain = DescrStatsW(values, people), DescrStatsW(values)
    assert equity.williamson(values, people) == pytest.approx(weighted.std / weighted.mean, rel=1e-12)
    assert equity.variation(values) == pytest.approx(plain.std / plain.mean, rel=1e-12)


@pytest.mark.parametrize("seed", SEEDS)
def test_beta_convergence_is_a_regression(seed):
    from statsmodels.regression.linear_model import OLS

    random = np.random.default_rng(seed)
    size, years = int(random.integers(10, 40)), int(random.integers(1, 15))
    first = random.lognormal(3, 0.6, size)
    last = first ** random.uniform(0.3, 1.2) * random.lognormal(0.5, random.uniform(0.01, 0.4), size)
    ours = convergence.beta_convergence(first, last, years)
    theirs = OLS(np.log(last / first) / years, np.column_stack([np.ones(size), np.log(first)])).fit()
    expected = [*theirs.params[::-1], theirs.bse[1], theirs.tvalues[1], theirs.pvalues[1], theirs.rsquared]
    found = [ours.coefficient, ours.intercept, ours.standard_error, ours.t, ours.p_value, ours.r_squared]
    assert found == pytest.approx(expected, rel=1e-8, abs=1e-12)
