"""Before and after publishing: the difference with its classes, what would flip, reasons, consent, the result."""

import pandas as pd
import streamlit as st

from analytics import achievement
from analytics.regions import PROVINCE
from data.changes.kinds import KINDS
from data.reference import load_reference
from pages.parts import cards, language, scope
from pages.parts.language import t
from pages.parts.report import desk, flips, reasons, receipt

SAID, SENDER, OWN = "_report_said", "_report_sender", "_report_own"
LINKS = 12


def announced() -> None:
    """Say once what was published or taken back in the run before, with a way to see it."""
    said = st.session_state.get(SAID)
    if not said:
        return
    with st.container(border=True):
        st.success(said["words"], icon=":material/task_alt:")
        if said["receipt"]:
            receipt.draw(said["receipt"])
        names = scope.choices("indicator")
        known = [one for one in said["where"] if one["indicator"] in names.labels]
        if known:
            st.caption(t("report.see_words"))
        with st.container(horizontal=True):
            for number, one in enumerate(known[:LINKS]):
                st.button(
                    t("report.see", name=language.plain(names.name(one["indicator"]))),
                    icon=":material/monitoring:",
                    key=f"report_see_{number}",
                    on_click=_see,
                    kwargs=one,
                )
            st.button(t("report.close"), type="tertiary", icon=":material/close:", key="report_close", on_click=_close)


def say(
    words: str, rows: pd.DataFrame, own: tuple[str, ...] = (), receipted: receipt.Receipt | None = None
) -> None:
    """Keep a message for the next run, with the indicators that `rows` (agency, indicator, region) concern, the
    submissions that are the visitor's own, and the receipt."""
    st.session_state[OWN] = (*own, *st.session_state.get(OWN, ()))
    st.session_state[SAID] = {"words": words, "where": receipt.places(rows), "receipt": receipted}


def _see(agency: str, indicator: str, region: str) -> None:
    regions = [] if region == PROVINCE else [region]
    scope.open_page("indicator_page", agency=agency, indicator=indicator, region=regions)


def _close() -> None:
    st.session_state.pop(SAID, None)


# --- difference ------------------------------------------------------------------------------------------------------


def difference(upload: desk.Upload) -> None:
    """What publishing would change: counts, values side by side with their class, and what flips."""
    proposal = upload.proposal
    st.header(t("report.difference"))
    with st.container(horizontal=True):
        for kind in KINDS:
            st.metric(t(f"report.change_{kind}"), language.number(proposal.changes[kind], 0), border=True)
    rows = desk.changed_rows(upload)
    if rows.empty:
        st.markdown(f":material/drag_handle: {t('report.nothing_changes')}")
        return
    _replaced(rows)
    shown = named(judged(rows), flips.known(upload))
    columns = {name: t(f"report.column_{name}") for name in COLUMNS if name in shown}
    cards.table(shown, columns, FORMATS, key=f"report_changes_{upload.number}")
    simulated_note(rows)
    left_out = sum(proposal.changes[kind] for kind in KINDS[:3]) - len(rows)
    if left_out > 0:
        st.caption(t("report.more_changes", n=left_out))
    flips.draw(upload)


COLUMNS = (
    "kind_word", "indicator_name", "region_name", "unit", "period", "old_actual", "new_actual", "old_target",
    "new_target", "old_standing", "new_standing", "old_signal", "new_signal",
)  # fmt: skip
FORMATS = {
    **dict.fromkeys(("old_actual", "new_actual", "old_target", "new_target"), language.number),
    "period": lambda code: language.period(code, short=True),
}


def simulated_note(rows: pd.DataFrame) -> None:
    """The mark of simulated data where an old or new value is simulated (`old_status`, `new_status`)."""
    either = (rows["old_status"] == "simulated") | (rows["new_status"] == "simulated")
    cards.simulated_note(int(either.sum()), len(rows))


def _replaced(rows: pd.DataFrame) -> None:
    """Name in words how many published values are replaced or taken out."""
    changed, gone = int((rows["kind"] == "changed").sum()), int((rows["kind"] == "withdrawn").sum())
    if changed:
        st.markdown(f":material/swap_horiz: {t('report.replaces', n=changed)}")
    if gone:
        st.markdown(f":material/remove_circle: {t('report.withdraws', n=gone)}")


