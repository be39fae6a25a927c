"""Evidence of values: links that may be followed, names of files as they stand."""

import pandas as pd
import streamlit as st

from data import guarded
from pages.parts import language
from pages.parts.language import t

MOST = 24


def listed(rows: pd.DataFrame) -> None:
    """A line with the link of each period (`when`, `evidence`), the first `MOST`; nothing where there is none."""
    if "evidence" not in rows:
        return
    links = [f"[{language.plain(when)}](<{link}>)" for when, link in linked(rows)]
    if links:
        st.markdown(f":material/attach_file: {t('indicator.evidence_of')}: {' · '.join(links)}")


def linked(rows: pd.DataFrame) -> list[tuple[str, str]]:
    """Period in words and address of the evidence that is a safe link."""
    pairs = zip(rows["when"], rows["evidence"].map(guarded.link, na_action="ignore"), strict=True)
    return [(when, link) for when, link in pairs if isinstance(link, str)][:MOST]
