"""Before and after publishing: the difference with its classes, what would flip, reasons, consent, the result."""

from collections.abc import Callable, Mapping

import pandas as pd
import streamlit as st

from analytics import achievement
from analytics.regions import PROVINCE
from data.changes.kinds import KINDS
from data.submissions import Progress, Proposal
from data.submissions.proposal import LONGEST_SENDER
from pages import session
from pages.components import captions, proposed_flips, row_lists, underway
from pages.content import cell_texts, choices, meantime, reader
from pages.sections.report import desk, flips, receipt
from pages.session import acts, person
from pages.words import language, signs
from pages.words.language import t

SENDER, OWN, TOLD, NOTICE = "_report_sender", "_report_own", "_report_told", "_report_notice"
PICK, LOOKED = "_report_pick", "_report_turn_looked"
KINDS_HERE = ("publish", "submit", "approve", "return", "release", "undo", "redo", "own", "reference")
LINKS, MOST_ENDS = 12, 5


def announced() -> None:
    """What is on its way or did not come about, then what this visitor published or took back, with a way to see it."""
    if notice := st.session_state.pop(NOTICE, None):
        st.warning(notice, icon=":material/edit_note:")
    at_hand = {"own", *desk.contents(), *st.session_state.get(LOOKED, {})}
    underway.draw(*KINDS_HERE, "correct", at_hand=frozenset(at_hand))
    ended = underway.own_ended(*KINDS_HERE)
    _remember_own(ended)
    if not ended:
        return
    newest, *others = ended
    with st.container(border=True):
        st.success(underway.ended_well(newest), icon=":material/task_alt:")
        if newest.done and newest.done.receipt:
            receipt.draw(newest.done.receipt)
        for act in others[:MOST_ENDS]:
            st.markdown(f":material/check: {underway.ended_well(act)}")
        _views(newest, ended)


def _views(newest: acts.Act, ended: list[acts.Act]) -> None:
    names = choices.of("indicator")
    known = [one for one in newest.done.where if one["indicator"] in names.labels] if newest.done else []
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
        underway.close_button(*ended)


def _remember_own(ended: list[acts.Act]) -> None:
    """What this visitor sent becomes the submission on offer in the history, once."""
    told = st.session_state.setdefault(TOLD, set())
    for act in reversed([one for one in ended if one.number not in told]):
        told.add(act.number)
        if act.done and act.done.submission:
            st.session_state[OWN] = (act.done.submission, *st.session_state.get(OWN, ()))
            st.session_state[PICK] = act.done.submission


def ask_sender(key: str, help_words: str | None = None) -> str:
    """The box for the name of who presses, with the one that was given last; who signed in is not asked."""
    if who := person.actor().person:
        st.caption(f":material/badge: {t('waiting.signed', who=language.plain(who))}")
        return who
    last = str(st.session_state.get(SENDER, ""))
    return st.text_input(t("report.sender"), last, key=key, max_chars=LONGEST_SENDER, help=help_words)


def sender(key: str) -> str:
    """Who presses: as the sign-in calls them, else what stands in the box of `ask_sender`; for use in a callback."""
    return person.actor().person or typed(key)


def typed(key: str, most: int = LONGEST_SENDER) -> str:
    """What stands in a box, `most` characters of it; for use in a callback."""
    return str(st.session_state.get(key) or "").strip()[:most]


def begin(asked: acts.Asked, work: Callable[[Progress], acts.Done]) -> None:
    """Carry through what was pressed; for use in a callback."""
    st.session_state[SENDER] = asked.sender
    underway.begin(asked, work)


def _see(agency: str, indicator: str, region: str) -> None:
    regions = [] if region == PROVINCE else [region]
    session.open_page("indicator", agency=agency, indicator=indicator, region=regions)


# --- difference ------------------------------------------------------------------------------------------------------


def difference(upload: desk.Upload) -> None:
    """What publishing would change: counts, values side by side with their class, and what flips."""
    st.header(t("report.difference"))
    _since_looked(upload)
    rows = desk.changed_rows(upload)
    changes(upload.proposal.changes, rows, upload.proposal, str(upload.number))
    if not rows.empty:
        flips.draw(upload.proposal, str(upload.number))


