"""A server that may have few handles of the system, with every seat taken, while three publications come.

Tabs are opened until one is refused. Then a file is published by the command line, three times; after each, three of
the open sessions go on to each of the views, and have to be shown the new snapshot, or the old one with the reason.
Who comes new has to be told that there is no seat, by the page and by /api/ready, in words.
"""

import asyncio
import json
import os
import subprocess
import sys
import urllib.error
import urllib.request
from collections import Counter
from itertools import cycle
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.exceptions import ConnectionClosed, InvalidStatus, WebSocketException

from benchmarks.faults import export
from benchmarks.serving import APP, ROOT, served
from benchmarks.visitors import connected

PUBLICATIONS = 3
REGIONS = ("11.01", "11.02", "11.03", "11.71", "11.72")
VIEWS = ("", "instansi", "indikator", "peta", "wilayah", "unduh", "kirim", "mutu", "panduan")
GO_ON = 3 * len(VIEWS)
AT_ONCE = 8
LONGEST = 600.0  # seconds for an answer
SORRY = ("Halaman ini gagal", "This page failed")
OLD = ("tidak dapat dibuka", "cannot be opened")
LOST = (OSError, TimeoutError, EOFError, WebSocketException)


def run(handles: int) -> dict[str, object]:
    """Seats, and for each publication what the open sessions and who came new were answered; `faults` must not be."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "exports").mkdir()
        os.environ["KINERJA_EXPORTS"] = str(folder / "exports")
        files = [export(folder / f"laporan{number}.csv", number, REGIONS) for number in range(PUBLICATIONS + 1)]
        store, log = folder / "store", folder / "log"
        _publish(store, files[0])
        with log.open("wb") as written, served(APP, store, handles=handles, log=written) as (address, process):
            told = asyncio.run(_full(address, process, store, files[1:]))
        tracebacks = log.read_text("utf-8", "replace").count("Traceback")
    told["tracebacks"] = tracebacks
    told["faults"] += [f"{tracebacks} tracebacks in the log"] if tracebacks else []
    return told


def _publish(store: Path, file: Path) -> str:
    """The snapshot that a file makes, published by a process of its own."""
    command = [sys.executable, "-m", "data", "load", str(file), "--reason", "uji", "--json"]
    environment = {**os.environ, "KINERJA_STORE": str(store)}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    return str(json.loads(done.stdout)["snapshot"])


async def _full(address: str, process: int, store: Path, files: list[Path]) -> dict[str, Any]:
    tabs = await _seated(address)
    told: dict[str, Any] = {"seats": len(tabs), "publications": [], "faults": []}
    for number, file in enumerate(files, 1):
        snapshot = await asyncio.to_thread(_publish, store, file)
        answers = await _go_on(tabs[-GO_ON * number :][:GO_ON], snapshot)
        came = {path: await asyncio.to_thread(_asked, address + path) for path in ("/", "/api/ready")}
        used = len(os.listdir(f"/proc/{process}/fd"))
        one = {"answers": dict(answers), "came": {path: status for path, (status, _) in came.items()}, "handles": used}
        told["publications"].append(one)
        told["faults"] += [f"publication {number}: {n} × {what}" for what, n in answers.items() if what not in FINE]
        told["faults"] += [
            f"publication {number}: {path} answers {status}, {text[:80]!r}"
            for path, (status, text) in came.items()
            if status != 503 or "pengunjung" not in text
        ]
    for tab in tabs:
        await tab.close()
    return told


async def _seated(address: str) -> list:
    """Tabs that show a view, as many as are let in."""
    tabs = []
    while True:
        try:
            tab = await connected(address).__aenter__()
            await _shown(tab, "mutu", "")
        except (ConnectionClosed, InvalidStatus):
            return tabs
        tabs.append(tab)


FINE = ("the new snapshot", "the old snapshot, with the reason")


async def _go_on(tabs: list, snapshot: str) -> Counter[str]:
    """What the open sessions are shown, each at another view than before, a few at a time."""
    gate, views = asyncio.Semaphore(AT_ONCE), cycle(VIEWS)

    async def go_on(tab, view: str) -> str:
        async with gate:
            try:
                return _judged(await _shown(tab, view, "agency=BAPPEDA"), snapshot)
            except LOST as error:
                return f"lost: {type(error).__name__}"

    return Counter(await asyncio.gather(*(go_on(tab, next(views)) for tab in tabs)))


def _judged(text: str, snapshot: str) -> str:
    if any(words in text for words in SORRY):
        return "the page failed"
    if snapshot in text:
        return FINE[0]
    return FINE[1] if any(words in text for words in OLD) else "the old snapshot, without a word"


async def _shown(tab, view: str, query: str) -> str:
    """All that a view sends, once it is complete."""
    asked, sent = BackMsg(), []
    asked.rerun_script.query_string = query
    asked.rerun_script.page_name = view
    await tab.send(asked.SerializeToString())
    while True:
        message = await asyncio.wait_for(tab.recv(), LONGEST)
        sent.append(message.decode("utf-8", "ignore") if isinstance(message, bytes) else message)
        if ForwardMsg.FromString(message).WhichOneof("type") == "script_finished":
            return "".join(sent)


def _asked(address: str) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(address, timeout=LONGEST) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()
