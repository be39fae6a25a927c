"""An hour of coming and going: tabs that open and leave, uploads that are abandoned, links with any parameters.

What a server holds at the end is compared with what it held after ten minutes: memory, handles of the system, and the
bytes on the store's disk. Both times nobody has acted for five minutes, so that no session is left (each has an event
loop of its own, three handles, and these are counted) and what is seen is what stays behind. What it holds while tabs
come and go is compared, too, after the first quiet and before the last. A growth that goes on shows here and nowhere
else.
"""

import asyncio
import http.client
import os
import random
import sys
import urllib.request
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic
from urllib.parse import quote

import pandas as pd
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.exceptions import WebSocketException

from benchmarks.serving import APP, resident, served, worked
from benchmarks.visitors import LONGEST, SCOPES, VIEWS, connected

PICTURE = Path(__file__).with_name("churn.svg")
EVERY = 10.0  # seconds between two looks
SETTLED = 10.0  # minutes
QUIET = 5.0  # minutes without an act before what is held is compared; a session that was left ends after two
VISITORS, UPLOADERS = 4, 1
PAUSE = 3.0
PARAMETERS = 12  # most in a link
NAMES = ("agency", "indicator", "region", "snapshot", "unit", "as_of", "download_theme", "map_scale", "lang")
BOUNDARY = "churn"
ODD = ("' OR 1=1 --", "../../etc/passwd", "🙂" * 20, "x" * 3000, "%00", "<script>", "11.99", "1e999", "‮=1+1")
BUSY = 5.0  # minutes of coming and going whose median is compared
LOOP = "anon_inode:[eventpoll]"
SEEN = {"memory_mb": "Memory, MB", "handles": "Handles", "disk_mb": "Disk, MB"}
LOST = (OSError, TimeoutError, EOFError, WebSocketException, http.client.HTTPException)


@dataclass(frozen=True)
class Hour:
    """When it began, how many minutes it takes, after how many it is looked at first, and how long it is quiet then."""

    minutes: float
    started: float = field(default_factory=monotonic)

    @property
    def settled(self) -> float:
        return min(SETTLED, self.minutes / 3)

    @property
    def quiet(self) -> float:
        return min(QUIET, self.minutes / 10)

    @property
    def minute(self) -> float:
        return (monotonic() - self.started) / 60

    @property
    def busy(self) -> tuple[float, float]:
        """The ends of the first and of the last minutes of coming and going that are compared."""
        long = min(BUSY, self.minutes / 10)
        begins = self.settled + self.quiet + long  # as many sessions wait for their end as will from now on
        return begins + long, self.minutes - self.quiet

    @property
    def is_over(self) -> bool:
        return self.minute >= self.minutes

    @property
    def is_quiet(self) -> bool:
        return self.settled <= self.minute < self.settled + self.quiet or self.minute >= self.minutes - self.quiet

    async def acts(self) -> bool:
        """Wait while it is quiet; whether there is time for an act."""
        while self.is_quiet and not self.is_over:
            await asyncio.sleep(0.5)
        return not self.is_over


def run(store: Path, minutes: float) -> dict[str, object]:
    """Figures of the run, and the growth of each measure since the tenth minute (or the first third of a short run)."""
    hour = Hour(minutes)
    with served(APP, store) as (address, process):
        told = asyncio.run(_hour(address, process, store, hour))
    seen = pd.DataFrame(told.pop("seen"))
    _draw(seen)
    quiet = [_medians(seen, minute, 0.5) for minute in (hour.settled + hour.quiet, minutes)]
    busy = [_medians(seen, minute, min(BUSY, minutes / 10)) for minute in hour.busy]
    return {**told, "minutes": minutes, "quiet": _compared(*quiet), "busy": _compared(*busy)}


async def _hour(address: str, process: int, store: Path, hour: Hour) -> dict[str, object]:
    counts = dict.fromkeys(("acts", "parameters", "uploads", "refused", "lost"), 0)
    seen: list[dict[str, float]] = []
    visits = [_visits(address, random.Random(number), hour, counts) for number in range(VISITORS)]
    uploads = [_uploads(address, random.Random(100 + number), hour, counts) for number in range(UPLOADERS)]
    await asyncio.gather(_look(process, store, hour, seen, counts), *visits, *uploads)
    return {**counts, "server_s": round(worked(process)), "seen": seen}


async def _look(process: int, store: Path, hour: Hour, seen: list, counts: dict[str, int]) -> None:
    while not hour.is_over:
        handles = _handles(process)
        seen.append({
            "minute": hour.minute,
            "memory_mb": resident(process) / 1e6,
            "handles": len(handles),
            "loops": handles.count(LOOP),
            "disk_mb": await asyncio.to_thread(_bytes, store) / 1e6,
            "acts": counts["acts"],
        })  # fmt: skip
        await asyncio.sleep(EVERY)


