"""Revision history of one series, and the correction of one of its values."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

import pandas as pd
import streamlit as st

from data import submissions
from data.intake.table import typed
from data.rights.acting import Place
from data.settings import settings
from data.store import open_store
from data.submissions import EvidenceError, Progress, correction, undone
from data.submissions import evidence as proofs
from data.submissions.proposal import LONGEST_REASON, LONGEST_SENDER
from pages.components import captions, errors, proposed_flips, tables, underway
from pages.content import cell_texts, lists, meantime, reader, scope
from pages.content.series import Chosen
from pages.session import acts, asked, person
from pages.words import language, signs, troubles
from pages.words.language import t
from pages.words.row import Row

HELD, MARK = "_correction", "correct "
MEASURES = ("actual", "target", "numerator", "denominator")
LONGEST_NUMBER = 40
REFUSED = {"ratio_disagrees"}  # a single value and its parts are typed together and have to agree
AGREED = "revising_agreed"


@dataclass(frozen=True)
class Typed:
    """A correction as it was typed: whose value, the new values, reason, sender, evidence, and the bytes of the file of
    evidence, whose name that is then."""

    key: correction.Key
    values: Mapping[str, float | None]
    reason: str
    who: str
    evidence: str
    proof: bytes | None = field(default=None, repr=False)

    @property
    def places(self) -> tuple[Place, ...]:
        return ((self.key.agency, self.key.unit),)

    @property
    def mark(self) -> str:
        return f"{MARK}{self!r}"


@dataclass(frozen=True)
class Checked:
    """A correction and what it would change; `looked` is the snapshot that this was first shown against."""

    typed: Typed
    proposal: submissions.Proposal
    looked: str | None


def draw(here: scope.Scope, card: Row, chosen: Chosen) -> None:
    """Revisions of the series, those of undone submissions too, and the form that corrects a value."""
    st.header(t("revising.title"))
    rows = steps(here, chosen)
    if rows.empty:
        captions.say(t("revising.none"))
    else:
        captions.say(t("revising.basis"))
        _table(card, rows)
    if not (person.may("submit", _places(chosen)) or person.may("correct", _places(chosen))):
        return
    held: Checked | None = st.session_state.get(HELD)
    underway.draw("correct", "submit", at_hand=frozenset({held.typed.mark} if held else ()))
    _announced()
    if here.snapshot:  # a cited snapshot is history
        return
    opened = HELD in st.session_state or asked.to_correct(here.indicator)
    with st.expander(t("revising.correct"), icon=":material/edit:", expanded=opened):
        if chosen.derived:
            st.info(t("revising.correct_derived"), icon=":material/functions:")
        else:
            _correct(here, card, chosen)


def _announced() -> None:
    """Corrections of this visitor that came about, until they are put away."""
    ended = [act for act in underway.own_ended("correct", "submit") if act.asked.mark.startswith(MARK)]
    held: Checked | None = st.session_state.get(HELD)
    if held and any(act.asked.place == held.proposal.folder for act in ended):  # what was checked is published
        drop()
    for act in ended:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.success(underway.ended_well(act), icon=":material/task_alt:")
            underway.close_button(act)


def steps(here: scope.Scope, chosen: Chosen) -> pd.DataFrame:
    """Revisions and what undone submissions had said, the newest event first; `kind` says which."""
    own = {"indicator": here.indicator, "region": chosen.region, **chosen.keys}
    revised = reader.fetch("indicator_revisions", **own)
    withdrawn, added = revised["new_status"] == "withdrawn", revised["actual"].isna()
    revised["kind"] = "replaced"
    revised.loc[added, "kind"] = "added"
    revised.loc[withdrawn, "kind"] = "withdrawn"
    revised = revised.rename(columns={"submission": "replaced", "replaced_by": "submission"})
    revised["reason"] = revised["reason"].fillna(revised["new_note"])
    gone = _undone(chosen, here.indicator)
    gone = gone.rename(columns={"actual": "new_actual", "target": "new_target", "received_at": "sent_at"})
    gone = gone.rename(columns={"undone_at": "received_at"}).assign(kind="undone")
    # what was undone in the same second comes after what it undid
    both = pd.concat([part for part in (gone, revised) if not part.empty], ignore_index=True) if len(gone) else revised
    both["moment"] = pd.to_datetime(both["received_at"], utc=True, errors="coerce")
    return both.sort_values("moment", ascending=False, kind="stable").reset_index(drop=True)


def _undone(chosen: Chosen, indicator: str) -> pd.DataFrame:
    if not reader.sight().sees_all(chosen.agency):  # what was taken back is read past the published snapshot
        return pd.DataFrame()
    head = reader.ledger().head
    return _undone_at(str(settings().store), head or 0, chosen.agency, chosen.unit, indicator, chosen.region).copy()


@st.cache_resource(max_entries=256, show_spinner=False)
def _undone_at(folder: str, head: int, agency: str, unit: str, indicator: str, region: str) -> pd.DataFrame:
    """What undone submissions said, kept as long as the ledger's head stays."""
    return undone.undone(open_store(), agency, unit, indicator, region, head or None)


