"""Bytes to text: which encoding a file has, and a clean copy of it for the bulk reader.

The bulk reader needs UTF-8, one record a line, and no line that it would skip: then line numbers are row numbers.
A file that is so already is read in place; any other is copied, line for line.
"""

import codecs
import io
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np

from data.intake.contract import IntakeError
from data.intake.file.record import Record, split

BLOCK = 1 << 20
LONGEST_LINE = 1_000_000
LONGEST_RECORD = 200
BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
# Bytes that Windows-1252 leaves undefined, and letters that no Indonesian export holds.
_IMPLAUSIBLE = re.compile(rb"[\x81\x8d\x8f\x90\x9d\xff\xfe\xf0\xc0\xc1]")


@dataclass(frozen=True)
class Encoding:
    """A codec name, whether a byte order mark stood there, and why the codec was chosen."""

    name: str
    bom: bool = False
    reason_id: str = ""
    reason_en: str = ""
    form: "_Form | None" = None

    @property
    def codec(self) -> str:
        return {"windows-1252": "cp1252"}.get(self.name, self.name)


@dataclass
class Fault:
    """One thing wrong with a line, found before its cells were read."""

    line: int
    rule: str
    found: str


@dataclass
class Copy:
    """A text file ready for the bulk reader, and the lines that had to be mended."""

    path: Path
    faults: list[Fault] = field(default_factory=list)
    quoted: bool = False
    line_ends: str = "lf"
    lines: int | None = None


def recognise(path: Path) -> Encoding:
    """The encoding of a file, from its mark, its zero bytes, or whether it is valid UTF-8; IntakeError for UTF-32."""
    with path.open("rb") as file:
        start = file.read(4096)
    if start.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)) or _is_widest(start):
        raise IntakeError("file_unreadable", found="UTF-32")
    for mark, name in BOMS:
        if start.startswith(mark):
            return Encoding(name, True, "tanda urutan bita", "byte order mark")
    wide = _wide(start)
    if wide:
        return Encoding(wide, False, "letak bita nol", "position of zero bytes")
    return _narrow(path)


def _is_widest(start: bytes) -> bool:
    """UTF-32 without a mark: two of four bytes are always zero, and nearly always a third."""
    lanes = [start[at::4].count(0) for at in range(4)]
    quarter = len(start) // 4
    return quarter >= 4 and sum(lane >= quarter for lane in lanes) >= 2 and sorted(lanes)[1] > 0.6 * quarter


def _wide(start: bytes) -> str | None:
    """UTF-16 without a mark: nearly all high bytes of Latin text are zero."""
    even, odd = start[0::2].count(0), start[1::2].count(0)
    half = len(start) // 2
    if half >= 4 and max(even, odd) > 0.6 * half and min(even, odd) < 0.1 * half:
        return "utf-16-le" if odd > even else "utf-16-be"
    return None


@dataclass
class _Form:
    """What one pass over the bytes tells of a file's lines: whether they can be read as they stand, and how many."""

    is_plain: bool = True
    is_quoted: bool = False
    lines: int = 0
    ends: set[str] = field(default_factory=set)
    last: bytes = b""

    def add(self, block: bytes) -> None:
        """Take in a block of whole lines."""
        returns = block.count(b"\r") if b"\r" in block else 0
        newlines = block.count(b"\n")
        alone = returns and returns != block.count(b"\r\n")
        self.is_plain &= not (alone or b"\0" in block or len(block) > 2 * BLOCK)
        self.is_quoted |= b'"' in block
        if newlines:
            self.ends |= {"crlf"} if returns == newlines else {"crlf", "lf"} if returns else {"lf"}
        self.lines += newlines + (block[-1:] != b"\n")
        self.last = block

    @property
    def copy(self) -> dict[str, Any]:
        """What `Copy` says of a file that is read as it stands; empty lines at its end do not count."""
        trailing = self.last[len(self.last.rstrip(b"\r\n")) :].count(b"\n")
        ends = "mixed" if len(self.ends) > 1 else next(iter(self.ends), "lf")
        return {"quoted": self.is_quoted, "line_ends": ends, "lines": self.lines - max(trailing - 1, 0)}


