"""The regencies of one indicator: ranked with intervals, their spread in time, and who carries the shortfall."""

import numpy as np
import pandas as pd
import streamlit as st

from analytics import equity, gap, periods
from analytics.equity import convergence
from analytics.figures import sparkline
from analytics.gap import intervals, regions, shortfall
from analytics.regions import PROVINCE, REGENCIES
from data import boundaries
from pages.parts import cards, definition, drawings, language, scope, source
from pages.parts.chosen import Chosen
from pages.parts.language import t
from pages.parts.row import Row

SHOWN = 24  # periods of a regency's course in the table
FEWEST = convergence.FEWEST_REGIONS
NAMED = 3  # regencies with the largest parts that the sentence names
SMALLEST_P = 0.001


def draw(here: scope.Scope, card: Row, chosen: Chosen, regional: pd.DataFrame, province: pd.DataFrame) -> None:
    """All that the indicator page says of regencies. `regional`: indicator_regions; `province`: its own history."""
    rows = compared(card, regional, province)
    regencies = rows[rows["region"] != PROVINCE]
    ranked(here, card, chosen, regencies, courses(regional))
    multiples(card, regencies, regional, province)
    closing(card, regencies, province)
    spread(card, chosen, regional)


def compared(card: Row, regional: pd.DataFrame, province: pd.DataFrame) -> pd.DataFrame:
    """Regencies of the newest period beside province, median, best, type and neighbours, with intervals."""
    newest = regional[regional["period_start"] == regional["period_start"].max()]
    own = province[province["period"] == newest["period"].iloc[0]][["period", "actual"]].assign(region=PROVINCE)
    rows = pd.concat([newest, own], ignore_index=True).assign(better=card["better"], indicator=card["code"])
    rows = rows.join(gap.compare_regions(rows)).drop(columns="rank")
    rows = rows.join(regions.compare_peers(rows, boundaries.neighbours()))
    sure = intervals.intervals_by(rows.assign(factor=card["factor"], kind=card["counting"] or ""))
    rows[["low", "high"]] = sure[["low", "high"]]
    regency = rows[rows["region"] != PROVINCE].assign(value=lambda frame: frame["actual"])
    return rows.join(intervals.ranks_by(regency, ["indicator"]))


def courses(regional: pd.DataFrame) -> pd.Series:
    """The last values of every region on one common time, gaps as nan, by region."""
    step = periods.steps(regional["period_start"], periods.steps_a_year(regional["frequency"]))
    table = regional.assign(step=step).pivot(index="region", columns="step", values="actual")
    span = range(max(step.min(), step.max() - SHOWN + 1), step.max() + 1)
    return pd.Series(list(table.reindex(columns=span).to_numpy(dtype=float)), index=table.index)


def multiples(card: Row, rows: pd.DataFrame, regional: pd.DataFrame, province: pd.DataFrame) -> None:
    """A small course of every regency, the best first, all on one scale, with the province's behind it."""
    if regional["period"].nunique() < 2:
        return
    scope.linked_flag("indicator_multiples")
    if not st.toggle(t("regional.multiples"), key="indicator_multiples"):
        return
    own = [] if _totals(card) else [province[province["period"].isin(regional["period"])].assign(region=PROVINCE)]
    lines = courses(pd.concat([regional, *own], ignore_index=True))
    beside = tuple(lines.get(PROVINCE, ()))
    drawn = np.concatenate([line for region, line in lines.items() if region != PROVINCE])
    bounds = float(np.nanmin(drawn)), float(np.nanmax(drawn))
    unit, decimals = definition.unit(card), int(card["decimals"])
    first, last = (language.period(end, short=True) for end in _ends(regional))
    st.caption(t("regional.multiples_totals" if _totals(card) else "regional.multiples_basis", first=first, last=last))
    ordered = rows.sort_values(["actual", "short_name"], ascending=[card["better"] == "lower", True])
    with st.grid(6, min_column_width=130, gap="small"):
        for row in ordered.to_dict("records"):
            value = language.measure(row["actual"], unit, decimals)
            with st.container(gap="xsmall", border=True, height="stretch"):
                st.markdown(f"**{language.plain(row['short_name'])}**  \n{language.plain(value)}")
                words = t("regional.multiples_alt", name=row["short_name"], first=first, last=last, value=value)
                picture = sparkline.svg(
                    lines[row["region"]], words, theme=source.theme(), beside=beside, bounds=bounds, width=150,
                    height=64,
                )  # fmt: skip
                st.image(picture, alt=words, width="stretch")
    cards.caption_of(rows)


def _ends(regional: pd.DataFrame) -> tuple[str, str]:
    """First and last of the periods that `courses` shows."""
    rows = regional.assign(step=periods.steps(regional["period_start"], periods.steps_a_year(regional["frequency"])))
    shown = rows[rows["step"] > rows["step"].max() - SHOWN].sort_values("step")["period"]
    return shown.iloc[0], shown.iloc[-1]


