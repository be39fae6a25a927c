"""What was recognised in a file, beside its cells, and how to correct it."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from analytics.decimals import decimals_needed
from data.intake import saved_answers
from pages.components import tables
from pages.sections.report import desk, questions
from pages.words import language
from pages.words.language import t

FACTS = ("encoding", "delimiter", "sheet", "header_row", "layout", "decimal", "region_codes", "agency", "period")


def remembered(upload: desk.Upload) -> None:
    """Say that answers of the last time were applied, and offer to forget them."""
    for let_go in upload.let_go:
        words = t("report.no_longer_fits", said=language.plain("; ".join(_said(let_go))))
        st.caption(f":material/history_toggle_off: {words}")
    if not upload.recalled or upload.recalled.empty:
        return
    with st.container(border=True):
        said = "; ".join(_said(upload.recalled))
        st.markdown(f":material/history: {t('report.as_last_time', said=language.plain(said))}")
        st.button(
            t("report.forget"),
            icon=":material/delete:",
            type="tertiary",
            key=f"report_forget_{upload.number}",
            on_click=desk.forget,
            args=(upload,),
        )


def _said(known: saved_answers.Answers) -> list[str]:
    words = []
    if known.region_codes:
        words.append(t(f"report.codes_{known.region_codes}"))
    if known.decimal:
        words.append(f"{t('report.recognised_decimal')}: {t(f'report.decimal_{known.decimal}')}")
    if known.sheet:
        words.append(f"{t('report.sheet')}: {known.sheet}")
    words += [f"{column} = {value}" for column, value in known.set.items()]
    words += [f"{header} → {column}" for header, column in known.map.items()]
    return words


# --- preview ---------------------------------------------------------------------------------------------------------


def draw(upload: desk.Upload) -> None:
    """What was recognised, why, the first rows with cell and value side by side, and the form to correct it."""
    result = upload.proposal.intake
    with st.expander(t("report.recognised"), icon=":material/manage_search:"):
        lines = [
            f"- **{t(f'report.recognised_{name}')}**: {language.plain(value)}"
            for name, value in facts(upload).items()
            if value
        ]
        if lines:
            st.markdown("\n".join(lines))
        columns = column_table(result.recognised.get("columns") or [])
        if not columns.empty:
            names = ("column", "meaning", "reason", "decimal")
            tables.table(
                columns, {name: t(f"report.preview_{name}") for name in names}, key=f"report_columns_{upload.number}"
            )
        _first_rows(upload)
        st.markdown(f"**{t('report.correct')}**")
        st.caption(t("report.correct_words"))
        questions.form(upload, questions.CORRECTED, "correct")


def facts(upload: desk.Upload) -> dict[str, str]:
    """Recognised properties in words, with the reason where one is given."""
    result = upload.proposal.intake
    known, spoken = result.recognised, language.current()
    reasons = {name: why.get(spoken) for name, why in (known.get("reasons") or {}).items()}
    reasons["region_codes"] = (known.get("region_codes_reason") or {}).get(spoken)
    found = {name: _readable(name, known.get(name)) for name in FACTS}
    found["agency"] = upload.proposal.agencies.replace(";", ", ") or upload.options.agency or ""
    found["period"] = _periods(result.preview)
    return {
        name: f"{value} ({reasons[name]})" if value and reasons.get(name) else value for name, value in found.items()
    }


def _readable(name: str, value: object) -> str:
    if value in (None, ""):
        return ""
    words = {
        "delimiter": {"\t": "Tab"},
        "decimal": {",": t("report.decimal_comma"), ".": t("report.decimal_dot"), "mixed": t("report.decimal_mixed")},
        "layout": {kind: t(f"report.layout_{kind}") for kind in ("long", "wide", "indicators")},
        "region_codes": {code: t(f"report.codes_{code}") for code in ("kemendagri", "bps", "same")},
    }
    return words.get(name, {}).get(str(value), str(value))


def _periods(preview: Sequence[Mapping[str, Any]]) -> str:
    read = [
        cell["parsed"]
        for line in preview
        for cell in line["cells"]
        if cell["role"] in ("periode", "tahun", "bulan", "triwulan", "semester") and cell.get("parsed")
    ]
    shown = list(dict.fromkeys(language.period(value) for value in read))
    return ", ".join(shown[:4]) + (" …" if len(shown) > 4 else "")


def column_table(columns: list[dict[str, Any]]) -> pd.DataFrame:
    """Header, meaning, its reason, and the decimal mark with its reason, one row a column."""
    spoken = language.current()
    rows = []
    for one in columns:
        mark = {",": t("report.decimal_comma"), ".": t("report.decimal_dot")}.get(one.get("decimal") or "", "")
        why = one.get(f"decimal_reason_{spoken}") or ""
        rows.append(
            {
                "column": one["column"],
                "meaning": questions.meaning(one),
                "reason": one.get(f"reason_{spoken}") or "",
                "decimal": f"{mark}: {why}" if mark and why else mark or why,
            }
        )
    return pd.DataFrame(rows, columns=["column", "meaning", "reason", "decimal"])


def _first_rows(upload: desk.Upload) -> None:
    """The first data rows; of a file that was refused its first lines."""
    result = upload.proposal.intake
    if result.preview:
        st.caption(t("report.preview"))
        st.dataframe(preview(result.preview), hide_index=True, key=f"report_preview_{upload.number}")
    elif result.head:
        st.caption(t("report.first_lines"))
        width = max(map(len, result.head))
        lines = [[str(at), *line, *[""] * (width - len(line))] for at, line in enumerate(result.head[:12], start=1)]
        headings = [t("report.finding_row"), *(str(at) for at in range(1, width + 1))]
        st.dataframe(pd.DataFrame(lines, columns=headings), hide_index=True, key=f"report_head_{upload.number}")


def preview(lines: Sequence[Mapping[str, Any]]) -> pd.DataFrame:
    """Every cell as it stands, with the value read from it behind an arrow where the two differ."""
    rows = []
    for line in lines:
        cells = {}
        for at, cell in enumerate(line["cells"], start=1):
            name = cell["column"] or f"#{at}"
            cells[name if name not in cells else f"{name} ({at})"] = _cell(cell)
        rows.append({t("report.finding_row"): str(line["row"]), **cells})
    return pd.DataFrame(rows)


def _cell(cell: dict[str, object]) -> str:
    original = "" if cell["original"] is None else str(cell["original"])
    value = cell.get("parsed")
    parsed = "" if value is None else str(value)
    if isinstance(value, float):
        parsed = language.number(value, decimals_needed(value))
    return original if parsed in ("", original) else f"{original} → {parsed}"
