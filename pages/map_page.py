"""Peta: the 23 regencies by value, achievement, gap, change or trend of one indicator in one period."""

import streamlit as st

from analytics.figures import map as polygons
from analytics.figures import tiles
from pages.parts import cards, language, mapping, scope, source
from pages.parts.language import t

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

with st.container(horizontal=True, vertical_alignment="bottom"):
    mode = st.segmented_control(
        t("map.mode"), mapping.MODES, default=mapping.MODES[0], format_func=lambda each: t(f"map.mode_{each}"),
        key="map_mode", required=True, bind="query-params",
    )  # fmt: skip
    view = st.segmented_control(
        t("map.view"), ("map", "tiles"), default="map", format_func=lambda each: t(f"map.view_{each}"),
        key="map_view", required=True, bind="query-params",
    )  # fmt: skip
    with st.popover(t("map.classes"), icon=":material/tune:", disabled=mode in ("achievement", "trend")):
        scheme = st.selectbox(
            t("map.scheme"), mapping.SCHEMES, format_func=lambda each: t(f"map.scheme_{each}"), key="map_scheme",
            disabled=mode != "value", bind="query-params",
        )  # fmt: skip
        count = st.number_input(t("map.count"), 3, 7, 5, key="map_count", bind="query-params")
names = until["period"].tolist()
period = names[-1]
if len(names) > 1 and mode != "trend":
    if st.session_state.get("map_period") not in names:
        st.session_state["map_period"] = names[-1]
    period = st.select_slider(
        t("map.period"), names, format_func=lambda each: language.period(each, short=True), key="map_period"
    )

choice = mapping.Choice(mode, scheme, int(count))
theme = source.theme()
values = source.fetch("map_values", period=period, **of)
drawn, classes = mapping.regencies(values, indicator, choice, theme)
selected = here.regions[0] if here.regions else None

st.subheader(
    t(
        f"map.title_{mode}",
        name=language.plain(language.name(indicator)),
        period=language.period(period),
        unit=language.plain(language.name({"unit_id": indicator["unit"], **indicator}, stem="unit")),
    )
)
present, missing, absent = mapping.counts(drawn)
st.markdown(t("map.counts", n=present, missing=missing, absent=absent))
left, right = st.columns([3, 2])
with left:
    options = {"theme": theme, "language": here.language, "selected": selected}
    key = (code, of["agency"], of["unit"], period, choice, view)
    if view == "map":
        figure = source.figure(polygons.draw, drawn, mapping.shapes(), classes, mapping.texts(), key=key, **options)
    else:
        figure = source.figure(tiles.draw, drawn, classes, mapping.texts(), key=key, **options)
    st.plotly_chart(
        figure,
        theme=None,
        key="map_chart",
        on_select=lambda: mapping.select("map_chart"),
        selection_mode="points",
        config=cards.chart_config(f"peta-{code}-{period}"),
    )
    st.caption(t("map.boundaries", attribution=language.plain(mapping.boundaries.ATTRIBUTION)))
with right:
    ordered = drawn.sort_values("shown", ascending=indicator["better"] == "lower", na_position="last")
    write = mapping.in_words(choice, indicator)
    cards.table(
        ordered,
        {
            "full_name": t("scope.region"),
            **({} if mode == "value" else {"value": t("map.text_value")}),
            "shown": t(f"map.mode_{mode}"),
            "target": t("map.text_target"),
            "class_label": t("map.text_class"),
        },
        formats={"shown": write},
        height=560,
        key="map_table",
    )
province = mapping.province(period=period, **of)
if province is not None:
    worded = mapping.in_words(mapping.Choice("value", scheme, int(count)), indicator)
    if province["method"] == "official":
        st.markdown(t("map.province_official", value=worded(province["actual"])))
    else:
        st.markdown(t("map.province_derived", value=worded(province["actual"]), n=int(province["regions_reported"])))
if selected:
    row = drawn.set_index("region").loc[selected]
    sentence = row[language.name_column(stem="sentence")]
    with st.container(border=True):
        st.markdown(f"**{row['full_name']}** — {row['value']} · {row['class_label']}")
        if not language.missing(sentence):
            st.markdown(language.plain(sentence))
        st.button(
            t("map.open"), icon=":material/monitoring:", key="map_open",
            on_click=scope.open_page, args=("indicator_page",), kwargs={"indicator": code, "region": [selected]},
        )  # fmt: skip
cards.caption_of(values.dropna(subset=["status"]))
