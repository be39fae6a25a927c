"""The history of submissions: who, when, which file, what came of it; undo and redo with what they would change."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
import streamlit as st

from data.settings import settings
from data.store import open_store
from data.submissions import Entry, Origin, Progress, evidence, permission, submit_turn
from data.submissions.proposal import LONGEST_REASON
from data.submissions.reversal import Reversal
from pages.components import errors, paging, row_lists, tables, taking
from pages.components import evidence as shown_evidence
from pages.content import choices, lists, meantime, scope
from pages.documents import findings_list
from pages.sections.report import desk, entries, outcome, publishing, receipt
from pages.session import acts, person
from pages.words import language
from pages.words.language import t

WHICH = "report_which"
SHOWN = ("submission", "stands", "received_at", "sender", "file", "agency", "outcome", "accepted", "rejected",
         "warnings", "reason")  # fmt: skip
PAGE, PAGE_ROWS = "report_history_page", 25
CHANGED = ("kind_word", "indicator_name", "region_name", "unit_name", "period", "old_actual", "new_actual",
           "old_target", "new_target")  # fmt: skip


def draw(here: scope.Scope) -> None:
    """The submissions of the chosen agency, newest first, and one of them looked at closely."""
    st.header(t("report.history"))
    if desk.uploads()[0] and not st.toggle(t("report.show_history"), key="report_show_history"):
        return
    rows = entries.history(here.agency)
    if rows.empty:
        st.markdown(t("report.no_history"))
        return
    if here.agency:
        st.caption(t("report.history_of", agency=language.plain(choices.of("agency").label(here.agency))))
    pick = st.session_state.pop(publishing.PICK, None)
    rows = page_of(rows, pick)
    shown = in_words(rows)
    columns = {name: t(f"report.history_{name}") for name in SHOWN}
    row_lists.table(shown, columns, FORMATS, title=("file",), key="report_history")
    names = {one: f"{one} · {file}" for one, file in zip(shown["submission"], shown["file"], strict=True)}
    if pick in names:
        st.session_state[WHICH] = pick
    elif st.session_state.get(WHICH) not in names:
        st.session_state.pop(WHICH, None)
    chosen = st.selectbox(
        t("report.which"),
        list(names),
        index=_own(list(names)),
        format_func=names.get,
        placeholder=t("report.choose"),
        key=WHICH,
    )
    if chosen:
        with errors.told():
            _closely(chosen, bool(rows.set_index("submission").loc[chosen, "standing"]))


def page_of(rows: pd.DataFrame, pick: str | None = None) -> pd.DataFrame:
    """The page of the history that is looked at, that of `pick` where one is to be shown; asked for if several."""
    at = next(iter(np.flatnonzero(rows["submission"] == pick)), None)
    first = paging.first_row(len(rows), PAGE_ROWS, PAGE, at=at)
    part = rows.iloc[first : first + PAGE_ROWS].reset_index(drop=True)
    if len(part) < len(rows):
        st.caption(t("report.history_shown", first=first + 1, last=first + len(part), total=len(rows)))
    return part


def _own(identities: list[str]) -> int | None:
    """The place of the newest submission that this visitor sent or turned; those of others are opened by choice."""
    own = st.session_state.get(publishing.OWN, ())
    return next((place for place, one in enumerate(identities) if one in own), None)


FORMATS = {
    "received_at": lambda moment: f"{language.day(moment)} {moment:%H:%M}",
    **dict.fromkeys(("accepted", "rejected", "warnings"), lambda value: language.number(value, 0)),
}


def in_words(rows: pd.DataFrame) -> pd.DataFrame:
    """The history with agencies, outcome and standing in words, and what an aside did in place of a file."""
    files = [
        t("own.entry", n=int(n)) if pd.notna(n) else lists.file_name(name)
        for n, name in zip(rows["part"], rows["file"], strict=True)
    ]
    labels = {name: t(f"report.word_{name}") for name in ("accepted", "partly")}
    stands = rows["standing"].map({True: f"● {t('report.stands')}", False: f"○ {t('report.undone')}"})
    return rows.assign(
        file=files,
        agency=[choices.agencies(codes) for codes in rows["agency"]],
        stands=stands.mask(rows["aside"].astype(bool), f"○ {t('own.aside')}"),
        outcome=rows["outcome"].map(labels),
    )


def _closely(identity: str, stands: bool) -> None:
    """Facts of one submission, its file, its turns so far, and the turn that is open."""
    entry = entries.entry(identity)
    facts = entry.facts
    with st.container(border=True):
        if entry.kind == "aside":
            _aside(entry)
            _turn(identity, "undo" if stands else "redo", t("own.undo" if stands else "own.title"))
            return
        name = str(facts.get("original") or "")
        mark = dict(facts.get("files") or {}).get(name, "")
        words = [t("report.hash", mark=mark), t("report.rows_of", read=int(facts.get("read") or 0),
                 n=int(facts.get("accepted") or 0), rejected=int(facts.get("rejected") or 0))]  # fmt: skip
        st.markdown(f"**{language.plain(facts.get('file'))}** · " + " · ".join(words))
        _reasons(facts)
        _corrections(facts)
        for one in entries.turns(identity):
            _turned(one)
        counts = _findings(entry)
        if len(counts):
            with st.expander(t("report.its_findings", n=sum(counts.values()))):
                outcome.counts_table(counts, key=f"report_its_findings_{identity}")
        _files(entry, name)
        _evidence(entry)
        _turn(identity, "undo" if stands else "redo")


def _aside(entry: Entry) -> None:
    """What an aside did, by whom, and its turns so far."""
    count = sum(len(entry.facts[name]) for name in ("whole", "part"))
    st.markdown(f"**{t('own.entry', n=count)}** · {language.plain(entry.facts.get('sender')) or language.NOTHING}")
    for one in entries.turns(entry.id):
        _turned(one)


def _reasons(facts: Mapping[str, Any]) -> None:
    for rule, text in dict(facts.get("reasons") or {}).items():
        st.markdown(f"- {outcome.rule_title(rule)}: {language.plain(text)}")


def _corrections(facts: Mapping[str, Any]) -> None:
    """Texts that were read otherwise on the sender's word."""
    for one in dict(facts.get("answers") or {}).get("replace") or ():
        found, used = " / ".join(one["where"].values()), " / ".join(one["use"].values())
        st.markdown(
            f"- :material/spellcheck: {t('report.read_as', found=language.plain(found), name=language.plain(used))}"
        )


