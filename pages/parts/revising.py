"""Revision history of one series, and the correction of one of its values."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial

import pandas as pd
import streamlit as st

from data import submissions
from data.intake.table import typed
from data.office import ZONE
from data.store import open_store
from data.submissions import correction, undone
from pages.parts import cards, language, scope, source
from pages.parts.chosen import Chosen
from pages.parts.language import t
from pages.parts.report import desk
from pages.parts.row import Row

HELD, SAID = "_correction", "_correction_said"
MEASURES = ("actual", "target", "numerator", "denominator")
LONGEST_NUMBER = 40
REFUSED = {"ratio_disagrees"}  # a single value and its parts are typed together and have to agree


def draw(here: scope.Scope, card: Row, chosen: Chosen) -> None:
    """Revisions of the series, those of undone submissions too, and the form that corrects a value."""
    st.header(t("revising.title"))
    rows = steps(here, chosen)
    if rows.empty:
        st.caption(t("revising.none"))
    else:
        st.caption(t("revising.basis"))
        _table(card, rows)
    said = st.session_state.pop(SAID, None)
    if said:
        st.success(said, icon=":material/task_alt:")
    if here.snapshot:  # a cited snapshot is history
        return
    with st.expander(t("revising.correct"), icon=":material/edit:", expanded=HELD in st.session_state):
        if chosen.derived:
            st.info(t("revising.correct_derived"), icon=":material/functions:")
        else:
            _correct(here, card, chosen)


def steps(here: scope.Scope, chosen: Chosen) -> pd.DataFrame:
    """Revisions and what undone submissions had said, the newest event first; `kind` says which."""
    own = {"indicator": here.indicator, "region": chosen.region, **chosen.keys}
    revised = source.fetch("indicator_revisions", **own)
    withdrawn, added = revised["new_status"] == "withdrawn", revised["actual"].isna()
    revised["kind"] = "replaced"
    revised.loc[added, "kind"] = "added"
    revised.loc[withdrawn, "kind"] = "withdrawn"
    revised = revised.rename(columns={"submission": "replaced", "replaced_by": "submission"})
    revised["reason"] = revised["reason"].fillna(revised["new_note"])
    gone = _undone(chosen, here.indicator)
    gone = gone.rename(columns={"actual": "new_actual", "target": "new_target", "received_at": "sent_at"})
    gone = gone.rename(columns={"undone_at": "received_at"}).assign(kind="undone")
    both = pd.concat([part for part in (revised, gone) if not part.empty], ignore_index=True) if len(gone) else revised
    both["moment"] = pd.to_datetime(both["received_at"], utc=True, errors="coerce")
    return both.sort_values("moment", ascending=False, kind="stable").reset_index(drop=True)


def _undone(chosen: Chosen, indicator: str) -> pd.DataFrame:
    store = open_store()
    head = store.pointer.head if store.pointer else 0
    return _undone_at(str(store.folder), head, chosen.agency, chosen.unit, indicator, chosen.region).copy()


@st.cache_resource(max_entries=256, show_spinner=False)
def _undone_at(folder: str, head: int, agency: str, unit: str, indicator: str, region: str) -> pd.DataFrame:
    """What undone submissions said, kept as long as the ledger's head stays."""
    return undone.undone(open_store(), agency, unit, indicator, region)


