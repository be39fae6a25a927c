"""Runs tests of a checkout in forked processes that have the foreign packages imported already.

Nothing of the program itself is imported here, so that each process takes it from the checkout it tests.
"""

import multiprocessing
import os
import signal
import sys
from contextlib import suppress
from pathlib import Path

PRELOADED = (
    "numpy", "pandas", "scipy.stats", "pyarrow", "pyarrow.parquet", "duckdb", "openpyxl", "hypothesis", "pytest",
    "rapidfuzz", "lxml.etree",
)  # fmt: skip
PASSED, FAILED, LATE = "passed", "failed", "late"

_processes = multiprocessing.get_context("forkserver")


def outcome(checkout: Path, tests: list[str], seconds: float) -> str:
    """Whether tests of a checkout passed, failed, or had not ended after so many seconds; they stop at a failure."""
    _processes.set_forkserver_preload([*PRELOADED, __name__])
    process = _processes.Process(target=_test, args=(str(checkout), tests))
    process.start()
    process.join(seconds)
    if process.exitcode is None:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.join()
        return LATE
    return PASSED if process.exitcode == 0 else FAILED


def _test(checkout: str, tests: list[str]) -> None:
    os.setsid()
    silence = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(silence, stream)
    own = str(Path(__file__).resolve().parent.parent)
    os.chdir(checkout)
    sys.path[:] = [checkout, *(path for path in sys.path if path not in ("", own, checkout))]
    for name in [name for name in sys.modules if name.partition(".")[0] in ("analytics", "data", "pages", "tests")]:
        del sys.modules[name]
    sys.dont_write_bytecode = True  # a change within the second would pass for what stood there
    import pytest

    os._exit(int(pytest.main(["-x", "-q", "-p", "no:cacheprovider", *tests])))
