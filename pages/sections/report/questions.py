"""What a file does not say: a box for each question of the intake, and the options that its answers make."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any

import streamlit as st

from data.intake import Options, saved_answers
from data.intake.contract import PASSED_OVER
from data.reference import COLUMNS
from pages.content import choices, reader
from pages.sections.report import desk
from pages.words import language
from pages.words.language import t

# Rules that stop a file or keep its rows out, with the question that settles them.
QUESTIONS = {
    "agency_missing": "agency",
    "agency_needed": "agency",
    "period_needed": "period",
    "indicator_needed": "indicator",
    "place_in_title": "place",
    "region_codes_ambiguous": "codes",
    "decimal_undecided": "decimal",
    "sheet_ambiguous": "sheet",
    "sheet_unknown": "sheet",
    "columns_differ": "doubled",
    "column_unread": "unread",
    "multiplier_column": "multiplier",
    "regions_as_columns": "regional",
    "column_missing": "headers",
    "header_missing": "headers",
    "map_unknown": "headers",
    "duplicate_key": "only",
}
CORRECTED = ("agency", "indicator", "period", "place", "codes", "decimal", "sheet", "headers")
FIXED = {"indicator": "kode_indikator", "period": "periode", "place": "kode_wilayah"}
MOST_HEADERS = 40
Said = dict[str, str | None]
"""Header → what it stands for, None for what was recognised."""


def draw(upload: desk.Upload) -> None:
    """Ask at once for what the file does not say, where that stops it."""
    counts = upload.proposal.intake.counts
    asked = list(dict.fromkeys(QUESTIONS[rule] for rule in counts if rule in QUESTIONS))
    if "only" in asked and not desk.kinds_of_rows(upload):
        asked.remove("only")
    if asked:
        with st.container(border=True):
            st.header(t("report.question", n=len(asked)))
            st.caption(t("report.question_words"))
            form(upload, asked, "question")


def form(upload: desk.Upload, asked: Iterable[str], stem: str) -> None:
    """A form with the boxes of some questions; sending it reads the file anew."""
    given = upload.options
    key = f"report_{stem}_{upload.number}"
    with st.form(key, border=False):
        said = {name: ASK[name](upload, given, f"{key}_{name}") for name in asked}
        pressed = st.form_submit_button(t("report.read_again"), icon=":material/refresh:", type="primary")
    if pressed:
        upload.options = answered(given, said)
        st.rerun()


def answered(given: Options, said: Mapping[str, Any]) -> Options:
    """Options with the answers of a form; what it did not ask stays as it was."""
    fixed, mapped = dict(given.set), dict(given.map)
    for name, column in FIXED.items():
        if name in said:
            _put(fixed, column, said[name] and str(said[name]).strip())
    for column, value in dict(said.get("only") or {}).items():
        _put(fixed, column, value)
    for name in ("headers", "doubled", "unread", "multiplier", "regional"):
        for header, target in dict(said.get(name) or {}).items():
            _put(mapped, header, target)
    return replace(
        given,
        agency=said.get("agency", given.agency),
        region_codes=said.get("codes", given.region_codes),
        decimal=said.get("decimal", given.decimal),
        sheet=said.get("sheet", given.sheet),
        set=fixed,
        map=mapped,
    )


def _put(held: dict[str, str], name: str, value: str | None) -> None:
    held.pop(name, None)
    if value:
        held[name] = value


# --- boxes -----------------------------------------------------------------------------------------------------------


def _choice(
    label: str, options: list[Any], chosen: object, key: str, words: Callable[[Any], Any] = str, empty: str = ""
) -> Any:
    return st.selectbox(
        label,
        options,
        index=options.index(chosen) if chosen in options else None,
        format_func=words,
        placeholder=empty or t("report.from_file"),
        key=key,
    )


def _ask_agency(upload: desk.Upload, given: Options, key: str) -> Any:
    names = choices.coded(reader.reference().agencies)
    return _choice(t("scope.agency"), list(names), given.agency, key, names.get)


def _ask_indicator(upload: desk.Upload, given: Options, key: str) -> Any:
    names = choices.coded(reader.reference().indicators)
    return _choice(t("scope.indicator"), list(names), given.set.get("kode_indikator"), key, names.get)


def _ask_period(upload: desk.Upload, given: Options, key: str) -> Any:
    held = given.set.get("periode") or given.set.get("tahun") or ""
    return st.text_input(t("report.period"), held, key=key, placeholder=t("report.from_file"), max_chars=30)


def _ask_place(upload: desk.Upload, given: Options, key: str) -> Any:
    """The places that the title names before the province and all others."""
    names = {row["code"]: f"{row['name_id']} ({row['code']})" for row in reader.reference().regions.to_dict("records")}
    named = _choices(upload, "place_in_title")
    order = list(dict.fromkeys((*named, "11", *names)))
    return _choice(t("report.place"), order, given.set.get("kode_wilayah"), key, names.get)


def _ask_codes(upload: desk.Upload, given: Options, key: str) -> Any:
    codes = ["kemendagri", "bps"]
    words = {code: t(f"report.codes_{code}") for code in codes}
    return _choice(t("report.region_codes"), codes, given.region_codes, key, words.get)


def _ask_decimal(upload: desk.Upload, given: Options, key: str) -> Any:
    marks = ["comma", "dot"]
    words = {mark: t(f"report.decimal_{mark}") for mark in marks}
    return _choice(t("report.decimal"), marks, given.decimal, key, words.get)


def _ask_sheet(upload: desk.Upload, given: Options, key: str) -> Any:
    """The sheets with something in them; no box where there is nothing to choose."""
    known = upload.proposal.intake.recognised.get("sheets") or ()
    sheets = _choices(upload, "sheet_ambiguous", "sheet_unknown") or known
    if len(sheets) < 2:
        return given.sheet
    return _choice(t("report.sheet"), list(sheets), given.sheet, key, empty=t("report.first_sheet"))


def _ask_doubled(upload: desk.Upload, given: Options, key: str) -> Said:
    """Of columns with one meaning the one to read; the others are passed over."""
    groups: dict[tuple[str, str], list[str]] = {}
    for one in _findings(upload, "columns_differ"):
        groups.setdefault((one.expected, one.column), [one.column]).append(one.found)
    said: Said = {}
    for number, ((role, _), headers) in enumerate(groups.items()):
        label = t("report.doubled", role=role)
        chosen = _choice(label, headers, None, f"{key}_{number}", empty=t("report.choose"))
        if chosen:
            said |= {header: role if header == chosen else PASSED_OVER for header in headers}
    return said


def _ask_unread(upload: desk.Upload, given: Options, key: str) -> Said:
    """What a column of numbers holds, the likeliest meaning and leaving it out first."""
    said: Said = {}
    words = _meanings()
    for number, one in enumerate(_findings(upload, "column_unread")):
        options = list(dict.fromkeys((one.expected, PASSED_OVER, *words)))
        label, held, empty = language.plain(one.column), given.map.get(one.column), t("report.choose")
        said[one.column] = _choice(label, options, held, f"{key}_{number}", words.get, empty)
    return said


def _ask_multiplier(upload: desk.Upload, given: Options, key: str) -> Said:
    said: Said = {}
    for number, one in enumerate(_findings(upload, "multiplier_column")):
        whole = st.checkbox(t("report.multiplied", column=language.plain(one.column)), key=f"{key}_{number}")
        said[one.column] = PASSED_OVER if whole else None
    return said


def _ask_regional(upload: desk.Upload, given: Options, key: str) -> Said:
    """The region that a column beside columns of regions stands for, or leaving it out."""
    words = {PASSED_OVER: t("report.leave_out"), **{name: name for name in reader.reference().regions["name_id"]}}
    said: Said = {}
    for number, one in enumerate(_findings(upload, "regions_as_columns")):
        label, held = language.plain(one.column), given.map.get(one.column)
        said[one.column] = _choice(label, list(words), held, f"{key}_{number}", words.get, t("report.choose"))
    return said


def _ask_only(upload: desk.Upload, given: Options, key: str) -> Said:
    """Which kind of row is meant where several have the same key: `Jenis Kelamin = L+P`."""
    kinds = desk.kinds_of_rows(upload)
    pairs = [(column, value) for column, values in kinds.items() for value in values]
    held = next((pair for pair in pairs if given.set.get(pair[0]) == pair[1]), None)
    chosen = _choice(t("report.only"), pairs, held, key, lambda pair: " = ".join(pair), t("report.choose"))
    return dict.fromkeys(kinds) | ({chosen[0]: chosen[1]} if chosen else {})


def _ask_headers(upload: desk.Upload, given: Options, key: str) -> Said:
    """One choice a header: as it was recognised, a standard column, an indicator, or left out."""
    result = upload.proposal.intake
    facts = result.recognised.get("columns") or [
        {"column": header} for header in dict.fromkeys(saved_answers.header_line(result.head))
    ]
    if not facts:
        st.caption(t("report.no_headers"))
        return {}
    st.markdown(t("report.headers"))
    said: Said = {}
    places = st.columns(2)
    headers = [one["column"] for one in facts]
    words = _meanings()
    for number, one in enumerate(facts[:MOST_HEADERS]):
        header = one["column"] if headers.count(one["column"]) == 1 else f"{one['column']} ({one['at']})"
        with places[number % 2]:
            empty = t("report.recognised_as", meaning=meaning(one))
            label, held = language.plain(header), given.map.get(header)
            said[header] = _choice(label, list(words), held, f"{key}_{number}", words.get, empty)
    return said


def _meanings() -> dict[str, str]:
    """What a column may stand for, in words: nothing, a standard column, an indicator."""
    standard = {column: f"{column}: {t(f'report.means_{column}')}" for column in COLUMNS}
    return {PASSED_OVER: t("report.leave_out"), **standard, **choices.coded(reader.reference().indicators)}


def meaning(one: Mapping[str, Any]) -> str:
    """What a column was recognised as, in words."""
    parts = [one.get("role"), one.get("indicator"), language.period(one["period"]) if one.get("period") else None]
    return " · ".join(filter(None, parts)) or t("report.not_used")


def _findings(upload: desk.Upload, rule: str) -> list[Any]:
    return [one for one in upload.proposal.intake.findings if one.rule == rule]


def _choices(upload: desk.Upload, *rules: str) -> list[str]:
    known = upload.proposal.intake.recognised.get("choices") or {}
    return next((known[rule] for rule in rules if rule in known), [])


ASK = {
    "agency": _ask_agency,
    "indicator": _ask_indicator,
    "period": _ask_period,
    "place": _ask_place,
    "codes": _ask_codes,
    "decimal": _ask_decimal,
    "sheet": _ask_sheet,
    "doubled": _ask_doubled,
    "unread": _ask_unread,
    "multiplier": _ask_multiplier,
    "regional": _ask_regional,
    "headers": _ask_headers,
    "only": _ask_only,
}
