"""How far apart the regencies are, and whether they come closer."""

import pandas as pd
import streamlit as st

from analytics import equity
from analytics.equity import convergence
from pages.components import captions, charts, tables
from pages.content import drawings, reader
from pages.content.series import Chosen
from pages.sections.indicator import comparison
from pages.sections.indicator.view import View
from pages.words import language
from pages.words.language import t
from pages.words.row import Row

FEWEST = convergence.FEWEST_REGIONS
SMALLEST_P = 0.001


def draw(view: View) -> None:
    """How far apart the regencies are, period by period, and whether they come closer."""
    card, regional = view.card, view.regional
    reported = regional.groupby("period")["region"].transform("size")
    rows = regional[reported >= FEWEST]
    if rows["period"].nunique() < 2:
        return
    st.header(t("indicator.spread"))
    st.markdown(t("regional.spread_counted") if comparison.adds_up(card) else " ".join(convergence_words(rows)))
    apart = spread_measures(rows)
    spread_chart(card, view.chosen, apart)
    spread_table(card, apart)
    years = "/".join(str(int(year)) for year in sorted(rows["population_year"].dropna().unique()))
    captions.caption_of(rows, t("regional.spread_basis", fewest=FEWEST, year=years))


def convergence_words(rows: pd.DataFrame) -> list[str]:
    """Sigma and beta convergence in a sentence each; of each year the period that stands where the newest does."""
    newest = rows.loc[rows["period_start"].idxmax(), "period"]
    alike = rows[rows["period"].str[4:] == newest[4:]].assign(time=lambda frame: frame["period"].str[:4].astype(float))
    sigma = convergence.sigma_convergence(alike["actual"], alike["region"], alike["time"])
    began, ended = (alike[alike["time"] == at].set_index("region") for at in (alike["time"].min(), alike["time"].max()))
    years = ended["time"].iloc[0] - began["time"].iloc[0]
    beta = convergence.beta_convergence(began["actual"], ended["actual"], years)
    first, last = (language.period(end["period"].iloc[0]) for end in (began, ended))
    return [sigma_words(sigma, first, last), *beta_words(beta)]


def sigma_words(found: convergence.SigmaConvergence, first: str, last: str) -> str:
    """Whether the spread narrowed, in words with its test, or why that cannot be said."""
    facts = {"regions": found.regions, "periods": found.periods, "first": first, "last": last}
    if found.state == "cannot_say":
        return t(f"regional.sigma_{found.reason}", needed=FEWEST, **facts)
    return t(
        f"regional.sigma_{found.state}",
        before=language.percent(100 * found.first),
        after=language.percent(100 * found.last),
        p=probability(found.p_value),
        **facts,
    )


def beta_words(found: convergence.BetaConvergence) -> list[str]:
    """Whether what began low grew faster; nothing where that cannot be said."""
    if found.state == "cannot_say":
        return []
    words = t(
        f"regional.beta_{found.state}",
        regions=found.regions,
        coefficient=language.number(100 * found.coefficient, 2, signed=True),
        p=probability(found.p_value),
    )
    if found.state == "converging" and not language.missing(found.half_life):
        years = language.number(found.half_life, 0 if found.half_life >= 10 else 1)
        return [words, t("regional.half_life", years=years)]
    return [words]


def probability(p: float) -> str:
    """A p-value with its sign: = 0,031 or < 0,001."""
    shown = language.number(max(p, SMALLEST_P), 3)
    return f"< {shown}" if p < SMALLEST_P else f"= {shown}"


def spread_measures(rows: pd.DataFrame) -> pd.DataFrame:
    """The measures of `analytics.equity` of every period, the oldest first, and whether any value is simulated."""
    by, values = ["period_start", "period"], rows.rename(columns={"actual": "value"})
    found = equity.equity_by(values, by, weight="population", group="type")
    simulated = rows["status"].eq("simulated").groupby([rows[name] for name in by]).any()
    return found.assign(status=simulated.map({True: "simulated", False: "final"})).reset_index()


def spread_chart(card: Row, chosen: Chosen, apart: pd.DataFrame) -> None:
    """The coefficient of variation in time."""
    if apart["variation"].notna().sum() < 2:
        return
    title = t("regional.spread_chart", name=language.name(card))
    figure = reader.figure(
        drawings.spread, apart, key=(card["code"], chosen.agency, chosen.unit, apart["period"].iloc[-1]), name=title,
        theme=reader.theme(), spoken=language.current(),
    )  # fmt: skip
    name = f"{card['code'].lower()}-kesenjangan"
    charts.chart(figure, name, title, rows=apart, table=None, key="indicator_spread_chart")


def spread_table(card: Row, apart: pd.DataFrame) -> None:
    """The measures of every period, the newest first."""
    apart = apart.copy()
    apart["when"] = [language.period(period) for period in apart["period"]]
    apart["between"] = 100 * apart["theil_between"] / apart["theil"].where(apart["theil"] > 0)
    decimals = int(card["decimals"])
    columns = {
        "when": t("cards.period"),
        "n": t("indicator.reporting"),
        "range": t("indicator.range"),
        "ratio": t("indicator.ratio"),
        "variation": t("indicator.variation"),
        "williamson": t("indicator.williamson"),
        "gini": t("indicator.gini"),
        "theil": t("regional.theil"),
        "between": t("regional.theil_between"),
    }
    if comparison.adds_up(card):
        del columns["williamson"]
    formats = {
        "range": lambda value: language.number(value, decimals),
        "ratio": lambda value: language.number(value, 2),
        "variation": lambda value: language.percent(100 * value),
        "williamson": lambda value: language.number(value, 3),
        "gini": lambda value: language.number(value, 3),
        "theil": lambda value: language.number(value, 4),
        "between": language.percent,
    }
    formats = {name: words for name, words in formats.items() if name in columns}
    tables.table(apart.iloc[::-1], columns, formats, key="indicator_spread_table", alt=t("indicator.spread"))
