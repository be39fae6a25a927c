"""Evidence as a page offers it: safe links by period, nothing else."""

import pandas as pd

from pages.components import evidence


def test_only_safe_links_are_offered_each_under_its_period():
    rows = pd.DataFrame(
        {
            "when": ["2024", "2023", "2022", "2021"],
            "evidence": ["https://situs.id/a", "javascript:alert(1)", None, "berita acara.pdf"],
        }
    )
    assert evidence.linked(rows) == [("2024", "https://situs.id/a")]


def test_many_links_are_cut_short():
    rows = pd.DataFrame({"when": map(str, range(40)), "evidence": ["https://situs.id/a"] * 40})
    assert len(evidence.linked(rows)) == evidence.MOST
