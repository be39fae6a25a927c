"""Many visitors at once: how long answers take, how many are lost, and what a session costs in memory.

A visitor is a web socket that speaks Streamlit's own messages, without a browser: it opens the app and then goes from
view to view, one every few seconds.
"""

import asyncio
import random
import tempfile
from collections.abc import Sequence
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import connect

from benchmarks.serving import APP, HELLO, resident, served

EVERY = 5.0  # seconds between two acts of a visitor
ACTS = 8
ARRIVE = 20.0  # seconds in which all visitors come
LONGEST = 60.0  # seconds after which an answer counts as lost
LINKS = {
    "": "",
    "instansi": "agency=DINKES",
    "indikator": "indicator=IKU-BAPPEDA-13",
    "peta": "indicator=IKU-BAPPEDA-13",
    "wilayah": "region=11.71",
    "unduh": "",
    "mutu": "",
    "panduan": "",
}


def run(store: Path, visitors: int) -> dict[str, object]:
    """Seconds of the answers (p50, p95, longest), how many were lost, and megabytes a session, beside a bare script."""
    with tempfile.TemporaryDirectory() as folder:
        hello = Path(folder) / "hello.py"
        hello.write_text(HELLO, "utf-8")
        with served(hello, store) as (address, process):
            bare = asyncio.run(_sessions(address, process, visitors))
    with served(APP, store) as (address, process):
        asyncio.run(_tour(address))
        ours = asyncio.run(_sessions(address, process, visitors))
        times, lost = asyncio.run(_crowd(address, visitors))
    ordered = sorted(times)
    return {
        "visitors": visitors,
        "answers": len(times),
        "lost": lost,
        "p50_s": round(median(ordered), 2),
        "p95_s": round(quantiles(ordered, n=20)[-1], 2),
        "longest_s": round(ordered[-1], 2),
        "session_mb": round(ours, 2),
        "bare_session_mb": round(bare, 2),
    }


class Visitor:
    """One session; `go` asks for a view and waits until its script has ended."""

    def __init__(self, socket):
        self._socket = socket
        self._pages: dict[str, str] = {}

    async def go(self, view: str = "", query: str = "") -> float:
        """Seconds until the view is complete."""
        asked = BackMsg()
        asked.rerun_script.query_string = query
        asked.rerun_script.page_script_hash = self._pages.get(view, "")
        asked.rerun_script.page_name = "" if view in self._pages else view
        started = perf_counter()
        await self._socket.send(asked.SerializeToString())
        while True:
            told = ForwardMsg.FromString(await asyncio.wait_for(self._socket.recv(), LONGEST))
            kind = told.WhichOneof("type")
            if kind == "navigation":
                self._pages = {
                    "" if page.is_default else page.url_pathname: page.page_script_hash
                    for page in told.navigation.app_pages
                }
            elif kind == "script_finished":
                return perf_counter() - started


def _connected(address: str):
    return connect(
        f"{address.replace('http', 'ws', 1)}/_stcore/stream", subprotocols=["streamlit"], origin=address, max_size=None
    )


async def _tour(address: str) -> None:
    """One visit of every view, so that what is computed once a snapshot is there."""
    async with _connected(address) as socket:
        visitor = Visitor(socket)
        await visitor.go()
        for view, query in LINKS.items():
            await visitor.go(view, query)


async def _sessions(address: str, process: int, n: int) -> float:
    """Megabytes that each of `n` sessions adds that have opened the first view and stay."""
    sockets = [await _connected(address)]
    await Visitor(sockets[0]).go()
    before = resident(process)
    for _ in range(n):
        sockets.append(await _connected(address))
        await Visitor(sockets[-1]).go()
    await asyncio.sleep(1)
    grown = resident(process) - before
    for socket in sockets:
        await socket.close()
    return grown / n / 1e6


async def _crowd(address: str, n: int) -> tuple[list[float], int]:
    outcomes = await asyncio.gather(
        *(_visit(address, random.Random(number), ARRIVE * number / n) for number in range(n))
    )
    return [seconds for times, _ in outcomes for seconds in times], sum(lost for _, lost in outcomes)


async def _visit(address: str, chance: random.Random, after: float) -> tuple[list[float], int]:
    """Seconds of every answer of one visitor, and how many never came."""
    await asyncio.sleep(after)
    times: list[float] = []
    views: Sequence[str] = [*LINKS]
    try:
        async with _connected(address) as socket:
            visitor = Visitor(socket)
            times.append(await visitor.go())
            for _ in range(ACTS):
                await asyncio.sleep(max(0.0, EVERY - times[-1]) * chance.uniform(0.8, 1.2))
                view = chance.choice(views)
                times.append(await visitor.go(view, LINKS[view]))
    except (OSError, TimeoutError, EOFError) as error:
        print(f"lost: {type(error).__name__} {error}")
    return times, ACTS + 1 - len(times)
