"""An agency from theme to indicator to unit, and its units side by side."""


import numpy as np
import pandas as pd
import streamlit as st

from analytics.achievement import MAIN_SCALE
from analytics.regions import PROVINCE
from analytics.state.rollup import roll_up_by
from pages.parts import cards, drawings, language, scope, source
from pages.parts.language import t
from pages.parts.row import Row

BRANCH = "└ "
LEAST_UNITS = 2
NAME_HEIGHT = 62  # pixels; above four lines Streamlit wraps text, as long names of units need


def tree(rows: pd.DataFrame, agency: str) -> None:
    """Themes as folds that say how they stand; in each the indicators, and below each its units."""
    st.header(t("cascade.title"))
    st.caption(t("cascade.basis"))
    rows = rows.assign(label=cards.standings(rows), value=cards.values_in_words(rows, "actual"))
    counts = roll_up_by(rows, "theme").sort_values(["low", "worsening", "series"], ascending=False)
    for place, (theme, count) in enumerate(counts.iterrows()):
        own = rows[rows["theme"] == theme]
        words = theme_words(language.name(own.iloc[0], stem="theme"), own, count)
        fold = st.expander(words, place == 0, key=f"cascade_fold_{agency}_{theme}", on_change="rerun")
        if fold.open:
            with fold:
                branch(own, agency)


def theme_words(name: str, rows: pd.DataFrame, count: pd.Series) -> str:
    """A theme with its number of indicators and what is wrong with them, in words and signs."""
    parts = [f"**{language.plain(name)}**", t("cascade.indicators", n=int(rows["indicator"].nunique()))]
    parts += troubles(count)
    if not language.missing(count["share_met"]):
        parts.append(t("cascade.met", n=int(count["met"]), of=int(count["aimed"])))
    return " · ".join(parts)


def troubles(count: pd.Series) -> list[str]:
    """How many are low and how many grow worse, each with its sign, where any are."""
    signs = {"low": cards.TONE_MARKS["poor"], "worsening": cards.MARKS["worsening"]}
    return [f"{sign}\u00a0{t(f'cascade.{name}', n=int(count[name]))}" for name, sign in signs.items() if count[name]]


def branch(rows: pd.DataFrame, agency: str) -> None:
    """One theme: each indicator and, below it, its units and regencies."""
    with st.container(gap="xsmall"):
        for code, own in rows.groupby("indicator", sort=False):
            whole = own[(own["unit"] == "") & (own["region"] == PROVINCE)]
            name = f"**{language.plain(language.name(own.iloc[0], stem='short'))}**"
            if len(whole):
                row = whole.iloc[0]
                leaf(name + cards.simulated_mark(row["status"]), standing(row), indicator=code, agency=agency)
            else:
                leaf(name, parts_words(own), indicator=code, agency=agency)
            for row in own.drop(whole.index).to_dict("records"):
                places = {"unit": [row["unit"]] if row["unit"] else []}
                if row["region"] != PROVINCE:
                    places["region"] = [row["region"]]
                leaf(BRANCH + language.plain(part_name(row)), standing(row), indicator=code, agency=agency, **places)


def leaf(name: str, words: str, **opens: object) -> None:
    """A row of the tree: a name, below it how it stands, and a button to the indicator page with these codes."""
    places = [code for key in ("unit", "region") for code in opens.get(key, [])]
    with st.container(horizontal=True, wrap=False, vertical_alignment="center", gap="small"):
        st.markdown(f"{name}  \n:small[{words}]", width="stretch")
        st.button(
            t("cascade.open"), key="_".join(["cascade", str(opens["indicator"]), *places]), type="tertiary",
            icon=":material/arrow_forward:", on_click=scope.open_page, args=("indicator_page",), kwargs=opens,
        )  # fmt: skip


def standing(row: Row) -> str:
    """Class (`label`) with achievement, signal, value and period of one series."""
    label = row["label"]
    if row["scale"] == MAIN_SCALE and not language.missing(row["achievement"]):
        label = t("cascade.reached", standing=label, achievement=language.percent(row["achievement"]))
    words = [each for each in (label, cards.state_short(row["state"], mark=True)) if each != language.NOTHING]
    when = language.period(row["last_period"], short=True)
    together = [language.plain(each).replace(" ", "\u00a0") for each in (*words, f"({when})")]
    return " · ".join([*together[:-1], f"{language.plain(row['value'])} {together[-1]}"])


def parts_words(rows: pd.DataFrame) -> str:
    """An indicator that only units or regencies report, in counts and with their median."""
    count = roll_up_by(rows, "indicator").iloc[0]
    parts = [t("cascade.parts", n=int(count["series"])), *troubles(count)]
    if not language.missing(count["median"]):
        parts.append(t("cascade.median", achievement=language.percent(count["median"])))
    return " · ".join(parts)


def part_name(row: Row) -> str:
    """Unit and regency of a series, with the mark of simulation."""
    unit = language.name(row, stem="unit") if row["unit"] else ""
    region = row["region_name"] if row["region"] != PROVINCE else ""
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
        key="agency_units", alt=t("agency.units"), row_height=NAME_HEIGHT,
    )  # fmt: skip
    st.caption(t("agency.units_basis"))
    compared(here, own)


def compared(here: scope.Scope, rows: pd.DataFrame) -> None:
    """Units on one indicator in the newest period that most of them have reported, the best on top."""
    several = rows[rows["region"] == PROVINCE].groupby("indicator")["unit"].nunique()
    shared = several[several >= LEAST_UNITS].sort_values(ascending=False, kind="stable").index
    if shared.empty:
        return
    names = rows.drop_duplicates("indicator").set_index("indicator")[language.name_column(stem="short")]
    scope.linked("agency_compared", shared, shared[0])
    code = st.selectbox(
        t("agency.compared"), list(shared), format_func=names.get, key="agency_compared", width=420
    )  # fmt: skip
    own = rows[(rows["indicator"] == code) & (rows["region"] == PROVINCE)]
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
    with cards.as_table("agency_compared") as fold:
        if fold.open:
            compared_table(own, title)
    cards.caption_of(own.drop(columns="source"))


def compared_table(rows: pd.DataFrame, title: str) -> None:
    """The same in words and numbers, the lowest achievement on top."""
    rows = rows.assign(
        name=rows[language.name_column(stem="unit")],
        value=cards.values_in_words(rows, "actual"),
        goal=cards.values_in_words(rows, "target"),
        standing=cards.standings(rows),
        signal=[cards.state_short(state, mark=True) for state in rows["state"]],
    )
    columns = {
        "name": st.column_config.Column(t("cards.unit"), width="medium"),
        "value": t("cards.actual"),
        "goal": t("cards.target"),
        "achievement": t("cards.achievement"),
        "standing": t("cards.class"),
        "signal": t("cards.signal"),
    }
    opens = ("indicator_page", {"indicator": "indicator", "unit": "units"})
    rows["units"] = [[unit] for unit in rows["unit"]]
    cards.table(
        rows, columns, {"achievement": language.percent}, opens, key="agency_compared_table", alt=title,
        row_height=NAME_HEIGHT,
    )  # fmt: skip


def _open_unit() -> None:
    points = st.session_state["agency_compared_chart"]["selection"]["points"]
    if points and points[0].get("customdata"):
        unit = points[0]["customdata"]
        scope.assign(unit=[unit[0] if isinstance(unit, list) else unit])
