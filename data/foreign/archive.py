"""Limits of a workbook's archive: what it declares is checked against what its streams hold."""

import struct
import zipfile
import zlib
from pathlib import Path
from typing import BinaryIO

from data.foreign.refusal import RefusedError, unreadable

MOST_EXPANDED = 400 << 20
MOST_ENTRIES = 5_000
STEP = 1 << 20


def within_limits(path: Path) -> list[str]:
    """Names of an archive's entries; RefusedError where they are too many or expand too far."""
    try:
        with zipfile.ZipFile(path) as archive, path.open("rb") as file:
            entries = archive.infolist()
            if len(entries) > MOST_ENTRIES:
                raise RefusedError("file_too_large", f"{len(entries)} berkas‖{len(entries)} entries", str(MOST_ENTRIES))
            total = 0
            for entry in entries:
                total += _expanded(file, entry, MOST_EXPANDED - total)
                if total > MOST_EXPANDED:
                    limit = f"{MOST_EXPANDED >> 20} MB"
                    raise RefusedError("file_too_large", "isi arsip‖expanded archive", limit)
    except (zipfile.BadZipFile, zlib.error, struct.error, OSError, NotImplementedError) as error:
        raise unreadable(f"ZIP: {str(error)[:100]}") from error
    return [entry.filename for entry in entries]


def _expanded(file: BinaryIO, entry: zipfile.ZipInfo, allowed: int) -> int:
    """Bytes that an entry's stream expands to, counted up to one block beyond `allowed`."""
    if entry.compress_type == zipfile.ZIP_STORED:
        return max(entry.file_size, entry.compress_size)
    if entry.compress_type != zipfile.ZIP_DEFLATED:
        raise unreadable(f"ZIP {entry.compress_type}")
    file.seek(entry.header_offset)
    lengths = struct.unpack("<HH", file.read(30)[26:30])
    file.seek(sum(lengths), 1)
    stream, count = zlib.decompressobj(-15), 0
    while not stream.eof and count <= allowed:
        block = stream.unconsumed_tail or file.read(STEP)
        if not block:
            break
        count += len(stream.decompress(block, STEP))
    return count