def _narrow(path: Path) -> Encoding:
    """UTF-8 or Windows-1252, by counting lines that are not valid UTF-8 and sequences that are."""
    bad = sequences = implausible = 0
    form = _Form()
    with path.open("rb") as file:
        for block in _line_blocks(file):
            form.add(block)
            if block.isascii():
                continue
            if _valid(block):
                sequences += 1
                continue
            odd = [line for line in block.split(b"\n") if not line.isascii()]
            wrong = [line for line in odd if not _valid(line)]
            bad += len(wrong)
            sequences += len(odd) - len(wrong)
            implausible += sum(bool(_IMPLAUSIBLE.search(line)) for line in wrong)
    if not bad:
        return Encoding("utf-8", False, "seluruh berkas sah sebagai UTF-8", "the whole file is valid UTF-8", form)
    if sequences >= bad or implausible > bad // 2:
        return Encoding("utf-8", False, f"UTF-8 dengan {bad} baris rusak", f"UTF-8 with {bad} damaged lines")
    return Encoding("windows-1252", False, "bukan UTF-8 yang sah", "not valid UTF-8")


def _line_blocks(file: BinaryIO) -> Iterator[bytes]:
    """Blocks that end at a line end, so that no character is cut."""
    rest = b""
    while block := file.read(BLOCK):
        block = rest + block
        cut = (block.rfind(b"\n") + 1) or (block.rfind(b"\r") + 1)
        if cut == 0 and len(block) < 4 * BLOCK:
            rest = block
            continue
        cut = cut or len(block)
        yield block[:cut]
        rest = block[cut:]
    if rest:
        yield rest


def head(path: Path, encoding: Encoding, size: int = 1 << 18) -> str:
    """The first part of a file as text with `\\n` line ends; bytes that cannot be read become U+FFFD."""
    with path.open("rb") as file:
        content = file.read(size)
    for mark, name in BOMS:
        if encoding.bom and name == encoding.name:
            content = content.removeprefix(mark)
    codec = "utf-8" if encoding.codec == "utf-8-sig" else encoding.codec
    text = codecs.getincrementaldecoder(codec)("replace").decode(content)
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")


def ready(path: Path, encoding: Encoding, delimiter: str, workdir: Path, *, copy: bool = False) -> Copy:
    """The file itself where the bulk reader can take it as it stands, else a clean copy in `workdir`."""
    if encoding.name in ("utf-8", "utf-8-sig") and not copy:
        form = _plain(path, encoding, delimiter)
        if form:
            return _ended(path, form, workdir) if form.quoted else form
    return _clean(path, encoding, delimiter, workdir / "clean.csv")


def _ended(path: Path, form: Copy, workdir: Path) -> Copy:
    """The file with a line end after its last line: the bulk reader loses a quoted last cell without one."""
    with path.open("rb") as file:
        file.seek(-1, io.SEEK_END)
        if file.read(1) == b"\n":
            return form
    target = workdir / "ended.csv"
    shutil.copyfile(path, target)
    with target.open("ab") as file:
        file.write(b"\n")
    return Copy(target, quoted=True, line_ends=form.line_ends, lines=form.lines)


def _plain(path: Path, encoding: Encoding, delimiter: str) -> Copy | None:
    """How the file stands when every line is one readable record; None when a copy is needed.

    Empty lines inside are not looked for here: `lines` lets the bulk reader's count tell of them.
    """
    form, is_valid = encoding.form, encoding.form is not None
    if form is None:
        form = _Form()
        with path.open("rb") as file:
            file.read(len(codecs.BOM_UTF8) if encoding.bom else 0)
            is_valid = True
            for block in _line_blocks(file):
                form.add(block)
                is_valid = is_valid and (block.isascii() or _valid(block))
    if not (form.is_plain and is_valid):
        return None
    if form.is_quoted:
        with path.open("rb") as file:
            file.read(len(codecs.BOM_UTF8) if encoding.bom else 0)
            if not all(_regular_quotes(block, ord(delimiter)) for block in _line_blocks(file)):
                return None
    return Copy(path, **form.copy)


def _regular_quotes(block: bytes, delimiter: int) -> bool:
    """Whether each quote opens at the start of a cell, closes at its end on the same line, or is doubled."""
    text = np.frombuffer(b"\n" + block + b"\n", dtype=np.uint8)
    marks = np.flatnonzero(text == ord('"'))
    if len(marks) % 2:
        return False
    opens, closes = marks[0::2], marks[1::2]
    edges = (delimiter, ord("\n"), ord('"'))
    if not (np.isin(text[opens - 1], edges).all() and np.isin(text[closes + 1], (*edges, ord("\r"))).all()):
        return False
    ends = np.flatnonzero(text == ord("\n"))
    return bool((np.searchsorted(ends, opens) == np.searchsorted(ends, closes)).all())


def _valid(block: bytes) -> bool:
    try:
        block.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _clean(path: Path, encoding: Encoding, delimiter: str, target: Path) -> Copy:
    """Copy line by line: UTF-8, `\\n`, no empty line, quoted line breaks turned to blanks with empty rows after."""
    copy = Copy(target)
    lines = _lines(path, encoding, copy)
    with target.open("w", encoding="utf-8", newline="\n") as out:
        for record, extra in _records(lines, delimiter, copy):
            out.write(record or delimiter)
            out.write("\n")
            out.write(f"{delimiter}\n" * extra)
    return copy


