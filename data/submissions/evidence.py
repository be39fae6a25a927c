"""Files of evidence: checked before they are taken in, kept beside a submission, found again from a value.

A value names its file in `bukti`; a file that no value names belongs to the whole submission. Files are kept under
numbers, never under the name that they came with, which stays as a text in the entry's facts.
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from data.errors import KinerjaError, first_line
from data.ledger import Entry, LedgerError

MOST, LARGEST, LONGEST_NAME = 10, 10_000_000, 200  # files a submission, bytes a file, characters of a name
PDF, JPEG, PNG, ZIP = b"%PDF-", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"PK\x03\x04"
STARTS = {"pdf": PDF, "jpg": JPEG, "jpeg": JPEG, "png": PNG, "xlsx": ZIP, "ods": ZIP, "docx": ZIP}
ENDINGS = (*STARTS, "csv")
KINDS = {PDF: "PDF", JPEG: "JPEG", PNG: "PNG", b"PK": "ZIP", b"GIF8": "GIF", b"MZ": "EXE", b"\x7fELF": "ELF"}
KEPT = re.compile(rf"evidence-\d{{1,3}}\.({'|'.join(ENDINGS)})")
KEYS = ("agency", "unit", "indicator", "region", "period")


class EvidenceError(KinerjaError):
    """A file that cannot be taken in as evidence; nothing was written."""


@dataclass(frozen=True)
class Evidence:
    """A file that may be taken in: where it lies, the name it came with on one line, the SHA-256 of its bytes."""

    path: Path
    name: str
    sha256: str
    bytes: int

    @property
    def ending(self) -> str:
        return _ending(self.name)


@dataclass(frozen=True)
class Kept:
    """A file in the folder of an entry: its own name, how many values name it, and the hash that it should have."""

    path: Path
    name: str
    named: int
    sha256: str


def checked(files: Iterable[tuple[str, Path]]) -> tuple[Evidence, ...]:
    """Files with the names they came with; the same name and bytes count once. EvidenceError for what is not taken."""
    taken: dict[str, Evidence] = {}
    for said, path in files:
        one = _checked(name_of(said), path)
        before = taken.setdefault(_same(one.name), one)
        if before.sha256 != one.sha256:
            raise EvidenceError("evidence_twice", file=repr(one.name))
    if len(taken) > MOST:
        raise EvidenceError("evidence_many", found=len(taken), most=MOST)
    return tuple(taken.values())


def _checked(name: str, path: Path) -> Evidence:
    told = {"file": repr(name), "allowed": ", ".join(ENDINGS)}
    if _ending(name) not in ENDINGS:
        raise EvidenceError("evidence_ending", **told)
    try:
        size = path.stat().st_size
        if size > LARGEST:
            raise EvidenceError("evidence_large", **told, found=f"{size / 1e6:.1f}", most=LARGEST // 10**6)
        if size == 0:
            raise EvidenceError("evidence_empty", **told)
        content = path.read_bytes()
    except OSError as error:
        raise EvidenceError("evidence_unreadable", **told, detail=first_line(error)) from error
    if not _is_as_called(content, _ending(name)):
        raise EvidenceError("evidence_content", **told, ending=_ending(name), found=_kind(content))
    return Evidence(path, name, hashlib.sha256(content).hexdigest(), len(content))


def name_of(said: str) -> str:
    """The last part of a path of any system on one line, its ending kept."""
    name = one_line(re.split(r"[/\\]", said)[-1])
    stem, dot, ending = name.rpartition(".")
    return f"{stem[: LONGEST_NAME - len(ending) - 1]}{dot}{ending}" if len(name) > LONGEST_NAME > len(ending) else name


def one_line(text: str) -> str:
    """Text on one line, without control, direction and other marks that do not show."""
    spaced = re.sub(r"\s", " ", unicodedata.normalize("NFC", text))
    return " ".join("".join(mark for mark in spaced if unicodedata.category(mark)[0] != "C").split())


def _ending(name: str) -> str:
    stem, _, ending = name.rpartition(".")
    return ending.lower() if stem else ""


def _is_as_called(content: bytes, ending: str) -> bool:
    return content.startswith(STARTS[ending]) if ending in STARTS else _is_text(content)


def _is_text(content: bytes) -> bool:
    """Whether bytes are text in UTF-16 with its mark, UTF-8 or Windows-1252, and nothing else by their beginning."""
    encodings = ("utf-16",) if content[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "cp1252")
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        controls = (mark for mark in text if mark < " " and mark not in "\t\r\n")
        return next(controls, None) is None and _kind(content) == "?"
    return False


def _kind(content: bytes) -> str:
    """What bytes are by their beginning: a name that stands in both languages, "?" for none that is known."""
    return next((kind for start, kind in KINDS.items() if content.startswith(start)), "?")


# --- with an entry ---------------------------------------------------------------------------------------------------


def in_folder(files: Sequence[Evidence]) -> dict[str, Evidence]:
    """Name in the entry's folder → file, in order."""
    return {f"evidence-{number}.{one.ending}": one for number, one in enumerate(files, 1)}