def judged(rows: pd.DataFrame) -> pd.DataFrame:
    """Changed rows with the class that the new value would have, and the class scale of the indicator."""
    facts = load_reference().indicators.set_index("code")
    known = rows["indicator"].map(lambda code: code in facts.index)
    own = facts.reindex(rows["indicator"])
    case = pd.DataFrame(
        {
            "actual": rows["new_actual"].to_numpy(dtype=float, na_value=float("nan")),
            "target": rows["judged_target"].to_numpy(dtype=float, na_value=float("nan")),
            "target_low": rows["judged_low"].to_numpy(dtype=float, na_value=float("nan")),
            "target_high": rows["judged_high"].to_numpy(dtype=float, na_value=float("nan")),
            "formula": own["formula"].to_numpy(),
            "better": own["better"].to_numpy(),
            "scale": own["scale"].to_numpy(),
        },
        index=rows.index,
    )
    classes = achievement.judge_by(case)["class"].where(known & (rows["kind"] != "withdrawn"))
    return rows.assign(new_class=classes, scale=case["scale"])


def named(rows: pd.DataFrame, flipped: pd.DataFrame | None = None) -> pd.DataFrame:
    """Changed rows in words: kind, indicator, region, unit, classes, and signals where the flips are known."""
    places, spoken = scope.choices("region").labels, flips.indicator_names()
    words = cards.class_words(mark=True)

    def standing(scale: object, code: object) -> str:
        return words.get((scale, code), language.NOTHING)

    rows = rows.assign(
        indicator_name=rows["indicator"].map(lambda code: spoken.get(code, code)),
        region_name=[places[code][0] if code in places else t("report.province") for code in rows["region"]],
        kind_word=rows["kind"].map(lambda kind: t(f"report.change_{kind}")),
    )
    if "old_class" in rows:
        rows["old_standing"] = [standing(*pair) for pair in zip(rows["scale"], rows["old_class"], strict=True)]
        rows["new_standing"] = [standing(*pair) for pair in zip(rows["scale"], rows["new_class"], strict=True)]
    if flipped is not None:
        keys = ["agency", "unit", "indicator", "region"]
        signals = flipped.set_index(keys)[["old_state", "new_state"]] if len(flipped) else pd.DataFrame()
        for side in ("old", "new"):
            rows[f"{side}_signal"] = [
                _signal(signals, tuple(row[name] for name in keys), f"{side}_state") for row in rows.to_dict("records")
            ]
    return rows


def _signal(signals: pd.DataFrame, key: tuple[object, ...], column: str) -> str:
    if key not in signals.index:
        return t("report.signal_stays")
    state = signals.loc[[key], column].iloc[0]
    return language.NOTHING if language.missing(state) else cards.state_short(state, mark=True)


# --- publishing ------------------------------------------------------------------------------------------------------


def offer(upload: desk.Upload) -> None:
    """Reasons per rule, consents, the sender's name, and the button; it says what is still missing."""
    result, changes = upload.proposal.intake, upload.proposal.changes
    st.header(t("report.publish_title"))
    reasons.draw(upload)
    missing = []
    partial = True
    if result.outcome == "partly":
        partial = st.checkbox(
            t("report.consent", n=result.accepted, rejected=result.rejected), key=f"report_consent_{upload.number}"
        )
        missing += [t("report.missing_reason")] if result.waiting and not (partial and result.accepted) else []
        missing += [] if partial else [t("report.missing_consent")]
    if changes["withdrawn"]:
        agreed = st.checkbox(
            t("report.consent_withdrawn", n=changes["withdrawn"]), key=f"report_consent_withdrawn_{upload.number}"
        )
        missing += [] if agreed else [t("report.missing_withdrawal")]
    sender = st.text_input(
        t("report.sender"),
        st.session_state.get(SENDER, ""),
        key=f"report_sender_{upload.number}",
        max_chars=desk.LONGEST_SENDER,
        help=t("report.sender_help"),
    )
    missing += [] if sender.strip() else [t("report.missing_sender")]
    pressed = st.button(
        t("report.publish"),
        type="primary",
        icon=":material/publish:",
        disabled=bool(missing),
        key=f"report_publish_{upload.number}",
    )
    if missing:
        st.caption(f":material/info: {t('report.not_ready', what=', '.join(missing))}")
    if pressed:
        _publish(upload, sender, partial)


def _publish(upload: desk.Upload, sender: str, partial: bool) -> None:
    st.session_state[SENDER] = sender.strip()
    rows, made = desk.changed_rows(upload), receipt.of(upload)
    with st.status(t("report.building")) as status, desk.told():
        identity = desk.publish(
            upload,
            sender=sender,
            partial=partial,
            progress=lambda **facts: status.update(label=t("report.built", n=int(facts.get("rows") or 0))),
        )
        words = t("report.published", submission=identity or language.NOTHING, file=language.plain(upload.name))
        said = t("report.published_same") if rows.empty else words
        say(said, rows, (identity,) if identity else (), made)
        st.rerun()
