"""One visitor's upload on its way through the store: propose, look, publish, undo. Failures come back as words."""

import io
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pandas as pd
import streamlit as st

from data import intake, submission
from data.store import open_store
from data.trouble import Trouble
from pages.parts import cards, language, scope
from pages.parts.language import t

HELD = "_report_proposal"
ENDINGS = ("csv", "tsv", "txt", "xlsx", "xls")
LOCAL_TIME = "Asia/Jakarta"
TEMPLATES = Path(__file__).resolve().parents[2] / "docs" / "templates"


@contextmanager
def told():
    """Turn the store's failures into an error on the page instead of a broken page."""
    try:
        yield
    except Trouble as error:
        said = getattr(error, f"message_{language.current()}")
        st.error(t("report.failed", detail=language.plain(said)), icon=":material/error:")


def propose(name: str, content: bytes, options: intake.Options) -> submission.Proposal:
    """Read and check an upload; the same bytes and options are read once a session. The name is never a path."""
    key = (name, hash(content), repr(options))
    held = st.session_state.get(HELD)
    if held and held[0] == key and held[1].base == _published():
        return held[1]
    drop()
    store = open_store()
    folder = store.workspace()
    ending = Path(name).suffix.lower().lstrip(".")
    path = folder / f"upload.{ending if ending in ENDINGS else 'csv'}"
    path.write_bytes(content)
    origin = submission.Origin(channel="page", file=Path(name).name[:120])
    proposal = submission.propose(store, path, options, folder, origin)
    st.session_state[HELD] = (key, proposal)
    return proposal


def drop() -> None:
    """Forget the upload and remove its working files."""
    held = st.session_state.pop(HELD, None)
    if held:
        submission.discard(held[1])


def publish(
    proposal: submission.Proposal, *, sender: str, reason: str, partial: bool, progress: Callable
) -> str | None:
    """Publish a proposal; the id of its submission, None when nothing was written."""
    origin = replace(proposal.origin, sender=sender.strip()[:80] or None, reason=reason.strip()[:500] or None)
    loaded = submission.accept(open_store(), [replace(proposal, origin=origin)], partial=partial, progress=progress)
    drop()
    return loaded[0].submission


def changed_rows(proposal: submission.Proposal) -> pd.DataFrame:
    """Old and new values of what would not stay as it is."""
    return submission.changed_rows(open_store(), proposal)


def flips(proposal: submission.Proposal) -> pd.DataFrame:
    """Series whose class, state or signal would differ; kept with the upload, since it takes a build."""
    kept = st.session_state.setdefault("_report_flips", {})
    if proposal.content not in kept:
        kept.clear()
        kept[proposal.content] = submission.flips(open_store(), proposal)
    return kept[proposal.content]


def turn(kind: str, identity: str, progress: Callable) -> None:
    """Undo or redo a submission."""
    act = submission.undo if kind == "undo" else submission.redo
    act(open_store(), identity, progress)


def history() -> pd.DataFrame:
    """All submissions, the newest first: id, file, agency, received_at, outcome, counts, sender, reason, standing."""
    ledger = open_store().ledger
    standing = {entry.id for entry in ledger.active()}
    fields = ("file", "agency", "received_at", "outcome", "accepted", "rejected", "warnings", "sender", "reason")
    rows = [
        {"submission": entry.id, "standing": entry.id in standing, **{key: entry.facts.get(key) for key in fields}}
        for entry in ledger.entries()
        if entry.kind == "load"
    ]
    frame = pd.DataFrame(rows[::-1], columns=["submission", "standing", *fields])
    moments = pd.to_datetime(frame["received_at"], utc=True).dt.tz_convert(LOCAL_TIME)
    return frame.assign(received_at=moments.dt.tz_localize(None))


