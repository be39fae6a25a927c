"""What is done with a file that was looked at: reasons, consents and the name, then it is published, or sent for
approval."""

import datetime as dt
import logging
from collections.abc import Mapping
from dataclasses import replace

import streamlit as st

from data import submissions
from data.errors import KinerjaError
from data.intake import reasons as reasons_given
from data.intake import saved_answers
from data.office import ZONE
from data.store import open_store
from data.submissions import Progress, Proposal
from pages.content import meantime
from pages.sections.report import desk, publishing, reasons, receipt
from pages.session import acts, person
from pages.words import language
from pages.words.language import t


def draw(upload: desk.Upload) -> None:
    """Reasons per rule, consents, the sender's name, and the button: publish for who may in one step, else send for
    approval. It says what is still missing."""
    alone = person.may_alone("publish", desk.places(upload))
    st.header(t("report.publish_title" if alone else "waiting.submit_title"))
    reasons.draw(upload)
    consents = _consents(upload)
    given = {key: st.checkbox(words, key=key) for key, words, _ in consents}
    missing = [t("report.missing_reason")] if _needs_reasons(upload, given) else []
    missing += [t(lacks) for key, _, lacks in consents if not given[key]]
    name = f"report_sender_{upload.number}"
    sender = publishing.ask_sender(name, t("report.sender_help"))
    missing += [] if sender.strip() else [t("report.missing_sender")]
    if not alone:
        st.caption(t("waiting.submit_words"))
    st.button(
        t("report.publish" if alone else "waiting.submit"),
        type="primary",
        icon=":material/publish:" if alone else ":material/outgoing_mail:",
        disabled=bool(missing),
        key=f"report_{'publish' if alone else 'submit'}_{upload.number}",
        on_click=_press,
        args=(upload, upload.proposal, name, tuple(given), alone),
    )
    if missing:
        st.caption(f":material/info: {t('report.not_ready', what=', '.join(missing))}")


def _needs_reasons(upload: desk.Upload, given: Mapping[str, bool]) -> bool:
    """Whether values wait for a reason and cannot be held back: nothing else is accepted, or that is not agreed to."""
    result = upload.proposal.intake
    held_back = result.accepted and next(iter(given.values()), False)
    return result.outcome == "partly" and bool(result.waiting) and not held_back


def _consents(upload: desk.Upload) -> list[tuple[str, str, str]]:
    """Key, words and what is missing without it, for each consent that this difference needs. A consent is given to the
    difference with one snapshot: with another it is asked for again."""
    result, changes, base = upload.proposal.intake, upload.proposal.changes, upload.proposal.base
    asked = []
    if result.outcome == "partly":
        words = t("report.consent", n=result.accepted, rejected=result.rejected)
        asked.append(("consent", words, "report.missing_consent"))
    if changes["withdrawn"]:
        words = t("report.consent_withdrawn", n=changes["withdrawn"])
        asked.append(("consent_withdrawn", words, "report.missing_withdrawal"))
    younger, who = meantime.younger(upload.looked, desk.replaced(upload)) if upload.looked != base else (0, "")
    if younger:
        words = t("report.consent_younger", n=younger, who=who)
        asked.append(("consent_younger", words, "report.missing_younger"))
    return [(f"report_{key}_{upload.number}_{base}", words, lacks) for key, words, lacks in asked]


def _press(upload: desk.Upload, proposal: Proposal, name: str, consents: tuple[str, ...], alone: bool) -> None:
    """Callback: publish the proposal, or send it, as it was shown when the button was."""
    sender = publishing.sender(name)
    if not sender or not all(st.session_state.get(key) for key in consents):
        st.session_state[publishing.NOTICE] = t("acts.missing")
        return
    rows, made = desk.changed_rows(upload), receipt.of(upload)
    proposal, kind = signed(upload, proposal, sender), "publish" if alone else "submit"

    def work(progress: Progress) -> acts.Done:
        if not alone:
            told = {"file": upload.name, "submission": submit(upload, proposal, progress)}
            return acts.Done(None, {"waiting.submitted": told})
        identity = publish(upload, proposal, progress)
        told = {"submission": identity or language.NOTHING, "file": upload.name}
        said = {"report.published_same": {}} if rows.empty and not proposal.evidence else {"report.published": told}
        return acts.Done(identity, said, tuple(receipt.places(rows)), made)

    place = upload.path.parent
    asked = acts.Asked(kind, upload.name, proposal.content, proposal.base, sender, place, desk.places(upload))
    publishing.begin(asked, work)


# --- the acts ---------------------------------------------------------------------------------------------------------


def signed(upload: desk.Upload, proposal: Proposal, sender: str) -> Proposal:
    """A proposal under its sender's name, with the reasons and evidence given; noted beside the file as pressed."""
    upload.pressed = dt.datetime.now(ZONE).isoformat(timespec="seconds")
    desk.keep(upload)
    origin = replace(
        proposal.origin,
        sender=sender,
        reason="; ".join(dict.fromkeys(upload.reasons.values())) or None,
        reasons=reasons_given.by_rule(desk.options_of(upload).reasons),
    )
    return replace(proposal, origin=origin, evidence=tuple(upload.proofs))


def submit(upload: desk.Upload, proposal: Proposal, progress: Progress) -> str:
    """Send what was looked at for approval; the id under which it waits. The rest as in `publish`."""
    entry = submissions.submit(open_store(), proposal, partial=True, progress=progress, expect=proposal.base)
    _remember(upload, proposal)
    desk.clear_away(upload)
    return entry.id


def publish(upload: desk.Upload, proposal: Proposal, progress: Progress) -> str | None:
    """Publish what was looked at; the id of its submission, None when nothing was written. Its answers are remembered.

    OvertakenError where another snapshot is published by now. Knows no session: it runs in a thread of the process.
    """
    expect = proposal.base
    (loaded,) = submissions.accept(open_store(), [proposal], partial=True, progress=progress, expect=expect)
    if loaded.submission:
        _remember(upload, proposal)
    desk.clear_away(upload)
    return loaded.submission


def _remember(upload: desk.Upload, proposal: Proposal) -> None:
    """Keep the answers given for a layout; what was sent stays sent where that fails."""
    if not upload.layout or not upload.remembers:
        return
    try:
        title = str(proposal.intake.recognised.get("title") or "")
        kept = saved_answers.of_options(desk.options_of(upload), title)
        saved_answers.remember(open_store().folder, desk.agency_of(upload, proposal), upload.layout, kept)
    except (KinerjaError, OSError):
        logging.getLogger(__name__).warning("The answers for %s were not kept", upload.name, exc_info=True)
