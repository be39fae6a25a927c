"""Unduh Data: a filtered dataset as a file, with its dictionary, filters, snapshot and sources."""

import math

import pandas as pd
import streamlit as st

from analytics.periods import FREQUENCIES, period_bounds
from pages.parts import cards, datapackage, downloads, language, scope, snippets, source
from pages.parts.language import t

WIDTHS = {"class": 110}  # pixels; the first rows alone would make it too narrow
PAGE_ROWS = 100
PAGES_SHOWN = 50
FORMATS = (
    ("csv_id", "csv", "text/csv", "csv", lambda chosen: downloads.csv(chosen, ",")),
    ("csv_en", "csv", "text/csv", "csv", lambda chosen: downloads.csv(chosen, ".")),
    (
        "xlsx",
        "xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "table_view",
        downloads.xlsx,
    ),
    ("parquet", "parquet", "application/vnd.apache.parquet", "database", downloads.parquet),
    ("json", "json", "application/json", "data_object", downloads.json_text),
    ("geojson", "geojson", "application/geo+json", "map", downloads.geojson),
    ("package", "zip", "application/zip", "folder_zip", datapackage.package),
)
SHOWN = (
    "indicator_name", "region_name", "period", "actual", "target", "measure", "achievement", "class_name", "gap",
    "status", "agency", "unit", "source",
)  # fmt: skip


def built(here: scope.Scope) -> downloads.Selection:
    """The dataset that the sidebar and the widgets of this page describe."""
    row = [st.container()] if here.indicator else st.columns([2, 1])
    with row[0]:
        indicators = what(here)
    with row[-1]:
        theme = one_of("theme", themes().labels, themes().label)
    span = source.fetch("scope_span").iloc[0]
    years = list(range(span["first_day"].year, span["last_day"].year + 1))
    left, middle, right = st.columns(3)
    with left:
        first, last = st.select_slider(
            t("download.years"), years, value=(years[0], years[-1]), key="download_years", bind="query-params"
        )
    with middle:
        frequency = one_of("frequency", FREQUENCIES, lambda code: t(f"download.frequency_{code}"))
    with right:
        status = one_of("status", downloads.STATUSES, lambda code: t(f"download.status_{code}"))
    until = min(here.as_of, period_bounds(str(last))[1]) if here.as_of else f"{last}-12-31"
    words = [t("download.span", first=str(first), last=str(last))]
    words += [t(f"download.frequency_{frequency}")] if frequency else []
    words += [t(f"download.status_{status}")] if status else []
    words += [themes().label(theme)] if theme else []
    words += [scope.choices("indicator").label(code) for code in indicators]
    return downloads.Selection(
        {
            **here.filters,
            "indicators": tuple(indicators) or None,
            "theme": theme,
            "first": f"{first}-01-01",
            "last": str(until),
            "frequency": frequency,
            "status": status,
        },
        tuple(scope.describe(here) + words),
    )


def what(here: scope.Scope) -> list[str]:
    """The indicators: the one of the sidebar, or any number chosen here."""
    if here.indicator:
        return [here.indicator]
    options = scope.choices("indicator", here.agency)
    scope.linked_several("download_indicators", options.labels)
    return st.multiselect(
        t("download.indicators"),
        list(options.labels),
        format_func=options.label,
        placeholder=t("download.indicators_all"),
        key="download_indicators",
        select_all=False,
    )


def themes() -> scope.Choices:
    rows = source.fetch("download_themes")
    return scope.Choices({row["code"]: (row["name_id"], row["name_en"]) for row in rows.to_dict("records")})


def one_of(name: str, options, label) -> str | None:
    scope.linked(f"download_{name}", options)
    return st.selectbox(
        t(f"download.{name}"),
        list(options),
        index=None,
        format_func=label,
        placeholder=t(f"download.{name}_all"),
        key=f"download_{name}",
    )


def summary(selection: downloads.Selection, counts: pd.Series) -> None:
    """What the file will hold: rows, indicators, regions, days, size, and what of it is simulated."""
    st.markdown(
        t(
            "download.holds",
            n=int(counts["observations"]),
            indicators=int(counts["indicators"]),
            regions=int(counts["regions"]),
            first=language.day(counts["first_day"]),
            last=language.day(counts["last_day"]),
        )
        + " "
        + t("download.size", size=in_bytes(downloads.size(selection)))
    )
    cards.simulated_note(int(counts["simulated"]), int(counts["observations"]))


def in_bytes(size: int) -> str:
    """A size as kilobytes or megabytes."""
    return f"{language.number(size / 1e6, 1)} MB" if size >= 1e6 else f"{language.number(max(1, size / 1e3), 0)} kB"


def buttons(selection: downloads.Selection, counts: pd.Series) -> None:
    """One button a format; each file is made when it is asked for."""
    with st.container(horizontal=True):
        for key, ending, mime, icon, made in FORMATS:
            unfit = key == "geojson" and not selection.one_indicator
            st.download_button(
                t(f"download.button_{key}"),
                lambda made=made: made(selection),
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


def preview(selection: downloads.Selection, total: int) -> None:
    """The rows of the file, a page at a time."""
    st.header(t("download.preview"))
    pages = min(PAGES_SHOWN, math.ceil(total / PAGE_ROWS))
    page = 1
    if pages > 1:
        held = st.session_state.get("download_page_number", 1)
        st.session_state["download_page_number"] = min(held, pages)
        page = st.number_input(
            t("download.page", pages=pages), min_value=1, max_value=pages, key="download_page_number", width=200
        )
    skip = PAGE_ROWS * (page - 1)
    shown = downloads.preview(selection, PAGE_ROWS, skip)
    cards.table(
        shown,
        {name: st.column_config.Column(downloads.heading(name), width=WIDTHS.get(name)) for name in SHOWN},
        formats={
            **dict.fromkeys(("target", "actual", "gap"), lambda value: language.number(value, 2)),
            "achievement": lambda value: language.number(value, 1),
            "period": lambda code: language.period(code, short=True),
            "status": lambda code: t(f"download.status_{code}"),
        },
        key="download_preview",
    )
    st.caption(t("download.previewed", first=skip + 1, last=skip + len(shown), total=total))


def reading(selection: downloads.Selection) -> None:
    """Code that reads the file, a tab a tool."""
    st.header(t("download.reading"))
    decimal = "," if language.current() == "id" else "."
    told = snippets.snippets(selection, decimal)
    for tab, (_, text, code) in zip(st.tabs([title for title, _, _ in told]), told, strict=True):
        with tab:
            if code:
                st.code(text, language=code)
            else:
                st.markdown(text)


def about(selection: downloads.Selection) -> None:
    """Citation, filters, sources, licence and the dictionary of columns, as the file itself says them."""
    st.header(t("download.about_citation"))
    st.code(downloads.citation(selection), language=None, wrap_lines=True)
    fold = st.expander(t("download.about"), icon=":material/info:", key="download_about", on_change="rerun")
    if not fold.open:
        return
    with fold:
        for title, words in downloads.about(selection):
            st.markdown(f"**{title}**  \n{language.plain(words)}")
        st.markdown(f"**{t('download.columns')}**")
        st.dataframe(downloads.columns(), hide_index=True)


here = scope.current()
st.title(t("frame.download"))
st.markdown(t("download.intro"))
selection = built(here)
counts = downloads.count(selection)
if not counts["observations"]:
    cards.nothing_here(here)
summary(selection, counts)
buttons(selection, counts)
preview(selection, int(counts["observations"]))
reading(selection)
about(selection)
