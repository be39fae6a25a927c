"""One thing that waits, looked at closely: what it would change now; then approve, return, publish or keep it back."""

import datetime as dt
import shutil
from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from data import submissions
from data.office import ZONE, office_today
from data.store import access, open_store
from data.store.awaited import SUBMITTED, Waiting
from data.submissions import Origin, Progress
from data.submissions.proposal import LONGEST_REASON
from data.submissions.steps import Looked
from pages.components import errors
from pages.content import scope
from pages.sections.report import flips, outcome, publishing, receipt, waiting
from pages.session import acts, person
from pages.words import language, troubles
from pages.words.language import t

HELD = "_report_waiting_looked"


@dataclass(frozen=True)
class Held:
    """A look at something that waits, and its working files."""

    looked: Looked
    folder: Path


def draw(here: scope.Scope) -> None:
    """The choice among what waits, and the one that was chosen; nothing where nothing waits."""
    found = {one.id: one for one in waiting.listed(here)}
    if not found:
        return
    if st.session_state.get(waiting.WHICH) not in found:
        st.session_state.pop(waiting.WHICH, None)
    chosen = st.selectbox(
        t("waiting.which"), list(found), index=None, format_func=lambda one: waiting.what(found[one]),
        placeholder=t("report.choose"), key=waiting.WHICH,
    )  # fmt: skip
    if chosen:
        with st.container(border=True), errors.told():
            _closely(found[chosen])


def _closely(one: Waiting) -> None:
    looked = _looked(one)
    st.markdown(f"**{language.plain(waiting.what(one))}** · {language.plain(waiting.state(one))}")
    for words in waiting.steps(one):
        st.markdown(f"- :material/history: {words}")
    if one.reason:
        st.markdown(t("waiting.reason", reason=language.plain(one.reason)))
    if looked.trouble is not None:
        st.warning(troubles.words(looked.trouble), icon=":material/sync_problem:")
    else:
        _difference(looked)
    _beside(looked)
    _decide(looked)


def _looked(one: Waiting) -> Looked:
    """What it would change now: looked at again where another snapshot is published, or a step was taken, since."""
    held: Held | None = st.session_state.get(HELD)
    base = open_store().published_pointer().snapshot
    if held and held.looked.waiting == one and held.looked.base == base and held.folder.is_dir():
        return held.looked
    if held:
        shutil.rmtree(held.folder, ignore_errors=True)
    folder = open_store().workspace()
    looked = submissions.look(open_store(), one.id, folder)
    st.session_state[HELD] = Held(looked, folder)
    return looked


def _difference(looked: Looked) -> None:
    st.markdown(f"**{t('waiting.difference')}**")
    if looked.proposal is not None:
        rows = submissions.changed_rows(open_store(), looked.proposal)
        publishing.changes(looked.proposal.changes, rows, looked.proposal, f"waiting_{looked.waiting.id}")
        if len(rows):
            flips.draw(looked.proposal, f"waiting_{looked.waiting.id}")
    elif looked.turn is not None:
        publishing.changes(looked.turn.changes, looked.turn.rows, None, f"waiting_{looked.waiting.id}")


def _beside(looked: Looked) -> None:
    """What the checks found, and the files of evidence."""
    proposal = looked.proposal
    if proposal is None:
        return
    if counts := dict(proposal.intake.counts):
        with st.expander(t("waiting.findings", n=sum(counts.values()))):
            outcome.counts_table(counts, key=f"report_waiting_findings_{looked.waiting.id}")
    if proposal.evidence:
        names = ", ".join(language.plain(each.name) for each in proposal.evidence)
        st.markdown(f":material/attach_file: {t('waiting.proofs')}: {names}")


# --- deciding --------------------------------------------------------------------------------------------------------


