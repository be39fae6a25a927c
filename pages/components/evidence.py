"""Evidence of values: links that may be followed, kept files that may be taken away, names of others as they stand."""

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from data import guarded
from data.submissions import evidence
from pages.components import taking
from pages.content import reader
from pages.words import language
from pages.words.language import t

MOST = 24


def listed(rows: pd.DataFrame, key: Mapping[str, str]) -> None:
    """Below the values (`when`, `evidence`) of a series (agency, unit, indicator, region), the links and files of the
    first `MOST`; nothing where there is none."""
    if "evidence" not in rows:
        return
    links = [f"[{language.plain(when)}](<{link}>)" for when, link in linked(rows)]
    if links:
        st.markdown(f":material/attach_file: {t('indicator.evidence_of')}: {' · '.join(links)}")
    files = named(rows, key)
    if files:
        st.caption(t("indicator.evidence_files"))
        with st.container(horizontal=True):
            for when, file in files:
                offer(file, f"{language.plain(when)} · {language.plain(file.name)}", key=f"indicator_evidence_{when}")


def linked(rows: pd.DataFrame) -> list[tuple[str, str]]:
    """Period in words and address of the evidence that is a safe link."""
    pairs = zip(rows["when"], rows["evidence"].map(guarded.link, na_action="ignore"), strict=True)
    return [(when, link) for when, link in pairs if isinstance(link, str)][:MOST]


def named(rows: pd.DataFrame, key: Mapping[str, str]) -> list[tuple[str, evidence.Kept]]:
    """Period in words and kept file of the values that name one."""
    texts = rows[rows["evidence"].map(lambda text: isinstance(text, str) and bool(text) and guarded.link(text) is None)]
    if texts.empty or not reader.sight().sees_internal(key["agency"]):  # a file may name persons
        return []
    entries = reader.ledger().entries()
    found = [
        (row.when, evidence.found(entries, row.submission, row.evidence, {**key, "period": row.period}))
        for row in texts.head(MOST).itertuples()
    ]
    return [(when, file) for when, file in found if file is not None]


def offer(file: evidence.Kept, label: str, *, key: str, help_words: str | None = None) -> None:
    """A button that gives a kept file as it came, under a safe name; it is read when the button is pressed."""
    taking.file_button("evidence", label, lambda: evidence.content(file), file.name, key=key, help=help_words)
