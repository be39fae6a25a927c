"""One visitor's uploads: kept while the tab is open, read, corrected, compared, published, taken back.

The bytes lie in the store's work folder, so a visit to another page loses nothing. Failures come back as words.
"""

import datetime as dt
import logging
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

import pandas as pd
import streamlit as st

from data import intake, marked, submissions
from data.errors import KinerjaError
from data.files import digest
from data.intake import saved_answers, suggestions
from data.intake.saved_answers import Answers
from data.reference import load_reference
from data.store import open_store
from data.submissions import Entry, Progress, reversal
from pages.parts import language
from pages.parts.language import t

HELD, NEXT, FLIPS = "_report_uploads", "_report_next", "_report_flips"
ENDINGS = ("csv", "tsv", "txt", "xlsx", "xls")
MOST_KINDS = 12
LONGEST_NAME, LONGEST_REASON, LONGEST_SENDER = 120, 500, 80


@dataclass
class Upload:
    """A file on its way. `options` is what the visitor said, `fixes` the suggestions accepted so far.

    `reasons` are the words given for the warnings of a rule; `kept` holds what was computed of the proposal at hand.
    """

    number: int
    name: str
    path: Path
    mark: str
    options: intake.Options
    fixes: list[suggestions.Suggestion] = field(default_factory=list)
    recalled: Answers | None = None
    recalled_for: str | None = None
    remembers: bool = True
    reasons: dict[str, str] = field(default_factory=dict)
    layout: str | None = None
    at_hand: submissions.Proposal | None = None
    read_with: tuple[object, ...] | None = None
    seconds: float = 0.0
    kept: dict[str, object] = field(default_factory=dict)

    @property
    def proposal(self) -> submissions.Proposal:
        """The proposal at hand; NotReadError before the first `read`."""
        if self.at_hand is None:
            raise NotReadError(self.name)
        return self.at_hand


class NotReadError(RuntimeError):
    """An upload was asked for what only its reading tells; the text is the file's name."""


@contextmanager
def told() -> Iterator[None]:
    """Reversal the store's failures into an error on the page instead of a broken page."""
    try:
        yield
    except (KinerjaError, OSError) as error:
        logging.getLogger(__name__).error("Kirim Data failed", exc_info=error)
        said = getattr(error, f"message_{language.current()}", None) or getattr(error, "strerror", None) or error
        st.error(t("report.failed", detail=language.plain(said)), icon=":material/error:")


def receive(name: str, content: bytes, agency: str) -> Upload:
    """Take a file in; the same bytes under the same name are taken once. The name is never a path."""
    folder = open_store().workspace()
    ending = Path(name).suffix.lower().lstrip(".")
    path = folder / f"upload.{ending if ending in ENDINGS else 'csv'}"
    path.write_bytes(content)
    shown, mark = Path(name).name[:LONGEST_NAME], digest(path)
    held = st.session_state.setdefault(HELD, [])
    known = next((one for one in held if (one.name, one.mark) == (shown, mark)), None)
    if known:
        return known
    number = st.session_state[NEXT] = st.session_state.get(NEXT, 0) + 1
    upload = Upload(number, shown, path, mark, intake.Options(agency=agency or None))
    held.append(upload)
    return upload


def uploads() -> tuple[list[Upload], list[str]]:
    """The uploads still on their way, and the names of those whose bytes the store has cleared away."""
    held = st.session_state.get(HELD, [])
    lost = [one.name for one in held if not one.path.exists()]
    st.session_state[HELD] = [one for one in held if one.path.exists()]
    return st.session_state[HELD], lost


def drop(upload: Upload) -> None:
    """Forget an upload and remove its working files."""
    st.session_state[HELD] = [one for one in st.session_state.get(HELD, []) if one is not upload]
    if upload.at_hand:
        submissions.discard(upload.at_hand)
    shutil.rmtree(upload.path.parent, ignore_errors=True)


# --- reading ---------------------------------------------------------------------------------------------------------


def is_read(upload: Upload) -> bool:
    """Whether the proposal at hand is of the present answers and the published snapshot."""
    return upload.at_hand is not None and upload.read_with == _read_with(upload)


