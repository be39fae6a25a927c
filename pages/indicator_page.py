"""Indikator: one indicator, from its sentence to its rows."""

import pandas as pd
import streamlit as st

from analytics import equity, gap, process
from analytics.figures import legend, ranks
from analytics.figures import series as course
from pages.parts import cards, language, scope, source
from pages.parts.language import t

LIMITS_FROM = 8  # values; fewer give no limits of ordinary variation
SCALE = "permendagri_86_2017"
PERCENT = "%"


def all_indicators(here: scope.Scope) -> None:
    """Every reported indicator, searched by name; a row opens it."""
    st.title(t("indicator.all_title"))
    st.markdown(t("indicator.choose"))
    rows = source.fetch("indicator_catalogue", **here.filters)
    if rows.empty:
        cards.nothing_here(here)
    words = st.text_input(t("indicator.search"), key="indicator_search", bind="query-params", max_chars=80)
    names = rows["name_id"] + " " + rows["name_en"] + " " + rows["indicator"] + " " + rows["abbreviation"].fillna("")
    for word in words.split():
        rows = rows[names.loc[rows.index].str.contains(word, case=False, regex=False)]
    if rows.empty:
        st.info(t("indicator.search_none", words=language.plain(words)), icon=":material/search_off:")
        return
    rows["name"] = [
        language.name(row) + (f" ({t('cards.simulated_short')})" if row["simulated"] else "")
        for row in rows.to_dict("records")
    ]
    rows["theme"] = rows[language.name_column(stem="theme")]
    rows["how_often"] = [t(f"indicator.frequency_{each}") for each in rows["frequency"]]
    rows["newest"] = [language.period(period, short=True) for period in rows["last_period"]]
    columns = {
        "name": st.column_config.Column(t("cards.indicator"), width="large", pinned=True),
        "theme": t("indicator.theme"),
        "abbreviation": t("indicator.owner"),
        "how_often": t("indicator.frequency"),
        "newest": t("cards.period"),
        "series": t("indicator.series"),
        "low": t("indicator.low"),
        "worsening": cards.state_short("worsening"),
    }
    opens = ("indicator_page", {"indicator": "indicator"})
    cards.table(rows, columns, opens=opens, key="indicator_catalogue_table", alt=t("indicator.all_title"), height=560)


def reporter_of(here: scope.Scope, rows: pd.DataFrame) -> tuple[str, str]:
    """Agency and unit whose series are shown: chosen among those that report, the scope's own first."""
    if here.units:
        rows = rows[rows["unit"].isin(here.units)] if rows["unit"].isin(here.units).any() else rows
    pairs = list(dict.fromkeys(zip(rows["agency"], rows["unit"], strict=True)))
    if len(pairs) == 1:
        return pairs[0]
    by_pair = rows.drop_duplicates(["agency", "unit"]).set_index(["agency", "unit"])
    names = {f"{agency}:{unit}": reporter_name(by_pair.loc[(agency, unit)]) for agency, unit in pairs}
    chosen = st.selectbox(
        t("indicator.reporter", n=len(pairs)), list(names), format_func=names.get, key="indicator_reporter"
    )
    agency, _, unit = (chosen or next(iter(names))).partition(":")
    return agency, unit


def reporter_name(row: pd.Series) -> str:
    unit = row[language.name_column(stem="unit")]
    agency = row[language.name_column(stem="agency")]
    return agency if language.missing(unit) else f"{agency} · {unit}"


def region_of(here: scope.Scope, rows: pd.DataFrame) -> str:
    """Region whose series is shown: the first chosen one that reports, else the province."""
    reported = list(rows["region"])
    return next((region for region in here.regions if region in reported), scope.PROVINCE)


def badges(card: dict, state: pd.Series | None, last: pd.Series) -> None:
    with st.container(horizontal=True):
        label = cards.class_words().get((card["scale"], last["class"]))
        if label:
            cards.class_badge(last["tone"], label)
        if state is not None:
            cards.state_badge(state["state"])
            cards.assurance_badge(state["assurance"])
        if last["status"] == "simulated":
            cards.simulated_badge()
        elif last["status"] == "provisional":
            st.badge(t("indicator.provisional"), icon=":material/hourglass_top:", color="gray")


