"""What stands twice: each place defended, and no more of them than can be kept in mind."""

from collections import Counter

from tests.architecture import duplicates, sources

MOST = 15

SIGNATURE = "both promise the same options, and a signature says them where it stands"

DEFENDED = {
    ("analytics/figures/ranking.py", "analytics/figures/tile_map.py"): (1, SIGNATURE),
    ("analytics/forecast/chance.py", "analytics/forecast/horizon.py"): (3, SIGNATURE),
    ("analytics/process/assessment.py", "analytics/process/chart.py"): (1, SIGNATURE),
    ("analytics/trend/leave_one_out.py", "analytics/trend/mann_kendall.py"): (1, SIGNATURE),
    ("data/intake/suggestions.py", "data/intake/suggestions.py"): (1, "a suggestion of either kind names its parts"),
}
"""Two files → how many runs of lines they share, and why these stay."""


def program():
    """Every Python and SQL file that runs."""
    folders = [sources.ROOT / name for name in ("analytics", "data", "pages")]
    return sorted(path for folder in folders for path in folder.rglob("*") if path.suffix in (".py", ".sql"))


def test_what_stands_twice_is_known_and_defended():
    found = duplicates.pairs(program())
    told = [f"{sources.shown(one)}:{line} ~ {sources.shown(other)}:{at} ({count} lines)"
            for ((one, line), (other, at)), count in found.items()]  # fmt: skip
    runs = Counter((sources.shown(one), sources.shown(other)) for (one, _), (other, _) in found)
    assert dict(runs) == {files: count for files, (count, _) in DEFENDED.items()}, "\n".join(told)
    assert len(found) <= MOST


def test_equal_lines_are_seen_whatever_stands_between_them(tmp_path):
    run = [f"step_{number} = {number}" for number in range(7)]
    one, other = tmp_path / "one.py", tmp_path / "other.py"
    one.write_text("import os\n" + "\n".join(run), "utf-8")
    other.write_text('"""Other."""\nfirst = 1\n' + "\n\n# why\n".join(run), "utf-8")
    assert duplicates.pairs([one, other]) == {((one, 2), (other, 3)): 7}


def test_five_lines_are_no_duplicate(tmp_path):
    files = [tmp_path / "one.sql", tmp_path / "other.sql"]
    for path in files:
        path.write_text("\n".join([f"-- {path.name}", *("a,", "b,", "c,", "d,", "e"), path.stem]), "utf-8")
    assert not duplicates.pairs(files)
