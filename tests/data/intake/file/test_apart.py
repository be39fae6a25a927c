"""Foreign bytes are read apart: a reader that dies, hangs or takes too much is an answer about the file."""

import os
import sys
from itertools import islice

import pytest

from data.intake.contract import IntakeError
from data.intake.file import apart
from tests.data.intake.file import damage

NO_LIMITS = sys.platform == "win32"


def answer(monkeypatch, code, megabytes=0.0):
    """What is said of a file whose reader does this instead."""
    monkeypatch.setattr(apart, "START", f"import json, os, sys, time; asked = json.loads(sys.stdin.readline()); {code}")
    with pytest.raises(IntakeError) as caught, apart.Reader(megabytes) as reader:
        reader.read({"path": "a"})
    return caught.value


def test_a_reader_that_dies(monkeypatch):
    for code in ("os._exit(3)", "print('half of', end='')", "os.kill(os.getpid(), 11)"):
        error = answer(monkeypatch, code)
        assert (error.rule, "rusak" in error.found) == ("file_unreadable", True), code


@pytest.mark.skipif(NO_LIMITS, reason="signals are those of POSIX")
def test_a_reader_whose_memory_cannot_be_had(monkeypatch):
    for code in ("os.abort()", "os.kill(os.getpid(), 9)", 'print(\'{"beyond": "memory"}\')'):
        assert (answer(monkeypatch, code).rule, answer(monkeypatch, code).expected) == ("file_too_large", "3 GB"), code


def test_a_reader_that_hangs(monkeypatch):
    monkeypatch.setattr(apart, "SECONDS", 1)
    monkeypatch.setattr(apart, "PATIENCE", 0.3)
    error = answer(monkeypatch, "time.sleep(60)")
    assert (error.rule, error.expected) == ("file_too_large", "1 s")


@pytest.mark.skipif(NO_LIMITS, reason="the system bounds no process")
def test_the_reader_binds_itself(monkeypatch):
    limits = "from data.foreign.child import _limit; sys.path[:] = json.loads(sys.argv[1]); "
    start = f"sys.path[:] = json.loads(sys.argv[1]); {limits}_limit(1, 200 << 20); "
    assert answer(monkeypatch, start + "\nwhile True: pass").found.startswith("waktu")
    greedy = start + '\ntry: held = bytearray(400 << 20)\nexcept MemoryError: print(\'{"beyond": "memory"}\')'
    assert answer(monkeypatch, greedy).found.startswith("memori")


def test_nothing_of_tables_and_stores_is_imported(monkeypatch):
    monkeypatch.chdir(os.sep)
    code = (
        "sys.path[:] = json.loads(sys.argv[1]); import data.foreign.child, data.foreign.open_xml; "
        "heavy = {'numpy', 'pandas', 'duckdb', 'pyarrow', 'data.intake', 'analytics'}; "
        "print(json.dumps({'refused': ['file_empty', ' '.join(heavy & set(sys.modules)), None, None]}))"
    )
    assert answer(monkeypatch, code).found == ""


@pytest.mark.parametrize("kind", damage.KINDS)
def test_damaged_files_are_answered(kind):
    for content in islice(damage.files(kind, 7), 4):
        assert damage.trouble(kind, content) is None
