"""A small course of every regency."""

import numpy as np
import pandas as pd
import streamlit as st

from analytics.figures import sparkline
from analytics.regions import PROVINCE
from pages import session
from pages.components import captions
from pages.content import definition, reader
from pages.sections.indicator import comparison
from pages.sections.indicator.view import View
from pages.words import language
from pages.words.language import t


def draw(view: View, rows: pd.DataFrame) -> None:
    """A small course of every regency, the best first, all on one scale, with the province's behind it."""
    card, regional, province = view.card, view.regional, view.province
    if regional["period"].nunique() < 2:
        return
    session.linked_flag("indicator_multiples")
    if not st.toggle(t("regional.multiples"), key="indicator_multiples"):
        return
    adds_up = comparison.adds_up(card)
    own = [] if adds_up else [province[province["period"].isin(regional["period"])].assign(region=PROVINCE)]
    lines = comparison.courses(pd.concat([regional, *own], ignore_index=True))
    beside = tuple(lines.get(PROVINCE, ()))
    drawn = np.concatenate([line for region, line in lines.items() if region != PROVINCE])
    bounds = float(np.nanmin(drawn)), float(np.nanmax(drawn))
    unit, decimals = definition.unit(card), int(card["decimals"])
    first, last = (language.period(end, short=True) for end in comparison.ends(regional))
    captions.say(t("regional.multiples_totals" if adds_up else "regional.multiples_basis", first=first, last=last))
    ordered = rows.sort_values(["actual", "short_name"], ascending=[card["better"] == "lower", True])
    with st.grid(6, min_column_width=130, gap="small"):
        for row in ordered.to_dict("records"):
            value = language.measure(row["actual"], unit, decimals)
            with st.container(gap="xsmall", border=True, height="stretch"):
                st.markdown(f"**{language.plain(row['short_name'])}**  \n{language.plain(value)}")
                words = t("regional.multiples_alt", name=row["short_name"], first=first, last=last, value=value)
                picture = sparkline.svg(
                    lines[row["region"]], words, theme=reader.theme(), beside=beside, bounds=bounds, width=150,
                    height=64,
                )  # fmt: skip
                st.image(picture, alt=words, width="stretch")
    captions.caption_of(rows)
