"""One visitor's uploads: kept for a day, read, corrected, compared, published.

The bytes lie in the store's work folder, so a visit to another page loses nothing. Failures come back as words.
"""

import json
import shutil
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from typing import Any, TypedDict

import pandas as pd
import streamlit as st

from data import intake, submissions
from data.files import digest, write_whole
from data.intake import saved_answers, suggestions
from data.intake.saved_answers import Answers
from data.office import office_today
from data.rights.acting import Place
from data.store import open_store
from data.submissions import Progress, evidence, permission
from data.submissions.proposal import LONGEST_FILE
from pages.content import reader
from pages.documents import marked_upload
from pages.session import acts
from pages.session.visitor import visitor

KEPT = "kept.json"
HELD, NEXT, LOOKED_AT = "_report_uploads", "_report_next", "_report_looked_at"
ENDINGS = ("csv", "tsv", "txt", "xlsx", "xls")
MOST_KINDS = 12
OF_THE_RUN = ("replace", "reasons", "today")  # options that are put together at each reading


class Kept(TypedDict, total=False):
    """What was computed of a proposal, once each."""

    suggested: list[list[suggestions.Suggestion]]
    valued: int
    kinds: dict[str, list[str]]
    changed: pd.DataFrame
    replaced: list[dict[str, Any]]
    doubted: dict[str, list[Any]]
    places: tuple[Place, ...]
    named: list[str]


@dataclass
class Upload:
    """A file on its way. `options` is what the visitor said, `fixes` the suggestions accepted so far.

    `reasons` are the words given for the warnings of a rule, on one row or on all that have none of their own; `kept`
    holds what was computed of the proposal at hand. `looked` is the snapshot that its difference was first shown
    against, `pressed` the moment it was to be published, `proofs` the files of evidence.
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
    let_go: list[Answers] = field(default_factory=list)
    reasons: dict[tuple[str, int | None], str] = field(default_factory=dict)
    layout: str | None = None
    at_hand: submissions.Proposal | None = None
    read_with: tuple[object, ...] | None = None
    seconds: float = 0.0
    looked: str | None = None
    pressed: str | None = None
    proofs: list[evidence.Evidence] = field(default_factory=list)
    kept: Kept = field(default_factory=Kept)

    @property
    def proposal(self) -> submissions.Proposal:
        """The proposal at hand; NotReadError before the first `read`."""
        if self.at_hand is None:
            raise NotReadError(self.name)
        return self.at_hand


class NotReadError(RuntimeError):
    """An upload was asked for what only its reading tells; the text is the file's name."""


def receive(name: str, content: bytes, agency: str) -> Upload:
    """Take a file in; the same bytes under the same name are taken once. The name is never a path."""
    folder = open_store().workspace()
    ending = Path(name).suffix.lower().lstrip(".")
    path = folder / f"upload.{ending if ending in ENDINGS else 'csv'}"
    path.write_bytes(content)
    shown, mark = Path(name).name[:LONGEST_FILE], digest(path)
    held: list[Upload] = st.session_state.setdefault(HELD, [])
    known = next((one for one in held if (one.name, one.mark) == (shown, mark)), None)
    if known:
        return known
    number = st.session_state[NEXT] = st.session_state.get(NEXT, 0) + 1
    upload = Upload(number, shown, path, mark, intake.Options(agency=agency or None))
    held.append(upload)
    keep(upload)
    return upload


def keep(upload: Upload) -> None:
    """Note beside the file whose it is and what was answered, so that it can be taken up again after a reload."""
    owner = visitor()
    if owner:
        said = {key: value for key, value in asdict(upload.options).items() if key not in OF_THE_RUN}
        given = [[rule, row, text] for (rule, row), text in upload.reasons.items()]
        facts = {"owner": owner, "name": upload.name, "options": said, "reasons": given, "pressed": upload.pressed}
        facts["evidence"] = [[one.name, str(one.path.relative_to(upload.path.parent))] for one in upload.proofs]
        write_whole(upload.path.with_name(KEPT), facts, locked=False)