def _lines(path: Path, encoding: Encoding, copy: Copy) -> Iterator[tuple[int, str]]:
    """Numbered lines, with zero bytes and unreadable bytes taken out and noted."""
    codec = "utf-8" if encoding.codec == "utf-8-sig" else encoding.codec
    errors = "surrogateescape" if codec == "utf-8" else "replace"
    seen: set[str] = set()
    with path.open("rb") as raw:
        newline = io.IncrementalNewlineDecoder(codecs.getincrementaldecoder(codec)(errors), translate=True)
        number, rest = 0, ""
        while True:
            block = raw.read(BLOCK)
            text = rest + newline.decode(block, final=not block)
            *lines, rest = text.split("\n")
            for line in lines:
                number += 1
                yield number, _mended(line.removeprefix("\ufeff") if number == 1 else line, number, copy)
            rest = _shortened(rest, number + 1, copy)
            if not block:
                break
        if rest:
            yield number + 1, _mended(rest.removeprefix("\ufeff") if number == 0 else rest, number + 1, copy)
        kinds = newline.newlines
        seen.update(kinds if isinstance(kinds, tuple) else [kinds] if kinds else [])
    names = {"\n": "lf", "\r\n": "crlf", "\r": "cr"}
    copy.line_ends = "mixed" if len(seen) > 1 else names.get(next(iter(seen), "\n"), "lf")


def _mended(line: str, number: int, copy: Copy) -> str:
    """A line without zero bytes and with a mark for each byte that cannot be read, which `copy` notes."""
    line = _shortened(line, number, copy)
    if not line.isascii():
        shown = _readable(line)
        if ("\ufffd" in shown and shown != line) or "\ufffd" in line:
            copy.faults.append(Fault(number, "bytes_unreadable", shown[:80].replace("\0", "")))
            line = shown
    if "\0" in line:
        line = line.replace("\0", "")
        copy.faults.append(Fault(number, "zero_byte", line[:80]))
    return line


def _shortened(line: str, number: int, copy: Copy) -> str:
    """A line, or the beginning of one that is too long, which `copy` notes once."""
    if len(line) <= LONGEST_LINE:
        return line
    last = copy.faults[-1] if copy.faults else None
    if not (last and (last.line, last.rule) == (number, "line_too_long")):
        copy.faults.append(Fault(number, "line_too_long", _readable(line[:80])))
    return line[: LONGEST_LINE // 10]


def _readable(text: str) -> str:
    """A text in which bytes that could not be decoded stand as U+FFFD."""
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _records(lines: Iterator[tuple[int, str]], delimiter: str, copy: Copy) -> Iterator[tuple[str, int]]:
    """Each record on one line with the number of lines it swallowed; a quote that never closes is taken literally."""
    opening = re.compile(rf'(?:^|{re.escape(delimiter)})[ \t]*"')
    given_back: list[tuple[int, str]] = []
    while True:
        taken = given_back.pop() if given_back else next(lines, None)
        if taken is None:
            return
        number, line = taken
        if '"' not in line:
            yield (line if line.strip() else ""), 0
        elif not opening.search(line):
            yield _written(line.split(delimiter), delimiter, copy), 0
        elif split(line, delimiter).is_closed:
            yield _written(split(line, delimiter).cells, delimiter, copy), 0
        else:
            found, following = _over_lines(line, given_back, lines, delimiter)
            if found is None:
                copy.faults.append(Fault(number, "quote_unclosed", line[:80]))
                given_back.extend(reversed(following))
                yield line.replace('"', ""), 0
            else:
                yield _written(found.cells, delimiter, copy), len(following)


def _over_lines(
    line: str, given_back: list[tuple[int, str]], lines: Iterator[tuple[int, str]], delimiter: str
) -> tuple[Record | None, list[tuple[int, str]]]:
    """The record that begins with `line` and ends on a later one, None when it does not; and the lines looked at."""
    following: list[tuple[int, str]] = []
    while len(following) < LONGEST_RECORD and len(line) < LONGEST_LINE:
        taken = given_back.pop() if given_back else next(lines, None)
        if taken is None:
            break
        following.append(taken)
        line = f"{line} {taken[1]}"
        record = split(line, delimiter)
        if not record.is_regular:
            break
        if record.is_closed:
            return record, following
    return None, following


def _written(found: list[str], delimiter: str, copy: Copy) -> str:
    copy.quoted = True
    return delimiter.join(
        '"' + cell.replace('"', '""') + '"' if '"' in cell or delimiter in cell else cell for cell in found
    )
