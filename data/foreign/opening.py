"""Which dialect a foreign file is written in."""

from pathlib import Path

from data.foreign import archive
from data.foreign.refusal import unreadable
from data.foreign.sheet import Book

ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"


def open_book(path: Path, codec: str | None) -> Book:
    """The workbook or page in a file; `codec` is the encoding of a text, None for others."""
    if codec is not None:
        return _open_text(path, codec)
    with path.open("rb") as file:
        start = file.read(4)
    return _open_archive(path) if start == ZIP else _open_biff(path)


def _open_text(path: Path, codec: str) -> Book:
    from data.foreign import markup, spreadsheet_2003, web_archive, web_page

    content = path.read_bytes()
    if web_archive.is_archive(content[:4096]):
        return web_archive.Book(content)
    text = content.decode(web_page.declared(content[:2000]) or codec, "replace")
    if markup.root(content[:4096]) == spreadsheet_2003.ROOT:
        return spreadsheet_2003.Book(text)
    return web_page.Book(text)


def _open_archive(path: Path) -> Book:
    names = {name.replace("\\", "/").lstrip("/").lower() for name in archive.within_limits(path)}
    if "content.xml" in names:
        from data.foreign import open_document

        return open_document.Book(path)
    if "xl/workbook.bin" in names:
        raise unreadable("XLSB")
    if "xl/workbook.xml" not in names and "_rels/.rels" not in names:
        raise unreadable("arsip ZIP tanpa lembar kerja‖ZIP archive without a workbook")
    from data.foreign import open_xml

    return open_xml.Book(path)


def _open_biff(path: Path) -> Book:
    from data.foreign import biff

    return biff.Book(path)