def sentence(state: pd.Series | None, derived: bool) -> None:
    """What the series says, in a paragraph, with the test behind it one click away."""
    if state is None:
        st.markdown(t("indicator.derived" if derived else "indicator.no_state"))
        return
    st.markdown(language.plain(state[f"paragraph_{language.current()}"]))
    with st.popover(t("indicator.evidence"), icon=":material/query_stats:"):
        st.table(evidence(state), border="horizontal")


def evidence(state: pd.Series) -> dict[str, str]:
    """Test, counts and limits behind the sentence, in words."""
    decimals = 4
    known = state["method"] in {"mann_kendall", "seasonal_mann_kendall"}
    return {
        t("indicator.method"): t(f"indicator.method_{state['method'] if known else 'none'}"),
        "n": language.number(state["n"], 0),
        "S": language.number(state["s"], 0),
        "z": language.number(state["z"], 2),
        "p": language.number(state["p_value"], decimals),
        t("indicator.q_value"): language.number(state["q_value"], decimals),
        "tau-b": language.number(state["tau"], 3),
        t("indicator.slope"): language.number(state["slope"], 3, signed=True),
        t("indicator.slope_limits"): (
            f"{language.number(state['slope_low'], 3)} … {language.number(state['slope_high'], 3)}"
        ),
        t("indicator.limits"): f"{language.number(state['lower'], 2)} … {language.number(state['upper'], 2)}",
        t("indicator.confirmed"): t(f"indicator.{'yes' if state['confirmed'] else 'no'}"),
    }


def unit_of(card: dict) -> str:
    """Unit of measure in the reader's language."""
    return card["unit" if language.current() == "id" else "unit_en"]


def headline(card: dict, last: pd.Series) -> None:
    """The last value, its target, achievement, gap and the change on a year ago."""
    unit, decimals = unit_of(card), int(card["decimals"])
    points = card["scale"] == "deviation_points"
    goal = language.measure(last["target"], unit, decimals)
    if not language.missing(last.get("target_low")) and not language.missing(last.get("target_high")):
        low = language.number(last["target_low"], decimals)
        goal = f"{low} – {language.measure(last['target_high'], unit, decimals)}"
    reached = language.number(last["achievement"], 1, signed=True) if points else language.percent(last["achievement"])
    period = language.period(last["period"])
    figures = [
        (t("indicator.actual_in", period=period), language.measure(last["actual"], unit, decimals)),
        (t("cards.target"), goal),
        (t("indicator.achievement_points" if points else "cards.achievement"), reached),
        (t("indicator.gap"), language.number(last.get("gap"), decimals, signed=True)),
        (t("indicator.change_year"), language.number(last.get("change_year"), decimals, signed=True)),
    ]
    with st.grid(5, min_column_width=150, gap="small"):
        for label, value in figures:
            st.metric(label, value, border=True)
    st.caption(t("indicator.gap_help"))


def points_of(history: pd.DataFrame, card: dict, state: pd.Series | None) -> pd.DataFrame:
    """Points of the figure; limits and signals where the values compare with each other from period to period."""
    points = history.assign(
        start=history["period_start"],
        label=[language.period(period) for period in history["period"]],
        tick=[language.period(period, short=True).replace(" ", "<br>") for period in history["period"]],
    )
    comparable = state is not None and state["method"] != "seasonal_mann_kendall" and pd.notna(state["lower"])
    if comparable and history["actual"].notna().sum() >= LIMITS_FROM:
        limits = process.xmr(history["actual"].tolist(), better=card["better"])
        for name in ("segment", "mean", "lower", "upper", "signal"):
            points[name] = limits[name].to_numpy()
    return points


def draw_course(points: pd.DataFrame, card: dict, place: str, theme: str, spoken: str):
    keys = ("actual", "target", "limits", "mean", "improvement", "concern", "common_cause", "special_cause",
            "provisional", "simulated", "empty")  # fmt: skip
    words = {key: t(f"indicator.chart_{key}") for key in keys}
    words |= {"title": language.name(card), "caption": place, "axis": unit_of(card)}
    return course.draw(points, words, theme=theme, language=spoken, decimals=int(card["decimals"]))


def history_section(here: scope.Scope, key: tuple, points: pd.DataFrame, card: dict, place: str, alt: str) -> None:
    st.subheader(t("indicator.course"))
    figure = source.figure(
        draw_course, points, key=key, card=card, place=place, theme=source.theme(), spoken=here.language
    )
    cards.chart(figure, card["code"].lower(), alt, key="indicator_course")
    cards.caption_of(points)