def _table(card: Row, rows: pd.DataFrame) -> None:
    shown = rows.assign(
        event=[t(f"revising.kind_{kind}") for kind in rows["kind"]],
        period_words=[language.period(each) for each in rows["period"]],
        value=_changes(rows, "actual", card),
        goal=_changes(rows, "target", card),
        day=lists.days(rows["moment"]),
    )
    columns = {
        "period_words": t("cards.period"),
        "event": t("revising.kind"),
        "value": t("revising.actual"),
        "goal": t("revising.target"),
        "day": t("revising.when"),
        "file": st.column_config.Column(t("revising.file"), width="medium"),
        "sender": st.column_config.Column(t("revising.sender"), width="small"),
        "reason": st.column_config.Column(t("revising.reason"), width="large"),
        "submission": t("revising.submission"),
        "old_file": st.column_config.Column(t("revising.replaced_file"), width="medium"),
    }
    columns = tables.filled(columns, shown)
    formats = {"day": language.day} if "day" in columns else {}
    tables.table(shown, columns, formats, key="indicator_revisions_table", alt=t("revising.title"))


def _changes(rows: pd.DataFrame, name: str, card: Row) -> list[str | None]:
    """Old and new value with an arrow; nothing where both are the same."""
    words = partial(language.number, decimals=int(card["decimals"]))
    told = []
    for row in rows.to_dict("records"):
        old, new = words(row.get(name)), words(row.get(f"new_{name}"))
        if row["kind"] == "withdrawn" and old != language.NOTHING:
            new = t("revising.withdrawn")
        if row["kind"] == "undone":
            told.append(None if new == language.NOTHING else new)
        else:
            told.append(None if old == new else t("revising.change", old=old, new=new))
    return told


def _correct(here: scope.Scope, card: Row, chosen: Chosen) -> None:
    captions.say(t("revising.correct_basis", place=language.plain(chosen.place)))
    rows = chosen.history.iloc[::-1]
    period = st.selectbox(
        t("revising.period"), list(rows["period"]), format_func=language.period, key=f"revising_period_{_mark(chosen)}"
    )
    key = correction.Key(chosen.agency, here.indicator, chosen.region, period or rows["period"].iloc[0], chosen.unit)
    row = rows[rows["period"] == key.period].iloc[0]
    with st.form(f"revising_{_mark(chosen)}_{key.period}"):
        texts = _ask_values(row, card)
        captions.say(t("revising.leave"))
        reason = st.text_area(t("revising.why"), max_chars=LONGEST_REASON, key="revising_reason")
        evidence = st.text_input(t("revising.evidence"), max_chars=LONGEST_REASON, key="revising_evidence")
        proof = st.file_uploader(t("revising.proof"), type=list(proofs.ENDINGS), key=f"revising_proof_{key.period}")
        who = _ask_who()
        asked = st.form_submit_button(t("revising.check"), icon=":material/fact_check:")
    if asked:
        drop()
        values = _read(texts)
        if values is not None:
            given = (proof.name, proof.getvalue()) if proof else (evidence, None)
            _propose(Typed(key, values, reason, who, *given))
    held: Checked | None = st.session_state.get(HELD)
    if held and held.typed.key == key and not acts.is_running(settings().store, held.typed.mark):
        _offer(held, card)