def left_behind() -> list[Path]:
    """Notes of uploads that this browser brought in and this session does not hold, the oldest first; none of those
    that are being published."""
    owner, held = visitor(), {one.path.parent for one in st.session_state.get(HELD, [])}
    if not owner:
        return []
    notes = sorted((open_store().folder / "work").glob(f"upload-*/{KEPT}"), key=lambda path: path.stat().st_mtime)
    loose = [path for path in notes if path.parent not in held and _note(path).get("owner") == owner]
    return [path for path in loose if (act := _act_of(path.parent)) is None or act.failed]


def take_up(note: Path) -> Upload | None:
    """Hold an upload of an earlier session again; None where its file has gone."""
    facts = _note(note)
    path = next((one for one in note.parent.glob("upload.*") if one.is_file()), None)
    if path is None:
        return None
    number = st.session_state[NEXT] = st.session_state.get(NEXT, 0) + 1
    known = {one.name for one in fields(intake.Options)}
    options = intake.Options(**{name: value for name, value in facts["options"].items() if name in known})
    upload = Upload(number, facts["name"], path, digest(path), options)
    upload.reasons = {(rule, row): text for rule, row, text in facts["reasons"]}
    proofs = [(name, note.parent / place) for name, place in facts.get("evidence") or ()]
    upload.proofs = list(evidence.checked((name, path) for name, path in proofs if path.is_file()))
    st.session_state.setdefault(HELD, []).append(upload)
    return upload


def pressed_at(note: Path) -> str | None:
    """When the file that a note is of was to be published, where nothing else tells what became of that."""
    told = _note(note).get("pressed")
    return str(told) if told and _act_of(note.parent) is None else None


def name_of(note: Path) -> str:
    """The name of the file that a note is of."""
    return str(_note(note).get("name") or "")


def _note(path: Path) -> dict[str, Any]:
    try:
        facts = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return facts if isinstance(facts, dict) and {"owner", "name", "options", "reasons"} <= set(facts) else {}


def renew(upload: Upload, content: bytes) -> bool:
    """Put other bytes in the place of an upload, whether they differ; what was answered stays."""
    before = upload.mark
    upload.path.write_bytes(content)
    upload.mark = digest(upload.path)
    return upload.mark != before


def uploads() -> tuple[list[Upload], list[str]]:
    """The uploads still on their way, and the names of those whose bytes the store has cleared away.

    One that is being published is held and not among them: it comes back only where that fails.
    """
    ends = {one.number: _act_of(one.path.parent) for one in st.session_state.get(HELD, [])}
    held = [one for one in st.session_state.get(HELD, []) if not ((act := ends[one.number]) and act.done)]
    lost = [one.name for one in held if not one.path.exists()]
    st.session_state[HELD] = held = [one for one in held if one.path.exists()]
    return [one for one in held if not ((act := ends[one.number]) and act.running)], lost


def contents() -> list[str]:
    """What the uploads on their way hold, whether or not they are being published."""
    return [content_of(one) for one in st.session_state.get(HELD, []) if one.path.exists()]


def _act_of(place: Path) -> acts.Act | None:
    return acts.at(open_store().folder, place)


def drop(upload: Upload) -> None:
    """Forget an upload and remove its working files."""
    st.session_state[HELD] = [one for one in st.session_state.get(HELD, []) if one is not upload]
    clear_away(upload)


def clear_away(upload: Upload) -> None:
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
    proposal = _propose(upload, options_of(upload), progress)
    upload.layout = saved_answers.layout_of(proposal.intake.head)
    if upload.remembers and upload.layout and upload.recalled is None:
        _recall(upload, upload.layout, proposal)
        if upload.recalled:
            proposal = _with_recalled(upload, proposal, progress)
    if upload.at_hand:
        submissions.discard(upload.at_hand)
    upload.at_hand, upload.read_with = proposal, _read_with(upload)
    upload.kept = Kept()
    upload.pressed = None
    keep(upload)
    return proposal


def content_of(upload: Upload) -> str:
    """The hash of an upload's bytes and answers as they were read last; empty before that."""
    return upload.at_hand.content if upload.at_hand else ""


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
            result.findings, columns, reader.reference(), agency_of(upload), codes
        )
    return upload.kept["suggested"]


def valued(upload: Upload) -> int:
    """How many of the accepted observations hold an actual."""
    if "valued" not in upload.kept:
        path = upload.proposal.intake.accepted_path
        upload.kept["valued"] = int(pd.read_parquet(path, columns=["actual"])["actual"].notna().sum()) if path else 0
    return upload.kept["valued"]


