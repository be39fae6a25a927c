"""The history on Kirim Data: a page at a time, and the ledger read once a publication."""

from collections import Counter
from typing import ClassVar

import pandas as pd
import pytest

from pages.content import reader
from pages.sections.report import entries, past


class Entry:
    def __init__(self, number, agency, kind="load"):
        self.id, self.kind, self.submission = f"{number:06d}-abc", kind, f"{number:06d}-abc"
        self.facts = {"file": f"{number}.csv", "agency": agency, "received_at": "2026-01-01T00:00:00+00:00",
                      "outcome": "accepted", "whole": ["x"], "part": []}  # fmt: skip


@pytest.fixture
def ledger(tmp_path, monkeypatch):
    """A ledger of 3,000 submissions of three agencies and an aside; `read` counts how often it was read."""
    known = [Entry(number, ("DINKES", "DISDIK", "BPKA;DINKES")[number % 3]) for number in range(1, 3001)]
    known.append(Entry(3001, None, "aside"))
    undo = Entry(3002, None, "undo")
    undo.submission = known[0].id

    class Ledger:
        read: ClassVar[Counter] = Counter()
        folder = tmp_path

        def entries(self):
            self.read["entries"] += 1
            return [*known, undo]

        def turns(self):
            self.read["turns"] += 1
            return type("Turns", (), {"known": {one.id: one for one in known}, "out": {known[0].id}, "whole": set()})

    Ledger.head = 3002
    monkeypatch.setattr(reader, "ledger", Ledger)
    monkeypatch.setattr(reader, "snapshot", lambda: type("Snapshot", (), {"id": "one"}))
    return Ledger


def test_the_ledger_is_read_once_a_publication_and_filtered_by_agency(ledger):
    assert len(entries.history()) == 3001
    assert entries.history()["submission"].iloc[0].startswith("003001")
    own = entries.history("DISDIK")
    assert len(own) == 1001, "its own, and the aside"
    assert len(entries.history("DINKES")) == 2001
    assert list(own["submission"]) == sorted(own["submission"], reverse=True)
    assert entries.entry("000002-abc").facts["file"] == "2.csv"
    assert [one["kind"] for one in entries.turns("000001-abc")] == ["undo"]
    assert not entries.history().set_index("submission").loc["000001-abc", "standing"]
    assert ledger.read == {"entries": 1, "turns": 1}
    ledger.head = 3003
    entries.history()
    assert ledger.read["entries"] == 2


def test_a_page_of_the_history_is_shown_at_a_time(ledger, monkeypatch):
    asked = {}
    monkeypatch.setattr(past.st, "session_state", {past.PAGE: 500})
    monkeypatch.setattr(past.st, "number_input", lambda label, **more: asked.update(more) or 2)
    monkeypatch.setattr(past.st, "caption", lambda text: asked.update(said=text))
    shown = past.page_of(entries.history())
    assert asked["max_value"] == 121
    assert past.st.session_state[past.PAGE] == 121
    assert len(shown) == past.PAGE_ROWS
    assert shown["submission"].iloc[0] == "002976-abc"
    assert "26–50 dari 3.001" in asked["said"]
    past.page_of(entries.history(), "000001-abc")
    assert past.st.session_state[past.PAGE] == 121
    few = pd.DataFrame({"submission": ["a"]})
    assert past.page_of(few).equals(few)
