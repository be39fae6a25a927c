"""Flips of a proposal: computed once for a content, again where another visitor put the files away meanwhile."""

from types import SimpleNamespace

import pandas as pd
import pytest

from data import submissions
from data.rights import Grant
from pages.components import proposed_flips
from pages.content import reader


@pytest.fixture
def read_from(tmp_path, monkeypatch):
    """The folders that were read for flips, in order; one that is gone fails."""
    read = []

    def flips(_, proposal):
        read.append(proposal.folder)
        if not proposal.folder.exists():
            raise FileNotFoundError(proposal.folder)
        return "rows"

    monkeypatch.setattr(submissions, "flips", flips)
    monkeypatch.setattr(proposed_flips, "open_store", lambda: SimpleNamespace(folder=tmp_path))
    return read


def test_a_failure_is_told_and_another_with_the_same_content_tries_for_itself(tmp_path, read_from):
    gone, here = (SimpleNamespace(folder=folder, base="a", content="b") for folder in (tmp_path / "gone", tmp_path))
    for _ in range(2):
        with pytest.raises(FileNotFoundError):
            proposed_flips.of(gone)
    assert read_from == [gone.folder], "not again and again"
    assert proposed_flips.of(here) == proposed_flips.of(gone) == "rows"
    assert read_from == [gone.folder, here.folder]


@pytest.mark.parametrize(("agencies", "seen"), [(["DINKES", "DISDIK"], ["DINKES"]), (["DISDIK"], []), ([], [])])
def test_flips_of_others_are_not_shown(tmp_path, monkeypatch, agencies, seen):
    rows = pd.DataFrame({"agency": agencies, "indicator": ["A"] * len(agencies)})
    monkeypatch.setattr(submissions, "flips", lambda *_: rows)
    monkeypatch.setattr(proposed_flips, "open_store", lambda: SimpleNamespace(folder=tmp_path))
    monkeypatch.setattr(reader, "rights", lambda: Grant("ana", "officer", "DINKES").rights)
    shown = proposed_flips.of(SimpleNamespace(folder=tmp_path, base="c", content=f"d{len(agencies)}"))
    assert shown["agency"].tolist() == seen
    assert list(shown) == ["agency", "indicator"]
