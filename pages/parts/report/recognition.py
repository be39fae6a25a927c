"""What was recognised in a file, beside its cells; the questions it leaves open, and the corrections."""

from dataclasses import replace
from typing import Any

import pandas as pd
import streamlit as st

from analytics.decimals import decimals_needed
from data.intake import Options, saved_answers
from data.reference import COLUMNS, load_reference
from pages.parts import cards, language
from pages.parts.language import t
from pages.parts.report import desk

FACTS = ("encoding", "delimiter", "sheet", "header_row", "layout", "decimal", "region_codes", "agency", "period")
# Rules that stop a file, with the question that settles them.
QUESTIONS = {
    "period_needed": "period",
    "indicator_needed": "indicator",
    "region_codes_ambiguous": "codes",
    "decimal_undecided": "decimal",
    "sheet_ambiguous": "sheet",
    "sheet_unknown": "sheet",
    "column_missing": "headers",
    "header_missing": "headers",
    "map_unknown": "headers",
    "agency_unknown": "agency",
    "agency_needed": "agency",
    "set_unknown": "period",
}
ALL = ("agency", "indicator", "period", "codes", "decimal", "sheet", "headers")
MOST_HEADERS = 40


def remembered(upload: desk.Upload) -> None:
    """Say that answers of the last time were applied, and offer to forget them."""
    if not upload.recalled:
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


# --- questions -------------------------------------------------------------------------------------------------------


def questions(upload: desk.Upload) -> None:
    """Ask at once for what the file does not say, where that stops it."""
    counts = upload.proposal.intake.counts
    asked = list(dict.fromkeys(QUESTIONS[rule] for rule in counts if rule in QUESTIONS and rule != "agency_unknown"))
    if asked:
        with st.container(border=True):
            st.header(t("report.question", n=len(asked)))
            st.caption(t("report.question_words"))
            _form(upload, asked, "question")


def _form(upload: desk.Upload, asked: tuple | list, stem: str) -> None:
    """A form with the widgets of some questions; sending it reads the file anew."""
    given = upload.options
    key = f"report_{stem}_{upload.number}"
    with st.form(key, border=False):
        said: dict[str, object] = {}
        for name in asked:
            said[name] = ASK[name](upload, given, f"{key}_{name}")
        pressed = st.form_submit_button(t("report.read_again"), icon=":material/refresh:", type="primary")
    if pressed:
        upload.options = _with(given, said)
        st.rerun()


def _with(given: Options, said: dict[str, object]) -> Options:
    """Options with the answers of a form; what it did not ask stays as it was."""
    fixed = dict(given.set)
    for name, column in (("indicator", "kode_indikator"), ("period", "periode")):
        if name in said:
            fixed.pop(column, None)
            if said[name]:
                fixed[column] = str(said[name]).strip()
    mapped = dict(given.map)
    for header, target in dict(said.get("headers") or {}).items():
        mapped.pop(header, None)
        if target:
            mapped[header] = target
    return replace(
        given,
        agency=said.get("agency", given.agency),
        region_codes=said.get("codes", given.region_codes),
        decimal=said.get("decimal", given.decimal),
        sheet=said.get("sheet", given.sheet),
        set=fixed,
        map=mapped,
    )


def _choice(label: str, options: list, chosen: object, key: str, words=str) -> object:
    return st.selectbox(
        label,
        options,
        index=options.index(chosen) if chosen in options else None,
        format_func=words,
        placeholder=t("report.from_file"),
        key=key,
    )


def _ask_agency(upload: desk.Upload, given: Options, key: str) -> object:
    table = load_reference().agencies
    names = {row["code"]: f"{language.name(row)} ({row['code']})" for row in table.to_dict("records")}
    return _choice(t("scope.agency"), list(names), given.agency, key, names.get)


def _ask_indicator(upload: desk.Upload, given: Options, key: str) -> object:
    names = _indicator_names()
    return _choice(t("scope.indicator"), list(names), given.set.get("kode_indikator"), key, names.get)