def pace_section(card: dict, state: pd.Series | None) -> None:
    """Required beside observed pace, and the chance of meeting the target."""
    if state is None or pd.isna([state["required_pace"], state["observed_pace"]]).all():
        return
    st.subheader(t("indicator.pace"))
    step = t(f"indicator.per_{state['frequency']}")
    decimals = int(card["decimals"]) + 1
    rows = {
        t("indicator.required_pace"): f"{language.number(state['required_pace'], decimals, signed=True)} {step}",
        t("indicator.observed_pace"): f"{language.number(state['observed_pace'], decimals, signed=True)} {step}",
        t("cards.chance"): cards.assurance_word(state["assurance"]),
    }
    st.table(rows, border="horizontal", width="content")


def comparison(card: dict, regional: pd.DataFrame, province: pd.DataFrame) -> pd.DataFrame:
    """Regencies of the newest period against province, median and best."""
    newest = regional[regional["period_start"] == regional["period_start"].max()]
    own = province[province["period"] == newest["period"].iloc[0]][["period", "actual"]].assign(region=scope.PROVINCE)
    both = pd.concat([newest, own], ignore_index=True).assign(better=card["better"], indicator=card["code"])
    return both.join(gap.compare_regions(both))


def regions_section(here: scope.Scope, key: tuple, card: dict, regional: pd.DataFrame, province: pd.DataFrame) -> None:
    """Regencies ranked in the newest period, best on top; a dot chooses the regency."""
    rows = comparison(card, regional, province)
    period = rows["period"].iloc[0]
    st.subheader(t("indicator.regions", period=language.period(period)))
    regencies = rows[rows["region"] != scope.PROVINCE]
    st.caption(t("indicator.regions_basis", n=len(regencies), total=23))
    left, right = st.columns([3, 2], gap="large")
    with left:
        selected = here.regions[0] if here.regions else None
        figure = source.figure(
            draw_ranks, regencies, source.fetch("class_labels"), key=(*key, period), card=card,
            province=rows["province"].iloc[0], selected=selected, theme=source.theme(), spoken=here.language,
        )  # fmt: skip
        alt = t("indicator.regions", period=language.period(period))
        cards.chart(figure, f"{card['code'].lower()}-wilayah", alt, key="indicator_ranks", on_select=choose_region)
    with right:
        table = regencies.sort_values("rank")
        columns = {
            "rank": t("indicator.rank"),
            "short_name": t("scope.region"),
            "actual": t("cards.actual"),
            "gap_to_province": t("indicator.to_province"),
            "gap_to_median": t("indicator.to_median"),
            "gap_to_best": t("indicator.to_best"),
        }
        figures = int(card["decimals"])
        formats = {name: lambda value: language.number(value, figures, signed=True) for name in list(columns)[3:]}
        formats |= {"actual": lambda value: language.number(value, figures)}
        formats |= {"rank": lambda value: language.number(value, 0)}
        cards.table(table, columns, formats, key="indicator_regions_table", alt=t("indicator.to_province"), height=560)
    cards.caption_of(regencies, t("indicator.gap_help"))


def draw_ranks(rows: pd.DataFrame, scales: pd.DataFrame, card: dict, province, selected, theme: str, spoken: str):
    keys = ("value", "target", "class", "source", "province", "simulated", "empty")
    words = {key: t(f"indicator.ranks_{key}") for key in keys}
    words["axis"] = unit_of(card)
    judged = rows["class"].notna().any() and card["scale"] == SCALE
    classes = legend.of_scale(scales[scales["scale"] == SCALE], spoken, theme)
    labels = dict(zip(classes["key"], classes["label"], strict=True))
    if not judged:
        classes = classes.head(1).assign(key="value", label=t("cards.actual"))
    figures = int(card["decimals"])
    regions = pd.DataFrame(
        {
            "region": rows["region"],
            "name": rows["short_name"],
            "amount": rows["actual"],
            "class": rows["class"] if judged else "value",
            "value": [language.number(value, figures) for value in rows["actual"]],
            "target": [language.number(value, figures) for value in rows["target"]],
            "class_label": [labels.get(each, "") for each in rows["class"]],
            "source": rows["source"],
            "status": rows["status"],
        }
    )
    targets = rows["target"].dropna().unique()
    return ranks.draw(
        regions, classes, words, theme=theme, language=spoken, better=card["better"], selected=selected,
        province=None if language.missing(province) else float(province),
        target=float(targets[0]) if len(targets) == 1 else None, decimals=figures,
    )  # fmt: skip


