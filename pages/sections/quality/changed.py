"""Rows that wait in quarantine, and values that changed after they were published."""

import pandas as pd
import streamlit as st

from analytics.regions import PROVINCE
from pages import session
from pages.components import captions, paging, row_lists, tables, taking
from pages.content import cell_texts, choices, completeness, findings, lists, reader, scope
from pages.documents import list_file
from pages.sections.quality import list_files
from pages.words import language
from pages.words.language import t

FILE = "quality_file"
FINDING = {"found": findings.found, "expected": findings.expected, "message": findings.message,
           "remedy": findings.remedy}  # fmt: skip


def waiting(here: scope.Scope) -> None:
    """Rejected rows of the standing submissions; the name of a file shows its findings."""
    st.header(t("quality.quarantine"))
    rows = reader.fetch("quality_quarantine", agency=here.agency or None)
    if rows.empty:
        st.success(t("quality.quarantine_none"), icon=":material/task_alt:")
        return
    captions.say(t("quality.quarantine_basis"))
    rows = _by_file(rows)
    shown = rows.assign(
        received=lists.days(rows["received_at"]), part="values",
        agency=[choices.agencies(codes) for codes in rows["agency"]],
    )  # fmt: skip
    columns = {
        "file": st.column_config.Column(t("quality.file"), width="medium"),
        "agency": t("scope.agency"),
        "received": t("quality.received_at"),
        "rejected": t("quality.rejected"),
        "accepted": t("quality.accepted"),
        "found": t("quality.faults"),
        "faults": st.column_config.Column(t("quality.finding_message"), width="large"),
    }
    formats = {"received": language.day, "rejected": lists.whole, "accepted": lists.whole, "found": lists.whole}
    opens = ("quality", {"quality_part": "part", FILE: "submission"})
    row_lists.table(
        shown, columns, formats, opens, title=("file",), key="quality_quarantine_table", alt=t("quality.quarantine")
    )
    session.linked(FILE, set(rows["submission"]), str(rows["submission"].iloc[0]))
    _findings(rows.set_index("submission", drop=False).loc[st.session_state[FILE]])


def _by_file(rows: pd.DataFrame) -> pd.DataFrame:
    """One row per submission: all its findings counted, the first message of each rule in `faults`."""
    messages = language.name_column(stem="message")
    kept = ["submission", "file", "agency", "received_at", "accepted", "rejected"]
    grouped = rows.groupby(kept, sort=False, dropna=False)
    return grouped.agg(found=("found", "sum"), faults=(messages, _together)).reset_index()


def _together(messages: pd.Series) -> str | None:
    return " · ".join(dict.fromkeys(messages.dropna())) or None


def _findings(row: pd.Series) -> None:
    """All findings of one submission that the snapshot keeps, and their file."""
    st.markdown(f"**{t('quality.findings_of', file=language.plain(row['file']))}**")
    rows = reader.fetch("quality_findings", submission=row["submission"], limit=lists.SHOWN)
    shown = rows.assign(
        waits=[t(f"quality.finding_of_{each}") for each in rows["severity"]],
        **{name: [each(row) for row in rows.itertuples()] for name, each in FINDING.items()},
    )
    names = ("row", "waits", "column", "found", "message", "remedy", "expected")
    tables.table(shown, {name: t(f"quality.finding_{name}") for name in names}, {"row": lists.whole},
                key="quality_findings_table", alt=t("quality.quarantine"), takeaway=False)  # fmt: skip
    with st.container(horizontal=True):
        taking.file_button(
            "table", t("quality.csv"),
            lambda: list_file.as_file(
                shown, {name: t(f"quality.finding_{name}") for name in names}, str(row["file"])
            ),
            f"temuan-{row['submission']}", key="quality_csv_findings",
        )  # fmt: skip
        st.button(
            t("quality.open_report"), icon=":material/upload_file:", key="quality_open_report",
            on_click=session.open_page, args=("report",),
        )  # fmt: skip


