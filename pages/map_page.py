"""Peta: the regencies by value, achievement, gap, change, trend or cluster of one indicator, in one or more periods."""

import pandas as pd
import streamlit as st

from analytics.figures import choropleth, map_picture, tile_map
from pages.parts import cards, language, mapfiles, mapping, regency, scope, source
from pages.parts.language import t
from pages.parts.row import Row

VIEWS = ("map", "tiles", "pair", "multiples")
MOST_PANELS = 12
MOST_TEXT = 120
COUNTS, USUAL_COUNT = ("3", "4", "5", "6", "7"), "5"


class AnyText:
    """Allows every short text."""

    def __contains__(self, text: object) -> bool:
        return isinstance(text, str) and len(text) <= MOST_TEXT


def controls(offered: pd.DataFrame, here: scope.Scope) -> tuple[str, str, str, int]:
    """Mode, view, scheme and number of classes."""
    scope.linked("map_mode", mapping.MODES, mapping.MODES[0])
    scope.linked("map_view", VIEWS, VIEWS[0])
    scope.linked("map_scheme", mapping.SCHEMES, mapping.SCHEMES[0])
    scope.linked("map_count", COUNTS, USUAL_COUNT)
    scope.linked("map_bounds", AnyText(), "")
    mode = st.segmented_control(
        t("map.mode"), mapping.MODES, format_func=lambda each: t(f"map.mode_{each}"), key="map_mode", required=True,
        wrap=True,
    )  # fmt: skip
    with st.container(horizontal=True, vertical_alignment="bottom"):
        view = st.segmented_control(
            t("map.view"), VIEWS, format_func=lambda each: t(f"map.view_{each}"), key="map_view", required=True,
            wrap=True,
        )  # fmt: skip
        with st.popover(t("map.classes"), icon=":material/tune:", disabled=mode in mapping.WITHOUT_CLASSES):
            scheme = st.selectbox(
                t("map.scheme"), mapping.SCHEMES, format_func=lambda each: t(f"map.scheme_{each}"), key="map_scheme",
                disabled=mode != "value",
            )  # fmt: skip
            own = scheme == "own" and mode == "value"
            count = st.segmented_control(t("map.count"), COUNTS, key="map_count", required=True, disabled=own)
            st.text_input(
                t("map.bounds"), key="map_bounds", help=t("map.bounds_help"), max_chars=MOST_TEXT, disabled=not own
            )
    return mode, view, scheme, int(count)


def settled(mode: str, scheme: str, count: int, rows: pd.DataFrame, province) -> mapping.Choice:
    """The choice with its bounds or centre; says why where the scheme cannot be used."""
    choice = mapping.Choice(mode, scheme, count)
    if mode != "value" or scheme in mapping.SCHEMES[:3]:
        return choice
    if scheme == "own":
        text = st.session_state.get("map_bounds") or ""
        bounds = mapping.parse_bounds(text)
        if not bounds:
            words = t("map.bounds_bad", text=language.plain(text)) if text.strip() else t("map.bounds_none")
            st.warning(words, icon=":material/tune:")
        return mapping.Choice(mode, scheme, count, bounds or ())
    known = province is not None and not language.missing(province["actual"])
    centre = mapping.common_target(rows) if scheme == "target" else float(province["actual"]) if known else None
    if centre is None:
        st.info(t("map.no_target" if scheme == "target" else "map.no_province"), icon=":material/tune:")
    return mapping.Choice(mode, scheme, count, (), centre)


def pick_period(names: list[str], mode: str) -> str:
    """The period to draw: the newest until the reader moves the slider."""
    if len(names) < 2 or mode == "trend":
        return names[-1]
    scope.linked("map_period", names, names[-1])
    return st.select_slider(
        t("map.period"), names, format_func=lambda each: language.period(each, short=True), key="map_period"
    )


def find(here: scope.Scope) -> str | None:
    """The regency to highlight: the first of the scope, changed by search."""
    selected = here.regions[0] if here.regions else None
    labels = regency.search_labels()
    st.session_state["map_find"] = selected
    st.selectbox(
        t("map.find"), list(labels), index=None, format_func=labels.get, placeholder=t("map.find_none"),
        key="map_find", on_change=_found, width=320,
    )  # fmt: skip
    return selected


def _found() -> None:
    code = st.session_state["map_find"]
    scope.assign(region=[code] if code else [])


def titled(mode: str, indicator: Row, period: str) -> str:
    """Indicator, period and unit of measure of the mode."""
    unit = language.name({"unit_id": indicator["unit"], **indicator}, stem="unit")
    return t(f"map.title_{mode}", name=language.name(indicator), period=language.period(period), unit=unit)