def _turned(one: Mapping[str, Any]) -> None:
    moment = entries.local_time(pd.Series([one["received_at"]])).iloc[0]
    st.markdown(
        "- :material/history: "
        + t(
            f"report.was_{one['kind']}",
            when=f"{language.day(moment)} {moment:%H:%M}",
            sender=language.plain(one["sender"]) or language.NOTHING,
            reason=language.plain(one["reason"]) or language.NOTHING,
        )
    )


def _findings(entry: Entry) -> dict[str, int]:
    if not entry.findings.exists():
        return {}
    rules = pd.read_parquet(entry.findings, columns=["rule"])["rule"]
    return {str(rule): int(count) for rule, count in rules.value_counts().items()}


def _files(entry: Entry, name: str) -> None:
    with st.container(horizontal=True):
        if entry.original and entry.original.exists():
            taking.file_button(
                "original", t("report.original"), entry.original.read_bytes, entry.facts.get("file") or name,
                key=f"report_original_{entry.id}",
            )  # fmt: skip
        if entry.findings.exists():
            taking.file_button(
                "table", t("report.findings_file"),
                lambda: findings_list.findings_csv(list(pd.read_parquet(entry.findings).astype(object).itertuples())),
                f"temuan-{entry.id}", key=f"report_findings_of_{entry.id}",
            )  # fmt: skip


def _evidence(entry: Entry) -> None:
    """The files of evidence of a submission; one that no value names is of all its values."""
    files = evidence.kept(entry)
    if files:
        st.caption(t("report.proofs_of"))
    with st.container(horizontal=True):
        for file in files:
            of = t("report.proof_named", n=file.named) if file.named else t("report.proof_whole")
            key = f"report_proof_{entry.id}_{file.path.stem}"
            shown_evidence.offer(file, language.plain(file.name), key=key, help_words=of)


# --- undo and redo ---------------------------------------------------------------------------------------------------


