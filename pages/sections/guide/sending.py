"""Data and reporting: what is published and what simulated, region codes, how to send data, how figures are traced."""

import streamlit as st

from analytics.regions import PROVINCE
from pages.components import tables
from pages.content import choices, completeness, integrity_questions, reader, scope
from pages.sections.guide import blocks, live
from pages.words import language
from pages.words.language import t

NOT_EQUAL = "\N{NO-BREAK SPACE}≠"


def draw() -> None:
    blocks.section("published", text=False)
    _published()
    blocks.section("official")
    blocks.section("same")
    blocks.section("send")
    blocks.section("send_tips")
    blocks.section("documents")
    _codes()
    blocks.section("province")
    blocks.section("trace")
    _integrity()


def _integrity() -> None:
    """The questions that patterns in the data raise, and how often they are asked now."""
    blocks.section("integrity")
    found = {}
    if not live.empty():
        rows = reader.fetch("quality_questions", since=scope.since(completeness.newest_day()), limit=1)
        found = dict(zip(rows["question"], rows["of_question"], strict=True))
    lines = []
    for kind in integrity_questions.KINDS:
        now = t("guide.integrity_now", n=int(found[kind])) if kind in found else ""
        lines.append(f"- **{t(f'quality.ask_{kind}')}** {t(f'quality.rule_{kind}')} {now}")
    st.markdown("\n".join(lines))
    blocks.notes("integrity")


def _published() -> None:
    span = reader.fetch("scope_span").iloc[0]
    if not span["series"]:
        st.info(t("guide.example_empty"), icon=":material/inbox:")
        return
    series, simulated = int(span["series"]), int(span["simulated"])
    st.markdown(t("guide.published", n=series, published=series - simulated, simulated=simulated))
    rows = reader.fetch("guide_published")
    if rows.empty:
        st.markdown(t("guide.published_none"))
        return
    st.markdown(t("guide.published_list"))
    rows["span"] = [
        " – ".join(language.period(period, short=True) for period in dict.fromkeys((first, last)))
        for first, last in zip(rows["first_period"], rows["last_period"], strict=True)
    ]
    tables.table(
        rows,
        {
            language.name_column(): t("guide.column_indicator"),
            "publisher": t("guide.column_publisher"),
            "span": t("guide.column_span"),
            "regions": t("guide.column_regions"),
        },
        key="guide_published",
    )
    st.markdown(t("guide.published_note"))


def _codes() -> None:
    rows = reader.fetch("regions")
    rows = rows[rows["code"] != PROVINCE]
    differs = rows["code"].str.replace(".", "") != rows["bps_code"]
    blocks.section("codes", different=int(differs.sum()), total=len(rows))
    headings = ("region", "kemendagri", "bps")
    names = choices.of("region")
    blocks.table(
        [t(f"guide.column_{name}") for name in headings],
        [
            [names.label(row["code"]), f"`{row['code']}`", f"`{row['bps_code']}`{NOT_EQUAL if differs[at] else ''}"]
            for at, row in rows.iterrows()
        ],
    )
