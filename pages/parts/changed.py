"""Rows that wait in quarantine, and values that changed after they were published."""

import pandas as pd
import streamlit as st

from data.office import ZONE
from pages.parts import cards, completeness, language, listing, scope, source
from pages.parts.language import t


def waiting(here: scope.Scope) -> None:
    """Rejected rows of the standing submissions; a row shows the file's findings."""
    st.header(t("quality.quarantine"))
    rows = source.fetch("quality_quarantine", agency=here.agency or None)
    if rows.empty:
        st.success(t("quality.quarantine_none"), icon=":material/task_alt:")
        return
    st.caption(t("quality.quarantine_basis"))
    shown = rows.assign(
        received=pd.to_datetime(rows["received_at"], utc=True).dt.tz_convert(ZONE).dt.date,
        fault=rows[language.name_column(stem="message")],
    )
    columns = {
        "file": st.column_config.Column(t("quality.file"), width="medium"),
        "agency": t("scope.agency"),
        "received": t("quality.received_at"),
        "rejected": t("quality.rejected"),
        "accepted": t("quality.accepted"),
        "found": t("quality.faults"),
        "fault": st.column_config.Column(t("quality.finding_message"), width="large"),
    }
    formats = {"received": language.day, "rejected": listing.whole, "accepted": listing.whole, "found": listing.whole}
    picked = cards.table(
        shown, columns, formats, key="quality_quarantine_table", alt=t("quality.quarantine"),
        on_select="rerun", selection_mode="single-row",
    )  # fmt: skip
    chosen = picked["selection"]["rows"]
    first = chosen[0] if chosen and chosen[0] < len(rows) else 0
    _findings(rows.iloc[first])


def _findings(row: pd.Series) -> None:
    """All findings of one submission that the snapshot keeps, and their file."""
    st.markdown(f"**{t('quality.findings_of', file=language.plain(row['file']))}**")
    rows = source.fetch("quality_findings", submission=row["submission"], limit=listing.SHOWN)
    shown = rows.assign(
        message=rows[language.name_column(stem="message")], remedy=rows[language.name_column(stem="remedy")]
    )
    names = ("row", "column", "found", "expected", "message", "remedy")
    cards.table(shown, {name: t(f"quality.finding_{name}") for name in names}, {"row": listing.whole},
                key="quality_findings_table", alt=t("quality.quarantine"))  # fmt: skip
    with st.container(horizontal=True):
        st.download_button(
            t("quality.csv"),
            lambda: listing.as_file(
                shown, {name: t(f"quality.finding_{name}") for name in names}, str(row["file"])
            ),
            file_name=f"temuan-{row['submission']}.csv", mime="text/csv", icon=":material/download:",
            key="quality_csv_findings", on_click="ignore",
        )  # fmt: skip
        st.button(
            t("quality.open_report"), icon=":material/upload_file:", key="quality_open_report",
            on_click=scope.open_page, args=("report_page",),
        )  # fmt: skip


def revised(here: scope.Scope) -> None:
    """Values that a later submission replaced; a row opens the indicator."""
    st.header(t("quality.revisions"))
    rows = source.fetch("quality_revisions", limit=listing.SHOWN, **here.filters)
    if rows.empty:
        st.info(t("quality.revisions_none"), icon=":material/history:")
        st.caption(t("quality.correct"))
        return
    st.caption(f"{t('quality.revisions_basis')} {t('quality.correct')}")
    revision_table(rows, key="quality_revisions_table", alt=t("quality.revisions"))
    listing.cut(len(rows), int(rows["of_all"].iloc[0]))
    cards.simulated_note(int((rows["new_status"] == "simulated").sum()), len(rows))
    names = ["agency", "indicator", "name", "unit", "region", "short_name", "period", "actual", "new_actual",
             "change_percent", "target", "new_target", "new_status", "submission", "old_file", "replaced_by", "file",
             "received_at", "sender", "reason"]  # fmt: skip
    day, everything = completeness.real_day(), {"limit": listing.ALL, **here.filters}
    listing.list_button("revisi", names, t("quality.revisions"), day, "quality_revisions", everything)


def revision_table(rows: pd.DataFrame, **options: object) -> pd.DataFrame:
    """Old and new values, at most SHOWN of them; a row opens its indicator. Gives back the rows with their names."""
    shown = listing.named(rows).assign(
        place=places(rows),
        value=changes(rows, "actual"),
        goal=changes(rows, "target"),
        received=pd.to_datetime(rows["received_at"], utc=True).dt.tz_convert(ZONE).dt.date,
    )
    columns = {
        "abbreviation": t("scope.agency"),
        "name": st.column_config.Column(t("cards.indicator"), width="medium"),
        "place": st.column_config.Column(t("quality.place"), width=140),
        "when": t("cards.period"),
        "value": t("quality.value_change"),
        "change_percent": t("quality.change_percent"),
        "goal": t("quality.target_change"),
        "received": t("quality.received_at"),
        "file": st.column_config.Column(t("quality.file"), width="medium"),
        "sender": st.column_config.Column(t("quality.sender"), width="small"),
        "reason": st.column_config.Column(t("quality.reason"), width="medium"),
    }
    columns = {name: entry for name, entry in columns.items() if not shown[name].isna().all()}
    formats = {"received": language.day, "change_percent": lambda value: language.percent(value, signed=True)}
    formats = {name: how for name, how in formats.items() if name in columns}
    opens = ("indicator_page", {"indicator": "indicator", "agency": "agency"})
    cards.table(shown.head(listing.SHOWN), columns, formats, opens, **options)
    return shown


def places(rows: pd.DataFrame) -> list[str]:
    """The unit of each row, else its region."""
    units = rows[language.name_column(stem="unit")]
    return [region if language.missing(unit) else unit for unit, region in zip(units, rows["short_name"], strict=True)]


def changes(rows: pd.DataFrame, name: str) -> list[str | None]:
    """Old and new value with an arrow; nothing where it stayed as it was."""
    old, new = cards.values_in_words(rows, name), cards.values_in_words(rows, f"new_{name}")
    if name == "actual":
        gone = rows["new_status"] == "withdrawn"
        new = [t("quality.withdrawn") if out else value for value, out in zip(new, gone, strict=True)]
    return [t("quality.became", old=a, new=b) if a != b else None for a, b in zip(old, new, strict=True)]