def findings_frame(proposal: submission.Proposal) -> pd.DataFrame:
    """The findings in the reader's language: severity, rule, row, column, found, expected, message, remedy."""
    spoken = language.current()
    rows = [
        {
            "severity": t(f"report.severity_{finding.severity}"),
            "rule": finding.rule,
            "row": finding.row,
            "column": finding.column,
            "found": finding.found,
            "expected": finding.expected,
            "message": getattr(finding, f"message_{spoken}"),
            "remedy": getattr(finding, f"remedy_{spoken}"),
        }
        for finding in proposal.intake.findings
    ]
    names = ["severity", "rule", "row", "column", "found", "expected", "message", "remedy"]
    return pd.DataFrame(rows, columns=names).astype({"row": "Int64"})


def findings_file(frame: pd.DataFrame) -> bytes:
    """The findings as CSV with semicolons, UTF-8 with BOM; text that a spreadsheet would run is defused."""
    from pages.parts.downloads import defused

    text = io.StringIO()
    headings = {name: t(f"report.finding_{name}") for name in frame.columns}
    defused(frame).rename(columns=headings).to_csv(text, sep=";", index=False, lineterminator="\r\n")
    return text.getvalue().encode("utf-8-sig")


def pairs(text: str) -> dict[str, str]:
    """Lines `header = column` as a dictionary; lines without a value on both sides are passed over."""
    split = (line.rpartition("=") for line in text.splitlines())
    told = ((header.strip(), column.strip()) for header, _, column in split)
    return {header: column for header, column in told if header and column}


def readable(key: str, value: object) -> str:
    """A recognised property in words: delimiters by name, code systems and layouts from the catalogue."""
    if key == "delimiter":
        return {"\t": "Tab", ";": ";", ",": ",", "|": "|"}.get(str(value), str(value))
    if isinstance(value, dict):
        return ", ".join(f"{name}: {mark}" for name, mark in value.items())
    return str(value)


def preview(proposal: submission.Proposal) -> pd.DataFrame:
    """First rows of the file: every cell as found, with the value read from it behind an arrow."""
    rows = []
    for line in proposal.intake.preview:
        cells = {cell["column"] or f"#{at}": _cell(cell) for at, cell in enumerate(line["cells"], start=1)}
        rows.append({t("report.finding_row"): line["row"], **cells})
    return pd.DataFrame(rows)


def _cell(cell: dict[str, object]) -> str:
    original = "" if cell["original"] is None else str(cell["original"])
    parsed = "" if cell.get("parsed") is None else str(cell["parsed"])
    return original if parsed in ("", original) else f"{original} → {parsed}"


def named(rows: pd.DataFrame) -> pd.DataFrame:
    """Changed rows with names of indicator and region and the kind of change in words."""
    places = scope.choices("region").labels
    spoken = scope.choices("indicator")
    return rows.assign(
        indicator_name=rows["indicator"].map(spoken.label),
        region_name=[places[code][0] if code in places else t("report.province") for code in rows["region"]],
        kind_word=rows["kind"].map(lambda kind: t(f"report.change_{kind}")),
    )


def named_flips(rows: pd.DataFrame) -> pd.DataFrame:
    """Series whose verdict changes: indicator, region, and class, state and signal before and after in words."""
    if rows.empty:
        return rows
    places = scope.choices("region").labels
    spoken = scope.choices("indicator")
    words = {code: label for (_, code), label in cards.class_words().items()}
    return pd.DataFrame(
        {
            "agency": rows["agency"],
            "indicator": rows["indicator"].map(spoken.label),
            "region": [places[code][0] if code in places else t("report.province") for code in rows["region"]],
            "old_class": rows["old_class"].map(lambda code: words.get(code, language.NOTHING)),
            "new_class": rows["new_class"].map(lambda code: words.get(code, language.NOTHING)),
            "old_state": rows["old_state"].map(_state),
            "new_state": rows["new_state"].map(_state),
        }
    )


def _state(code: object) -> str:
    return language.NOTHING if language.missing(code) else cards.state_word(code)


def _published() -> str | None:
    pointer = open_store().pointer
    return pointer.snapshot if pointer else None