def changes(counts: Mapping[str, int], rows: pd.DataFrame, proposal: Proposal | None, key: str) -> None:
    """How many values are new, changed and withdrawn, and `rows` of them side by side, judged where a proposal is."""
    with st.container(horizontal=True):
        for kind in KINDS:
            st.metric(t(f"report.change_{kind}"), language.number(counts[kind], 0), border=True)
    if rows.empty:
        st.markdown(f":material/drag_handle: {t('report.nothing_changes')}")
        return
    if proposal is not None:
        _replaced(counts)
    shown = named(judged(rows), proposed_flips.known(proposal)) if proposal is not None else named(rows)
    columns = {name: t(f"report.column_{name}") for name in COLUMNS if name in shown and _told(shown[name])}
    row_lists.table(shown, columns, FORMATS, title=("indicator_name", "region_name"), key=f"report_changes_{key}")
    simulated_note(rows)
    left_out = sum(counts[kind] for kind in KINDS[:3]) - len(rows)
    if left_out > 0:
        st.caption(t("report.more_changes", n=left_out))


def _since_looked(upload: desk.Upload) -> None:
    """Say what was published since the difference was first shown, where that is not what it is shown against now."""
    base = upload.proposal.base
    upload.looked = upload.looked or base
    if upload.looked and upload.looked != base:
        st.warning(f"{meantime.words(upload.looked)} {t('acts.look_again')}", icon=":material/sync_problem:")


COLUMNS = (
    "kind_word", "indicator_name", "region_name", "unit_name", "period", "old_actual", "new_actual", "old_target",
    "new_target", "old_standing", "new_standing", "old_signal", "new_signal",
)  # fmt: skip
FORMATS = {
    **dict.fromkeys(("old_actual", "new_actual", "old_target", "new_target"), language.number),
    "period": lambda code: language.period(code, short=True),
}


def simulated_note(rows: pd.DataFrame) -> None:
    """The mark of simulated data where an old or new value is simulated (`old_status`, `new_status`)."""
    either = (rows["old_status"] == "simulated") | (rows["new_status"] == "simulated")
    captions.simulated_note(int(either.sum()), len(rows))


def _replaced(counts: Mapping[str, int]) -> None:
    """Name in words how many published values are replaced or taken out, listed or not."""
    if counts["changed"]:
        st.markdown(f":material/swap_horiz: {t('report.replaces', n=counts['changed'])}")
    if counts["withdrawn"]:
        st.markdown(f":material/remove_circle: {t('report.withdraws', n=counts['withdrawn'])}")


def judged(rows: pd.DataFrame) -> pd.DataFrame:
    """Changed rows with the class that the new value would have, and the class scale of the indicator."""
    facts = reader.reference().indicators.set_index("code")
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
    classes = achievement.judge_by(case, reader.scales())["class"].where(known & (rows["kind"] != "withdrawn"))
    return rows.assign(new_class=classes, scale=case["scale"])


def named(rows: pd.DataFrame, flipped: pd.DataFrame | None = None) -> pd.DataFrame:
    """Changed rows in words: kind, indicator, region, unit, classes, and signals where the flips are known."""
    spoken, words = flips.indicator_names(), cell_texts.class_words()

    def standing(scale: object, code: object) -> str:
        return words.get((scale, code), language.NOTHING)

    rows = rows.assign(
        indicator_name=rows["indicator"].map(lambda code: spoken.get(code, code)),
        region_name=rows["region"].map(choices.place),
        unit_name=[choices.unit(*pair) for pair in zip(rows["unit"], rows["agency"], strict=True)],
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


def _told(column: pd.Series) -> bool:
    """Whether a column says anything."""
    return bool((column.notna() & ~column.isin(("", language.NOTHING))).any())


def _signal(signals: pd.DataFrame, key: tuple[object, ...], column: str) -> str:
    if key not in signals.index:
        return t("report.signal_stays")
    state = signals.loc[[key], column].iloc[0]
    return language.NOTHING if language.missing(state) else signs.state_short(state, mark=True)
