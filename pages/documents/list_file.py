"""A list as CSV, and a table as it is shown, to be copied or kept."""

import csv
import io
from collections.abc import Callable, Iterable, Mapping
from datetime import date

import pandas as pd

from analytics.decimals import rounded
from data import guarded
from pages.content import reader
from pages.words import language, signs
from pages.words.language import t

PERIODS = ("period", "last_period", "next_period", "previous_period")
CODED = {
    "frequency": "download.frequency_", "record": "quality.record_", "standing": "quality.standing_",
    "status": "download.status_", "new_status": "download.status_", "tone": "summary.tone_",
    "previous_tone": "summary.tone_", "cause": "between.cause_", "question": "quality.ask_",
    "kind": "report.change_",
}  # fmt: skip
"""Column → start of the keys that say its codes in words."""
WORDS: Mapping[str, Callable[[object], str]] = {
    **dict.fromkeys(PERIODS, lambda code: language.period(str(code))),
    **{name: lambda code, start=start: t(f"{start}{code}") for name, start in CODED.items()},
    **dict.fromkeys(("state", "previous_state"), signs.state_word),
    "change_kind": lambda code: t(f"lists.change_kind_{code}"),
    "simulated": lambda value: t("lists.yes" if value else "lists.no"),
}
MARK = {"id": ",", "en": "."}  # between whole number and decimals


class Counted(bytes):
    """A list as CSV that knows how many rows it holds: below its heading of # and the names of its columns."""

    @property
    def rows(self) -> int:
        text = self.decode("utf-8-sig")
        names = next((line for line in text.splitlines() if not line.startswith("#")), "")
        mark = ";" if names.count(";") > names.count(",") else ","
        records = csv.reader(io.StringIO(text, newline=""), delimiter=mark)
        return sum(bool(record) and not record[0].startswith("#") for record in records) - 1


def as_file(rows: pd.DataFrame, columns: Mapping[str, str], about: str) -> bytes:
    """A list as CSV in the reader's marks: `;` and decimal comma or `,` and point, UTF-8 with BOM, formulas defused.

    Lines starting with # say what it is, from which snapshot.
    """
    return written(rows[list(columns)].rename(columns=dict(columns)), about)


def written(table: pd.DataFrame, about: str) -> bytes:
    """The same of a table whose columns bear their headings."""
    heading = (t("frame.product"), about.replace("*", ""), t("cards.snapshot", snapshot=reader.snapshot().id))
    separator, decimal = (";", ",") if language.current() == "id" else (",", ".")
    return guarded.delimited(table, separator, decimal, heading)


def in_words(rows: pd.DataFrame, names: Iterable[str], about: str) -> bytes:
    """A list as CSV with the columns `names` that it has, under headings and with values in the reader's words."""
    columns = {name: t(f"lists.{name}") for name in names if name in rows}
    said = {name: [_said(WORDS[name], value) for value in rows[name]] for name in columns if name in WORDS}
    return as_file(rows.assign(**said), columns, about)


def _said(words: Callable[[object], str], value: object) -> str | None:
    return None if language.missing(value) or value == "" else words(value)


def for_clipboard(table: pd.DataFrame) -> str:
    """A table as text that spreadsheets and word processors paste into cells, formulas defused."""
    return guarded.delimited(table, "\t", MARK[language.current()], mark=False).decode().replace("\r\n", "\n")


def as_shown(
    rows: pd.DataFrame, headings: Mapping[str, str], formats: Mapping[str, Callable[[object], str]]
) -> pd.DataFrame:
    """The columns under their headings: numbers rounded as `formats` show them, other values in their words."""
    parts = [_as_shown(rows[name], formats.get(name)) for name in headings]
    table = pd.concat(parts, axis=1) if parts else pd.DataFrame()
    table.columns = pd.Index(list(headings.values()))
    return table


def _as_shown(values: pd.Series, words: Callable[[object], str] | None) -> pd.Series:
    known = values.dropna()
    if words is None or known.empty or isinstance(known.iloc[0], date):
        return values
    told = known.map(words)
    if not pd.api.types.is_numeric_dtype(values):
        return told.reindex(values.index)
    mark = MARK[language.current()]
    places = max(_places(text.rpartition(mark)) for text in told)
    finite = known[known.abs() < float("inf")]
    return finite.map(lambda value: float(rounded(value, places)) + 0).reindex(values.index)  # a zero has no sign


def _places(parted: tuple[str, str, str]) -> int:
    """Digits behind the mark of a number that was parted by it."""
    return sum(one.isdigit() for one in parted[2]) if parted[1] else 0