def choose_region() -> None:
    """Show the regency whose dot was clicked."""
    points = st.session_state["indicator_ranks"]["selection"]["points"]
    if points and isinstance(points[0].get("customdata"), str):
        scope.assign(region=[points[0]["customdata"]])


def spread_section(here: scope.Scope, key: tuple, card: dict, regional: pd.DataFrame) -> None:
    """How far apart the regencies are, period by period."""
    reported = regional.groupby("period")["region"].transform("size")
    rows = regional[reported >= 10]
    if rows["period"].nunique() < 2:
        return
    st.subheader(t("indicator.spread"))
    spread = equity.equity_by(
        rows.rename(columns={"actual": "value"}), ["period_start", "period"], weight="population"
    ).reset_index()
    first, last = spread["variation"].iloc[0], spread["variation"].iloc[-1]
    if not language.missing(first) and not language.missing(last):
        word = "narrower" if last < first else "wider"
        st.markdown(
            t(
                f"indicator.spread_{word}",
                first=language.period(spread["period"].iloc[0]),
                last=language.period(spread["period"].iloc[-1]),
                before=language.percent(100 * first),
                after=language.percent(100 * last),
            )
        )
    figures = int(card["decimals"])
    columns = {
        "when": t("cards.period"),
        "n": t("indicator.reporting"),
        "range": t("indicator.range"),
        "ratio": t("indicator.ratio"),
        "variation": t("indicator.variation"),
        "williamson": t("indicator.williamson"),
        "gini": t("indicator.gini"),
    }
    spread["when"] = [language.period(period) for period in spread["period"]]
    formats = {
        "range": lambda value: language.number(value, figures),
        "ratio": lambda value: language.number(value, 2),
        "variation": lambda value: language.percent(100 * value),
        "williamson": lambda value: language.number(value, 3),
        "gini": lambda value: language.number(value, 3),
    }
    cards.table(spread.iloc[::-1], columns, formats, key="indicator_spread_table", alt=t("indicator.spread"))
    cards.caption_of(rows, t("indicator.spread_basis"))


def definition_section(card: dict) -> None:
    """The indicator's card: what is counted, how, by whom, and how sure we are of it."""
    st.subheader(t("indicator.definition"))
    spoken = language.current()
    fraction = [card.get(f"{part}_{spoken}") or "" for part in ("numerator", "denominator")]
    rows = {
        t("indicator.code"): f"`{card['code']}`",
        t("indicator.what"): card[f"definition_{spoken}"],
        t("indicator.unit"): unit_of(card),
        t("indicator.fraction"): " / ".join(fraction) if all(fraction) else "",
        t("indicator.better"): t(f"indicator.better_{card['better']}"),
        t("indicator.formula"): t(f"indicator.formula_{card['formula'].lower()}"),
        t("indicator.accumulation"): t(f"indicator.accumulation_{card['accumulation']}"),
        t("indicator.aggregation"): t(f"indicator.aggregation_{card['region_aggregation']}"),
        t("indicator.frequency"): t(f"indicator.frequency_{card['frequency']}"),
        t("indicator.owner"): language.name(card, stem="owner"),
        t("indicator.publisher"): card["publisher"],
        t("indicator.version"): card["version"],
        t("indicator.confidence"): t(f"indicator.confidence_{card['confidence']}"),
        t("indicator.caveat"): card.get(f"caveat_{spoken}") or "",
        t("indicator.reference"): card["source"],
    }
    shown = {name: value if value.startswith("`") else language.plain(value, links=True) for name, value in rows.items()}
    shown = {name: value for name, value in shown.items() if value}
    st.table(shown, border="horizontal")


