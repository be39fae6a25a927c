"""Who carries the province's shortfall."""

import pandas as pd
import streamlit as st

from analytics.gap.shortfall import Closing, close_the_gap
from pages.components import captions, tables
from pages.content import definition
from pages.sections.indicator.view import View
from pages.words import language
from pages.words.language import t
from pages.words.row import Row

NAMED = 3  # regencies with the largest parts that the sentence names


def draw(view: View, rows: pd.DataFrame) -> None:
    """How much of the province's shortfall each regency carries, and what reaching the median would do."""
    card, province = view.card, view.province
    if card["better"] not in ("higher", "lower"):
        return
    st.header(t("regional.closing"))
    same = province[province["period"] == rows["period"].iloc[0]]
    target = None if same.empty else same["target"].iloc[0]
    factor = 1.0 if language.missing(card["factor"]) else float(card["factor"])
    found = close_the_gap(
        rows, target, better=card["better"], aggregation=card["region_aggregation"], factor=factor
    )
    if found.reason in ("no_counts", "no_values") or (found.reason and language.missing(found.gain)):
        captions.say(t(f"regional.closing_{found.reason}"))
        return
    st.markdown(" ".join(closing_words(card, found)))
    if not language.missing(found.shortfall):
        closing_table(card, found)
    captions.caption_of(rows, t("regional.closing_basis"))


def closing_words(card: Row, found: Closing) -> list[str]:
    """The sentences: what is lacking, who carries it, what the median would do, and that this is arithmetic."""
    decimals = int(card["decimals"])
    ratio = card["region_aggregation"] == "ratio"

    def measured(value: float) -> str:
        return language.measure(value, definition.unit(card), decimals)

    words = []
    if not language.missing(found.shortfall):
        kind = "met" if found.shortfall <= 0 else f"{card['region_aggregation']}_{card['better']}"
        lacking = language.number(found.shortfall, 0) if ratio else measured(found.shortfall)
        words.append(
            t(
                f"regional.closing_{kind}",
                target=measured(found.target),
                now=measured(found.province),
                lacking=lacking,
                counted=language.plain(card[language.name_column(stem="numerator")]),
            )
        )
        if found.below:
            words.append(t("regional.closing_below", n=found.below, total=found.regions, names=_largest(found)))
    if not language.missing(found.gain):
        words.append(
            t(
                "regional.closing_median",
                median=measured(found.median),
                value=measured(found.at_median),
                gain=language.number(found.gain, max(decimals, 1)),
            )
        )
    return [*words, t("regional.closing_arithmetic")]


def _largest(found: Closing) -> str:
    top = found.rows[found.rows["share"] > 0].nlargest(NAMED, "share")
    parts = [f"{row['short_name']} {language.percent(100 * row['share'], 0)}" for row in top.to_dict("records")]
    return language.plain(", ".join(parts))


def closing_table(card: Row, found: Closing) -> None:
    """One row a regency, the largest part of the shortfall first."""
    decimals = int(card["decimals"])
    ratio = card["region_aggregation"] == "ratio"
    table = found.rows.sort_values("lacking", ascending=False).assign(share=lambda rows: 100 * rows["share"])
    columns = {
        "short_name": t("scope.region"),
        "actual": t("cards.actual"),
        "lacking": t("regional.lacking"),
        "share": t("regional.share_of_shortfall"),
    }
    formats = {
        "actual": lambda value: language.number(value, decimals),
        "lacking": lambda value: language.number(value, 0 if ratio else decimals),
        "share": language.percent,
    }
    if ratio:
        columns["gain_at_median"] = t("regional.gain_at_median")
        formats["gain_at_median"] = lambda value: language.number(value, 0)
    tables.table(table, columns, formats, key="indicator_closing_table", alt=t("regional.closing"))