def read(upload: Upload, progress: Progress | None = None) -> submissions.Proposal:
    """The proposal of an upload, read anew where answers, suggestions or the published snapshot have changed.

    What was answered for this agency and layout before is applied, unless the visitor said not to.
    """
    if is_read(upload):
        return upload.proposal
    proposal = _propose(upload, _options(upload), progress)
    upload.layout = saved_answers.layout_of(proposal.intake.head)
    if upload.remembers and upload.layout and upload.recalled is None:
        _recall(upload, proposal)
        if upload.recalled:
            submissions.discard(proposal)
            proposal = _propose(upload, _options(upload), progress)
    if upload.at_hand:
        submissions.discard(upload.at_hand)
    upload.at_hand, upload.read_with = proposal, _read_with(upload)
    upload.kept.clear()
    return proposal


def agency_of(upload: Upload, proposal: submissions.Proposal | None = None) -> str | None:
    """The agency a file is of: as the visitor said, else the only one its rows name."""
    proposal = proposal or upload.at_hand
    if upload.options.agency or proposal is None:
        return upload.options.agency
    named = proposal.agencies.split(";")
    return named[0] or None if len(named) == 1 else None


def suggested(upload: Upload) -> list[list[suggestions.Suggestion]]:
    """The nearest codes for the texts of a file that stand for none."""
    if "suggested" not in upload.kept:
        result = upload.proposal.intake
        columns = result.recognised.get("columns") or []
        codes = result.recognised.get("region_codes")
        upload.kept["suggested"] = suggestions.suggest(
            result.findings, columns, load_reference(), agency_of(upload), codes
        )
    return upload.kept["suggested"]


def kinds_of_rows(upload: Upload) -> dict[str, list[str]]:
    """Header → its texts, of the columns without a meaning that hold a few different ones: kinds of rows."""
    if "kinds" not in upload.kept:
        result = upload.proposal.intake
        facts = [one for one in result.recognised.get("columns") or () if not one["role"]]
        found = marked.distinct(result.cells_path, facts, int(result.recognised["data_row"])) if facts else {}
        upload.kept["kinds"] = {name: texts for name, texts in found.items() if 1 < len(texts) <= MOST_KINDS}
    return upload.kept["kinds"]


def accept_suggestion(upload: Upload, chosen: suggestions.Suggestion) -> None:
    """Read the file with a suggestion in place of what stands there; for use as a callback."""
    where = chosen.replacement.where
    upload.fixes = [one for one in upload.fixes if one.replacement.where != where] + [chosen]


def withdraw_suggestion(upload: Upload, chosen: suggestions.Suggestion) -> None:
    """Read the file as it stands again; for use as a callback."""
    upload.fixes = [one for one in upload.fixes if one is not chosen]


def explain(upload: Upload, rule: str, text: str) -> None:
    """Read the file with a reason for the warnings of a rule; without one they wait. For use as a callback."""
    upload.reasons.pop(rule, None)
    if words := text.strip()[:LONGEST_REASON]:
        upload.reasons[rule] = words


def forget(upload: Upload) -> None:
    """Forget what was answered for this layout, and read without it; for use as a callback."""
    if upload.layout:
        saved_answers.forget(open_store().folder, upload.recalled_for, upload.layout)
    upload.recalled, upload.remembers = None, False


def _recall(upload: Upload, proposal: submissions.Proposal) -> None:
    store, agency = open_store().folder, agency_of(upload, proposal)
    found = saved_answers.recall(store, agency, upload.layout)
    if found is None and agency is None:
        agency, found = saved_answers.recall_any(store, upload.layout) or (None, None)
    if found and found.applied(upload.options) != upload.options:
        upload.recalled, upload.recalled_for = found, agency


def _options(upload: Upload) -> intake.Options:
    options = replace(
        upload.options,
        replace=tuple(one.replacement for one in upload.fixes),
        reasons=tuple((rule, None, text) for rule, text in upload.reasons.items()),
        today=dt.datetime.now().date(),
    )
    return upload.recalled.applied(options) if upload.recalled else options


def _read_with(upload: Upload) -> tuple[object, ...]:
    pointer = open_store().pointer
    return repr(replace(_options(upload), today=None)), pointer.snapshot if pointer else None


def _propose(upload: Upload, options: intake.Options, progress: Progress | None) -> submissions.Proposal:
    store = open_store()
    origin = submissions.Origin(channel="page", file=upload.name)

    def noted(**facts: object) -> None:
        upload.seconds = float(facts["seconds"])
        if progress:
            progress(**facts)

    return submissions.propose(store, upload.path, options, store.workspace(), origin, keep_cells=True, progress=noted)


