"""Unduh Data: a filtered dataset as a file, with its dictionary, filters, snapshot and sources."""

import streamlit as st

from pages.parts import cards, downloads, language, scope, source
from pages.parts.language import t

PREVIEWED = 200

here = scope.current()
st.title(t("frame.download"))
st.markdown(t("download.intro"))

span = source.fetch("scope_span").iloc[0]
years = list(range(span["first_day"].year, span["last_day"].year + 1))
first_column, second_column, third_column = st.columns([2, 1, 1])
with first_column:
    first, last = st.select_slider(
        t("download.years"), years, value=(years[0], years[-1]), key="download_years", bind="query-params"
    )
with second_column:
    frequency = st.selectbox(
        t("download.frequency"),
        downloads.FREQUENCIES,
        index=None,
        format_func=lambda code: t(f"download.frequency_{code}"),
        placeholder=t("download.frequency_all"),
        key="download_frequency",
        bind="query-params",
    )
with third_column:
    status = st.selectbox(
        t("download.status"),
        downloads.STATUSES,
        index=None,
        format_func=lambda code: t(f"download.status_{code}"),
        placeholder=t("download.status_all"),
        key="download_status",
        bind="query-params",
    )

chosen = [t("download.span", first=str(first), last=str(last))]
chosen += [t(f"download.frequency_{frequency}")] if frequency else []
chosen += [t(f"download.status_{status}")] if status else []
chosen += [scope.choices("indicator").label(here.indicator)] if here.indicator else []
selection = downloads.Selection(
    {
        **here.filters,
        "indicator": here.indicator or None,
        "first": f"{first}-01-01",
        "last": str(min(here.as_of, language.period_bounds(str(last))[1]) if here.as_of else f"{last}-12-31"),
        "frequency": frequency,
        "status": status,
    },
    tuple(scope.describe(here) + chosen),
)
counts = downloads.count(selection)
if not counts["observations"]:
    cards.nothing_here(here)

st.markdown(
    t(
        "download.holds",
        n=int(counts["observations"]),
        indicators=int(counts["indicators"]),
        regions=int(counts["regions"]),
        first=language.day(counts["first_day"]),
        last=language.day(counts["last_day"]),
    )
)
cards.simulated_note(int(counts["simulated"]), int(counts["observations"]))

with st.container(horizontal=True):
    for key, data, ending, mime, icon in (
        ("csv_id", lambda: downloads.csv(selection, ","), "csv", "text/csv", "csv"),
        ("csv_en", lambda: downloads.csv(selection, "."), "csv", "text/csv", "csv"),
        (
            "xlsx",
            lambda: downloads.xlsx(selection),
            "xlsx",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "table_view",
        ),
        ("parquet", lambda: downloads.parquet(selection), "parquet", "application/vnd.apache.parquet", "database"),
        ("geojson", lambda: downloads.geojson(selection), "geojson", "application/geo+json", "map"),
    ):
        unfit = key == "geojson" and not here.indicator
        st.download_button(
            t(f"download.button_{key}"),
            data,
            file_name=f"{selection.stem}.{ending}",
            mime=mime,
            icon=f":material/{icon}:",
            key=f"download_{key}",
            on_click="ignore",
            disabled=unfit,
            help=t("download.geojson_needs") if unfit else t(f"download.help_{key}"),
        )
if counts["observations"] > downloads.SHEET_ROWS:
    st.warning(t("download.sheet_full", n=downloads.SHEET_ROWS), icon=":material/table_rows:")

st.subheader(t("download.preview"))
shown = downloads.preview(selection, PREVIEWED)
cards.table(
    shown,
    {
        name: t(f"download.column_{name}")
        for name in (
            "indicator_name", "region_name", "period", "actual", "target", "measure", "achievement", "class_name",
            "gap", "status", "agency", "unit", "source",
        )
    },
    formats={
        **dict.fromkeys(("target", "actual", "gap"), lambda value: language.number(value, 2)),
        "achievement": lambda value: language.number(value, 1),
        "period": lambda code: language.period(code, short=True),
        "status": lambda code: t(f"download.status_{code}"),
    },
    key="download_preview",
)
st.caption(t("download.previewed", n=len(shown), total=int(counts["observations"])))

with st.expander(t("download.about"), icon=":material/info:"):
    for title, words in downloads.about(selection):
        st.markdown(f"**{title}**  \n{language.plain(words)}")
    st.markdown(f"**{t('download.columns')}**")
    st.dataframe(downloads.columns(), hide_index=True)
