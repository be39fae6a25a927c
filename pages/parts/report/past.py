"""The history of submissions: who, when, which file, what came of it; undo and redo with what they would change."""

import pandas as pd
import streamlit as st

from data import guarded
from data.submissions import Entry
from pages.parts import cards, language, scope
from pages.parts.language import t
from pages.parts.report import desk, entries, files, outcome, publishing

SHOWN = ("submission", "stands", "received_at", "sender", "file", "agency", "outcome", "accepted", "rejected",
         "warnings", "reason")  # fmt: skip
CHANGED = ("kind_word", "indicator_name", "region_name", "unit", "period", "old_actual", "new_actual", "old_target",
           "new_target")  # fmt: skip


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
        st.caption(t("report.history_of", agency=language.plain(scope.choices("agency").label(here.agency))))
    cards.table(in_words(rows), {name: t(f"report.history_{name}") for name in SHOWN}, FORMATS, key="report_history")
    names = {row.submission: f"{row.submission} · {row.file}" for row in in_words(rows).itertuples()}
    chosen = st.selectbox(
        t("report.which"),
        list(names),
        index=_own(list(names)),
        format_func=names.get,
        placeholder=t("report.choose"),
        key=f"report_which_{len(rows)}_{rows['submission'].iloc[0]}",  # a new submission becomes the one on offer
    )
    if chosen:
        with desk.told():
            _closely(chosen, bool(rows.set_index("submission").loc[chosen, "standing"]))


def _own(identities: list[str]) -> int | None:
    """The place of the newest submission that this visitor sent or turned; those of others are opened by choice."""
    own = st.session_state.get(publishing.OWN, ())
    return next((place for place, one in enumerate(identities) if one in own), None)


FORMATS = {
    "received_at": lambda moment: f"{language.day(moment)} {moment:%H:%M}",
    **dict.fromkeys(("accepted", "rejected", "warnings"), lambda value: language.number(value, 0)),
}


def in_words(rows: pd.DataFrame) -> pd.DataFrame:
    """The history with outcome and standing in words, and what an aside did in place of a file."""
    files = [
        t("own.entry", n=int(n)) if pd.notna(n) else name for n, name in zip(rows["part"], rows["file"], strict=True)
    ]
    labels = {name: t(f"report.word_{name}") for name in ("accepted", "partly")}
    stands = rows["standing"].map({True: f"● {t('report.stands')}", False: f"○ {t('report.undone')}"})
    return rows.assign(
        file=files,
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
        _turn(identity, "undo" if stands else "redo")


def _aside(entry: Entry) -> None:
    """What an aside did, by whom, and its turns so far."""
    count = sum(len(entry.facts[name]) for name in ("whole", "part"))
    st.markdown(f"**{t('own.entry', n=count)}** · {language.plain(entry.facts.get('sender')) or language.NOTHING}")
    for one in entries.turns(entry.id):
        _turned(one)


def _reasons(facts) -> None:
    for rule, text in dict(facts.get("reasons") or {}).items():
        st.markdown(f"- {outcome.rule_title(rule)}: {language.plain(text)}")


def _corrections(facts) -> None:
    """Texts that were read otherwise on the sender's word."""
    for one in dict(facts.get("answers") or {}).get("replace") or ():
        found, used = " / ".join(one["where"].values()), " / ".join(one["use"].values())
        st.markdown(
            f"- :material/spellcheck: {t('report.read_as', found=language.plain(found), name=language.plain(used))}"
        )


def _turned(one) -> None:
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
            st.download_button(
                t("report.original"),
                entry.original.read_bytes,
                file_name=guarded.file_name(entry.facts.get("file") or name),
                mime="application/octet-stream",
                icon=":material/draft:",
                key=f"report_original_{entry.id}",
                on_click="ignore",
            )
        if entry.findings.exists():
            st.download_button(
                t("report.findings_file"),
                lambda: files.findings_csv(list(pd.read_parquet(entry.findings).astype(object).itertuples())),
                file_name=f"temuan-{entry.id}.csv",
                mime="text/csv",
                icon=":material/download:",
                key=f"report_findings_of_{entry.id}",
                on_click="ignore",
            )


# --- undo and redo ---------------------------------------------------------------------------------------------------


def _turn(identity: str, kind: str, label: str = "") -> None:
    """First what the turn would change, then who and why, then the turn itself."""
    opened = f"report_turn_open_{identity}_{kind}"
    icon = ":material/undo:" if kind == "undo" else ":material/redo:"
    if not st.toggle(label or t(f"report.{kind}"), key=opened, help=t(f"report.{kind}_help")):
        return
    turn = entries.foreseen(identity)
    parts = [t(f"report.turn_{name}", n=count) for name, count in turn.changes.items() if count and name != "unchanged"]
    st.markdown(f"**{t(f'report.{kind}_would', what=', '.join(parts))}**" if parts else t(f"report.{kind}_nothing"))
    if not turn.rows.empty:
        columns = {name: t(f"report.column_{name}") for name in CHANGED}
        cards.table(publishing.named(turn.rows), columns, publishing.FORMATS, key=f"report_foreseen_{identity}")
        publishing.simulated_note(turn.rows)
    with st.form(f"report_turn_{identity}_{kind}", border=False):
        sender = st.text_input(
            t("report.sender"),
            st.session_state.get(publishing.SENDER, ""),
            key=f"report_turn_sender_{identity}",
            max_chars=desk.LONGEST_SENDER,
        )
        reason = st.text_input(
            t("report.turn_reason"), key=f"report_turn_reason_{identity}", max_chars=desk.LONGEST_REASON
        )
        pressed = st.form_submit_button(t(f"report.{kind}_now"), icon=icon, type="primary")
    if not pressed:
        return
    if not sender.strip() or not reason.strip():
        st.warning(t("report.turn_missing"), icon=":material/edit_note:")
        return
    st.session_state[publishing.SENDER] = sender.strip()
    with st.spinner(t("report.building")):
        entries.turn(kind, identity, sender=sender, reason=reason)
        gone, back = turn.changes.get("withdrawn", 0), turn.changes.get("changed", 0) + turn.changes.get("new", 0)
        done = t(f"report.done_{kind}", submission=identity)
        told = [t("report.turn_gone", n=gone)] * bool(gone) + [t("report.turn_back", n=back)] * bool(back)
        publishing.say(" ".join([done, *told] if told else [done, t("report.turn_same")]), turn.rows, (identity,))
        st.rerun()