def revised(here: scope.Scope) -> None:
    """Values that a later submission replaced; a row opens the indicator."""
    st.header(t("quality.revisions"))
    rows = reader.fetch("quality_revisions", limit=lists.SHOWN, **here.filters)
    if rows.empty:
        st.info(t("quality.revisions_none"), icon=":material/history:")
        captions.say(t("quality.correct"))
        return
    captions.say(f"{t('quality.revisions_basis')} {t('quality.correct')}")
    revision_table(rows, key="quality_revisions_table", alt=t("quality.revisions"))
    paging.cut(len(rows), int(rows["of_all"].iloc[0]))
    captions.simulated_note(int((rows["new_status"] == "simulated").sum()), len(rows))
    names = ["agency", "indicator", "name", "unit", "region", "short_name", "period", "actual", "new_actual",
             "change_percent", "target", "new_target", "new_status", "submission", "old_file", "replaced_by", "file",
             "received_at", "sender", "reason"]  # fmt: skip
    day, everything = completeness.real_day(), {"limit": lists.ALL, **here.filters}
    list_files.list_button("revisi", names, t("quality.revisions"), day, "quality_revisions", everything)


def revision_table(rows: pd.DataFrame, **options: object) -> pd.DataFrame:
    """Old and new values, at most SHOWN of them; a row opens its indicator. Gives back the rows with their names."""
    shown = lists.named(rows).assign(
        place=places(rows),
        value=changes(rows, "actual"),
        goal=changes(rows, "target"),
        change=differences(rows),
        received=lists.days(rows["received_at"]),
    )
    columns = {
        "abbreviation": t("scope.agency"),
        "name": st.column_config.Column(t("cards.indicator"), width="medium"),
        "place": st.column_config.Column(t("quality.place"), width="medium"),
        "when": t("cards.period"),
        "value": t("quality.value_change"),
        "change": t("quality.change_percent"),
        "goal": t("quality.target_change"),
        "received": t("quality.received_at"),
        "file": st.column_config.Column(t("quality.file"), width="medium"),
        "sender": st.column_config.Column(t("quality.sender"), width="small"),
        "reason": st.column_config.Column(t("quality.reason"), width="medium"),
    }
    columns = tables.filled(columns, shown)
    formats = {"received": language.day}
    row_lists.table(
        shown.head(lists.SHOWN), columns, formats, lists.opens(shown), title=("abbreviation", "name", "place"),
        takeaway=False, **options,
    )  # fmt: skip
    return shown


def places(rows: pd.DataFrame) -> list[str | None]:
    """What tells a row from its neighbours: its regency first, then its unit; nothing where it has neither."""
    regions = rows["short_name"].where(~rows["region"].isin(("", PROVINCE)))
    pairs = zip(regions, rows[language.name_column(stem="unit")], strict=True)
    return [" · ".join(str(part) for part in pair if not language.missing(part)) or None for pair in pairs]


def differences(rows: pd.DataFrame) -> list[str | None]:
    """How far the actual moved: in points where it is a percentage, else in percent of the old value."""
    points = rows["new_actual"] - rows["actual"]
    return [
        None if language.missing(percent) or not percent else _difference(percent, point, measure)
        for percent, point, measure in zip(rows["change_percent"], points, rows["measure_id"], strict=True)
    ]


def _difference(percent: float, points: float, measure: str) -> str:
    if measure == "%":
        return t("quality.points", n=language.number(points, 2, signed=True))
    return language.percent(percent, signed=True)


def changes(rows: pd.DataFrame, name: str) -> list[str | None]:
    """Old and new value with an arrow; nothing where it stayed as it was."""
    old, new = cell_texts.values_in_words(rows, name), cell_texts.values_in_words(rows, f"new_{name}")
    if name == "actual":
        gone = rows["new_status"] == "withdrawn"
        new = [t("quality.withdrawn") if out else value for value, out in zip(new, gone, strict=True)]
    return [t("quality.became", old=a, new=b) if a != b else None for a, b in zip(old, new, strict=True)]