def kinds_of_rows(upload: Upload) -> dict[str, list[str]]:
    """Header → its texts, of the columns without a meaning that hold a few different ones: kinds of rows."""
    if "kinds" not in upload.kept:
        result = upload.proposal.intake
        facts = [one for one in result.recognised.get("columns") or () if not one["role"]]
        found: dict[str, list[str]] = {}
        if facts and result.cells_path:
            found = marked_upload.distinct(result.cells_path, facts, int(result.recognised["data_row"]))
        upload.kept["kinds"] = {name: texts for name, texts in found.items() if 1 < len(texts) <= MOST_KINDS}
    return upload.kept["kinds"]


def accept_suggestion(upload: Upload, chosen: suggestions.Suggestion) -> None:
    """Read the file with a suggestion in place of what stands there; for use as a callback."""
    where = chosen.replacement.where
    upload.fixes = [one for one in upload.fixes if one.replacement.where != where] + [chosen]


def withdraw_suggestion(upload: Upload, chosen: suggestions.Suggestion) -> None:
    """Read the file as it stands again; for use as a callback."""
    upload.fixes = [one for one in upload.fixes if one is not chosen]


def forget(upload: Upload) -> None:
    """Forget what was answered for this layout, and read without it; for use as a callback."""
    if upload.layout:
        saved_answers.forget(open_store().folder, upload.recalled_for, upload.layout)
    upload.recalled, upload.remembers = None, False


def _recall(upload: Upload, layout: str, proposal: submissions.Proposal) -> None:
    store, agency = open_store().folder, agency_of(upload, proposal)
    found = saved_answers.recall(store, agency, layout)
    if found is None and agency is None:
        agency, found = saved_answers.recall_any(store, layout) or (None, None)
    if found and found.applied(upload.options) != upload.options:
        upload.recalled, upload.recalled_for = found, agency


def _with_recalled(upload: Upload, plain: submissions.Proposal, progress: Progress | None) -> submissions.Proposal:
    """The proposal with those of the recalled answers that the file does not contradict."""
    known = upload.recalled
    while known and not known.empty:
        upload.recalled = known
        tried = _propose(upload, options_of(upload), progress)
        title = str(tried.intake.recognised.get("title") or "")
        left = saved_answers.misfits(known, title, plain.intake, tried.intake)
        if left.empty:
            submissions.discard(plain)
            return tried
        submissions.discard(tried)
        upload.let_go.append(left)
        known = known.without(left)
    upload.recalled = known
    return plain


def options_of(upload: Upload) -> intake.Options:
    options = replace(
        upload.options,
        replace=tuple(one.replacement for one in upload.fixes),
        reasons=tuple((rule, row, text) for (rule, row), text in upload.reasons.items()),
        today=office_today(),
    )
    return upload.recalled.applied(options) if upload.recalled else options


def _read_with(upload: Upload) -> tuple[object, ...]:
    pointer = open_store().pointer
    return upload.mark, repr(replace(options_of(upload), today=None)), pointer.snapshot if pointer else None


def _propose(upload: Upload, options: intake.Options, progress: Progress | None) -> submissions.Proposal:
    store = open_store()
    origin = submissions.Origin(channel="page", file=upload.name)

    def noted(*, seconds: float, **facts: object) -> None:
        upload.seconds = seconds
        if progress:
            progress(seconds=seconds, **facts)

    return submissions.propose(store, upload.path, options, store.workspace(), origin, keep_cells=True, progress=noted)


# --- publishing ------------------------------------------------------------------------------------------------------


def changed_rows(upload: Upload) -> pd.DataFrame:
    """Old and new values of what would not stay as it is."""
    if "changed" not in upload.kept:
        upload.kept["changed"] = submissions.changed_rows(open_store(), upload.proposal)
    return upload.kept["changed"]


def replaced(upload: Upload) -> list[dict[str, Any]]:
    """Whose published values it would replace or take out, a row per submission."""
    if "replaced" not in upload.kept:
        upload.kept["replaced"] = submissions.replaced(open_store(), upload.proposal)
    return upload.kept["replaced"]


def places(upload: Upload) -> tuple[Place, ...]:
    """The agencies and units of the accepted values."""
    if "places" not in upload.kept:
        upload.kept["places"] = permission.places_of_proposal(upload.proposal)
    return upload.kept["places"]
