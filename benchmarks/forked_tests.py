"""Runs tests of a checkout in forked processes that have the foreign packages imported already.

Nothing of the program itself is imported here, so that each process takes it from the checkout it tests.
"""

import multiprocessing
import os
import shutil
import signal
import sys
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path

PRELOADED = (
    "numpy", "pandas", "scipy.stats", "pyarrow", "pyarrow.parquet", "duckdb", "openpyxl", "hypothesis", "pytest",
    "rapidfuzz", "lxml.etree",
)  # fmt: skip
PASSED, FAILED, LATE = "passed", "not imported", "timeout"
BEGUN = "begun"
CLOCK = 4  # seconds on the clock to one of the processor, on a machine that others use too
MEMORY = 12 << 30

_processes = multiprocessing.get_context("forkserver")


def outcome(checkout: Path, tests: list[str], seconds: float, made: Path) -> tuple[str, str]:
    """Whether tests of a checkout passed, failed, or had not ended after so many seconds of the processor.

    They run in the order given and stop at the first that fails, which is the second answer; "not imported" without
    one where not even their files could be imported. `made` is a folder for what they write.
    """
    _processes.set_forkserver_preload([*PRELOADED, __name__])
    heard, told = _processes.Pipe(duplex=False)
    process = _processes.Process(target=_test, args=(str(checkout), tests, seconds, str(made), told))
    process.start()
    told.close()
    process.join(CLOCK * seconds)
    is_late = process.exitcode in (None, -signal.SIGXCPU)
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.join()
    said = []
    with suppress(EOFError):
        while heard.poll():
            said.append(heard.recv())
    shutil.rmtree(made, ignore_errors=True)
    if BEGUN not in said:
        raise RuntimeError("The process for the tests did not come to begin them.")
    by = said[1] if len(said) > 1 else ""
    if is_late:
        return LATE, ""
    return (PASSED, "") if process.exitcode == 0 else (FAILED, by)


def _test(checkout: str, tests: list[str], seconds: float, made: str, told: Connection) -> None:
    import resource

    os.setsid()
    resource.setrlimit(resource.RLIMIT_CPU, (int(seconds), int(seconds) + 5))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    silence = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(silence, stream)
    own = str(Path(__file__).resolve().parent.parent)
    os.chdir(checkout)
    sys.path[:] = [checkout, *(path for path in sys.path if path not in ("", own, checkout))]
    for name in [name for name in sys.modules if name.partition(".")[0] in ("analytics", "data", "pages", "tests")]:
        del sys.modules[name]
    import pytest

    told.send(BEGUN)
    files = list(dict.fromkeys(test.partition("::")[0] for test in tests))
    given = ["-x", "-q", "-p", "no:cacheprovider", "--hypothesis-seed=0", f"--basetemp={made}", *files]
    os._exit(int(pytest.main(given, plugins=[_Chosen(tests, told)])))


class _Chosen:
    """A plugin of pytest that keeps some tests, in an order, and tells which fails."""

    def __init__(self, tests: list[str], told: Connection):
        self._order = {test: place for place, test in enumerate(tests)}
        self._told = told

    def pytest_collection_modifyitems(self, items) -> None:
        items[:] = sorted((one for one in items if one.nodeid in self._order), key=lambda one: self._order[one.nodeid])

    def pytest_runtest_logreport(self, report) -> None:
        if report.failed:
            self._told.send(report.nodeid)
