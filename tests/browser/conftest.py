"""A running app on the shipped exports and a Chromium to look at it with."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlparse

import pytest

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


@contextmanager
def serving(store: Path, exports: Path | None = None):
    """The app on a free port of this machine; yields its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {**os.environ, "KINERJA_STORE": str(store)}
    if exports is not None:
        environment["KINERJA_EXPORTS"] = str(exports)
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.headless", "true"]
    command += ["--server.port", str(port)]
    output = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
    with subprocess.Popen(command, cwd=ROOT, env=environment, **output) as process:
        try:
            address = f"http://127.0.0.1:{port}"
            _wait(address, process)
            yield address
        finally:
            process.terminate()


def _wait(address: str, process: subprocess.Popen) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        if process.poll() is not None:
            raise RuntimeError(f"The app stopped at start:\n{process.stdout.read().decode()}")
        try:
            with urllib.request.urlopen(f"{address}/_stcore/health", timeout=2):
                return
        except OSError:
            time.sleep(0.2)
    raise TimeoutError(f"The app did not answer within {START_SECONDS} s.")


@pytest.fixture(scope="session")
def app(shipped):
    """Address of the app on a copy-free, read-only use of the shipped store."""
    with serving(shipped) as address:
        yield address


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

    def __init__(self, page, address: str):
        self.page = page
        self.address = address
        self.foreign: list[str] = []
        self.errors: list[str] = []
        page.on("request", self._request)
        page.on("console", lambda message: self.errors.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: self.errors.append(str(error)))

    def open(self, path: str = "/") -> None:
        """Go to a path of the app and wait until its script has run to the end."""
        self.page.goto(self.address + path)
        self.settle()

    def settle(self) -> None:
        """Wait until Streamlit says that nothing is running any more."""
        self.page.wait_for_selector("[data-testid='stApp'][data-test-script-state='notRunning']", timeout=60_000)
        self.page.wait_for_selector("h1", timeout=60_000)

    def _request(self, request) -> None:
        host = urlparse(request.url)
        if host.scheme in ("http", "https", "ws", "wss") and host.hostname != "127.0.0.1":
            self.foreign.append(request.url)


@pytest.fixture
def visit(browser, app):
    """A fresh visitor at desktop size."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="id-ID", accept_downloads=True)
    yield Visit(context.new_page(), app)
    context.close()
