"""The office's own reference: where it differs from what is shipped, its tables as files, a change by upload."""

import hashlib
from collections.abc import Sequence

import pandas as pd
import streamlit as st

from data.office import office_today
from data.reference import Change, Problem
from data.reference.amended_tables import File
from data.reference.tables import SHEETS
from data.rights import ALL
from data.settings import settings
from data.store import open_store
from data.submissions import Origin, Progress, amending
from data.submissions.proposal import LONGEST_REASON
from pages.components import errors, paging, tables, taking
from pages.content import reader, scope
from pages.documents import list_file
from pages.sections.report import flips, publishing
from pages.session import acts
from pages.words import language
from pages.words.language import t

OPEN, FILES, REST, EFFECT = "report_reference", "reference_files", "reference_rest", "_reference_effect"
SHOWN = 200
ROW_COLUMNS = ("table", "row", "kind", "column", "before", "after")
FINDING_COLUMNS = ("severity", "file", "line", "column", "found", "expected")


def draw(here: scope.Scope) -> None:
    """The reference on Kirim Data, closed at first; nothing while an old snapshot is shown, or for who may not."""
    if not reader.rights().may("administer", ALL):
        return
    if here.snapshot or not st.toggle(t("reference.title"), key=OPEN, help=t("reference.help")):
        return
    with st.container(border=True), errors.told():
        _differences()
        _tables()
        _upload()


# --- what stands -----------------------------------------------------------------------------------------------------


def _differences() -> None:
    """The office's rows beside those shipped, as a list and a file, and those shipped otherwise since."""
    store = open_store()
    own = amending.office_changes(store)
    st.markdown(t("reference.differs", n=len(own)))
    if not own:
        return
    rows = _rows([change for _, change in own], [entry.id for entry, _ in own])
    columns = {name: t(f"reference.column_{name}") for name in (*ROW_COLUMNS, "entry")}
    tables.table(rows.head(SHOWN), columns, key="reference_differences", alt=t("reference.title"), height=280)
    paging.cut(min(len(rows), SHOWN), len(rows))
    if conflicts := amending.office_conflicts(store):
        names = ", ".join(f"{change.table} {' '.join(filter(None, change.key))}" for change, _ in conflicts)
        told = t("reference.conflicts", n=len(conflicts), names=language.plain(names))
        st.warning(told, icon=":material/difference:")
    taking.file_button(
        "table", t("reference.differences_file"), lambda: list_file.as_file(rows, columns, t("reference.title")),
        f"data-acuan-{office_today():%Y-%m-%d}", key="reference_differences_file",
    )  # fmt: skip


