"""Wilayah: one regency among all: where it stands, what it does well, what worries, and its neighbours."""

import pandas as pd
import streamlit as st

from analytics.figures import locator
from analytics.periods import period_bounds
from analytics.regions import PROVINCE
from pages.parts import cards, language, mapping, printing, regency, scope, source
from pages.parts.language import t

SHOWN = 6


def overview(here: scope.Scope) -> None:
    """All regencies with their counts; a row opens the profile."""
    st.markdown(t("region.choose"))
    since = scope.since(period_bounds(scope.quarter(here))[1])
    rows = source.fetch("summary_regions", as_of=here.as_of, since=since, **here.filters)
    if not rows["series"].sum():
        cards.nothing_here(here)
    st.caption(t("region.all_basis"))
    known = regency.names()
    rows = rows.assign(
        kind=[t(f"region.type_{kind}") for kind in rows["type"]],
        population=rows["region"].map(known["population"]).astype(float),
        share=100 * rows["low"] / rows["judged"].where(rows["judged"] > 0),
    )
    columns = {
        "short_name": st.column_config.Column(t("scope.region"), width="medium"),
        "kind": t("region.type"),
        "population": t("region.population"),
        "series": t("region.series"),
        "judged": t("summary.judged"),
        "low": t("summary.low"),
        "share": st.column_config.ProgressColumn(t("summary.low_share"), min_value=0, max_value=100, format="%.0f%%"),
        "worsening": t("summary.worsening"),
    }
    formats = {"population": lambda value: language.number(value, 0)}
    opens = ("region_page", {"region": "codes"})
    rows["codes"] = [[code] for code in rows["region"]]
    cards.table(rows, columns, formats, opens, key="region_overview", alt=t("region.title_all"), height="content")
    cards.simulated_note(int(rows["simulated"].sum()), int(rows["series"].sum()))


def choose(here: scope.Scope) -> str | None:
    """The regency of the profile: the first of the scope; choosing another one narrows the scope to it."""
    chosen = here.regions[0] if here.regions else None
    labels = regency.search_labels()
    st.session_state["region_pick"] = chosen
    st.selectbox(
        t("region.pick"), list(labels), index=None, format_func=labels.get, placeholder=t("region.pick_none"),
        key="region_pick", on_change=_picked,
    )  # fmt: skip
    if len(here.regions) > 1:
        st.caption(t("region.several_chosen", n=len(here.regions)))
    return chosen


def _picked() -> None:
    code = st.session_state["region_pick"]
    scope.assign(region=[code] if code else [])


def compared_group(kind: str) -> str:
    """Whether the regency is measured against all or against its own type."""
    sizes = {"all": len(regency.names()), "type": len(regency.of_type(kind))}
    scope.linked("region_group", regency.GROUPS, "all")
    words = {"all": "region.group_all", "type": f"region.group_type_{kind}"}
    return st.segmented_control(
        t("region.group"), regency.GROUPS, required=True, key="region_group",
        format_func=lambda each: t(words[each], n=sizes[each]),
    )  # fmt: skip


def place_and_facts(region: str, name: str) -> None:
    """Where it lies, and the facts of the reference data."""
    words = t("region.locator", name=name)
    picture = source.figure(
        locator.svg, mapping.shapes(), key=(region,), region=region, title=words,
        beside=tuple(sorted(regency.neighbours()[region])), theme=source.theme(),
    )  # fmt: skip
    st.image(picture, alt=words, width=230)
    st.caption(language.plain(regency.facts(region)))