def _handles(process: int) -> list[str]:
    """What the handles of a process are of; Linux."""
    found = []
    for handle in Path(f"/proc/{process}/fd").iterdir():
        with suppress(FileNotFoundError):  # closed meanwhile
            found.append(os.readlink(handle))
    return found


def _bytes(folder: Path) -> int:
    total = 0
    for path in folder.rglob("*"):
        try:
            total += path.lstat().st_size
        except OSError:  # gone meanwhile
            continue
    return total


async def _visits(address: str, chance: random.Random, hour: Hour, counts: dict[str, int]) -> None:
    while await hour.acts():
        try:
            async with connected(address) as socket:
                for _ in range(chance.randint(1, 3)):
                    link = _link(chance)
                    await _shown(socket, chance.choice(VIEWS), link)
                    counts["acts"] += 1
                    counts["parameters"] += link.count("=")
                    await asyncio.sleep(PAUSE * chance.random())
        except LOST as error:
            print(f"lost: {type(error).__name__} {error}", file=sys.stderr)
            counts["lost"] += 1
            await asyncio.sleep(1)


def _link(chance: random.Random) -> str:
    """A scope as people share it, or one with parameters that nobody would give."""
    given = [chance.choice(SCOPES)]
    if chance.random() < 0.5:
        names = chance.sample([*NAMES, *(f"x{chance.randrange(10**6)}" for _ in NAMES)], chance.randint(1, PARAMETERS))
        given += [f"{name}={quote(f'{chance.choice(ODD)}{chance.randrange(10**6)}')}" for name in names]
    return "&".join(filter(None, given))


async def _shown(socket, view: str, query: str) -> str:
    """The session's id, once a view is complete."""
    asked, session = BackMsg(), ""
    asked.rerun_script.query_string = query
    asked.rerun_script.page_name = view
    await socket.send(asked.SerializeToString())
    while True:
        told = ForwardMsg.FromString(await asyncio.wait_for(socket.recv(), LONGEST))
        if told.WhichOneof("type") == "new_session":
            session = told.new_session.initialize.session_id
        if told.WhichOneof("type") == "script_finished":
            return session


async def _uploads(address: str, chance: random.Random, hour: Hour, counts: dict[str, int]) -> None:
    """Sends files that no page ever takes, and leaves."""
    while await hour.acts():
        try:
            async with connected(address) as socket:
                session = await _shown(socket, "kirim", "")
                for number in range(chance.randint(1, 3)):
                    size = chance.randint(10_000, 4_000_000)
                    status = await asyncio.to_thread(_put, address, session, number, size)
                    counts["uploads" if status == 204 else "refused"] += 1
        except LOST as error:
            print(f"lost: {type(error).__name__} {error}", file=sys.stderr)
            counts["lost"] += 1
        await asyncio.sleep(6 * chance.random())


def _put(address: str, session: str, number: int, size: int) -> int:
    with urllib.request.urlopen(f"{address}/_stcore/health", timeout=LONGEST) as health:
        cookie = health.headers["set-cookie"].partition(";")[0]
    part = 'Content-Disposition: form-data; name="file"; filename="laporan.csv"\r\nContent-Type: text/csv'
    body = f"--{BOUNDARY}\r\n{part}\r\n\r\n".encode() + b"x" * size + f"\r\n--{BOUNDARY}--\r\n".encode()
    headers = {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}", "Cookie": cookie,
               "X-Xsrftoken": cookie.partition("=")[2]}  # fmt: skip
    connection = http.client.HTTPConnection(address.partition("//")[2], timeout=LONGEST)
    try:
        connection.request("PUT", f"/_stcore/upload_file/{session}/{number}", body, headers)
        return connection.getresponse().status
    finally:
        connection.close()


def _medians(seen: pd.DataFrame, minute: float, long: float) -> dict[str, float]:
    """The medians of the looks of so many minutes up to one."""
    near = seen[(seen["minute"] > minute - long) & (seen["minute"] <= minute + EVERY / 60)]
    return {name: round(float(near[name].median()), 1) for name in (*SEEN, "loops")}


def _compared(before: dict[str, float], after: dict[str, float]) -> dict[str, object]:
    growth = {name: round(100 * (after[name] / before[name] - 1), 1) for name in SEEN}
    return {"before": before, "after": after, "growth_percent": growth}


def _draw(seen: pd.DataFrame) -> None:
    """The three measures over time, one below the other."""
    import altair as alt

    panels = [
        alt.Chart(seen, width=560, height=90).mark_line(strokeWidth=1.5).encode(
            alt.X("minute:Q", title="minute" if name == "disk_mb" else None, axis=alt.Axis(grid=False)),
            alt.Y(f"{name}:Q", title=title, scale=alt.Scale(zero=True)),
        )
        for name, title in SEEN.items()
    ]  # fmt: skip
    alt.vconcat(*panels).save(PICTURE)
