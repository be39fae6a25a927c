"""What became of a file: the outcome in words, counts, findings by rule with their rows in place, suggestions."""

from typing import Any, Literal

import pandas as pd
import streamlit as st

from data.intake import Finding, Intake
from data.intake.checks.rules import rules
from data.intake.suggestions import SURE, Suggestion, sure
from pages.components import tables
from pages.content import findings as told
from pages.documents import marked_upload
from pages.sections.report import desk, findings_files
from pages.words import language
from pages.words.language import t

SIGNS = {"error": "✗", "warning": "⚠"}
SHADES = {"error": "background-color: #f8d0cc; color: #8c1d18; font-weight: 600",
          "warning": "background-color: #fbe5b8; color: #6b4300; font-weight: 600"}  # fmt: skip
SHOWN_ROWS, SHOWN_DOUBTS, NARROW, OPEN_RULES = 100, 25, 8, 3
SAID_ROWS = 3  # told in words too: on a phone the faulty cell may lie beyond the edge
NEAR = 0.2  # a suggestion this much less like the text than the first one is not worth its place
ROW = "_row"
KEY_ROLES = ("kode_instansi", "kode_unit", "kode_indikator", "nama_indikator", "kode_wilayah", "nama_wilayah",
             "kode_bps", "periode", "tahun")  # fmt: skip


def draw(upload: desk.Upload) -> None:
    """Outcome and counts."""
    result = upload.proposal.intake
    tone = {"accepted": st.success, "partly": st.warning, "rejected": st.error}[result.outcome]
    icon = {"accepted": "check_circle", "partly": "rule", "rejected": "block"}[result.outcome]
    values = desk.valued(upload)
    words = t(f"report.outcome_{result.outcome}", n=values, rejected=result.rejected)
    if result.accepted > values:
        words = f"{words} {t('report.outcome_empty', n=result.accepted - values)}"
    if result.outcome == "rejected" and result.findings:
        words = f"{words} {language.plain(told.message(result.findings[0]))}"
    tone(words, icon=f":material/{icon}:")
    with st.container(horizontal=True):
        for name, value in (("read", result.read), ("accepted", result.accepted), ("rejected", result.rejected)):
            st.metric(t(f"report.{name}"), language.number(value, 0), border=True)
    st.caption(t("report.read_in", seconds=language.number(upload.seconds, 1)))


# --- suggestions -----------------------------------------------------------------------------------------------------


def suggestions(upload: desk.Upload) -> None:
    """Suggestions for texts that stand for no code, those accepted so far, and all sure ones at once."""
    groups = desk.suggested(upload)
    if not groups and not upload.fixes:
        return
    with st.container(border=True):
        st.header(t("report.suggestions"))
        _accepted(upload)
        if groups:
            st.caption(t("report.suggestions_words"))
            _all_sure(upload, groups)
        for number, group in enumerate(groups[:SHOWN_DOUBTS]):
            _one_doubt(upload, number, group)
        if len(groups) > SHOWN_DOUBTS:
            st.caption(t("report.more_doubts", n=len(groups) - SHOWN_DOUBTS))


def _accepted(upload: desk.Upload) -> None:
    for number, fix in enumerate(upload.fixes):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f":material/check: {t('report.read_as', found=language.plain(fix.found), name=_named(fix))}")
            st.button(
                t("report.as_it_stands"),
                icon=":material/undo:",
                type="tertiary",
                key=f"report_unfix_{upload.number}_{number}",
                on_click=desk.withdraw_suggestion,
                args=(upload, fix),
            )


def _all_sure(upload: desk.Upload, groups: list[list[Suggestion]]) -> None:
    if len(groups) < 2:
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        least = st.slider(
            t("report.likeness_least"),
            60,
            100,
            int(SURE * 100),
            step=5,
            format="%d%%",
            key=f"report_likeness_{upload.number}",
        )
        chosen = sure(groups, least / 100)
        st.button(
            t("report.accept_all", n=len(chosen)),
            icon=":material/done_all:",
            disabled=not chosen,
            key=f"report_accept_all_{upload.number}",
            on_click=_accept_all,
            args=(upload, chosen),
        )


def _accept_all(upload: desk.Upload, chosen: list[Suggestion]) -> None:
    for one in chosen:
        desk.accept_suggestion(upload, one)


def _one_doubt(upload: desk.Upload, number: int, group: list[Suggestion]) -> None:
    first = group[0]
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(
            t("report.doubt", found=language.plain(first.found), column=language.plain(first.column), n=first.rows)
        )
        near = [one for one in group if one.likeness >= first.likeness - NEAR]
        for place, one in enumerate(near):
            likeness = "" if one.rule == "code_name_mismatch" else f" · {language.percent(100 * one.likeness, 0)}"
            st.button(
                f"{t('report.use', name=_named(one))}{likeness}",
                key=f"report_fix_{upload.number}_{len(upload.fixes)}_{number}_{place}",
                type="primary" if one.likeness > 0.5 and not place else "secondary",
                on_click=desk.accept_suggestion,
                args=(upload, one),
            )


def _named(one: Suggestion) -> str:
    name = one.name if one.name == one.code else f"{one.name} ({one.code})"
    return language.plain(name)


# --- findings --------------------------------------------------------------------------------------------------------