def _tables() -> None:
    """A table in force as a file, to be changed and sent back."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        table = st.selectbox(t("reference.table"), list(SHEETS), key="reference_table", format_func=_table)
        taking.file_button(
            "reference", t("reference.table_file"), reader.reference().content(table), table,
            key="reference_table_file",
        )  # fmt: skip


def _table(name: str) -> str:
    return f"{t(f'reference.table_{name}')} ({name}.csv)"


def _rows(changes: Sequence[Change], entries: Sequence[str] = ()) -> pd.DataFrame:
    """A row per cell that differs; one for a whole row that was added or taken out."""
    found = []
    for number, change in enumerate(changes):
        before, after = dict(change.before or ()), dict(change.after or ())
        for column in change.columns if change.kind == "changed" else [None]:
            found.append({
                "table": change.table, "row": " ".join(filter(None, change.key)), "column": column,
                "kind": t(f"reference.kind_{change.kind}"), "before": before.get(column or ""),
                "after": after.get(column or ""), "entry": entries[number] if entries else None,
            })  # fmt: skip
    return pd.DataFrame(found, columns=[*ROW_COLUMNS, "entry"])


# --- a change --------------------------------------------------------------------------------------------------------


def _upload() -> None:
    """Files of tables: what is wrong, what they change and do, then the consent."""
    came = st.file_uploader(t("reference.files"), type=["csv"], accept_multiple_files=True, key=FILES)
    rest = st.checkbox(t("reference.rest"), key=REST, help=t("reference.rest_help"))
    if not came:
        return
    amendment = amending.amend(open_store(), [File(one.name, one.getvalue()) for one in came], rest=rest)
    _findings(amendment)
    if amendment.problems:
        st.error(t("reference.stopped"), icon=":material/block:")
    elif not amendment.changes:
        st.info(t("reference.equal"), icon=":material/equal:")
    else:
        _difference(amendment)
        _effect(amendment)


def _findings(amendment: amending.Amendment) -> None:
    told = [("error", one) for one in amendment.problems] + [("warning", one) for one in amendment.doubts]
    if told:
        rows = pd.DataFrame([_finding(severity, one) for severity, one in told[:SHOWN]], columns=FINDING_COLUMNS)
        columns = {name: t(f"reference.column_{name}") for name in FINDING_COLUMNS}
        tables.table(rows, columns, key="reference_findings", alt=t("reference.findings"))
        paging.cut(len(rows), len(told))


def _finding(severity: str, one: Problem) -> dict[str, object]:
    expected = one.expected_id if language.current() == "id" else one.expected
    told = {"file": one.file, "line": one.row, "column": one.column, "found": one.found[:200], "expected": expected}
    return {"severity": t(f"reference.{severity}"), **told}


def _difference(amendment: amending.Amendment) -> None:
    for table, counts in amendment.counts.items():
        st.markdown(f"**{_table(table)}**: {t('reference.counts', **counts)}")
    rows = _rows(amendment.changes[:SHOWN])
    columns = {name: t(f"reference.column_{name}") for name in ROW_COLUMNS}
    tables.table(rows, columns, key="reference_rows", alt=t("reference.difference"), height=280)
    paging.cut(min(len(amendment.changes), SHOWN), len(amendment.changes))


def _effect(amendment: amending.Amendment) -> None:
    """What it does to published values, counted on the press; the consent stands below it."""
    mark = _mark(amendment)
    if st.button(t("reference.check"), icon=":material/fact_check:", key="reference_check"):
        store = open_store()
        with st.spinner(t("reference.checking")), store.scratch() as folder:
            st.session_state[EFFECT] = mark, amending.effect(store, amendment.changes, folder)
    seen, effect = st.session_state.get(EFFECT, ("", None))
    if seen != mark:
        return
    st.markdown(t("reference.effect", series=len(effect.series), **effect.counts))
    if len(effect.series):
        shown = flips.in_words(effect.series.head(SHOWN))
        columns = {name: t(f"report.flip_{name}") for name in shown}
        tables.table(shown, columns, key="reference_series", alt=t("reference.title"), height=280)
    _form(amendment, mark)


def _mark(amendment: amending.Amendment) -> str:
    seen = hashlib.sha256(f"{amendment.base} {amendment.rest}".encode())
    for one in amendment.files:
        seen.update(f"{one.name}:{len(one.content)}:".encode() + one.content)
    return seen.hexdigest()


def _form(amendment: amending.Amendment, mark: str) -> None:
    with st.form("reference_form", border=False):
        publishing.ask_sender("reference_sender")
        st.text_input(t("report.turn_reason"), key="reference_reason", max_chars=LONGEST_REASON)
        st.checkbox(t("reference.consent"), key="reference_consent")
        st.form_submit_button(
            t("reference.now"), icon=":material/publish:", type="primary", on_click=_press, args=(amendment, mark),
            disabled=acts.is_running(settings().store, f"reference {mark}"),
        )  # fmt: skip


def _press(amendment: amending.Amendment, mark: str) -> None:
    """Callback: record and publish what was looked at."""
    sender, reason = publishing.typed("reference_sender"), publishing.typed("reference_reason", LONGEST_REASON)
    if not sender or not reason or not st.session_state.get("reference_consent"):
        st.session_state[publishing.NOTICE] = t("reference.missing")
        return

    def work(progress: Progress) -> acts.Done:
        agreed = amending.signed(amendment, Origin("page", sender, reason))
        entry, _ = amending.accept_amendment(open_store(), agreed, progress)
        return acts.Done(entry.id, {"reference.done": {"submission": entry.id}})

    publishing.begin(acts.Asked("reference", amendment.names, f"reference {mark}", amendment.base, sender), work)