def _places(chosen: Chosen) -> tuple[Place, ...]:
    return ((chosen.agency, chosen.unit or ""),)


def _ask_who() -> str:
    """Who corrects: as the sign-in calls them, else what they type."""
    if who := person.actor().person:
        st.caption(t("waiting.signed", who=language.plain(who)))
        return who
    return st.text_input(t("revising.who"), max_chars=LONGEST_SENDER, key="revising_who")


def _mark(chosen: Chosen) -> str:
    return f"{chosen.agency}_{chosen.unit}_{chosen.region}"


def _ask_values(row: pd.Series, card: Row) -> dict[str, str]:
    """The text typed for each measure that the indicator has, with the published value beside it.

    Text boxes: a browser's number box may swallow a decimal comma.
    """
    names = [name for name in MEASURES if name in MEASURES[:2] or not language.missing(row.get(name))]
    texts = {}
    for column, name in zip(st.columns(len(names)), names, strict=True):
        decimals = int(card["decimals"]) if name in MEASURES[:2] else 0
        now = t("revising.published", value=language.number(row.get(name), decimals))
        with column:
            texts[name] = st.text_input(
                t(f"revising.new_{name}"), placeholder=now, key=f"revising_{name}", max_chars=LONGEST_NUMBER
            )
    return texts


def _read(texts: Mapping[str, str]) -> dict[str, float | None] | None:
    """The numbers of the texts; None where one cannot be read, or where a ratio is given without its parts."""
    said = {name: typed.read(text or "") for name, text in texts.items()}
    doubts = [(name, one.doubt) for name, one in said.items() if one.doubt]
    for name, doubt in doubts:
        words = t(f"revising.{doubt}", name=t(f"revising.new_{name}"), text=language.plain(texts[name]))
        st.error(words, icon=":material/error:")
    values = {name: one.value for name, one in said.items()}
    lacking = [name for name in MEASURES[2:] if name in values and values[name] is None]
    if values.get("actual") is not None and lacking:
        st.error(t("revising.parts_needed"), icon=":material/error:")
    elif not doubts:
        return values
    return None


def _propose(said: Typed, looked: str | None = None) -> Checked | None:
    """Check a correction against what is published now, and hold it; None where it cannot be proposed."""
    store = open_store()
    with errors.told():
        try:
            folder = store.workspace()
            evidence = _proof(said, folder) or said.evidence
            proposal = correction.correct(store, said.key, said.values, said.reason, said.who, folder, evidence)
        except (correction.CorrectionError, EvidenceError) as error:
            st.error(troubles.words(error), icon=":material/error:")
            return None
        st.session_state[HELD] = checked = Checked(said, proposal, looked or proposal.base)
        return checked
    return None


def _proof(said: Typed, folder: Path) -> proofs.Evidence | None:
    """The file of evidence in the working folder, checked; EvidenceError where it is not one."""
    if said.proof is None:
        return None
    path = folder / "bukti"
    path.write_bytes(said.proof)
    return proofs.checked([(said.evidence, path)])[0]


def drop() -> None:
    """Forget the correction that was checked and remove its working files."""
    held = st.session_state.pop(HELD, None)
    if held:
        submissions.discard(held.proposal)