def facts(files: Sequence[Evidence], accepted: Path) -> dict[str, object]:
    """What an entry tells of its files; nothing where there is none. `named`: how many accepted values name each."""
    if not files:
        return {}
    texts = pd.read_parquet(accepted, columns=["evidence"])["evidence"].dropna().astype(str).map(_same)
    told = [
        {"file": file, "name": one.name, "sha256": one.sha256, "named": int((texts == _same(one.name)).sum())}
        for file, one in in_folder(files).items()
    ]
    return {"evidence": told}


def holds(entry: Entry, files: Sequence[Evidence]) -> bool:
    """Whether an entry has all of these files already, under these names."""
    held = {(_same(one.name), one.sha256) for one in kept(entry)}
    return {(_same(one.name), one.sha256) for one in files} <= held


def kept(entry: Entry) -> list[Kept]:
    """The files of evidence in an entry's folder, as its record tells them."""
    return [
        Kept(entry.folder / one["file"], str(one["name"]), int(one["named"]), str(one["sha256"]))
        for one in entry.facts.get("evidence") or ()
        if KEPT.fullmatch(str(one["file"]))
    ]


def content(file: Kept) -> bytes:
    """The bytes of a kept file; LedgerError where they are gone or not those that were kept."""
    told = {"path": f"ledger/{file.path.parent.name}/{file.path.name}", "submission": file.path.parent.name}
    try:
        found = file.path.read_bytes()
        if hashlib.sha256(found).hexdigest() != file.sha256:
            raise LedgerError("file_differs", **told, file=file.name)
        return found
    except FileNotFoundError as error:
        raise LedgerError("file_missing", **told, file=file.name) from error


def found(entries: Sequence[Entry], submission: str, text: str, key: Mapping[str, str]) -> Kept | None:
    """The file that a published value names: one of its own submission, else of the latest before it that gave this
    value (KEYS) with this name, as a correction takes the name over and not the file. What waits gives no value."""
    loads = [entry for entry in entries if entry.kind == "load"]
    known = [entry for entry in loads if entry.facts.get("evidence") or entry.id == submission]
    last = next((entry.sequence for entry in known if entry.id == submission), 0)
    for entry in sorted(known, key=lambda entry: -entry.sequence):
        named = [one for one in kept(entry) if _same(one.name) == _same(text)]
        if named and (entry.id == submission or (entry.sequence < last and _gave(entry, text, key))):
            return named[0]
    return None


def _gave(entry: Entry, text: str, key: Mapping[str, str]) -> bool:
    rows = pd.read_parquet(entry.accepted, columns=[*KEYS, "evidence"], filters=[("indicator", "=", key["indicator"])])
    same = pd.Series(True, index=rows.index)
    for name in KEYS:
        same &= rows[name].fillna("").astype(str) == str(key.get(name) or "")
    return bool((rows.loc[same, "evidence"].fillna("").astype(str).map(_same) == _same(text)).any())


def _same(name: str) -> str:
    """A name or text in the form in which they are compared."""
    return one_line(name).casefold()
