"""The ledger: an append-only list of what was submitted and undone, one folder per entry.

An entry's folder is written under a dotted name, flushed, and renamed into place, so a kill leaves either the
whole entry or none. Each holds the hash of the records before it (`previous`) and what was published when it was
written (`after`). Entries past the head that pointer and notes name were never published; the next writer moves them
out of the way, into `dropped` beside the ledger, where they stay for a month. Sequence numbers have no gaps: where
one is missing, a folder was lost, and nothing is built or written until it is back.
"""

import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from itertools import islice
from pathlib import Path

from data.errors import first_line
from data.files import copied, digest, flush, write_whole
from data.ledger import chain
from data.ledger.entry import ENTRY, FORMATS, NAME, Entry, LedgerError, Turns, read, sequence_of, standing
from data.office import stamp

SAID = 5  # missing numbers that are told one by one


class Ledger:
    """The folder of entries. `head` is the last published sequence; None means all entries count.

    A writer's ledger knows what is published `after` which it writes, and the `end` of the chain, so that it need not
    be read again for each entry.
    """

    def __init__(self, folder: Path, head: int | None = None, *, after: int | None = None, end: str | None = None):
        self.folder = folder
        self.head = head
        self.after = after
        self._end = end

    def entries(self) -> list[Entry]:
        """All published entries in order of sequence; LedgerError when one is missing or cannot be read."""
        return [read(folder) for folder in self._folders()]

    def active(self) -> list[Entry]:
        """Loads that stand, in order: not undone, or redone since."""
        return standing(self.entries())

    def find(self, submission: str) -> Entry:
        """The load or aside with this id, standing or not."""
        known = self.turns().known
        if submission not in known:
            raise LedgerError("submission_unknown", submission=repr(submission), known=", ".join([*known][-5:]) or "-")
        return known[submission]

    def turns(self) -> Turns:
        """What became of every load and aside."""
        return Turns(self.entries())

    def is_active(self, submission: str) -> bool:
        turns = self.turns()
        return submission in turns.known and submission not in turns.out

    def next_id(self, content: str) -> str:
        """Id of the next entry: six-digit sequence and eight digits of the content's hash."""
        return f"{self._last() + 1:06d}-{content[:8]}"

    def append(
        self,
        kind: str,
        content: str,
        facts: Mapping[str, object],
        files: Mapping[str, Path],
        hashes: Mapping[str, str] | None = None,
    ) -> Entry:
        """Write one entry whole: `files` are copied under their names, `facts` become entry.json.

        `hashes` are those that files had when they were read: LedgerError when one has changed since.
        """
        entry_id = self.next_id(content)
        record = {**facts, "format": FORMATS[kind], "id": entry_id, "kind": kind, "content": content}
        record.setdefault("submission", entry_id)
        record |= {chain.PREVIOUS: self._reached(), **({} if self.after is None else {"after": self.after})}
        pending = self.folder / f".{entry_id}"
        shutil.rmtree(pending, ignore_errors=True)
        pending.mkdir(parents=True)
        taken = {name: self._take(source, pending / name) for name, source in files.items()}
        record["files"] = taken
        for name, expected in (hashes or {}).items():
            if taken[name] != expected:
                raise LedgerError("changed_meanwhile", file=repr(facts.get("file") or name))
        write_whole(pending / ENTRY, record)
        os.rename(pending, self.folder / entry_id)
        flush(self.folder)
        entry = read(self.folder / entry_id)
        self._end = chain.link(str(record[chain.PREVIOUS]), entry.record)
        return entry

    def drop_unpublished(self) -> list[Path]:
        """Take away what a killed writer left: half entries, and entries past the head. Call it under the lock.

        Gives where the whole ones lie now; the order is that of their numbers.
        """
        dropped = []
        for folder in sorted(self._listed(), key=lambda folder: folder.name):
            if folder.name.startswith(".") and NAME.fullmatch(folder.name[1:]):
                shutil.rmtree(folder)
            elif self.head is not None and sequence_of(folder) > self.head:
                dropped.append(self._drop(folder))
        return dropped

    def said_published(self) -> int:
        """The highest number that an entry past the head calls published, 0 where none does."""
        past = [folder for folder in self._listed() if self.head is not None and sequence_of(folder) > self.head]
        said = [0]
        for folder in past:
            with suppress(LedgerError):
                after = read(folder).facts.get("after")
                said.append(after if isinstance(after, int) and after < sequence_of(folder) else 0)
        return max(said)

    def holds_any(self) -> bool:
        """Whether there is any entry, published or not."""
        return self._last() > 0

    def damage(self) -> Iterator[LedgerError]:
        """One error for every entry that is missing, unreadable or differs from its hashes, and for what is foreign."""
        for folder in self._listed():
            if not sequence_of(folder) and not folder.name.startswith("."):
                yield LedgerError("foreign", path=f"ledger/{folder.name}")
        yield from self._gaps()
        for folder in self._counted():
            try:
                entry = read(folder)
            except LedgerError as error:
                yield error
            else:
                yield from _file_damage(entry, dict(entry.facts.get("files") or {}))

    def check(self, entries: Iterable[Entry]) -> None:
        """LedgerError for the first file that a build of `entries` reads and that is missing or was changed."""
        for entry in entries:
            recorded = dict(entry.facts.get("files") or {})
            needed = {name: recorded[name] for name in ("accepted.parquet", "findings.parquet") if name in recorded}
            for error in _file_damage(entry, needed):
                raise error

    def with_content(self, content: str) -> Entry | None:
        """The standing load of exactly this content (file bytes and options), the latest if several."""
        return next((entry for entry in reversed(self.active()) if entry.facts["content"] == content), None)

    def _take(self, source: Path, target: Path) -> str:
        """Bring a file into the ledger; one of our own working files is linked, which costs no second copy."""
        if source.is_relative_to(self.folder.parent / "work") and not source.is_symlink():
            try:
                os.link(source, target)
            except OSError:
                return copied(source, target)
            flush(target)
            return digest(target)
        return copied(source, target)

    def _reached(self) -> str:
        """Hash of the chain up to the last entry here."""
        if self._end is None:
            self._end = chain.end(Ledger(self.folder).entries())
        return self._end

    def _drop(self, folder: Path) -> Path:
        away = self.folder.parent / "dropped"
        away.mkdir(exist_ok=True)
        target = away / f"{stamp()}-{folder.name}"
        os.rename(folder, target)
        return target

    def _last(self) -> int:
        return max(map(sequence_of, self._listed()), default=0)

    def _folders(self) -> list[Path]:
        """Folders of the entries that count, in order; LedgerError when the numbers have a gap or a double."""
        for error in self._gaps():
            raise error
        return self._counted()

    def numbered(self) -> dict[int, list[Path]]:
        """Number → folders that bear it, in order of the numbers; one where nothing is wrong."""
        held: dict[int, list[Path]] = {}
        for folder in self._counted():
            held.setdefault(sequence_of(folder), []).append(folder)
        return held

    def _gaps(self) -> Iterator[LedgerError]:
        held = self.numbered()
        for number in sorted(held):
            if len(held[number]) > 1:
                folders = ", ".join(folder.name for folder in held[number])
                yield LedgerError("entry_twice", number=f"{number:06d}", folders=folders)
        last = max(held, default=0) if self.head is None else self.head
        missing = list(islice((number for number in range(1, last + 1) if number not in held), SAID + 1))
        for number in missing[:SAID]:
            yield LedgerError("entry_missing", number=f"{number:06d}")
        if len(missing) > SAID:
            yield LedgerError("entries_missing", first=f"{missing[SAID]:06d}", last=f"{last:06d}")

    def _counted(self) -> list[Path]:
        found = [folder for folder in self._listed() if sequence_of(folder)]
        return sorted((f for f in found if self.head is None or sequence_of(f) <= self.head), key=lambda f: f.name)

    def _listed(self) -> list[Path]:
        try:
            return [path for path in self.folder.iterdir() if path.is_dir()]
        except FileNotFoundError:
            return []
        except PermissionError as error:
            raise LedgerError("not_readable", path=self.folder, detail=first_line(error)) from error
        except NotADirectoryError as error:
            raise LedgerError("wrong_kind", path=self.folder) from error


def _file_damage(entry: Entry, hashes: Mapping[str, str]) -> Iterator[LedgerError]:
    for name, expected in hashes.items():
        told = {"path": f"ledger/{entry.id}/{name}", "submission": entry.id, "file": entry.facts.get("file")}
        try:
            if digest(entry.folder / name) != expected:
                yield LedgerError("file_differs", **told)
        except PermissionError as error:
            yield LedgerError("not_readable", path=told["path"], detail=first_line(error))
        except FileNotFoundError:
            yield LedgerError("file_missing", **told)
        except OSError as error:
            yield LedgerError("entry_unreadable", path=told["path"], detail=first_line(error))