def ranked(here: scope.Scope, card: Row, chosen: Chosen, rows: pd.DataFrame, actuals: pd.Series) -> None:
    """Regencies ranked in the newest period, best on top; a dot chooses the regency."""
    period = rows["period"].iloc[0]
    title = t("indicator.regions", period=language.period(period))
    st.header(title)
    st.caption(t("indicator.regions_basis", n=len(rows), total=len(REGENCIES)))
    beside = st.grid(2, min_column_width=380, gap="medium")
    with beside.container():
        figure = source.figure(
            drawings.ranks,
            rows,
            source.fetch("class_labels"),
            key=(chosen.agency, chosen.unit, period),
            card=card,
            province=None if _totals(card) else rows["province"].iloc[0],
            selected=here.regions[0] if here.regions else None,
            theme=source.theme(),
            spoken=here.language,
        )
        cards.chart(figure, f"{card['code'].lower()}-wilayah", title, key="indicator_ranks", on_select=choose_region)
    with beside.container():
        rank_table(card, rows.assign(actuals=rows["region"].map(actuals)))
    known = rows["low"].notna().any()
    kind = card["counting"] if known else "none"
    cards.caption_of(rows, f"{t('indicator.gap_help')} {t(f'regional.interval_{kind}')}")


def rank_table(card: Row, rows: pd.DataFrame) -> None:
    """Rank, value, course and gaps of every regency, those without a direction in order of value."""
    decimals = int(card["decimals"])
    table = rows.sort_values(["rank", "actual"], ascending=[True, False])
    table["ranks"] = [_ranks_words(row) for row in table.to_dict("records")]
    table["course"] = cards.courses(table.assign(name=table["short_name"], state=""))
    table["interval"] = [_interval_words(row, decimals) for row in table.to_dict("records")]
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
        "course": cards.course_column(),
        "interval": t("regional.interval"),
        **gaps,
    }
    if _totals(card):
        del columns["gap_to_province"]
    if table["low"].isna().all():
        del columns["interval"], columns["ranks"]
    formats = {name: lambda value: language.number(value, decimals, signed=True) for name in gaps if name in columns}
    formats["actual"] = lambda value: language.number(value, decimals)
    formats["rank"] = lambda value: language.number(value, 0)
    alt = t("indicator.regions", period=language.period(rows["period"].iloc[0]))
    cards.table(table, columns, formats, key="indicator_regions_table", alt=alt, height=560)


def _totals(card: Row) -> bool:
    """Whether the values add up over regencies, so that the province's is no measure for one of them."""
    return card["region_aggregation"] == "sum"


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
        scope.assign(region=[points[0]["customdata"]])


# Close the gap


def closing(card: Row, rows: pd.DataFrame, province: pd.DataFrame) -> None:
    """How much of the province's shortfall each regency carries, and what reaching the median would do."""
    if card["better"] not in ("higher", "lower"):
        return
    st.header(t("regional.closing"))
    same = province[province["period"] == rows["period"].iloc[0]]
    target = None if same.empty else same["target"].iloc[0]
    factor = 1.0 if language.missing(card["factor"]) else float(card["factor"])
    found = shortfall.close_the_gap(
        rows, target, better=card["better"], aggregation=card["region_aggregation"], factor=factor
    )
    if found.reason in ("no_counts", "no_values") or (found.reason and language.missing(found.gain)):
        st.caption(t(f"regional.closing_{found.reason}"))
        return
    st.markdown(" ".join(closing_words(card, found)))
    if not language.missing(found.shortfall):
        closing_table(card, found)
    cards.caption_of(rows, t("regional.closing_basis"))


def closing_words(card: Row, found: shortfall.Closing) -> list[str]:
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


def _largest(found: shortfall.Closing) -> str:
    top = found.rows[found.rows["share"] > 0].nlargest(NAMED, "share")
    parts = [f"{row['short_name']} {language.percent(100 * row['share'], 0)}" for row in top.to_dict("records")]
    return language.plain(", ".join(parts))


def closing_table(card: Row, found: shortfall.Closing) -> None:
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
    cards.table(table, columns, formats, key="indicator_closing_table", alt=t("regional.closing"))


# Equity over time


def spread(card: Row, chosen: Chosen, regional: pd.DataFrame) -> None:
    """How far apart the regencies are, period by period, and whether they come closer."""
    reported = regional.groupby("period")["region"].transform("size")
    rows = regional[reported >= FEWEST]
    if rows["period"].nunique() < 2:
        return
    st.header(t("indicator.spread"))
    st.markdown(t("regional.spread_counted") if _totals(card) else " ".join(convergence_words(rows)))
    apart = spread_measures(rows)
    spread_chart(card, chosen, apart)
    spread_table(card, apart)
    years = "/".join(str(int(year)) for year in sorted(rows["population_year"].dropna().unique()))
    cards.caption_of(rows, t("regional.spread_basis", fewest=FEWEST, year=years))


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
    figure = source.figure(
        drawings.spread, apart, key=(card["code"], chosen.agency, chosen.unit, apart["period"].iloc[-1]), name=title,
        theme=source.theme(), spoken=language.current(),
    )  # fmt: skip
    cards.chart(figure, f"{card['code'].lower()}-kesenjangan", title, key="indicator_spread_chart")


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
    if _totals(card):
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
    cards.table(apart.iloc[::-1], columns, formats, key="indicator_spread_table", alt=t("indicator.spread"))
