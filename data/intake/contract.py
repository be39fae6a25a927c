"""What the intake takes and gives: options, findings, the outcome, and the error that stops a file."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Replacement:
    """Cells to be read otherwise: where every column of `where` holds its text, `use` is read in its columns.

    Columns are named by their header as the file has it. The file itself stays as it came.
    """

    where: Mapping[str, str]
    use: Mapping[str, str]


Reason = tuple[str | None, int | None, str]
"""Why a warning is no fault: of one rule or all, of one line of the file or all, and the words."""


@dataclass(frozen=True)
class Options:
    """What the sender says beside the file.

    `set` gives canonical columns a fixed value; `map` names the canonical column (or indicator code) that a header
    stands for; `decimal` is `comma` or `dot` for columns that cannot be decided; `replace` are texts the
    sender wants read otherwise; `reasons` let values with a doubt in; `today` bounds future periods.
    """

    agency: str | None = None
    region_codes: str | None = None
    set: Mapping[str, str] = field(default_factory=dict)
    map: Mapping[str, str] = field(default_factory=dict)
    sheet: str | None = None
    decimal: str | None = None
    replace: Sequence[Replacement] = ()
    reasons: Sequence[Reason] = ()
    today: date | None = None


@dataclass(frozen=True)
class Finding:
    """One fault or doubt. `row` is the line of the file from 1, None for the whole file; `column` its header. One that
    concerns several lines has the first `LINES` of them in `rows`, and in `rows_total` how many they are."""

    rule: str
    severity: str
    row: int | None
    column: str | None
    found: str | None
    expected: str | None
    remedy_id: str
    remedy_en: str
    message_id: str
    message_en: str
    rows: Sequence[int] = ()
    rows_total: int = 0


@dataclass(frozen=True)
class Intake:
    """The result of reading one file.

    `read` = `accepted` + `rejected`, counted in observations; `waiting` of the rejected ones only need a reason.
    `findings` holds at most `LISTED` of them, errors first; `counts` gives the number per rule, and the file at
    `findings_path` holds the first thousand of each. `preview` is a list of {row, cells: [{column, role, original,
    parsed}]}; `head` holds the first lines of the file as they stand. The file at `cells_path` holds all cells as text
    (`row` from 1, c1, c2 …) when they were asked for.
    """

    outcome: str
    read: int
    accepted: int
    rejected: int
    recognised: Mapping[str, Any]
    findings: Sequence[Finding]
    accepted_path: Path | None
    rejected_path: Path | None
    findings_path: Path | None = None
    counts: Mapping[str, int] = field(default_factory=dict)
    preview: Sequence[Mapping[str, Any]] = ()
    head: Sequence[Sequence[str]] = ()
    cells_path: Path | None = None
    waiting: int = 0


LISTED = 10_000
LINES = 100
PASSED_OVER = "-"  # what the sender maps a header to that is to be left out


class IntakeError(Exception):
    """The file cannot be read further; carries one finding's rule and details, and `others` beside it.

    `choices` are the answers that settle it, where they can be counted.
    """

    def __init__(
        self,
        rule: str,
        *,
        row: int | None = None,
        column: str | None = None,
        found: object = None,
        expected: str | None = None,
        detail: str = "",
        others: Sequence["IntakeError"] = (),
        choices: Sequence[str] = (),
    ):
        super().__init__(f"{rule}: {found}")
        self.rule, self.row, self.column = rule, row, column
        self.found = None if found is None else str(found)[:200]
        self.expected, self.detail, self.others = expected, detail, tuple(others)
        self.choices = tuple(choices)