def interactive(drawn, bands, key: tuple[object, ...], period: str, view: str, selected, theme: str) -> None:
    """The map or the tiles of one period; a click opens the regency."""
    draw = tile_map.draw if view == "tiles" else choropleth.draw
    frames = (drawn, bands, mapping.texts()) if view == "tiles" else (drawn, mapping.shapes(), bands, mapping.texts())
    figure = source.figure(
        draw, *frames, key=(*key, period, view == "tiles"), theme=theme, language=here.language, selected=selected
    )
    name = f"map_chart_{period}"
    cards.chart(
        figure, f"peta-{code}-{period}", titled(mode, indicator, period), key=name, selection_mode="points",
        on_select=lambda: mapping.select(name),
    )  # fmt: skip


def table(drawn: pd.DataFrame, choice: mapping.Choice, other: pd.DataFrame | None = None) -> None:
    """The same regencies in the same order as the classes; a row opens the regency."""
    low_first = indicator["better"] == "lower" and choice.mode in ("value", "change", "clusters")
    ordered = drawn.sort_values("shown", ascending=low_first, na_position="last")
    if choice.mode == "clusters":
        rank = {key: place for place, key in enumerate(bands["key"])}
        ordered = ordered.sort_values("class", key=lambda keys: keys.map(rank), kind="stable")
    ordered["codes"] = [[each] for each in ordered["region"]]
    columns = {"full_name": t("scope.region"), "shown": t(f"map.mode_{choice.mode}")}
    formats = {"shown": mapping.in_words(choice, indicator)}
    if choice.mode not in ("value", "clusters"):
        columns["value"] = t("map.text_value")
    if choice.mode == "clusters":
        columns |= {"shown": t("map.mode_value"), "band": t("map.mode_clusters")}
    if other is not None:
        before = other.set_index("region")["shown"]
        ordered["before"] = ordered["region"].map(before)
        columns["before"] = language.period(other_period, short=True)
        formats["before"] = formats["shown"]
        if choice.mode not in ("trend", "clusters"):
            ordered["moved"] = ordered["shown"] - ordered["before"]
            columns["moved"] = t("map.pair_change")
            formats["moved"] = mapping.in_words(mapping.Choice("change", choice.scheme, choice.count), indicator)
    if (ordered["target"] != language.NOTHING).any():
        columns |= {"target": t("map.text_target"), "class_label": t("map.text_class")}
    opens = ("region_page", {"region": "codes"})
    cards.table(
        ordered, columns, formats, opens, height=560, key="map_table", alt=titled(choice.mode, indicator, period)
    )


def multiples() -> None:
    """A small map a period, all of the same classes, under one legend."""
    st.image(map_picture.legend(bands, title, theme=theme), alt=", ".join(bands["label"]))
    with st.grid(4, min_column_width=150, gap="small"):
        for each in wanted:
            shown = frames[each][0]
            counted = t("map.counts_short", **dict(zip(("n", "missing", "absent"), mapping.counts(shown), strict=True)))
            with st.container(gap="xsmall"):
                st.markdown(f"**{language.period(each, short=True)}**")
                panel = map_picture.Panel("", dict(zip(shown["region"], shown["class"], strict=True)))
                words = titled(choice.mode, indicator, each)
                picture = source.figure(
                    map_picture.panel, panel, mapping.shapes(), bands, words, key=(*key, each, here.language),
                    theme=theme, selected=selected,
                )  # fmt: skip
                st.image(picture, alt=f"{words}: {counted}", width="stretch")


def downloads(picture, drawn: pd.DataFrame, title: str) -> None:
    """The map as PNG, SVG and GeoJSON."""
    with st.popover(t("map.download"), icon=":material/download:"):
        stem = f"peta-{code}-{mode}-{period}-{source.snapshot().id}"
        for kind, mime, data in (
            ("png", "image/png", lambda: mapfiles.png(picture())),
            ("svg", "image/svg+xml", lambda: picture().encode()),
            ("geojson", "application/geo+json",
             lambda: mapfiles.geojson(drawn, title, here, code, period, mode)),
        ):  # fmt: skip
            st.download_button(
                t(f"map.button_{kind}"), data, file_name=f"{stem}.{kind}", mime=mime, key=f"map_{kind}",
                on_click="ignore", width="stretch",
            )  # fmt: skip


def about_selected(row: pd.Series) -> None:
    """Value, class and sentence of the highlighted regency, with the ways on."""
    sentence = row[language.name_column(stem="sentence")]
    with st.container(border=True):
        st.markdown(f"**{row['full_name']}** — {row['value']} · {row['band']}")
        if not language.missing(sentence):
            st.markdown(language.plain(sentence))
        with st.container(horizontal=True):
            st.button(
                t("map.open_profile"), icon=":material/location_city:", key="map_profile", on_click=scope.open_page,
                args=("region_page",), kwargs={"region": [selected]},
            )  # fmt: skip
            st.button(
                t("map.open"), icon=":material/monitoring:", key="map_open", on_click=scope.open_page,
                args=("indicator_page",), kwargs={"indicator": code, "region": [selected]},
            )  # fmt: skip


