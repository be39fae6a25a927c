"""Reasons for the values that wait for one: each value named, one reason for several or for all of a rule."""

from dataclasses import dataclass

import streamlit as st

from data import intake
from data.intake.checks.rules import rules
from data.submissions.proposal import LONGEST_REASON
from pages.documents import marked_upload
from pages.sections.report import desk, outcome
from pages.words import language
from pages.words.language import t

SAID_VALUES = 5


@dataclass(frozen=True)
class Doubted:
    """A value with a warning: its row, and its place, period and cell as the file has them."""

    row: int | None
    place: str
    period: str
    value: str


def draw(upload: desk.Upload) -> None:
    """By rule: the values that wait, a box for their reason, and the reasons given so far."""
    counts = {rule: n for rule, n in upload.proposal.intake.counts.items() if rule in rules() and rules()[rule].reason}
    if not counts:
        return
    st.caption(t("report.reason_help"))
    for rule, count in counts.items():
        with st.container(border=True):
            _one_rule(upload, rule, count)


def _one_rule(upload: desk.Upload, rule: str, count: int) -> None:
    st.markdown(f"⚠ **{outcome.rule_title(rule)}** ({language.number(count, 0)})")
    open_values = [one for one in doubted(upload, rule) if not is_explained(upload, rule, one.row)]
    if open_values or not has_reason(upload, rule):
        _ask(upload, rule, open_values)
    for key, text in list(upload.reasons.items()):
        if key[0] == rule:
            _given(upload, key, text)


def _ask(upload: desk.Upload, rule: str, values: list[Doubted]) -> None:
    key = f"report_reason_{upload.number}_{rule}"
    labels = {one.row: label(one) for one in values if one.row is not None}
    for words in list(labels.values())[:SAID_VALUES]:
        st.markdown(f"- {language.plain(words)}")
    if len(labels) > SAID_VALUES:
        st.caption(t("report.reason_more", n=len(labels) - SAID_VALUES))
    if len(labels) > 1:
        st.multiselect(
            t("report.reason_for"),
            list(labels),
            format_func=labels.get,
            placeholder=t("report.reason_for_all", n=len(labels)),
            key=f"report_ticked_{upload.number}_{rule}",
        )
    st.text_input(
        t("report.reason"),
        key=key,
        max_chars=LONGEST_REASON,
        placeholder=t("report.reason"),
        label_visibility="collapsed",
        on_change=_explain,
        args=(upload, rule, key),
    )


def _given(upload: desk.Upload, key: tuple[str, int | None], text: str) -> None:
    rule, row = key
    where = t("report.row", row=str(row)) if row is not None else t("report.reason_whole")
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f":material/check: {where}: {language.plain(text)}")
        st.button(
            t("report.reason_back"),
            icon=":material/undo:",
            type="tertiary",
            key=f"report_unexplain_{upload.number}_{rule}_{row}",
            on_click=unexplain,
            args=(upload, key),
        )


def label(one: Doubted) -> str:
    """`Baris 5 · Aceh Besar · 2026-10 · 120`: where a value stands and what it is."""
    return " · ".join(filter(None, (t("report.row", row=str(one.row)), one.place, one.period, one.value)))


def _explain(upload: desk.Upload, rule: str, key: str) -> None:
    ticked = st.session_state.get(f"report_ticked_{upload.number}_{rule}") or [None]
    for row in ticked:
        explain(upload, rule, row, st.session_state[key])
    st.session_state[key] = ""


# --- values and their reasons ----------------------------------------------------------------------------------------


def doubted(upload: desk.Upload, rule: str) -> list[Doubted]:
    """The values with warnings of a rule, in the order of the file; those of the whole file have no row."""
    if "doubted" not in upload.kept:
        upload.kept["doubted"] = _doubted(upload.proposal.intake)
    return upload.kept["doubted"].get(rule, [])


def _doubted(result: intake.Intake) -> dict[str, list[Doubted]]:
    facts = result.recognised.get("columns") or []
    at = {one["role"]: one["at"] - 1 for one in reversed(facts) if one["role"]}
    heads = {one["column"]: one["period"] for one in facts}
    wanted = [one for one in result.findings if one.severity == "warning"]
    cells = marked_upload.lines(result.cells_path, (one.row for one in wanted if one.row)) if result.cells_path else {}

    def text(row: int | None, *roles: str) -> str:
        line = cells.get(row or 0) or []
        places = [at[role] for role in roles if role in at and at[role] < len(line)]
        return next((line[place] for place in places if line[place]), "") or ""

    found: dict[str, dict[int | None, Doubted]] = {}
    for one in wanted:
        period = text(one.row, "periode", "bulan", "triwulan", "semester", "tahun") or heads.get(one.column) or ""
        place = text(one.row, "nama_wilayah", "kode_wilayah", "kode_bps", "kode_unit")
        value = Doubted(one.row, place, period, text(one.row, "realisasi") or one.found or "")
        found.setdefault(one.rule, {}).setdefault(one.row, value)
    return {rule: list(values.values()) for rule, values in found.items()}


def explain(upload: desk.Upload, rule: str, row: int | None, text: str) -> None:
    """Read the file with a reason for the warnings of a rule, on one row or on all; for use as a callback."""
    if words := text.strip()[:LONGEST_REASON]:
        upload.reasons[rule, row] = words


def unexplain(upload: desk.Upload, key: tuple[str, int | None]) -> None:
    """Take a reason back; for use as a callback."""
    upload.reasons.pop(key, None)


def is_explained(upload: desk.Upload, rule: str, row: int | None) -> bool:
    """Whether a value has a reason, its own or that of all."""
    return (rule, row) in upload.reasons or (rule, None) in upload.reasons


def has_reason(upload: desk.Upload, rule: str) -> bool:
    """Whether any value of a rule has one."""
    return any(named == rule for named, _ in upload.reasons)
