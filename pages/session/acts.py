"""Acts that change the store, carried through by the process: no page, connection or session that goes away ends one.

One at a time, in the order in which they were pressed; also when the process is asked to stop, what was pressed is done
first. An act knows no screen: what it tells on its way is kept, and whoever looks reads it there.
"""

import datetime as dt
import logging
from collections import Counter
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as Late
from contextlib import suppress
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import count
from pathlib import Path
from threading import Lock
from typing import Any

from data import audit
from data.errors import KinerjaError
from data.office import ZONE, office_today
from data.progress import Progress
from data.rights import PUBLIC, RightsError
from data.rights.acting import Actor, Place, acting, require
from data.store import Store, access, awaited
from pages.session import noting, person

MOST_WAITING = 20
EMBARGO, TRIED_AGAIN_AFTER = "embargo", dt.timedelta(minutes=5)
KEPT, KEPT_FOR = 200, dt.timedelta(days=1)


@dataclass(frozen=True)
class Asked:
    """What was pressed: `kind` is publish, submit, approve, return, release, correct, undo, redo, own or reference,
    `subject` the file or submission.

    `mark` is the same for the same act, `expect` the snapshot that was looked at, `place` the working folder of what it
    publishes, `where` the agencies and units it concerns, all of them where none is named; `write` is its row of
    writes.toml where that bears another name.
    """

    kind: str
    subject: str
    mark: str
    expect: str | None
    sender: str = ""
    place: Path | None = None
    where: tuple[Place, ...] = ()
    write: str = ""


@dataclass(frozen=True)
class Done:
    """What came of an act: its submission, what to say of it (catalogue key → facts), the views that show the change
    (agency, indicator, region), and a receipt."""

    submission: str | None
    told: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    where: tuple[dict[str, str], ...] = ()
    receipt: Any = None


class Act:
    """One act on its way or ended. `stage` is what it told last, `closed` whether its end was put away."""

    def __init__(self, number: int, asked: Asked, folder: Path, owners: frozenset[str], by: Actor):
        self.number, self.asked, self.folder, self.owners, self.by = number, asked, folder, owners, by
        self.at = dt.datetime.now(ZONE)
        self.stage: Mapping[str, object] = {}
        self.error: KinerjaError | None = None
        self.closed = False
        self._ending: Future[Done] = Future()

    def tell(self, **facts: object) -> None:
        """Keep how far the act is; it cannot fail, since the store calls it in the midst of writing."""
        self.stage = facts

    @property
    def running(self) -> bool:
        return not self._ending.done()

    @property
    def done(self) -> Done | None:
        """What came of it; None while it runs and where it failed."""
        return self._ending.result() if self._ending.done() and self.error is None else None

    @property
    def failed(self) -> bool:
        return not self.running and self.error is not None

    def wait(self, seconds: float) -> bool:
        """Wait up to `seconds` for its end, whether it came."""
        try:
            self._ending.exception(seconds)
        except Late:
            return False
        return True

    def _actor(self) -> Actor:
        """Who pressed, with what they may now: a right that was taken away while the act waited its turn is gone."""
        if self.by.person is None:
            return self.by
        return Actor(self.by.person, access.rights_of(Store(self.folder), self.by.person, office_today()))

    def run(self, work: Callable[[Progress], Done]) -> None:
        """Do the work and keep its end, whatever that is."""
        try:
            with acting(self._actor()):
                done = work(self.tell)
            self._ending.set_result(done)
            _ended[self.asked.kind, "done"] += 1
        except BaseException as error:
            if isinstance(error, RightsError):
                told_of = {"who": self.by.person or "", "subject": f"{self.asked.kind} {self.asked.subject}"}
                audit.record(self.folder, "refused", **told_of)
            known = isinstance(error, KinerjaError)
            told = self.asked.kind, self.asked.subject, error
            logging.getLogger(__name__).warning("%s of %s stopped: %s", *told, exc_info=None if known else error)
            self.error = error if isinstance(error, KinerjaError) else KinerjaError(str(error) or type(error).__name__)
            self._ending.set_exception(self.error)
            _ended[self.asked.kind, "failed"] += 1


