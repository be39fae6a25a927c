"""An agency from theme to indicator to unit."""

import pandas as pd
import streamlit as st

from analytics.achievement import MAIN_SCALE
from analytics.regions import PROVINCE
from analytics.state.rollup import roll_up_by
from pages import session
from pages.components import captions
from pages.content import cell_texts, reader
from pages.words import language, signs
from pages.words.language import t
from pages.words.row import Row

BRANCH = "└ "


def draw(rows: pd.DataFrame, agency: str) -> None:
    """Themes as folds that say how they stand; in each the indicators, and below each its units."""
    if rows.empty:
        return
    st.header(t("cascade.title"))
    captions.say(t("cascade.basis"))
    rows = rows.assign(label=cell_texts.standings(rows), value=cell_texts.values_in_words(rows, "actual"))
    counts = roll_up_by(rows, "theme", scales=reader.scales())
    counts = counts.sort_values(["low", "worsening", "series"], ascending=False)
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
    """How many are low and how many grow worse, where any are; where a series goes has a sign."""
    marks = {"low": "", "worsening": f"{signs.MARKS['worsening']}\u00a0"}
    return [f"{mark}{t(f'cascade.{name}', n=int(count[name]))}" for name, mark in marks.items() if count[name]]


def branch(rows: pd.DataFrame, agency: str) -> None:
    """One theme: each indicator and, below it, its units and regencies."""
    with st.container(gap="xsmall"):
        for code, own in rows.groupby("indicator", sort=False):
            whole = own[(own["unit"] == "") & (own["region"] == PROVINCE)]
            name = f"**{language.plain(language.name(own.iloc[0], stem='short'))}**"
            if len(own) == 1 and whole.empty:
                row = own.iloc[0]
                leaf(f"{name} · {language.plain(part_name(row))}", standing(row), **_opens(row, agency))
                continue
            if len(whole):
                row = whole.iloc[0]
                leaf(name + signs.simulated_mark(row["status"]), standing(row), indicator=code, agency=agency)
            else:
                leaf(name, parts_words(own), indicator=code, agency=agency)
            for row in own.drop(whole.index).to_dict("records"):
                leaf(BRANCH + language.plain(part_name(row)), standing(row), **_opens(row, agency))


def _opens(row: Row, agency: str) -> dict[str, object]:
    """Sidebar values of a part of an indicator: its unit, its regency where it is of one."""
    places = {"unit": [row["unit"]] if row["unit"] else []}
    if row["region"] != PROVINCE:
        places["region"] = [row["region"]]
    return {"indicator": row["indicator"], "agency": agency, **places}


def leaf(name: str, words: str, **opens: object) -> None:
    """A row of the tree: a name, below it how it stands, and a button to the indicator page with these codes."""
    places = [code for key in ("unit", "region") for code in opens.get(key, [])]
    with st.container(horizontal=True, wrap=False, vertical_alignment="center", gap="small"):
        st.markdown(f"{name}  \n:small[{words}]", width="stretch")
        st.button(
            t("cascade.open"), key="_".join(["cascade", str(opens["indicator"]), *places]), type="tertiary",
            icon=":material/arrow_forward:", on_click=session.open_page, args=("indicator",), kwargs=opens,
        )  # fmt: skip


def standing(row: Row) -> str:
    """Class (`label`) with achievement, signal, value and period of one series."""
    label = row["label"]
    if row["scale"] == MAIN_SCALE and not language.missing(row["achievement"]):
        label = t("cascade.reached", standing=label.lower(), achievement=language.percent(row["achievement"]))
    words = [each for each in (label, signs.state_short(row["state"], mark=True)) if each != language.NOTHING]
    when = language.period(row["last_period"], short=True)
    together = [language.plain(each).replace(" ", "\u00a0") for each in (*words, f"({when})")]
    return " · ".join([*together[:-1], f"{language.plain(row['value'])} {together[-1]}"])


def parts_words(rows: pd.DataFrame) -> str:
    """An indicator that only units or regencies report, in counts and with their median."""
    count = roll_up_by(rows, "indicator", scales=reader.scales()).iloc[0]
    parts = [t("cascade.parts", n=int(count["series"])), *troubles(count)]
    if not language.missing(count["median"]):
        parts.append(t("cascade.median", achievement=language.percent(count["median"])))
    return " · ".join(parts)


def part_name(row: Row) -> str:
    """Unit and regency of a series, with the mark of simulation."""
    unit = language.name(row, stem="unit") if row["unit"] else ""
    region = row["region_name"] if row["region"] != PROVINCE else ""
    return " · ".join(filter(None, (unit, region))) + signs.simulated_mark(row["status"])