def _turn(identity: str, kind: str, label: str = "") -> None:
    """First what the turn would change, then who and why, then the turn itself."""
    if desk.uploads()[0] and identity not in st.session_state.get(publishing.OWN, ()):
        st.caption(f":material/info: {t('report.turn_later')}")
        return
    way = _way(identity, kind)
    if way is None:
        return
    mark, looked = f"{kind} {identity}", st.session_state.setdefault(publishing.LOOKED, {})
    asks = t(f"report.{kind}" if way == ALONE else f"waiting.ask_{kind}")
    opened, words = f"report_turn_open_{identity}_{kind}", label or asks
    if not st.toggle(words, key=opened, help=t(f"report.{kind}_help")):
        looked.pop(mark, None)
        return
    turn = entries.foreseen(identity)
    seen = looked.setdefault(mark, turn.base)
    if seen != turn.base:
        st.warning(f"{meantime.words(seen)} {t('acts.look_again')}", icon=":material/sync_problem:")
    parts = [t(f"report.turn_{name}", n=count) for name, count in turn.changes.items() if count and name != "unchanged"]
    if entries.entry(identity).kind == "reference":
        st.markdown(t("reference.turn"))
    else:
        st.markdown(f"**{t(f'report.{kind}_would', what=', '.join(parts))}**" if parts else t(f"report.{kind}_nothing"))
    if not turn.rows.empty:
        columns = {name: t(f"report.column_{name}") for name in CHANGED}
        tables.table(publishing.named(turn.rows), columns, publishing.FORMATS, key=f"report_foreseen_{identity}")
        publishing.simulated_note(turn.rows)
    _turn_form(identity, kind, turn, way)


ALONE = "alone"


def _way(identity: str, kind: str) -> str | None:
    """How this visitor turns an entry: by the right that is named, alone; by `submit`, sent for approval; None: not."""
    entry = entries.entry(identity)
    if entry.kind in permission.OF_KIND:
        return ALONE if person.may(permission.OF_KIND[entry.kind]) else None
    places = permission.places_of([entry.accepted])
    if person.may_alone(kind, places):
        return ALONE
    return "submit" if person.may("submit", places) else None


def _turn_form(identity: str, kind: str, turn: Reversal, way: str) -> None:
    with st.form(f"report_turn_{identity}_{kind}", border=False):
        publishing.ask_sender(f"report_turn_sender_{identity}")
        st.text_input(t("report.turn_reason"), key=f"report_turn_reason_{identity}", max_chars=LONGEST_REASON)
        st.form_submit_button(
            t(f"report.{kind}_now" if way == ALONE else "waiting.submit"),
            icon=":material/undo:" if kind == "undo" else ":material/redo:",
            type="primary",
            on_click=_press,
            args=(identity, kind, turn, way),
            disabled=acts.is_running(settings().store, f"{kind} {identity}"),
        )


def _press(identity: str, kind: str, turn: Reversal, way: str) -> None:
    """Callback: take out or put back what was looked at, or send that for approval."""
    sender = publishing.sender(f"report_turn_sender_{identity}")
    reason = publishing.typed(f"report_turn_reason_{identity}", LONGEST_REASON)
    if not sender or not reason:
        st.session_state[publishing.NOTICE] = t("report.turn_missing")
        return

    entry = entries.entry(identity)
    where = permission.places_of([entry.accepted])

    def sent(progress: Progress) -> acts.Done:
        origin = Origin("page", sender, reason)
        one = submit_turn(open_store(), kind, identity, origin, progress=progress, expect=turn.base)
        return acts.Done(None, {"waiting.turn_submitted": {"turned": identity, "submission": one.id}})

    def work(progress: Progress) -> acts.Done:
        entries.turn(kind, identity, sender=sender, reason=reason, expect=turn.base, progress=progress)
        gone, back = turn.changes.get("withdrawn", 0), turn.changes.get("changed", 0) + turn.changes.get("new", 0)
        counts: dict[str, dict[str, object]] = {"report.turn_gone": {"n": gone}} if gone else {}
        counts |= {"report.turn_back": {"n": back}} if back else {}
        done: dict[str, dict[str, object]] = {f"report.done_{kind}": {"submission": identity}}
        said = done | (counts or {"report.turn_same": {}})
        return acts.Done(identity, said, tuple(receipt.places(turn.rows)))

    if way == "submit":
        asked = acts.Asked("submit", identity, f"submit {kind} {identity}", turn.base, sender, where=where)
        publishing.begin(asked, sent)
        return
    write = permission.OF_KIND.get(entry.kind, "")
    asked = acts.Asked(kind, identity, f"{kind} {identity}", turn.base, sender, where=where, write=write)
    publishing.begin(asked, work)