def _ask_period(upload: desk.Upload, given: Options, key: str) -> object:
    held = given.set.get("periode") or given.set.get("tahun") or ""
    return st.text_input(t("report.period"), held, key=key, placeholder=t("report.from_file"), max_chars=30)


def _ask_codes(upload: desk.Upload, given: Options, key: str) -> object:
    return _choice(
        t("report.region_codes"),
        ["kemendagri", "bps"],
        given.region_codes,
        key,
        lambda code: t(f"report.codes_{code}"),
    )


def _ask_decimal(upload: desk.Upload, given: Options, key: str) -> object:
    marks = ["comma", "dot"]
    return _choice(t("report.decimal"), marks, given.decimal, key, lambda mark: t(f"report.decimal_{mark}"))


def _ask_sheet(upload: desk.Upload, given: Options, key: str) -> object:
    """The sheets that the finding names; else the name is typed."""
    rules = ("sheet_ambiguous", "sheet_unknown")
    named = next((one.expected for one in upload.proposal.intake.findings if one.rule in rules), None)
    if named:
        return _choice(t("report.sheet"), named.split(", "), given.sheet, f"{key}_chosen")
    typed = st.text_input(
        t("report.sheet"),
        given.sheet or "",
        key=f"{key}_typed",  # a choice and a text under one key would hand each other their value
        placeholder=t("report.first_sheet"),
        max_chars=31,
    )
    return (typed or "").strip() or None


def _ask_headers(upload: desk.Upload, given: Options, key: str) -> dict[str, str | None]:
    """One choice a header: as it was recognised, a standard column, or an indicator."""
    result = upload.proposal.intake
    facts = result.recognised.get("columns") or [
        {"column": header} for header in dict.fromkeys(saved_answers.header_line(result.head))
    ]
    if not facts:
        st.caption(t("report.no_headers"))
        return {}
    st.markdown(t("report.headers"))
    indicators = _indicator_names()
    options = [*COLUMNS, *indicators]
    said = {}
    places = st.columns(2)
    for number, one in enumerate(facts[:MOST_HEADERS]):
        header = one["column"]
        with places[number % 2]:
            said[header] = st.selectbox(
                language.plain(header),
                options,
                index=options.index(given.map[header]) if given.map.get(header) in options else None,
                format_func=lambda code: indicators.get(code) or f"{code}: {t(f'report.means_{code}')}",
                placeholder=t("report.recognised_as", meaning=_meaning(one)),
                key=f"{key}_{number}",
            )
    return said


def _indicator_names() -> dict[str, str]:
    table = load_reference().indicators
    return {row["code"]: f"{language.name(row)} ({row['code']})" for row in table.to_dict("records")}


ASK = {
    "agency": _ask_agency,
    "indicator": _ask_indicator,
    "period": _ask_period,
    "codes": _ask_codes,
    "decimal": _ask_decimal,
    "sheet": _ask_sheet,
    "headers": _ask_headers,
}


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
            cards.table(
                columns, {name: t(f"report.preview_{name}") for name in names}, key=f"report_columns_{upload.number}"
            )
        _first_rows(upload)
        st.markdown(f"**{t('report.correct')}**")
        st.caption(t("report.correct_words"))
        _form(upload, ALL, "correct")


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


def _periods(preview) -> str:
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
                "meaning": _meaning(one),
                "reason": one.get(f"reason_{spoken}") or "",
                "decimal": f"{mark}: {why}" if mark and why else mark or why,
            }
        )
    return pd.DataFrame(rows, columns=["column", "meaning", "reason", "decimal"])


def _meaning(one: dict) -> str:
    parts = [one.get("role"), one.get("indicator"), language.period(one["period"]) if one.get("period") else None]
    return " · ".join(filter(None, parts)) or t("report.not_used")


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


def preview(lines) -> pd.DataFrame:
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
