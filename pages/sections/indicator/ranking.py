"""Regencies ranked in the newest period."""

import pandas as pd
import streamlit as st

from analytics.regions import REGENCIES
from pages import session
from pages.components import captions, charts, tables
from pages.content import cell_texts, drawings, reader
from pages.sections.indicator import comparison
from pages.sections.indicator.view import View
from pages.words import language
from pages.words.language import t
from pages.words.row import Row


def draw(view: View, rows: pd.DataFrame) -> None:
    """Regencies ranked in the newest period, best on top; a dot chooses the regency."""
    here, card, chosen = view.here, view.card, view.chosen
    period = rows["period"].iloc[0]
    title = t("indicator.regions", period=language.period(period))
    st.header(title)
    captions.say(t("indicator.regions_basis", n=len(rows), total=len(REGENCIES)))
    beside = st.grid(2, min_column_width=380, gap="medium")
    with beside.container():
        figure = reader.figure(
            drawings.ranks,
            rows,
            reader.fetch("class_labels"),
            key=(chosen.agency, chosen.unit, period),
            card=card,
            province=None if comparison.adds_up(card) else rows["province"].iloc[0],
            selected=here.regions[0] if here.regions else None,
            theme=reader.theme(),
            spoken=here.language,
        )
        charts.chart(
            figure, f"{card['code'].lower()}-wilayah", title, title=f"{language.name(card)}: {title}", rows=rows,
            key="indicator_ranks", on_select=choose_region, table=None,
        )  # fmt: skip
    with beside.container():
        rank_table(card, rows.assign(actuals=rows["region"].map(comparison.courses(view.regional))))
    known = rows["low"].notna().any()
    kind = card["counting"] if known else "none"
    captions.caption_of(rows, f"{t('indicator.gap_help')} {t(f'regional.interval_{kind}')}")


def rank_table(card: Row, rows: pd.DataFrame) -> None:
    """Rank, value, course and gaps of every regency, those without a direction in order of value."""
    decimals = int(card["decimals"])
    table = rows.sort_values(["rank", "actual"], ascending=[True, False])
    table["ranks"] = [_ranks_words(row) for row in table.to_dict("records")]
    table["course"] = cell_texts.courses(table.assign(name=table["short_name"], state=""))
    table["interval"] = [_interval_words(row, decimals) for row in table.to_dict("records")]
    known = table["differs"].map({name: t(f"series.differs_{name}") for name in ("better", "worse", "like")})
    table["differing"] = known.where(known.notna(), None)
    gaps = {
        "gap_to_province": t("indicator.to_province"),
        "gap_to_median": t("indicator.to_median"),
        "gap_to_best": t("indicator.to_best"),
        "gap_to_type": t("regional.to_type"),
        "gap_to_neighbours": t("regional.to_neighbours"),
    }
    columns = {
        "rank": t("indicator.rank"),
        "ranks": t("regional.ranks"),
        "short_name": t("scope.region"),
        "actual": t("cards.actual"),
        "differing": t("regional.differs"),
        "interval": t("regional.interval"),
        "course": tables.course_column(),
        **gaps,
    }
    if comparison.adds_up(card):
        del columns["gap_to_province"]
    if table["low"].isna().all():
        del columns["interval"], columns["ranks"]
    if table["differs"].isna().all():
        del columns["differing"]
    table[list(gaps)] *= -1 if card["better"] == "lower" else 1  # more than what it is compared with stands above zero
    formats = {name: lambda value: language.number(value, decimals, signed=True) for name in gaps if name in columns}
    formats["actual"] = lambda value: language.number(value, decimals)
    formats["rank"] = lambda value: language.number(value, 0)
    alt = t("indicator.regions", period=language.period(rows["period"].iloc[0]))
    tables.table(table, columns, formats, key="indicator_regions_table", alt=alt, height=560)


def _ranks_words(row: Row) -> str:
    if language.missing(row["rank_low"]):
        return language.NOTHING
    low, high = int(row["rank_low"]), int(row["rank_high"])
    return str(low) if low == high else f"{low} – {high}"


def _interval_words(row: Row, decimals: int) -> str:
    if language.missing(row["low"]):
        return language.NOTHING
    return f"{language.number(row['low'], decimals)} – {language.number(row['high'], decimals)}"


def choose_region() -> None:
    """Show the regency whose dot was clicked."""
    points = st.session_state["indicator_ranks"]["selection"]["points"]
    if points and isinstance(points[0].get("customdata"), str):
        session.assign(region=[points[0]["customdata"]])
