"""Every view over a slow line: seconds until its title and its whole content stand in Chromium, and the bytes sent."""

import shutil
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from benchmarks.serving import APP, HELLO, served

BITS, DELAY = 1_000_000, 50  # bits a second both ways; milliseconds
VIEWS = {
    "ringkasan": "/",
    "instansi": "/instansi?agency=DINKES",
    "indikator": "/indikator?indicator=IKU-BAPPEDA-13",
    "peta": "/peta?indicator=IKU-BAPPEDA-13",
    "wilayah": "/wilayah?region=11.71",
    "unduh": "/unduh",
    "kirim": "/kirim",
    "mutu": "/mutu",
    "panduan": "/panduan",
}
FIRST_VISITS = ("ringkasan", "peta")
RUNS = 5
WHOLE = """() => document.querySelector("[data-testid='stApp']")?.dataset.testScriptState === "notRunning"
    && document.querySelector("h1") && !document.querySelector("[data-stale='true'], [data-testid='stSkeleton']")
    && [...document.querySelectorAll(".stPlotlyChart")].every(chart => chart.querySelector(".main-svg"))"""


def run(store: Path) -> dict[str, object]:
    """Seconds and kilobytes of each view for who comes for the first time, and for who was here before."""
    with prepared() as (browser, hello):
        with served(hello, store) as (address, _):
            yardstick = opened(browser.new_context(), address)
        with served(APP, store) as (address, _):
            for path in VIEWS.values():  # so that the line is measured and not the first visitor's computation
                opened(browser.new_context(), address + path, bits=None)
            first = {name: opened(browser.new_context(), address + VIEWS[name]) for name in FIRST_VISITS}
            known = browser.new_context()
            opened(known, address + VIEWS["peta"], bits=None)
            again = {name: opened(known, address + path) for name, path in VIEWS.items()}
    return {"bits": BITS, "delay_ms": DELAY, "hello": yardstick, "first_visit": first, "later_visit": again}


def start(store: Path) -> dict[str, object]:
    """Without a slow line: seconds until the title stands, for who comes for the first time; medians of RUNS visits.

    Hello page and views are visited in turn. `map_kilobytes` is what the map page sends to who has the scripts.
    """
    with prepared() as (browser, hello), served(hello, store) as (bare, _), served(APP, store) as (address, _):
        visits = {"hello": bare} | {name: address + VIEWS[name] for name in FIRST_VISITS}
        seconds: dict[str, list[float]] = {name: [] for name in visits}
        for turn in range(RUNS + 1):
            for name, place in visits.items():
                told = opened(browser.new_context(), place, bits=None)
                seconds[name] += [told["title_s"]] if turn else []  # the first turn warms the servers
        known = browser.new_context()
        opened(known, address + VIEWS["ringkasan"], bits=None)
        opened(known, address + VIEWS["peta"], bits=None)
        again = opened(known, address + VIEWS["peta"], bits=None)
    found = {name: round(median(times), 2) for name, times in seconds.items()}
    ratios = {name: round(found[name] / found["hello"], 2) for name in FIRST_VISITS}
    return {"seconds": found, "ratios": ratios, "map_kilobytes": again["kilobytes"]}


@contextmanager
def prepared():
    """A browser, and a script that does nothing but greet."""
    from playwright.sync_api import sync_playwright

    executable = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))))
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        hello = Path(folder) / "hello.py"
        hello.write_text(HELLO, "utf-8")
        with playwright.chromium.launch(
            executable_path=executable, args=["--no-sandbox", "--disable-gpu"]
        ) as browser:
            yield browser, hello


def opened(context, address: str, bits: int | None = BITS) -> dict[str, float]:
    page = context.new_page()
    session = context.new_cdp_session(page)
    received = {"bytes": 0}
    session.on("Network.dataReceived", lambda event: _add(received, event["encodedDataLength"]))
    session.on("Network.webSocketFrameReceived", lambda event: _add(received, _length(event["response"])))
    session.send("Network.enable")
    if bits:
        speed = {"downloadThroughput": bits / 8, "uploadThroughput": bits / 8, "latency": DELAY, "offline": False}
        session.send("Network.emulateNetworkConditions", speed)
    started = time.monotonic()
    page.goto(address, wait_until="commit")
    page.wait_for_selector("h1", timeout=180_000)
    title = time.monotonic() - started
    page.wait_for_function(WHOLE, timeout=180_000)
    whole = time.monotonic() - started
    page.close()
    return {"title_s": round(title, 2), "whole_s": round(whole, 2), "kilobytes": round(received["bytes"] / 1000)}


def _add(received: dict, length: int) -> None:
    received["bytes"] += length


def _length(frame: dict) -> int:
    """Bytes of a frame; binary ones come as base64."""
    return len(frame["payloadData"]) * 3 // 4 if frame["opcode"] == 2 else len(frame["payloadData"])
