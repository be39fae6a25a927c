"""The cache that visitors share: made once, bounded, and nothing of a failure stays."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Lock, Thread
from time import sleep

import pytest

from pages.content.cache import LRUCache, cached


def test_a_value_is_made_once():
    made = []
    kept = LRUCache(2)
    assert [kept.get("key", lambda: made.append(1) or "value") for _ in range(3)] == ["value"] * 3
    assert made == [1]


def test_what_was_used_longest_ago_goes_first():
    kept = LRUCache(2)
    for key in ("first", "second", "first", "third"):
        kept.get(key, lambda: "old")
    assert [kept.get(key, lambda: "new") for key in ("first", "third", "second")] == ["old", "old", "new"]


def test_a_failure_is_not_kept():
    kept = LRUCache(2)
    with pytest.raises(ZeroDivisionError):
        kept.get("key", lambda: 1 / 0)
    assert kept.get("key", lambda: "value") == "value"


def test_what_is_forgotten_takes_no_room():
    kept = LRUCache(9, room=10, size=len)
    kept.get("first", lambda: "x" * 8)
    kept.forget("first")
    for key in ("second", "third"):
        kept.get(key, lambda: "old!")
    assert kept.get("second", lambda: "new!") == "old!"


def test_threads_that_ask_at_the_same_time_get_one_value():
    kept, together, found = LRUCache(2), Barrier(8), []

    def ask() -> None:
        together.wait()
        found.append(kept.get("key", object))

    threads = [Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(map(id, found))) == 1


def test_after_a_failure_one_thread_tries_again_while_others_wait():
    kept, lock, begun, making, most = LRUCache(2), Lock(), [], [], []

    def make() -> str:
        with lock:
            begun.append(1)
            making.append(1)
            most.append(len(making))
            first = len(begun) == 1
        sleep(0.02)
        with lock:
            making.pop()
        if first:
            raise ValueError
        return "value"

    def ask(_: int) -> str | None:
        try:
            return kept.get("key", make)
        except ValueError:  # the other threads, and those that come later, ask on
            return kept.get("key", make)

    with ThreadPoolExecutor(8) as crowd:
        assert set(crowd.map(ask, range(64))) == {"value"}
    assert len(begun) == 2
    assert max(most) == 1


def test_one_value_may_need_another():
    kept = LRUCache(2)
    assert kept.get("outer", lambda: kept.get("inner", lambda: 1) + 1) == 2


def test_results_are_kept_by_their_arguments():
    made = []

    @cached(most=4)
    def double(number):
        """Twice."""
        made.append(number)
        return 2 * number

    assert [double(1), double(2), double(1)] == [2, 4, 2]
    assert made == [1, 2]
    assert double.__doc__ == "Twice."
