"""A running app on the shipped exports and a Chromium to look at it with."""

import io
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from contextlib import contextmanager, redirect_stdout
from functools import partial
from pathlib import Path
from urllib.parse import urlparse

import pandas as pd
import pytest

from data.__main__ import main as command_line

ROOT = Path(__file__).resolve().parents[2]
NAMES = ("chromium", "chromium-browser", "google-chrome")
CHROMIUM = next((path for name in NAMES if (path := shutil.which(name))), None)
SWITCHES = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
]
START_SECONDS = 120
DESKTOP = (1440, 900)
PHONE = (390, 844)
PHONE_AGENT = (
    "Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Mobile Safari/537.36"
)
PATIENCE = 60_000
SETTLED = """() => {
    const app = document.querySelector("[data-testid='stApp']");
    const charts = [...document.querySelectorAll(".stPlotlyChart")];
    const quiet = app?.dataset.testScriptState === "notRunning" && document.querySelectorAll("h1").length === 1
        && !document.querySelector("[data-stale='true'], [data-testid='stSkeleton']")
        && charts.every(chart => chart.querySelector(".main-svg"));
    window.quietSince = quiet ? window.quietSince ?? performance.now() : null;
    return quiet && performance.now() - window.quietSince > QUIET;
}"""
QUIET_MS = 200  # between a run and the one it asked for nothing seems to run
LOOK_MS = 50  # to look at every frame makes the browser draw them all


@contextmanager
def serving(
    store: Path,
    exports: Path | None = None,
    port: int | None = None,
    mode: str = "desk",
    switches: tuple[str, ...] = (),
):
    """The app on a port of this machine, a free one unless it is given; yields its address."""
    port = free_port() if port is None else port
    environment = {**os.environ, "KINERJA_STORE": str(store), "KINERJA_MODE": mode}
    if exports is not None:
        environment["KINERJA_EXPORTS"] = str(exports)
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.headless", "true"]
    command += ["--server.port", str(port), *switches]
    with (
        tempfile.TemporaryFile() as log,
        subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=subprocess.STDOUT) as process,
    ):
        try:
            address = f"http://127.0.0.1:{port}"
            wait_for(f"{address}/_stcore/health", process, log)
            yield address
        finally:
            process.terminate()


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(url: str, process: subprocess.Popen, log) -> None:
    """Wait until a server that was started answers at an address; what it said where it stopped instead."""
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        if process.poll() is not None:
            log.seek(0)
            raise RuntimeError(f"{url}: the server stopped at start:\n{log.read().decode()}")
        try:
            with urllib.request.urlopen(url, timeout=2):
                return
        except OSError:
            time.sleep(0.2)
    raise TimeoutError(f"{url} did not answer within {START_SECONDS} s.")


@pytest.fixture(scope="session")
def app(shipped):
    """Address of the app on a copy-free, read-only use of the shipped store."""
    with serving(shipped) as address:
        yield address


@pytest.fixture
def asked(shipped):
    """`asked(query, **parameters)`: what `python -m data query` answers."""
    return partial(answered, shipped)


def answered(store: Path, query: str, **parameters: str) -> pd.DataFrame:
    """What `python -m data query` answers of a store."""
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(io.StringIO()) as out:
        patch.setenv("KINERJA_STORE", str(store))
        assert command_line(["query", query, *(f"{key}={value}" for key, value in parameters.items()), "--json"]) == 0
    return pd.DataFrame(json.loads(out.getvalue())["rows"])


@pytest.fixture(scope="session")
def browser():
    if CHROMIUM is None:
        if os.environ.get("KINERJA_BROWSER") == "required":
            pytest.fail("Chromium is required and not installed (Debian: apt-get install chromium).")
        pytest.skip("Chromium is not installed; browser tests did not run.")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=SWITCHES)
        yield chromium
        chromium.close()


class Visit:
    """A page of the browser that records foreign requests and console errors."""

    def __init__(self, page, address: str, size: tuple[int, int]):
        self.page = page
        self.size = size
        self.address = address
        self.foreign: list[str] = []
        self.errors: list[str] = []
        page.set_default_timeout(PATIENCE)
        page.on("request", self._request)
        page.on("console", lambda message: self.errors.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: self.errors.append(str(error)))

    def open(self, path: str = "/") -> None:
        """Go to a path of the app, or to a whole address, and wait until its script has run to the end."""
        self.page.goto(path if path.startswith("http") else self.address + path)
        self.settle()

    def settle(self) -> None:
        """Wait until nothing is running any more and every chart is drawn."""
        self.page.wait_for_function(SETTLED.replace("QUIET", str(QUIET_MS)), timeout=PATIENCE, polling=LOOK_MS)

    def words(self) -> str:
        """All text of the page itself, without the sidebar."""
        return self.page.locator("[data-testid='stMain']").inner_text()

    def metrics(self) -> dict[str, str]:
        """Label → value of the page's metrics; the name of an icon before a label is left out."""
        found = self.page.locator("[data-testid='stMetric']")
        labels = (box.get_by_test_id("stMetricLabel").inner_text().splitlines()[-1] for box in found.all())
        values = (box.get_by_test_id("stMetricValue").inner_text() for box in found.all())
        return dict(zip(labels, values, strict=True))

    def value(self) -> str:
        """The value in the head of Indikator, with its sign."""
        return self.page.locator(".facts .n:not(.w)").first.inner_text()

    def _request(self, request) -> None:
        host = urlparse(request.url)
        if host.scheme in ("http", "https", "ws", "wss") and host.hostname != "127.0.0.1":
            self.foreign.append(request.url)


def _context(browser, size: tuple[int, int]):
    width, height = size
    held = {"user_agent": PHONE_AGENT, "has_touch": True} if size == PHONE else {}
    return browser.new_context(
        viewport={"width": width, "height": height},
        locale="id-ID",
        reduced_motion="reduce",
        accept_downloads=True,
        **held,
    )


@pytest.fixture
def visitor(browser, app):
    """`visitor(size=DESKTOP, address=app)`: a visitor who was never here before."""
    contexts = []

    def arrive(size: tuple[int, int] = DESKTOP, address: str = app) -> Visit:
        contexts.append(_context(browser, size))
        return Visit(contexts[-1].new_page(), address, size)

    yield arrive
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def acquainted(browser, app):
    """`acquainted(size)`: a new tab of a visitor of that size whose browser holds the scripts already."""
    contexts = {}

    def arrive(size: tuple[int, int]) -> Visit:
        if size not in contexts:
            contexts[size] = _context(browser, size)
        return Visit(contexts[size].new_page(), app, size)

    yield arrive
    for context in contexts.values():
        context.close()


@pytest.fixture
def visit(acquainted):
    """A tab at desktop size of a visitor whose browser holds the scripts already."""
    visit = acquainted(DESKTOP)
    yield visit
    visit.page.close()
