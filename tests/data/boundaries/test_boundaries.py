"""The shipped polygons: complete, keyed by the right codes, attributed."""

import shapely

from analytics import spatial
from data import boundaries
from data.boundaries import shapes


def test_23_valid_polygons_keyed_by_kemendagri_code():
    regions = boundaries.load()
    assert len(regions) == 23
    assert regions.index.is_unique
    assert regions.index.str.fullmatch(r"11\.\d\d").all()
    assert regions.geometry.is_valid.all()
    assert shapely.coverage_is_valid(regions.geometry.to_numpy())
    assert regions.crs.to_epsg() == 4326


def test_the_two_code_systems_are_not_mixed_up():
    regions = boundaries.load()
    assert regions.loc["11.73", ["name", "bps_code"]].tolist() == ["Lhokseumawe", "1174"]
    assert regions.loc["11.74", ["name", "bps_code"]].tolist() == ["Langsa", "1173"]
    assert regions.loc["11.01", ["name", "bps_code"]].tolist() == ["Aceh Selatan", "1103"]


def test_the_readme_prints_the_attribution():
    readme = shapes.PATH.with_name("README.md").read_text(encoding="utf-8")
    assert boundaries.ATTRIBUTION["en"] in " ".join(readme.replace("\n> ", " ").split())


def test_the_written_neighbours_are_those_of_the_polygons():
    assert boundaries.neighbours() == spatial.contiguity(boundaries.load())