def list_of(kind: str, rows: pd.DataFrame, region: str) -> None:
    """Strengths or worries: indicator, value, place and signal; each opens its indicator."""
    st.header(t(f"region.{kind}"))
    st.caption(t(f"region.{kind}_basis"))
    if rows.empty:
        st.markdown(t(f"region.{kind}_none"))
    key = f"region_{kind}_all"
    if len(rows) > SHOWN:
        scope.linked_flag(key)
    whole = len(rows) > SHOWN and st.toggle(t("region.show_all", n=len(rows)), key=key)
    for row in (rows if whole else rows.head(SHOWN)).to_dict("records"):
        with st.container(border=True, gap="xsmall"):
            with st.container(horizontal=True, vertical_alignment="center", gap="small"):
                st.button(
                    row["label"], key=f"region_{kind}_{row['indicator']}_{row['agency']}_{row['unit']}",
                    type="tertiary", icon=":material/arrow_forward:", on_click=scope.open_page,
                    args=("indicator_page",),
                    kwargs={"indicator": row["indicator"], "agency": row["agency"], "region": [region]},
                )  # fmt: skip
                if row["state"] in ("improving", "worsening"):
                    cards.state_badge(row["state"])
                if row["status"] == "simulated":
                    cards.simulated_badge()
            st.caption(language.plain(regency.standing(row)))


def spine(here: scope.Scope, name: str, region: str, group: str, rows: pd.DataFrame) -> None:
    """The spine chart, of all objectives or of one."""
    st.header(t("region.spine"))
    st.caption(t("region.spine_basis"))
    placed = rows[rows["position"].notna() & ~rows["old"].astype(bool)]
    named = placed.dropna(subset=["theme"]).drop_duplicates("theme").set_index("theme")
    themes = named[language.name_column(stem="theme")].to_dict()
    scope.linked("region_theme", themes)
    scope.linked_flag("region_undirected")
    with st.container(horizontal=True, vertical_alignment="bottom"):
        theme = st.selectbox(
            t("region.theme"), list(themes), index=None, format_func=themes.get, key="region_theme", width=320,
            placeholder=t("region.theme_all"),
        )  # fmt: skip
        whole = st.toggle(t("region.undirected"), key="region_undirected")
    chosen = placed[placed["directed"].astype(bool) | whole]
    chosen = chosen[chosen["theme"] == theme] if theme else chosen
    title = t("region.spine_title", name=name, n=int(placed["regions"].max()) if len(placed) else 0)
    figure = source.figure(
        regency.spine_figure, chosen, key=(here, region, group, theme, whole), title=title, theme=source.theme(),
        spoken=here.language,
    )  # fmt: skip
    cards.chart(figure, f"wilayah-{region}", title, key="region_spine", on_select=lambda: _open_mark(region))
    cards.caption_of(chosen)


def _open_mark(region: str) -> None:
    points = st.session_state["region_spine"]["selection"]["points"]
    if points and points[0].get("customdata"):
        key = points[0]["customdata"]
        indicator, _, agency = str(key[0] if isinstance(key, list) else key).partition("|")
        if indicator in scope.choices("indicator").labels and agency in scope.choices("agency").labels:
            scope.open_page("indicator_page", indicator=indicator, agency=agency, region=[region])


def trends(here: scope.Scope, name: str, region: str, group: str, rows: pd.DataFrame) -> None:
    """Every series with its course; a row opens its indicator."""
    st.header(t("region.trends"))
    st.caption(t("region.trends_basis", name=language.plain(name)))
    old = rows["old"].astype(bool)
    if old.any():
        scope.linked_flag("region_old")
    if old.any() and not st.toggle(t("region.old", n=int(old.sum())), key="region_old", help=t("region.old_help")):
        rows = rows[~old]
    records = rows.to_dict("records")
    rows = rows.assign(
        name=[row["label"] + cards.simulated_mark(row["status"]) for row in records],
        value=[regency.value_words(row) for row in records],
        province_value=[regency.number_words(row, "province") for row in records],
        when=[language.period(row["period"], short=True) for row in records],
        place=[regency.rank_short(row) or language.NOTHING for row in records],
        strip=source.figure(
            regency.strips, rows, key=(here, region, group, len(rows)), theme=source.theme(), spoken=here.language
        ),
        course=cards.courses(rows.assign(name=rows["label"])),
        standing=cards.standings(rows),
        signal=[cards.state_short(row["state"], mark=True) for row in records],
        codes=[[region]] * len(rows),
    )
    columns = {
        "name": st.column_config.Column(t("cards.indicator"), width="medium"),
        "value": t("cards.actual"),
        "when": t("cards.period"),
        "province_value": t("region.province"),
        "place": t("region.place"),
        "strip": st.column_config.ImageColumn(t("region.quarter_picture"), width=184),
        "course": cards.course_column(),
        "standing": t("cards.class"),
        "signal": t("cards.signal"),
    }
    opens = ("indicator_page", {"indicator": "indicator", "agency": "agency", "region": "codes"})
    cards.table(rows, columns, None, opens, key="region_trends", alt=t("region.trends"))
    cards.explained("region")
    cards.caption_of(rows)