def _table(card: Row, rows: pd.DataFrame) -> None:
    shown = rows.assign(
        event=[t(f"revising.kind_{kind}") for kind in rows["kind"]],
        period_words=[language.period(each) for each in rows["period"]],
        value=_changes(rows, "actual", card),
        goal=_changes(rows, "target", card),
        day=rows["moment"].dt.tz_convert(ZONE).dt.date,
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
    columns = {name: entry for name, entry in columns.items() if name in shown and not shown[name].isna().all()}
    formats = {"day": language.day} if "day" in columns else {}
    cards.table(shown, columns, formats, key="indicator_revisions_table", alt=t("revising.title"))


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
    st.caption(t("revising.correct_basis", place=language.plain(chosen.place)))
    rows = chosen.history.iloc[::-1]
    period = st.selectbox(
        t("revising.period"), list(rows["period"]), format_func=language.period, key=f"revising_period_{_mark(chosen)}"
    )
    key = correction.Key(chosen.agency, here.indicator, chosen.region, period or rows["period"].iloc[0], chosen.unit)
    row = rows[rows["period"] == key.period].iloc[0]
    with st.form(f"revising_{_mark(chosen)}_{key.period}"):
        texts = _ask_values(row, card)
        st.caption(t("revising.leave"))
        reason = st.text_area(t("revising.why"), max_chars=correction.LONGEST_REASON, key="revising_reason")
        evidence = st.text_input(t("revising.evidence"), max_chars=correction.LONGEST_REASON, key="revising_evidence")
        who = st.text_input(t("revising.who"), max_chars=80, key="revising_who")
        asked = st.form_submit_button(t("revising.check"), icon=":material/fact_check:")
    if asked:
        drop()
        values = _read(texts)
        if values is not None:
            _propose(key, values, reason, who, evidence)
    held = st.session_state.get(HELD)
    if held and held[0] == key and held[1].base == source.snapshot().id:
        _offer(held[1], card)


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


def _propose(
    key: correction.Key, values: Mapping[str, float | None], reason: str, who: str, evidence: str
) -> None:
    store = open_store()
    folder = store.workspace()
    with desk.told():
        try:
            st.session_state[HELD] = (key, correction.correct(store, key, values, reason, who, folder, evidence))
        except correction.CorrectionError as error:
            st.error(language.plain(getattr(error, f"message_{language.current()}")), icon=":material/error:")


def drop() -> None:
    """Forget the correction that was checked and remove its working files."""
    held = st.session_state.pop(HELD, None)
    if held:
        submissions.discard(held[1])


def _offer(proposal: submissions.Proposal, card: Row) -> None:
    """Findings, the values side by side, what flips, and the button that publishes."""
    spoken = language.current()
    told = "; ".join(language.plain(getattr(finding, f"message_{spoken}")) for finding in proposal.intake.findings)
    if proposal.intake.outcome != "accepted" or REFUSED & set(proposal.intake.counts):
        st.error(t("revising.refused", findings=told), icon=":material/error:")
        return
    if told:
        st.warning(t("revising.doubts", findings=told), icon=":material/help:")
    st.markdown(f"**{t('revising.difference')}**")
    st.table(_difference(proposal, card), border="horizontal")
    left, right = st.columns(2)
    with left:
        pressed = st.button(t("revising.publish"), type="primary", icon=":material/publish:", key="revising_publish")
    with right:
        st.button(t("revising.drop"), type="tertiary", on_click=drop, key="revising_drop")
    if pressed:
        _publish(proposal)


def _difference(proposal: submissions.Proposal, card: Row) -> pd.DataFrame:
    """Rows: actual, target, class and signal where they change; columns: now and after."""
    spoken, decimals = language.current(), int(card["decimals"])
    row = submissions.changed_rows(open_store(), proposal).iloc[0]
    lines = {
        t(f"revising.{name}"): [language.number(row[f"{age}_{name}"], decimals) for age in ("old", "new")]
        for name in ("actual", "target")
    }
    with st.spinner(t("revising.building")):
        flips = submissions.flips(open_store(), proposal)
    flips = flips[(flips["indicator"] == row["indicator"]) & (flips["region"] == row["region"])]
    flips = flips[(flips["agency"] == row["agency"]) & (flips["unit"] == row["unit"])]
    words = cards.class_words()
    if flips.empty:
        st.caption(t("revising.no_flips"))
    else:
        flip = flips.iloc[0]
        lines[t("revising.class")] = [
            words.get((card["scale"], flip[f"{age}_class"]), language.NOTHING) for age in ("old", "new")
        ]
        lines[t("revising.state")] = [cards.state_word(flip[f"{age}_state"]) for age in ("old", "new")]
    headings = [t("revising.before", spoken), t("revising.after", spoken)]
    return pd.DataFrame.from_dict(lines, orient="index", columns=headings)


def _publish(proposal: submissions.Proposal) -> None:
    with st.spinner(t("revising.building")), desk.told():
        loaded = submissions.accept(open_store(), [replace(proposal)])[0]
        drop()
        st.session_state[SAID] = t("revising.done", submission=loaded.submission or language.NOTHING)
        st.rerun()
