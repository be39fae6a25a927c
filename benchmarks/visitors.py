"""Many visitors at once: how long answers take, how many are lost, and what a session costs in memory.

A visitor is a web socket that speaks Streamlit's own messages, without a browser. Every few seconds it goes to a view
in some scope: in the session it has, as a person does who clicks, or by a link that opens a session of its own.
"""

import asyncio
import random
import sys
import tempfile
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import connect
from websockets.exceptions import WebSocketException

from benchmarks.serving import APP, HELLO, resident, served, worked

EVERY = 5.0  # seconds between two acts of a visitor
ACTS = 8
LONGEST = 60.0  # seconds after which an answer counts as lost
SCOPES = (
    "",
    "agency=DINKES",
    "agency=DISDIK",
    "indicator=IKU-BAPPEDA-13",
    "agency=BAPPEDA&indicator=IKU-BAPPEDA-01&region=11.71",
    "region=11.06",
)
VIEWS = ("", "instansi", "indikator", "peta", "wilayah", "unduh", "mutu", "panduan")


def run(store: Path, visitors: int) -> dict[str, object]:
    """Seconds of the answers (p50, p95, longest), how many were lost, and megabytes a session, beside a bare script."""
    with tempfile.TemporaryDirectory() as folder:
        hello = Path(folder) / "hello.py"
        hello.write_text(HELLO, "utf-8")
        with served(hello, store) as (address, process):
            bare = asyncio.run(_sessions(address, process, visitors))
    with served(APP, store) as (address, process):
        alone = asyncio.run(_tour(address))
        ours = asyncio.run(_sessions(address, process, visitors))
        crowds = {name: _told(address, process, visitors, anew) for name, anew in (("acts", False), ("links", True))}
    return {
        "visitors": visitors,
        "alone_ms": alone,
        **crowds,
        "session_mb": round(ours, 2),
        "bare_session_mb": round(bare, 2),
    }


def connected(address: str):
    return connect(
        f"{address.replace('http', 'ws', 1)}/_stcore/stream", subprotocols=["streamlit"], origin=address, max_size=None
    )


async def _shown(socket, view: str = "", query: str = "") -> float:
    """Seconds until a view is complete that a fresh session asks for."""
    asked = BackMsg()
    asked.rerun_script.query_string = query
    asked.rerun_script.page_name = view
    started = perf_counter()
    await socket.send(asked.SerializeToString())
    while True:
        told = ForwardMsg.FromString(await asyncio.wait_for(socket.recv(), LONGEST))
        if told.WhichOneof("type") == "script_finished":
            return perf_counter() - started


async def _opened(address: str, view: str, query: str) -> float:
    """Seconds to open a link, from the connection to the last element."""
    started = perf_counter()
    async with connected(address) as socket:
        await _shown(socket, view, query)
        return perf_counter() - started


async def _tour(address: str) -> dict[str, float]:
    """Milliseconds of every view, the median over the scopes; what is computed once a snapshot is there afterwards."""
    for scope in SCOPES:
        for view in VIEWS:
            await _opened(address, view, scope)
    times = {view: [await _opened(address, view, scope) for scope in SCOPES] for view in VIEWS}
    return {view or "ringkasan": round(1000 * median(seconds)) for view, seconds in times.items()}


async def _sessions(address: str, process: int, n: int) -> float:
    """Megabytes that each of `n` sessions adds that have opened the first view and stay."""
    sockets = [await connected(address)]
    await _shown(sockets[0])
    before = resident(process)
    for _ in range(n):
        sockets.append(await connected(address))
        await _shown(sockets[-1])
    await asyncio.sleep(1)
    grown = resident(process) - before
    for socket in sockets:
        await socket.close()
    return grown / n / 1e6


def _told(address: str, process: int, n: int, anew: bool) -> dict[str, float]:
    """What `n` visitors met: answers, lost, seconds (p50, p95, longest), and the server's work an answer."""
    before = worked(process)
    times, lost = asyncio.run(_crowd(address, n, anew))
    ordered = sorted(times)
    return {
        "answers": len(times),
        "lost": lost,
        "p50_s": round(median(ordered), 2),
        "p95_s": round(quantiles(ordered, n=20)[-1], 2),
        "longest_s": round(ordered[-1], 2),
        "server_ms": round(1000 * (worked(process) - before) / len(times), 1),
    }


async def _crowd(address: str, n: int, anew: bool) -> tuple[list[float], int]:
    """Seconds of all answers to `n` visitors, and how many never came; `anew`: each in a session of its own."""
    visit = _links if anew else _acts
    visits = [visit(address, random.Random(number), EVERY * number / n) for number in range(n)]
    outcomes = await asyncio.gather(*visits)
    return [seconds for times, _ in outcomes for seconds in times], sum(lost for _, lost in outcomes)


async def _acts(address: str, chance: random.Random, after: float) -> tuple[list[float], int]:
    await asyncio.sleep(after)
    times: list[float] = []
    try:
        async with connected(address) as socket:
            await _shown(socket)
            for _ in range(ACTS):
                await asyncio.sleep(EVERY * chance.uniform(0.8, 1.2) - (times[-1] if times else 0.0))
                times.append(await _shown(socket, chance.choice(VIEWS), chance.choice(SCOPES)))
    except (OSError, TimeoutError, EOFError, WebSocketException) as error:
        print(f"lost: {type(error).__name__} {error}", file=sys.stderr)
    return times, ACTS - len(times)


async def _links(address: str, chance: random.Random, after: float) -> tuple[list[float], int]:
    await asyncio.sleep(after)
    times: list[float] = []
    lost = 0
    for _ in range(ACTS):
        try:
            times.append(await _opened(address, chance.choice(VIEWS), chance.choice(SCOPES)))
        except (OSError, TimeoutError, EOFError, WebSocketException) as error:
            print(f"lost: {type(error).__name__} {error}", file=sys.stderr)
            lost += 1
        await asyncio.sleep(max(0.0, EVERY - (times[-1] if times else 0.0)) * chance.uniform(0.8, 1.2))
    return times, lost