def _decide(looked: Looked) -> None:
    one, who = looked.waiting, person.actor()
    mine = who.person is not None and who.person == one.sender
    asked = access.asked_of_two(open_store(), one.places) if mine else []
    may_approve = who.may("approve", one.places) and not asked
    may_release = who.may("release", one.places) and (one.state != SUBMITTED or may_approve)
    may_return = who.may("return", one.places) or (mine and who.may("submit", one.places))
    if asked:
        st.caption(f":material/group: {t('waiting.not_own', agencies=', '.join(asked))}")
    if not (may_approve or may_release or may_return):
        st.caption(f":material/visibility: {t('waiting.reads_only')}")
        return
    key = f"report_waiting_{one.id}"
    if who.person is None:
        publishing.ask_sender(f"{key}_sender")
    else:
        st.caption(t("waiting.signed", who=language.plain(who.person)))
    st.text_area(
        t("waiting.comment"), key=f"{key}_comment", max_chars=LONGEST_REASON, help=t("waiting.comment_help"), height=80
    )
    kept_back = may_release and _ask_embargo(key)
    sound = looked.trouble is None
    with st.container(horizontal=True):
        if may_release:
            words = t("waiting.release_too" if one.state == SUBMITTED else "waiting.release")
            _button(looked, "release", words, "publish", kept_back=kept_back, disabled=not sound, primary=True)
        if may_approve and one.state == SUBMITTED:
            _button(looked, "approve", t("waiting.approve"), "check", disabled=not sound, primary=not may_release)
        if may_return:
            words = t("waiting.take_back" if mine and not who.may("return", one.places) else "waiting.return")
            _button(looked, "return", words, "undo")


def _ask_embargo(key: str) -> bool:
    """Whether it is to be kept back, with day and time."""
    if not st.toggle(t("waiting.embargo"), key=f"{key}_embargo", help=t("waiting.embargo_help")):
        return False
    with st.container(horizontal=True):
        st.date_input(t("waiting.embargo_day"), key=f"{key}_day", value=office_today() + dt.timedelta(days=1))
        st.time_input(t("waiting.embargo_clock"), key=f"{key}_clock", value=dt.time(9), step=900)
    return True


def _button(
    looked: Looked, act: str, words: str, icon: str, *, kept_back: bool = False, disabled: bool = False,
    primary: bool = False,
) -> None:  # fmt: skip
    st.button(
        words, icon=f":material/{icon}:", type="primary" if primary else "secondary", disabled=disabled,
        key=f"report_waiting_{act}_{looked.waiting.id}", on_click=_press, args=(looked, act, kept_back),
    )  # fmt: skip


def _press(looked: Looked, act: str, kept_back: bool) -> None:
    """Callback: take the step with what was shown."""
    one, key = looked.waiting, f"report_waiting_{looked.waiting.id}"
    comment = publishing.typed(f"{key}_comment", LONGEST_REASON)
    sender = publishing.sender(f"{key}_sender")
    until = _until(key) if kept_back else None
    missing = _missing(act, sender, comment, kept_back, until)
    if missing:
        st.session_state[publishing.NOTICE] = missing
        return
    origin = Origin("page", sender, comment or None)
    places = receipt.places(looked.turn.rows) if looked.turn else []

    def work(progress: Progress) -> acts.Done:
        return _done(looked, act, origin, until, places, progress)

    subject = one.subject
    asked = acts.Asked(
        act, subject, f"{act} {one.id}", looked.base, sender, where=one.places, write=_write(act, one)
    )
    publishing.begin(asked, work)


def _write(act: str, one: Waiting) -> str:
    """What the act takes: who sent something takes it back by the right to send it."""
    mine = act == "return" and person.actor().person == one.sender
    return "submit" if mine else act


def _missing(act: str, sender: str, comment: str, kept_back: bool, until: dt.datetime | None) -> str | None:
    if not sender:
        return t("acts.missing")
    if act == "return" and not comment:
        return t("waiting.comment_missing")
    if kept_back and (until is None or until <= dt.datetime.now(ZONE)):
        return t("waiting.embargo_missing")
    return None


def _until(key: str) -> dt.datetime | None:
    day, clock = st.session_state.get(f"{key}_day"), st.session_state.get(f"{key}_clock")
    return dt.datetime.combine(day, clock, ZONE) if day and clock else None


def _done(
    looked: Looked,
    act: str,
    origin: Origin,
    until: dt.datetime | None,
    places: list[dict[str, str]],
    progress: Progress,
) -> acts.Done:
    store, one = open_store(), looked.waiting
    told: dict[str, object] = {"subject": one.subject}
    if act == "approve":
        submissions.approve(store, one.id, origin, expect=looked.base, progress=progress)
        return acts.Done(None, {"waiting.done_approve": told})
    if act == "return":
        submissions.send_back(store, one.id, origin, progress=progress)
        return acts.Done(None, {"waiting.done_return": told})
    entry, _ = submissions.release(store, one.id, origin, embargo=until, expect=looked.base, progress=progress)
    if until is not None:
        return acts.Done(None, {"waiting.done_schedule": {**told, "until": f"{until:%Y-%m-%d %H:%M} WIB"}})
    return acts.Done(entry.id, {"waiting.done_release": {**told, "submission": entry.id}}, tuple(places))
