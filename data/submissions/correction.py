"""Correct one published value without a file, with a reason.

The correction becomes a small file of the export standard that keeps what is not corrected, and goes through the same
checks, difference, ledger and undo as any file.
"""

import csv
import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pandas as pd

from data import intake
from data.errors import KinerjaError
from data.store import Store
from data.submissions.evidence import Evidence, one_line
from data.submissions.proposal import LONGEST_FILE, LONGEST_REASON, LONGEST_SENDER, Origin, Proposal, propose

FIELDS = ("actual", "target", "numerator", "denominator")
CHANNEL = "koreksi"
MARK = "Koreksi: "  # before the reason in the note; marts/revisions.sql knows it
COLUMNS = {
    "kode_instansi": "agency", "kode_unit": "unit", "kode_indikator": "indicator", "kode_wilayah": "region",
    "periode": "period", "target": "target", "target_bawah": "target_low", "target_atas": "target_high",
    "realisasi": "actual", "pembilang": "numerator", "penyebut": "denominator", "tanggal_data": "as_of",
    "status_data": "status", "sumber": "source", "catatan": "note",
    "bukti": "evidence", "kelas_data": "row_class",
}  # fmt: skip


class CorrectionError(KinerjaError):
    """A correction that cannot be proposed."""


@dataclass(frozen=True)
class Key:
    """The one published value that is meant; unit is empty for the agency itself."""

    agency: str
    indicator: str
    region: str
    period: str
    unit: str = ""


def published(store: Store, key: Key) -> dict[str, object]:
    """The published row of a key, missing values as None; CorrectionError when nothing is published under it."""
    snapshot = store.snapshot()
    rows = pd.DataFrame() if snapshot is None else snapshot.fetch("correction_row", **asdict(key))
    if rows.empty:
        named = " · ".join(part for part in asdict(key).values() if part)[:200]
        raise CorrectionError("correction_unpublished", named=named)
    return {str(name): None if pd.isna(value) else value for name, value in rows.iloc[0].to_dict().items()}


def correct(
    store: Store,
    key: Key,
    values: Mapping[str, float | None],
    reason: str,
    who: str | None,
    folder: Path,
    evidence: str | Evidence | None = None,
) -> Proposal:
    """Propose new `values` (of FIELDS; None leaves one as it is) for a published key; accept it like any proposal.

    `folder` receives the working files. The reason stays with the submission and in the value's note. A ratio whose
    numerator or denominator changes gets its actual computed from them, unless an actual is given. The date of the data
    stays, so that a correction makes nothing newer; the ledger knows the day of the correction. `evidence`, a link,
    the name of a file or a file that was checked, takes the place of what is published, and may be all that changes.
    """
    words = _reason(reason)
    old = published(store, key)
    proof = evidence if isinstance(evidence, Evidence) else None
    shown = proof.name if proof else one_line(str(evidence or ""))
    new = _checked(values, old, may_be_empty=bool(proof) or shown not in ("", old["evidence"]))
    row = {**old, **new, "note": f"{MARK}{words}", "evidence": shown or old["evidence"]}
    if old["target_source"] != "report" and "target" not in new:
        row |= dict.fromkeys(("target", "target_low", "target_high"))
    if {"numerator", "denominator"} & set(new) and "actual" not in new:
        row["actual"] = None
    name = f"koreksi-{key.indicator}-{key.region}-{key.period}.csv"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "koreksi.csv"
    _write(path, row)
    origin = Origin(CHANNEL, one_line(who or "")[:LONGEST_SENDER] or None, words, one_line(name)[:LONGEST_FILE])
    reasons = ((None, None, words),)
    options = intake.Options(agency=key.agency, region_codes="kemendagri", decimal="dot", reasons=reasons)
    proposal = propose(store, path, options, folder, origin)
    return replace(proposal, evidence=(proof,)) if proof else proposal


def _reason(reason: str) -> str:
    words = one_line(reason or "")
    if not any(letter.isalnum() for letter in words):
        raise CorrectionError("correction_without_reason")
    return words[:LONGEST_REASON]


def _checked(
    values: Mapping[str, float | None], old: Mapping[str, object], *, may_be_empty: bool = False
) -> dict[str, float]:
    """The values that differ from the published ones; CorrectionError for unknown names, no numbers, or no change."""
    unknown = sorted(set(values) - set(FIELDS))
    if unknown:
        raise CorrectionError("correction_unknown", unknown=", ".join(unknown), fields=", ".join(FIELDS))
    given = {name: value for name, value in values.items() if value is not None}
    for name, value in given.items():
        if isinstance(value, bool) or not isinstance(value, (int, float)) or not math.isfinite(value):
            raise CorrectionError("correction_no_number", name=name, found=repr(value))
    new = {name: float(value) for name, value in given.items() if old[name] is None or float(value) != old[name]}
    if not new and not may_be_empty:
        raise CorrectionError("correction_changes_nothing")
    return new


def _write(path: Path, row: Mapping[str, object]) -> None:
    cells = [_cell(row[name]) for name in COLUMNS.values()]
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=";", lineterminator="\r\n", quoting=csv.QUOTE_ALL).writerows([list(COLUMNS), cells])


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return format(Decimal(repr(value)), "f")
    return f"{value:%Y-%m-%d}" if isinstance(value, date) else str(value)
