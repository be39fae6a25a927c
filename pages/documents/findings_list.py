"""Findings as CSV."""

from collections.abc import Sequence

import pandas as pd

from data import guarded
from data.intake import Finding
from pages.content import findings as told
from pages.words.language import t

COLUMNS = ("severity", "rule", "row", "column", "found", "expected", "message", "remedy")


def findings_csv(findings: Sequence[Finding]) -> bytes:
    """The findings as CSV with semicolons, UTF-8 with BOM; text that a spreadsheet would run is defused."""
    frame = pd.DataFrame(
        [
            (
                t(f"report.severity_{one.severity}"),
                one.rule,
                one.row,
                one.column,
                told.found(one) or None,
                told.expected(one),
                told.message(one),
                told.remedy(one),
            )
            for one in findings
        ],
        columns=list(COLUMNS),
    ).astype({"row": "Int64"})
    return guarded.delimited(frame.rename(columns={name: t(f"report.finding_{name}") for name in COLUMNS}), ";")