# --- publishing ------------------------------------------------------------------------------------------------------


def changed_rows(upload: Upload) -> pd.DataFrame:
    """Old and new values of what would not stay as it is."""
    if "changed" not in upload.kept:
        upload.kept["changed"] = submissions.changed_rows(open_store(), upload.proposal)
    return upload.kept["changed"]


def flips(upload: Upload) -> pd.DataFrame:
    """Series whose class, state or signal would differ; kept with the upload, since it takes a build."""
    kept = st.session_state.setdefault(FLIPS, {})
    key = (upload.number, upload.read_with)
    if key not in kept:
        kept.clear()
        kept[key] = submissions.flips(open_store(), upload.proposal)
    return kept[key]


def flips_known(upload: Upload) -> pd.DataFrame | None:
    """The flips, if they were computed before."""
    return st.session_state.get(FLIPS, {}).get((upload.number, upload.read_with))


def publish(upload: Upload, *, sender: str, partial: bool, progress: Progress) -> str | None:
    """Publish an upload; the id of its submission, None when nothing was written. Its answers are remembered."""
    origin = replace(
        upload.proposal.origin,
        sender=sender.strip()[:LONGEST_SENDER] or None,
        reason="; ".join(dict.fromkeys(upload.reasons.values())) or None,
        reasons=upload.reasons,
    )
    proposal = replace(upload.proposal, origin=origin)
    loaded = submissions.accept(open_store(), [proposal], partial=partial, progress=progress)
    if loaded[0].submission and upload.layout and upload.remembers:
        kept = saved_answers.of_options(_options(upload))
        if not kept.empty:
            saved_answers.remember(open_store().folder, agency_of(upload), upload.layout, kept)
    drop(upload)
    return loaded[0].submission


# --- history ---------------------------------------------------------------------------------------------------------

FACTS = ("file", "agency", "received_at", "outcome", "read", "accepted", "rejected", "warnings", "sender", "reason")


def history(agency: str = "") -> pd.DataFrame:
    """Submissions and asides, the newest first: submission, standing, aside, part and `FACTS`.

    Of one agency where it is given, and the asides. `aside` tells what was set aside, `part` how many submissions an
    aside took out and is missing for a submission; `received_at` is local time.
    """
    turns = open_store().ledger.turns()
    rows = [
        {
            "submission": entry.id,
            "standing": entry.id not in turns.out,
            "aside": entry.id in turns.whole,
            "part": sum(len(entry.facts[name]) for name in ("whole", "part")) if entry.kind == "aside" else None,
            **{key: entry.facts.get(key) for key in FACTS},
        }
        for entry in turns.known.values()
        if entry.kind == "aside" or not agency or agency in str(entry.facts.get("agency") or "").split(";")
    ]
    frame = pd.DataFrame(rows[::-1], columns=["submission", "standing", "aside", "part", *FACTS])
    return frame.assign(received_at=local_time(frame["received_at"]))


def local_time(moments: pd.Series) -> pd.Series:
    """UTC texts as the time of Aceh, without a zone."""
    return pd.to_datetime(moments, utc=True).dt.tz_convert(LOCAL_TIME).dt.tz_localize(None)


LOCAL_TIME = "Asia/Jakarta"


def entry(identity: str) -> Entry:
    """The ledger entry of a submission."""
    return open_store().ledger.find(identity)


def turns(identity: str) -> list[Mapping[str, object]]:
    """The undos and redos of a submission, oldest first: kind, received_at, sender, reason."""
    return [
        {"kind": one.kind, **{key: one.facts.get(key) for key in ("received_at", "sender", "reason")}}
        for one in open_store().ledger.entries()
        if one.kind in ("undo", "redo") and one.submission == identity
    ]


def foreseen(identity: str) -> reversal.Reversal:
    """What undoing, or redoing, a submission would change."""
    return reversal.preview(open_store(), identity)


def turn(kind: str, identity: str, *, sender: str, reason: str) -> None:
    """Undo or redo a submission, with who did it and why."""
    act = submissions.undo if kind == "undo" else submissions.redo
    origin = submissions.Origin(
        channel="page",
        sender=sender.strip()[:LONGEST_SENDER] or None,
        reason=reason.strip()[:LONGEST_REASON] or None,
    )
    act(open_store(), identity, origin=origin)
