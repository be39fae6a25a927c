"""Every text that leaves in a file goes through here: cells, heading lines and file names.

Text from outside must neither run as a formula in a spreadsheet nor lead a file elsewhere. Which mark parts the cells
depends on the reader's spreadsheet and not on the file, so a text is made safe behind every mark that may.
"""

import io
import re
import unicodedata
from codecs import BOM_UTF8
from collections.abc import Iterable
from typing import IO
from urllib.parse import urlsplit

import pandas as pd

LONGEST_NAME = 120
# After the start or a mark between cells: blanks and quotes, then what makes a spreadsheet compute, unless the whole
# cell is a number. The wide forms are read as the narrow ones by East Asian spreadsheets.
RUNS = re.compile(
    r"(?P<before>^|[;,\t\r\n])(?P<blank>[\s\"\u200b\u200e\u200f\ufeff]*)(?![-+][\d.,\s]*\d%?\s*(?:[;\t\r\n]|$))(?=[-=+@＝＋－＠])"
)
CONTROL = ("\t", "\r", "\n")
FORBIDDEN = frozenset("<>:\"/\\|?*;,=+@&%#!$`^{}[]'~")
RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?")


def cell(text: str) -> str:
    """A text that no spreadsheet runs, whatever it takes for the mark between cells: an apostrophe goes before."""
    safe = RUNS.sub(r"\g<before>\g<blank>'", text)
    return f"'{safe}" if text.startswith(CONTROL) else safe


def link(text: object) -> str | None:
    """A text as an address that a page may offer: by http or https, to a host, nothing in it that ends a link."""
    if not isinstance(text, str) or not text.isprintable() or any(mark in text for mark in " <>\"'`\\"):
        return None
    try:
        parts = urlsplit(text)
        known = parts.scheme in ("http", "https") and parts.hostname and "@" not in parts.netloc
    except ValueError:
        return None
    return text if known else None


def cells(frame: pd.DataFrame) -> pd.DataFrame:
    """A copy whose texts, column names among them, are safe as `cell` makes them; numbers and dates stay."""
    safe = frame.rename(columns={name: cell(name) for name in frame.columns if isinstance(name, str)})
    for at, kind in enumerate(safe.dtypes):
        if pd.api.types.is_string_dtype(kind) or pd.api.types.is_object_dtype(kind):
            column = safe.iloc[:, at]
            told = {text: cell(text) for text in column.unique() if isinstance(text, str)}
            guarded = column.map(lambda value, told=told: told[value] if isinstance(value, str) else value)
            safe.isetitem(at, guarded.astype(kind))
    return safe


def delimited(
    frame: pd.DataFrame, separator: str, decimal: str = ".", heading: Iterable[str] = (), *, mark: bool = True
) -> bytes:
    """A frame as CSV in UTF-8, with BOM if `mark`; `heading` are lines above it that begin with #."""
    file = io.BytesIO()
    write_delimited(file, [frame], separator, decimal, heading, mark=mark)
    return file.getvalue()


def write_delimited(
    file: IO[bytes],
    frames: Iterable[pd.DataFrame],
    separator: str,
    decimal: str = ".",
    heading: Iterable[str] = (),
    *,
    mark: bool = True,
) -> None:
    """Frames of the same columns as one CSV, as `delimited` makes it, one after the other."""
    file.write(BOM_UTF8 if mark else b"")
    file.writelines(f"{_remark(line)}\r\n".encode() for line in heading)
    for place, frame in enumerate(frames):
        text = cells(frame).to_csv(
            sep=separator,
            decimal=decimal,
            index=False,
            header=place == 0,
            lineterminator="\r\n",
            date_format="%Y-%m-%d",
            float_format="%.15g",
        )
        file.write(text.encode())


def workbook(frame: pd.DataFrame) -> bytes:
    """A frame as a workbook of one sheet, with its column names in the first row."""
    file = io.BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False}
    with pd.ExcelWriter(file, engine="xlsxwriter", engine_kwargs={"options": options}) as book:
        cells(frame).to_excel(book, index=False, freeze_panes=(1, 0), autofilter=True)
    return file.getvalue()


def _remark(line: str) -> str:
    """One line that readers pass over by its #: it cannot be quoted, so it holds no quote that would open a cell."""
    return cell(" ".join(f"# {line}".replace('"', "'").split()))


def file_name(text: object) -> str:
    """A name that every system takes and no spreadsheet runs: no path, no marks, no directions; never empty."""
    plain = unicodedata.normalize("NFC", str(text))
    kept = "".join("_" if one in FORBIDDEN else one for one in plain if unicodedata.category(one)[0] != "C")
    stem, dot, ending = kept.strip(" .-").rpartition(".")
    if not dot:
        stem, ending = ending, ""
    name = f"{stem.strip(' .-')[:LONGEST_NAME]}{dot}{ending[:10].strip()}".lstrip(" .-") or "berkas"
    return f"_{name}" if RESERVED.fullmatch(name) else name
