"""Flips of a proposal: computed once for a content, again where another visitor put the files away meanwhile."""

from types import SimpleNamespace

import pytest

from data import submissions
from pages.components import proposed_flips


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