def neighbours(here: scope.Scope, name: str, region: str, rows: pd.DataFrame) -> pd.DataFrame:
    """Chosen indicators beside the neighbours; returns the table for the printed page."""
    st.header(t("region.neighbours"))
    island = not regency.neighbours(linked=False)[region]
    words = t("region.neighbours_island", name=name) if island else ""
    st.caption(language.plain(f"{t('region.neighbours_basis')} {words}".strip()))
    options = {f"{row['indicator']}|{row['agency']}|{row['unit']}": row["label"] for row in rows.to_dict("records")}
    usual = [key for code in regency.KEY_INDICATORS for key in options if key.startswith(f"{code}|")]
    chosen = st.multiselect(
        t("region.compared"), list(options), default=usual or list(options)[:5], format_func=options.get,
        key=f"region_compared_{region}", placeholder=t("region.compared_none"), select_all=False,
    )  # fmt: skip
    keys = rows["indicator"] + "|" + rows["agency"] + "|" + rows["unit"]
    order = keys.map({key: place for place, key in enumerate(chosen)})
    table = regency.beside(here, region, rows.loc[order.dropna().sort_values().index])
    if table.empty:
        return table
    known = regency.names()["short_name"]
    table["name"] = [
        f"{row['label']} · {language.period(row['period'], short=True)}{cards.simulated_mark(row['status'])}"
        for row in table.to_dict("records")
    ]
    regions = [code for code in table.columns if code in known.index]
    columns = {
        "name": st.column_config.Column(t("cards.indicator"), width=270),
        language.name_column(stem="measure"): t("region.measure"),
        **{code: known[code] for code in regions},
        PROVINCE: t("region.province"),
        "ahead": t("region.ahead_of"),
    }
    cards.table(table, columns, key="region_neighbours", alt=t("region.neighbours"))
    cards.caption_of(table)
    return table


here = scope.current()
region = here.regions[0] if here.regions else None
if region is None:
    st.title(t("region.title_all"))
    choose(here)
    overview(here)
else:
    full = regency.names().loc[region]
    name = full["short_name"] if full["type"] != "Kota" else full["name_id"]
    st.title(full["name_id"])
    left, right = st.columns([3, 1], gap="large")
    with left:
        with st.container(horizontal=True, vertical_alignment="bottom"):
            choose(here)
            group = compared_group(full["type"])
        if here.agency or here.period:
            cards.filters_line(here)
        series = regency.compared(here, region, group)
        if series.empty:
            cards.nothing_here(here)
        st.markdown(regency.summary(language.plain(name), series))
        buttons = st.container(horizontal=True)
    with right:
        place_and_facts(region, name)
    current = series[~series["old"].astype(bool)]
    lists = st.grid(2, min_column_width=360, gap="large")
    with lists.container():
        list_of("strengths", regency.strengths(current), region)
    with lists.container():
        list_of("worries", regency.worries(current), region)
    spine(here, name, region, group, series)
    trends(here, name, region, group, series)
    beside = neighbours(here, name, region, current)
    with buttons:
        st.download_button(
            t("region.print"), data=lambda: printing.profile(here, region, current, beside), mime="text/html",
            file_name=f"kinerja-wilayah-{region}-{source.snapshot().id}.html", icon=":material/print:",
            help=t("region.print_help"), key="region_print", on_click="ignore",
        )  # fmt: skip
        st.button(
            t("region.to_map"), icon=":material/map:", key="region_map", on_click=scope.open_page, args=("map_page",)
        )
