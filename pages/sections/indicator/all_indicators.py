"""Every reported indicator, searched by name; a row opens it."""

import pandas as pd
import streamlit as st

from pages.components import blank, row_lists
from pages.content import reader, scope
from pages.words import language, signs
from pages.words.language import t


def draw(here: scope.Scope) -> None:
    st.title(t("indicator.all_title"))
    rows = reader.fetch("indicator_catalogue", since=here.since, as_of=here.as_of, **here.filters)
    if rows.empty:
        blank.nothing_here(here)
    counted = {name: int((rows[name] > 0).sum()) for name in ("low", "worsening")}
    lead = t("indicator.lead_all", n=len(rows), series=int(rows["series"].sum()), **counted)
    example = f"{t('standing.example')} " if rows["simulated"].any() else ""
    st.markdown(f"{example}{lead} {t('indicator.choose')}")
    words = st.text_input(t("indicator.search"), key="indicator_search", bind="query-params", max_chars=80)
    rows = _with_words(rows, words.split())
    if rows.empty:
        st.info(t("indicator.search_none", words=language.plain(words)), icon=":material/search_off:")
        return
    row_lists.table(
        reader.rows(_in_words, rows, key=(here, words)), _columns(), opens=("indicator", {"indicator": "indicator"}),
        title=("name",), of=words, height=560, key="indicator_catalogue_table", alt=t("indicator.all_title"),
    )  # fmt: skip


def _with_words(rows: pd.DataFrame, words: list[str]) -> pd.DataFrame:
    """The rows whose names or codes hold each of the words."""
    if not words:
        return rows
    searched = ["name_id", "name_en", "short_id", "short_en", "indicator", "abbreviation"]
    names = rows[searched].fillna("").agg(" ".join, axis=1)
    for word in words:
        rows = rows[names.loc[rows.index].str.contains(word, case=False, regex=False)]
    return rows


def _in_words(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows with what the table says of them, what stands low first."""
    return rows.assign(
        name=rows[language.name_column(stem="short")],
        origin=rows["simulated"].map({True: t("cards.simulated_short")}),
        full_name=rows[language.name_column()],
        theme=rows[language.name_column(stem="theme")],
        how_often=[t(f"indicator.frequency_{each}") for each in rows["frequency"]],
        newest=[language.period(period, short=True) for period in rows["last_period"]],
    ).sort_values(["low", "worsening"], ascending=False, kind="stable")


def _columns() -> dict[str, object]:
    return {
        "name": st.column_config.Column(t("cards.indicator"), width=190),
        "low": t("indicator.low"),
        "worsening": signs.state_short("worsening"),
        "series": t("indicator.series"),
        "newest": t("cards.period"),
        "origin": t("cards.origin"),
        "abbreviation": t("indicator.owner"),
        "how_often": t("indicator.frequency"),
        "theme": t("indicator.theme"),
        "full_name": st.column_config.Column(t("agency.full_name"), width="large"),
    }
