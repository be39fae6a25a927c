"""An agency from theme to indicator to unit, and its units side by side."""

import numpy as np
import pandas as pd
import streamlit as st

from analytics.recap import MAIN_SCALE, roll_up_by
from pages.parts import cards, drawings, language, scope, source
from pages.parts.language import t

BRANCH = "└ "
LEAST_UNITS = 2


def tree(rows: pd.DataFrame, agency: str) -> None:
    """Themes as folds that say how they stand; in each the indicators, and below each its units."""
    st.header(t("cascade.title"))
    st.caption(t("cascade.basis"))
    counts = roll_up_by(rows, "theme").sort_values(["low", "worsening", "series"], ascending=False)
    for place, (theme, count) in enumerate(counts.iterrows()):
        own = rows[rows["theme"] == theme]
        with st.expander(theme_words(language.name(own.iloc[0], stem="theme"), own, count), expanded=place == 0):
            branch(own, agency, str(theme))


def theme_words(name: str, rows: pd.DataFrame, count: pd.Series) -> str:
    """A theme with its number of indicators and what is wrong with them, in words and signs."""
    parts = [f"**{language.plain(name)}**", t("cascade.indicators", n=int(rows["indicator"].nunique()))]
    for name, sign in (("low", cards.TONE_MARKS["poor"]), ("worsening", cards.MARKS["worsening"])):
        if count[name]:
            parts.append(f"{sign} {t(f'cascade.{name}', n=int(count[name]))}")
    if not language.missing(count["share_met"]):
        parts.append(t("cascade.met", n=int(count["met"]), of=int(count["aimed"])))
    return " · ".join(parts)


def branch(rows: pd.DataFrame, agency: str, theme: str) -> None:
    """One theme: an indicator a row, its units and regencies below it; a row opens it."""
    lines = [line for _, own in rows.groupby("indicator", sort=False) for line in indicator_lines(own)]
    shown = pd.DataFrame(lines).assign(agency=agency)
    columns = {
        "label": st.column_config.Column(t("cascade.label"), width=210),
        "standing": t("cards.class"),
        "signal": t("cards.signal"),
        "achievement": t("cards.achievement"),
        "value": t("cards.actual"),
        "when": t("cards.period"),
    }
    opens = ("indicator_page", {"indicator": "indicator", "agency": "agency", "unit": "units"})
    cards.table(
        shown, columns, {"achievement": language.percent}, opens, key=f"cascade_{theme}", alt=t("cascade.title"),
        height="content",
    )  # fmt: skip


def indicator_lines(rows: pd.DataFrame) -> list[dict]:
    """The indicator by the agency's own value, or in counts where only its units report; then its units."""
    first = rows.iloc[0]
    whole = rows[(rows["unit"] == "") & (rows["region"] == scope.PROVINCE)]
    name = language.name(first, stem="short")
    if len(whole):
        head = line(whole.iloc[0], name + cards.simulated_mark(whole.iloc[0]["status"]))
    else:
        count = roll_up_by(rows, "indicator").iloc[0]
        head = {
            "label": name, "indicator": first["indicator"], "units": [], "when": None, "value": None,
            "standing": t("cascade.of_parts", n=int(count["series"]), low=int(count["low"])),
            "signal": t("cascade.parts_worse", n=int(count["worsening"])), "achievement": count["median"],
        }  # fmt: skip
    return [head, *(line(row, BRANCH + part_name(row)) for _, row in rows.drop(whole.index).iterrows())]


def line(row: pd.Series, label: str) -> dict:
    """One series as a row of the tree."""
    alone = row.to_frame().T
    return {
        "label": label,
        "indicator": row["indicator"],
        "units": [row["unit"]] if row["unit"] else [],
        "standing": cards.standings(alone)[0],
        "signal": cards.state_short(row["state"], mark=True),
        "achievement": row["achievement"] if row["scale"] == MAIN_SCALE else None,
        "value": cards.values_in_words(alone, "actual")[0],
        "when": language.period(row["last_period"], short=True),
    }


def part_name(row: pd.Series) -> str:
    """Unit and regency of a series, with the mark of simulation."""
    unit = language.name(row, stem="unit") if row["unit"] else ""
    region = row["region_name"] if row["region"] != scope.PROVINCE else ""
    return " · ".join(filter(None, (unit, region))) + cards.simulated_mark(row["status"])


def units(here: scope.Scope, rows: pd.DataFrame) -> None:
    """Units side by side: their counts, and one indicator that several of them report."""
    own = rows[rows["unit"] != ""]
    if own["unit"].nunique() < LEAST_UNITS:
        return
    st.header(t("agency.units"))
    table = roll_up_by(own, "unit").sort_values(["median", "share_met"])
    table["name"] = own.groupby("unit")[language.name_column(stem="unit")].first()
    columns = {
        "name": st.column_config.Column(t("cards.unit"), width="medium"),
        "median": t("agency.median"),
        "share_met": t("agency.share_met"),
        "series": t("agency.series"),
        "low": t("agency.low"),
        "worsening": cards.state_short("worsening"),
    }
    formats = {"median": language.percent, "share_met": lambda value: language.percent(value, 0)}
    opens = ("agency_page", {"unit": "units"})
    cards.table(
        table.reset_index().assign(units=[[unit] for unit in table.index]), columns, formats, opens,
        key="agency_units", alt=t("agency.units"),
    )  # fmt: skip
    st.caption(t("agency.units_basis"))
    compared(here, own)


def compared(here: scope.Scope, rows: pd.DataFrame) -> None:
    """Units on one indicator in the newest period that most of them have reported, the best on top."""
    several = rows[rows["region"] == scope.PROVINCE].groupby("indicator")["unit"].nunique()
    shared = several[several >= LEAST_UNITS].sort_values(ascending=False, kind="stable").index
    if shared.empty:
        return
    names = rows.drop_duplicates("indicator").set_index("indicator")[language.name_column(stem="short")]
    scope.linked("agency_compared", shared, shared[0])
    code = st.selectbox(
        t("agency.compared"), list(shared), format_func=names.get, key="agency_compared", width=420
    )  # fmt: skip
    own = rows[(rows["indicator"] == code) & (rows["region"] == scope.PROVINCE)]
    newest = own["last_period"].mode().max()
    own = own[own["last_period"] == newest].assign(
        region=own["unit"], short_name=own[language.name_column(stem="unit")], source=None, low=np.nan, high=np.nan
    )
    first = own.iloc[0].to_dict()
    card = {**first, "unit": first["measure_id"], "unit_en": first["measure_en"]}
    title = t("agency.compared_title", name=names[code], period=language.period(newest), n=len(own))
    figure = source.figure(
        drawings.ranks, own, source.fetch("class_labels"), key=(here, code), card=card, province=None, selected=None,
        theme=source.theme(), spoken=here.language,
    )  # fmt: skip
    st.markdown(f"**{language.plain(title)}**")
    cards.chart(figure, f"unit-{code.lower()}", title, key="agency_compared_chart", on_select=_open_unit)
    cards.caption_of(own.drop(columns="source"))


def _open_unit() -> None:
    points = st.session_state["agency_compared_chart"]["selection"]["points"]
    if points and points[0].get("customdata"):
        unit = points[0]["customdata"]
        scope.assign(unit=[unit[0] if isinstance(unit, list) else unit])