def findings(upload: desk.Upload) -> None:
    """Findings by rule, errors first, with the rows in place; all of them as files."""
    result = upload.proposal.intake
    if not result.findings:
        st.markdown(f":material/check: {t('report.no_findings')}")
        return
    st.header(t("report.findings"))
    found: dict[str, list[Finding]] = {}
    for one in result.findings:
        found.setdefault(one.rule, []).append(one)
    order = sorted(found, key=lambda rule: (rules()[rule].severity != "error", -_count(result, rule, found)))
    for place, rule in enumerate(order):
        _one_rule(upload, rule, found[rule], _count(result, rule, found), opened=place < OPEN_RULES)
    findings_files.offer(upload)


def _count(result: Intake, rule: str, found: dict[str, list[Finding]]) -> int:
    return max(result.counts.get(rule, 0), len(found[rule]))


def _one_rule(upload: desk.Upload, rule: str, found: list[Finding], count: int, opened: bool) -> None:
    severity = rules()[rule].severity
    where = t("report.in_rows", n=count) if found[0].row is not None else t("report.in_file")
    title = f"{SIGNS[severity]} {t(f'report.severity_{severity}')} · {rule_title(rule)} · {where}"
    with st.expander(title, expanded=opened):
        placed = [one for one in found if one.row is not None]
        for text in dict.fromkeys(told.message(one) for one in found[:SHOWN_ROWS] if one.row is None):
            st.markdown(language.plain(text))
        for text in list(dict.fromkeys(told.remedy(one) for one in found))[:3]:
            st.markdown(f":material/build: {language.plain(text)}")
        for one in placed[:SAID_ROWS]:
            st.markdown(f"- {t('report.row', row=str(one.row))}: {language.plain(told.message(one))}")
        if placed and upload.proposal.intake.cells_path:
            _in_place(upload, rule, severity, placed[:SHOWN_ROWS])
            if len(placed) > SHOWN_ROWS:
                st.caption(t("report.more_rows", n=count - SHOWN_ROWS))


def rule_title(rule: str) -> str:
    """A rule in a few words."""
    title = getattr(rules()[rule], f"title_{language.current()}")
    return language.plain(title[:1].upper() + title[1:])


def _in_place(upload: desk.Upload, rule: str, severity: str, found: list[Finding]) -> None:
    """The rows of the file as they stand, the faulty cells marked by colour and sign, what was expected beside them."""
    frame, faulty = rows_in_place(upload, severity, found)
    shades = pd.DataFrame("", index=frame.index, columns=frame.columns)
    for line, column in faulty:
        shades.loc[line, column] = SHADES[severity]
    headings = {ROW: t("report.finding_row"), "_expected": t("report.finding_expected"),
                "_message": t("report.finding_message")}  # fmt: skip
    widths: dict[str, Literal["small", "large"]] = {ROW: "small", "_message": "large"}
    st.dataframe(
        frame.style.apply(lambda _: shades, axis=None),
        column_config={
            name: st.column_config.Column(headings.get(name, name), width=widths.get(name)) for name in frame.columns
        },
        hide_index=True,
        key=f"report_rows_{upload.number}_{rule}",
    )


def rows_in_place(
    upload: desk.Upload, severity: str, found: list[Finding]
) -> tuple[pd.DataFrame, set[tuple[int, str]]]:
    """A frame with one line per row that has a finding, and the (line, column) pairs that are at fault."""
    result = upload.proposal.intake
    facts = result.recognised.get("columns") or []
    at = marked_upload.places(facts)
    rows = [one.row for one in found if one.row is not None]
    cells = marked_upload.lines(result.cells_path, rows) if result.cells_path else {}
    faulty_places = {at[one.column] for one in found if one.column in at}
    shown = _shown_columns(facts, faulty_places)
    lines: list[dict[str, str]] = []
    faulty: set[tuple[int, str]] = set()
    for row in sorted(cells):
        own = [one for one in found if one.row == row]
        bad = {at[one.column] for one in own if one.column in at}
        line = {ROW: str(row)}
        for place, name in shown.items():
            text = cells[row][place] if place < len(cells[row]) else None
            line[name] = f"{SIGNS[severity]} {text or t('report.empty_cell')}" if place in bad else text or ""
        if not bad:
            line[ROW] = f"{SIGNS[severity]} {row}"
        expected = (told.expected(one) for one in own)
        line["_expected"] = "; ".join(dict.fromkeys(filter(None, expected)))
        line["_message"] = " ".join(dict.fromkeys(told.message(one) for one in own))
        faulty |= {(len(lines), shown[place]) for place in bad} or {(len(lines), ROW)}
        lines.append(line)
    at_fault = [name for place, name in shown.items() if place in faulty_places]
    others = [name for name in shown.values() if name not in at_fault]
    return pd.DataFrame(lines, columns=[ROW, *at_fault, "_expected", "_message", *others]), faulty


def _shown_columns(facts: list[dict[str, Any]], faulty: set[int]) -> dict[int, str]:
    """Place → heading: all columns of a narrow table; of a wide one its keys, the faulty ones and their neighbours."""
    near = {place + step for place in faulty for step in (-1, 0, 1)}
    names: dict[int, str] = {}
    for one in facts:
        place = one["at"] - 1
        if len(facts) <= NARROW or place in near or one.get("role") in KEY_ROLES:
            name = one["column"]
            names[place] = name if name not in names.values() else f"{name} ({place + 1})"
    return names


def counts_table(counts: dict[str, int], key: str) -> None:
    """Findings of a submission by rule."""
    rows = pd.DataFrame([{"rule": rule_title(rule), "n": count} for rule, count in counts.items() if rule in rules()])
    if len(rows):
        columns = {"rule": t("report.finding_rule"), "n": t("report.finding_count")}
        tables.table(rows, columns, {"n": lambda value: language.number(value, 0)}, key=key)