here = scope.current()
st.title(t("frame.map"))
offered = source.fetch("map_indicators", agency=here.agency or None)
if offered.empty:
    cards.nothing_here(here)
if here.indicator and here.indicator not in set(offered["code"]):
    st.info(t("map.not_regional", name=scope.choices("indicator").label(here.indicator)), icon=":material/map:")
code = here.indicator if here.indicator in set(offered["code"]) else offered["code"].iloc[0]
chosen = offered.set_index("code").loc[code]
of = {"indicator": code, "agency": chosen["agency"], "unit": chosen["unit"]}
indicator = source.fetch("indicator_facts", indicator=code).iloc[0].to_dict()
periods = source.fetch("map_periods", **of)
until = periods[periods["period_end"].dt.date <= here.as_of] if here.as_of else periods
if until.empty:
    cards.nothing_here(here)

names = until["period"].tolist()
mode, view, scheme, count = controls(offered, here)
if mode == "trend" and view in ("pair", "multiples"):
    st.info(t("map.multiples_trend"), icon=":material/history:")
    mode = "value"
if len(names) < 2 and view in ("pair", "multiples"):
    st.info(t("map.multiples_one"), icon=":material/history:")
    view = "map"
with st.container(horizontal=True, vertical_alignment="bottom"):
    with st.container():
        period = pick_period(names, mode)
    selected = find(here)
other_period = None
if view == "pair":
    others = [each for each in names if each != period]
    earlier = [each for each in others if names.index(each) < names.index(period)]
    scope.linked("map_other", others, (earlier or others)[-1])
    other_period = st.selectbox(
        t("map.other_period"), others[::-1], format_func=language.period, key="map_other", width=320
    )
theme = source.theme()
province = mapping.province(period=period, **of)
wanted = [period]
if view == "multiples":
    wanted = names[: names.index(period) + 1][-MOST_PANELS:]
elif other_period:
    wanted = [*sorted([other_period, period], key=names.index)]
values = {each: mapping.values(each, indicator["better"], **of) for each in wanted}
choice = settled(mode, scheme, count, values[period], province)
every = pd.concat([rows[mapping.COLUMN[mode]] for rows in values.values()])
made = mapping.classify(every, indicator, choice)
frames = {each: mapping.regencies(rows, indicator, choice, theme, made) for each, rows in values.items()}
drawn, bands = frames[period]
title = titled(mode, indicator, period)
if len(wanted) > 1:
    title = titled(mode, indicator, " – ".join(language.period(each, short=True) for each in (wanted[0], wanted[-1])))

st.header(language.plain(title))
st.markdown(mapping.lead(drawn, values[period], choice, indicator, province))
present, missing, absent = mapping.counts(drawn)
st.caption(t("map.counts", n=present, missing=missing, absent=absent))
if mode == "province" and values[period]["from_province"].isna().all():
    st.info(t("map.no_gap_province"), icon=":material/info:")
for note in mapping.notes(made):
    st.caption(note)
key = (code, of["agency"], of["unit"], tuple(wanted), choice)


def picture() -> str:
    """Every map in view as one SVG picture in the light theme."""
    maps = [(language.period(each) if len(wanted) > 1 else "", frames[each][0]) for each in wanted]
    light = mapping.regencies(values[period], indicator, choice, "light", made)[1]
    return mapfiles.svg(maps, light, title, here, selected=selected)


if view == "multiples":
    multiples()
    table(drawn, choice)
else:
    beside = st.grid(2, min_column_width=400)
    if view == "pair":
        for each in wanted:
            with beside.container():
                st.markdown(f"**{language.period(each)}**")
                interactive(*frames[each], key, each, "map", selected, theme)
        table(drawn, choice, frames[other_period][0])
    else:
        with beside.container():
            interactive(drawn, bands, key, period, view, selected, theme)
        with beside.container():
            table(drawn, choice)
st.caption(t("map.click"))
downloads(picture, drawn, title)
if mode == "clusters":
    st.caption(t("map.clusters_help"))
if province is not None:
    worded = mapping.in_words(mapping.Choice("value", scheme, count), indicator)
    kind = "official" if province["method"] == "official" else "derived"
    reported = {} if kind == "official" else {"n": int(province["regions_reported"])}
    st.markdown(t(f"map.province_{kind}", value=worded(province["actual"]), **reported))
if selected:
    about_selected(drawn.set_index("region").loc[selected])
cards.explained("map", "classes")
st.caption(t("map.boundaries", attribution=language.plain(mapping.boundaries.ATTRIBUTION[language.current()])))
cards.caption_of(values[period].dropna(subset=["status"]))