def rows_section(history: pd.DataFrame, card: dict) -> None:
    """Every value of the series with its origin."""
    st.subheader(t("indicator.rows"))
    figures = int(card["decimals"])
    words = cards.class_words(mark=True)
    rows = history.iloc[::-1].assign(
        when=[language.period(period) for period in history["period"][::-1]],
        standing=[words.get((card["scale"], each), language.NOTHING) for each in history["class"][::-1]],
        state=[t(f"indicator.status_{status}") for status in history["status"][::-1]],
    )
    columns = {
        "when": st.column_config.Column(t("cards.period"), pinned=True),
        "actual": t("cards.actual"),
        "target": t("cards.target"),
        "achievement": t("cards.achievement"),
        "standing": t("cards.class"),
        "state": t("indicator.status"),
    }
    optional = {
        "numerator": t("indicator.numerator"),
        "denominator": t("indicator.denominator"),
        "as_of": t("indicator.as_of"),
        "source": t("indicator.source"),
        "note": t("indicator.note"),
    }
    columns |= {name: label for name, label in optional.items() if name in rows and rows[name].notna().any()}
    formats = {name: lambda value: language.number(value, figures) for name in ("actual", "target")}
    counted = {"numerator", "denominator"} & set(columns)
    formats |= {name: lambda value: language.number(value, 0) for name in counted}
    formats |= {"achievement": language.percent} | ({"as_of": language.day} if "as_of" in columns else {})
    cards.table(rows, columns, formats, key="indicator_rows_table", alt=t("indicator.rows"))


def revisions_section(rows: pd.DataFrame, card: dict) -> None:
    """Values that a later report replaced."""
    st.subheader(t("indicator.revisions"))
    if rows.empty:
        st.caption(t("indicator.revisions_none"))
        return
    figures = int(card["decimals"])
    rows["when"] = [language.period(period) for period in rows["period"]]
    rows["received"] = pd.to_datetime(rows["received_at"], utc=True, errors="coerce").dt.date
    columns = {
        "when": t("cards.period"),
        "actual": t("indicator.was"),
        "new_actual": t("indicator.became"),
        "target": t("indicator.target_was"),
        "new_target": t("indicator.target_became"),
        "received": t("indicator.replaced_on"),
        "file": t("indicator.file"),
    }
    values = ("actual", "new_actual", "target", "new_target")
    formats = {name: lambda value: language.number(value, figures) for name in values}
    formats["received"] = language.day
    cards.table(rows, columns, formats, key="indicator_revisions_table", alt=t("indicator.revisions"))


def province_of(own: dict, derived: bool) -> dict:
    """Parameters of the query for the province's values."""
    return own if derived else {**own, "region": scope.PROVINCE}


def one_indicator(here: scope.Scope) -> None:
    card = source.fetch("indicator_card", indicator=here.indicator).iloc[0].to_dict()
    st.title(language.name(card))
    cards.filters_line(here)
    everyone = source.fetch("indicator_series", indicator=here.indicator, agency=here.agency or card["agency"])
    rows = everyone[everyone["agency"] == here.agency] if here.agency else everyone
    if rows.empty:
        cards.nothing_here(here)
    agency, unit = reporter_of(here, rows)
    rows = rows[(rows["agency"] == agency) & (rows["unit"] == unit)]
    region = region_of(here, rows)
    own = {"indicator": here.indicator, "agency": agency, "unit": unit, "as_of": here.as_of}
    history = source.fetch("indicator_history", region=region, **own)
    derived = history.empty
    if derived:
        history = source.fetch("indicator_rollup", **own)
    if history.empty and not rows.empty:
        derived, region = False, rows["region"].iloc[0]
        history = source.fetch("indicator_history", region=region, **own)
    if history["actual"].notna().sum() == 0:
        cards.nothing_here(here)
    known = rows[rows["region"] == region]
    state = None if derived or known.empty else known.iloc[0]
    last = history[history["actual"].notna()].iloc[-1]
    full = source.fetch("regions").set_index("code")["name_id"]
    place = f"{reporter_name(rows.iloc[0])} · {full.get(region, region)}"
    st.caption(language.plain(place))
    badges(card, state, last)
    if here.period and state is not None and last["period"] != state["last_period"]:
        st.info(t("indicator.newest_sentence"), icon=":material/schedule:")
    sentence(state, derived)
    headline(card, last)
    key = (here.indicator, agency, unit, region, here.as_of, here.language)
    alt = state[f"sentence_{here.language}"] if state is not None else language.name(card)
    history_section(here, key, points_of(history, card, state), card, place, alt)
    pace_section(card, state)
    regional = source.fetch("indicator_regions", **own)
    if regional["region"].nunique() > 1:
        province = source.fetch("indicator_rollup" if derived else "indicator_history", **province_of(own, derived))
        regions_section(here, key, card, regional, province)
        spread_section(here, key, card, regional)
    definition_section(card)
    rows_section(history, card)
    revisions_section(
        source.fetch("indicator_revisions", indicator=here.indicator, agency=agency, unit=unit, region=region), card
    )


here = scope.current()
if here.indicator:
    one_indicator(here)
else:
    all_indicators(here)