_known: dict[int, Act] = {}
_ended: Counter[tuple[str, str]] = Counter()
_numbers = count(1)
_lock = Lock()
_worker = ThreadPoolExecutor(1, "acts")


def begin(asked: Asked, folder: Path, owners: frozenset[str], work: Callable[[Progress], Done]) -> Act:
    """Carry an act through, or join the same one that is on its way; KinerjaError where too many are, RightsError where
    who pressed may not: what is not shown can still be asked for."""
    by = person.actor()
    try:
        with acting(by):
            require(asked.write or asked.kind, asked.where)
    except RightsError:
        noting.note("refused", subject=f"{asked.kind} {asked.subject}")
        raise
    return _begun(asked, folder, owners, by, work)


def _begun(asked: Asked, folder: Path, owners: frozenset[str], by: Actor, work: Callable[[Progress], Done]) -> Act:
    with _lock:
        running = [act for act in _known.values() if act.running]
        same = next((act for act in running if (act.folder, act.asked.mark) == (folder, asked.mark)), None)
        if same is not None:
            same.owners |= owners
            return same
        if len(running) >= MOST_WAITING:
            raise KinerjaError("too_many_acts", n=len(running))
        _forget_old()
        act = Act(next(_numbers), asked, folder, owners, by)
        _known[act.number] = act
        _worker.submit(act.run, work)
        return act


def end_embargoes(store: Store) -> None:
    """Publish what was kept back until a moment that has come, as an act of nobody's: the right to it was asked when it
    was set. Whoever comes first brings it about; what failed is tried again after a while."""
    if not _is_due(store):
        return
    tried = next((act for act in of(store.folder) if act.asked.kind == EMBARGO), None)
    if tried is not None and (tried.running or dt.datetime.now(ZONE) - tried.at < TRIED_AGAIN_AFTER):
        return

    def work(progress: Progress) -> Done:
        from data import submissions  # brings intake and analytics along, which a plain read does not need

        done = submissions.release_due(store, progress)
        return Done(None, {"waiting.ended_embargo": {"n": len(done)}})

    asked = Asked(EMBARGO, "", EMBARGO, None)
    _begun(asked, store.folder, frozenset(), Actor(None, PUBLIC), work)


def _is_due(store: Store) -> bool:
    with suppress(KinerjaError, OSError):
        found = (store.folder / "pointer.json").stat()
        until = _next_embargo(store.folder, (found.st_mtime_ns, found.st_ino))
        return until is not None and until <= awaited.moment()
    return False


@lru_cache(maxsize=4)
def _next_embargo(folder: Path, _: tuple[int, int]) -> dt.datetime | None:
    """Asked again once the pointer is another, which every entry of the ledger makes it."""
    return awaited.next_embargo(Store(folder))


def of(folder: Path) -> list[Act]:
    """The acts on a store that are on their way or ended within the day, the newest first."""
    since = dt.datetime.now(ZONE) - KEPT_FOR
    with _lock:
        return [act for act in reversed(_known.values()) if act.folder == folder and (act.running or act.at > since)]


def waiting() -> int:
    """How many acts are on their way in this process, the one that is being carried through included."""
    with _lock:
        return sum(act.running for act in _known.values())


def ended() -> dict[tuple[str, str], int]:
    """How many acts of each kind ended how (done, failed) since the process began."""
    return dict(_ended)


def is_running(folder: Path, mark: str) -> bool:
    """Whether an act with this mark is on its way."""
    return any(act.running and act.asked.mark == mark for act in of(folder))


def at(folder: Path, place: Path) -> Act | None:
    """The newest act on a store that publishes what lies in this working folder."""
    return next((act for act in of(folder) if act.asked.place == place), None)


def _forget_old() -> None:
    ended = [number for number, act in _known.items() if not act.running]
    for number in ended[: max(0, len(ended) - KEPT + 1)]:
        del _known[number]