def _offer(held: Checked, card: Row) -> None:
    """Findings, the values side by side, what flips, and the button that publishes.

    Where another snapshot is published by now, the correction is checked again, and that is said.
    """
    if held.proposal.base != reader.snapshot().id:
        drop()
        renewed = _propose(held.typed, held.looked)
        if renewed is None:
            return
        held = renewed
    proposal, spoken = held.proposal, language.current()
    changed = submissions.changed_rows(open_store(), proposal)
    if changed.empty and proposal.intake.accepted:  # typed as it stands, or published a moment ago
        st.info(t("revising.as_it_stands"), icon=":material/drag_handle:")
        return
    told = "; ".join(language.plain(getattr(finding, f"message_{spoken}")) for finding in proposal.intake.findings)
    if proposal.intake.outcome != "accepted" or REFUSED & set(proposal.intake.counts):
        st.error(t("revising.refused", findings=told), icon=":material/error:")
        return
    if told:
        st.warning(t("revising.doubts", findings=told), icon=":material/help:")
    st.markdown(f"**{t('revising.difference')}**")
    consent = _since_looked(held)
    st.table(_difference(proposal, changed.iloc[0].to_dict(), card), border="horizontal")
    agreed = consent is None or st.checkbox(consent, key=f"{AGREED}_{proposal.base}")
    alone = person.may_alone("correct", held.typed.places)
    left, right = st.columns(2)
    with left:
        st.button(
            t("revising.publish" if alone else "waiting.submit"), type="primary", icon=":material/publish:",
            key="revising_publish", disabled=not agreed, on_click=_press, args=(held, alone),
        )  # fmt: skip
    with right:
        st.button(t("revising.drop"), type="tertiary", on_click=drop, key="revising_drop")


def _since_looked(held: Checked) -> str | None:
    """Say what was published since the correction was first shown; the consent that this asks for, if any."""
    base = held.proposal.base
    if held.looked is None or held.looked == base:
        return None
    st.warning(f"{meantime.words(held.looked)} {t('acts.look_again')}", icon=":material/sync_problem:")
    younger, who = meantime.younger(held.looked, submissions.replaced(open_store(), held.proposal))
    return t("report.consent_younger", n=younger, who=who) if younger else None


def _difference(proposal: submissions.Proposal, row: Row, card: Row) -> pd.DataFrame:
    """Rows: actual, target, class and signal where they change; columns: now and after."""
    decimals = int(card["decimals"])
    lines = {
        t(f"revising.{name}"): [language.number(row[f"{age}_{name}"], decimals) for age in ("old", "new")]
        for name in ("actual", "target")
    }
    flips = proposed_flips.of(proposal)
    if flips is None:
        return pd.DataFrame.from_dict(lines, orient="index", columns=_ages())
    flips = flips[(flips["indicator"] == row["indicator"]) & (flips["region"] == row["region"])]
    flips = flips[(flips["agency"] == row["agency"]) & (flips["unit"] == row["unit"])]
    words = cell_texts.class_words()
    if flips.empty:
        captions.say(t("revising.no_flips"))
    else:
        flip = flips.iloc[0]
        lines[t("revising.class")] = [
            words.get((card["scale"], flip[f"{age}_class"]), language.NOTHING) for age in ("old", "new")
        ]
        lines[t("revising.state")] = [signs.state_word(flip[f"{age}_state"]) for age in ("old", "new")]
    return pd.DataFrame.from_dict(lines, orient="index", columns=_ages())


def _ages() -> list[str]:
    return [t("revising.before"), t("revising.after")]


def _press(held: Checked, alone: bool) -> None:
    """Callback: publish the correction, or send it, as it was shown when the button was."""
    proposal, store = replace(held.proposal), open_store()

    def work(progress: Progress) -> acts.Done:
        if not alone:
            entry = submissions.submit(store, proposal, progress=progress, expect=proposal.base)
            return acts.Done(None, {"waiting.submitted": {"file": proposal.file, "submission": entry.id}})
        (loaded,) = submissions.accept(store, [proposal], progress=progress, expect=proposal.base)
        return acts.Done(loaded.submission, {"revising.done": {"submission": loaded.submission or language.NOTHING}})

    key = held.typed.key
    subject = " · ".join(filter(None, (key.indicator, key.region, key.period)))
    kind, said = "correct" if alone else "submit", held.typed
    asked = acts.Asked(kind, subject, said.mark, proposal.base, said.who, proposal.folder, said.places)
    underway.begin(asked, work)
