"""What the server tells of itself: figures of its runs, acts, seats and store, and its log."""

import json
import logging

import pytest
from streamlit.runtime.stats import StatsManager

from data.errors import KinerjaError
from pages.session import acts
from pages.shell import run_times
from pages.shell.server import handles, logs
from pages.shell.server.measurements import Measurements


@pytest.fixture
def told(monkeypatch, full_store):
    """`told(family)`: the lines of a family as they are scraped."""
    monkeypatch.setenv("KINERJA_STORE", str(full_store))
    manager = StatsManager()
    manager.register_provider(Measurements())
    return lambda family: [stat.to_metric_str() for stat in manager.get_stats([family])[family]]


def test_every_run_is_counted_once_in_its_bucket_and_all_longer_ones(told, monkeypatch):
    moments = iter((0.0, 0.3, 10.0, 22.0, 30.0, 30.1, 40.0, 40.1))
    monkeypatch.setattr(run_times, "perf_counter", lambda: next(moments))
    monkeypatch.setattr(run_times, "_times", type(run_times._times)(run_times.Times))
    for view in ("map", "map", ""):
        with run_times.counted() as run:
            run.view = view
    with pytest.raises(KinerjaError), run_times.counted():
        raise KinerjaError("stopped")
    lines = dict(line.rsplit(" ", 1) for text in told("kinerja_run_seconds") for line in text.splitlines())
    bounds = {"0.25": "0", "0.5": "1", "10.0": "1", "+Inf": "2"}
    assert {bound: lines[f'kinerja_run_seconds_bucket{{le="{bound}",view="map"}}'] for bound in bounds} == bounds
    assert lines['kinerja_run_seconds_sum{view="map"}'] == "12.3"
    assert lines['kinerja_run_seconds_count{view=""}'] == "2"


def test_acts_are_counted_by_how_they_ended(told, monkeypatch, tmp_path):
    monkeypatch.setattr(acts, "_ended", type(acts._ended)())

    def fails(tell):
        raise KinerjaError("stopped")

    for mark, work in (("a", lambda tell: acts.Done(None)), ("b", fails)):
        assert acts.begin(acts.Asked("publish", "x.csv", mark, None), tmp_path, frozenset(), work).wait(10)
    assert told("kinerja_acts") == [
        'kinerja_acts_total{kind="publish",outcome="done"} 1',
        'kinerja_acts_total{kind="publish",outcome="failed"} 1',
    ]
    assert told("kinerja_acts_waiting") == ["kinerja_acts_waiting 0"]


def test_store_seats_and_readiness_are_told(told, full_store, built):
    size = sum(path.lstat().st_size for path in full_store.rglob("*") if path.is_file())
    assert told("kinerja_store_bytes") == [f"kinerja_store_bytes {size}"]
    assert told("kinerja_ready") == ['kinerja_ready{state="ready"} 1', 'kinerja_ready{state="stale"} 0']
    assert told("kinerja_seats") == [
        f'kinerja_seats{{of="taken"}} {handles.SEATS.taken}', f'kinerja_seats{{of="most"}} {handles.SEATS.most}'
    ]  # fmt: skip


def test_a_store_that_is_gone_is_not_ready(told, monkeypatch, tmp_path, built):
    monkeypatch.setenv("KINERJA_STORE", str(tmp_path / "nowhere"))
    assert told("kinerja_ready")[0] == 'kinerja_ready{state="ready"} 0'
    assert told("kinerja_store_bytes") == ["kinerja_store_bytes 0"]


def test_the_log_is_an_object_a_line_where_that_is_asked_for(monkeypatch, capsys):
    root = logging.getLogger()
    monkeypatch.setattr(root, "handlers", [])
    monkeypatch.setattr(root, "level", root.level)
    monkeypatch.setenv("KINERJA_LOG", "json")
    logs.set_up()
    try:
        raise OSError("disk gone\nentirely")
    except OSError:
        logging.getLogger("pages.session.acts").exception("publish of %s stopped", "lapor\nan.csv")
    (line,) = capsys.readouterr().err.splitlines()
    said = json.loads(line)
    assert (said["level"], said["logger"]) == ("ERROR", "pages.session.acts")
    assert said["message"] == "publish of lapor\nan.csv stopped"
    assert "disk gone" in said["error"]
