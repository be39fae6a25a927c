"""The short form of `python -m benchmarks faults --damages 2000`."""

import os

from benchmarks import damage


def test_no_random_damage_loses_changes_or_hides_anything(monkeypatch):
    monkeypatch.setenv("KINERJA_EXPORTS", "")
    seed = int.from_bytes(os.urandom(2))
    figures = damage.run(50, seed=seed, seconds=8)
    assert figures["faults"] == [], seed
    assert figures["damages"] > 0


def test_what_is_shown_wrong_counts_whatever_is_told_beside_it(monkeypatch, tmp_path):
    row = {"region": "11.01", "period": "2024", "actual": 1.0}
    wrong = damage.Answer(0, {"rows": [row], "warnings": [{"message_en": "served"}]}, "")
    monkeypatch.setattr(damage, "_answer", lambda *_: wrong)
    monkeypatch.setattr(damage, "_verified", lambda *_: [])
    figures = damage.Figures()
    damage._judge(tmp_path, "bit of a, then read", figures, frozenset(), [wrong], told=True)
    assert [text.partition(": ")[2].partition(", ")[0] for text in figures.lost] == ["0 values gone", "repaired"]


def test_progress_is_no_warning():
    assert damage.Answer(0, {}, "read accepted: a.csv, 3 rows, 0.1 s\n").outcome == "done"
    assert damage.Answer(0, {}, "read: a.csv, 3 rows, 0.1 s\nPotret lama rusak.\n").outcome == "done, told"
    assert damage.Answer(1, {"problems": ["x"]}, "").outcome == "refused, told"
    assert damage.Answer(None, {}, "", "KeyError('x')").outcome == "traceback"
