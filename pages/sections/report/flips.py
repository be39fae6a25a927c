"""Classes and signals that publishing would change: computed beside the preview, without being asked for."""

import pandas as pd
import streamlit as st

from data.submissions import Proposal
from pages.components import errors, proposed_flips, tables
from pages.content import cell_texts, choices, reader
from pages.words import language, signs
from pages.words.language import t


def draw(proposal: Proposal, key: str) -> None:
    """What flips, or that it is being computed; the page shows it when it is done."""
    with errors.told():
        rows = proposed_flips.of(proposal)
        if rows is not None:
            _table(rows, key)


def _table(rows: pd.DataFrame, key: str) -> None:
    if rows.empty:
        st.markdown(f":material/check: {t('report.no_flips')}")
        return
    classes, states = (
        int((rows[f"old_{name}"].fillna("") != rows[f"new_{name}"].fillna("")).sum()) for name in ("class", "state")
    )
    st.markdown(f"**{t('report.flips', n=len(rows), classes=classes, states=states)}**")
    names = ("indicator_name", "region_name", "old_class", "new_class", "old_state", "new_state")
    columns = {name: t(f"report.flip_{name}") for name in names}
    tables.table(in_words(rows), columns, key=f"report_flipped_{key}")


def in_words(rows: pd.DataFrame) -> pd.DataFrame:
    """Indicator, region, and class and state before and after, in words."""
    spoken = indicator_names()
    words = {code: label for (_, code), label in cell_texts.class_words().items()}

    def state(code: object) -> str:
        return language.NOTHING if language.missing(code) else signs.state_short(code, mark=True)

    return pd.DataFrame(
        {
            "indicator_name": rows["indicator"].map(lambda code: spoken.get(code, code)),
            "region_name": rows["region"].map(choices.place),
            "old_class": rows["old_class"].map(lambda code: words.get(code, language.NOTHING)),
            "new_class": rows["new_class"].map(lambda code: words.get(code, language.NOTHING)),
            "old_state": rows["old_state"].map(state),
            "new_state": rows["new_state"].map(state),
        }
    )


def indicator_names() -> dict[str, str]:
    """Short names of all indicators of the dictionary."""
    table = reader.reference().indicators
    return {row["code"]: language.name(row, stem="short") for row in table.to_dict("records")}
