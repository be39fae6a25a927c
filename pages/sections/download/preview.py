"""The rows of the file, a page at a time."""

import streamlit as st

from analytics.regions import PROVINCE
from pages.components import captions, paging, row_lists
from pages.documents import dataset
from pages.words import language
from pages.words.language import t

WIDTHS = {"class_name": 110, "indicator_name": 240, "sentence": 400}  # pixels
TITLE = ("indicator_name", "region_name", "period")
PAGE_ROWS = 100
PAGES_SHOWN = 50
SHOWN = (
    "indicator_name", "region_name", "unit_name", "period", "last_period", "actual", "target", "measure", "achievement",
    "class_name", "gap", "state", "p_value", "q_value", "slope", "slope_unit", "regions_reported", "regions_due",
    "status", "agency", "source", "sentence",
)  # fmt: skip


def draw(selection: dataset.Selection, total: int) -> None:
    """A page of the rows, what tells them apart in front; a name opens its indicator."""
    st.header(t("download.preview"))
    skip = paging.first_row(total, PAGE_ROWS, "download_page_number", most=PAGES_SHOWN)
    shown = dataset.preview(selection, PAGE_ROWS, skip)
    names = [name for name in SHOWN if name in shown and not (name == "indicator_name" and selection.one_indicator)]
    names = [name for name in names if name != "unit_name" or shown[name].replace("", None).notna().any()]
    formats = {
        **dict.fromkeys(("target", "actual", "gap"), lambda value: language.number(value, 2)),
        "achievement": lambda value: language.number(value, 1),
        **dict.fromkeys(("period", "last_period"), lambda code: language.period(code, short=True)),
        "status": lambda code: t(f"download.status_{code}"),
        "state": lambda code: t(f"cards.short_{code}"),
        **dict.fromkeys(("p_value", "q_value", "slope"), lambda value: language.number(value, 3)),
    }
    shown["codes"] = [[code] if code != PROVINCE else [] for code in shown["region"]]
    row_lists.table(
        shown,
        {name: st.column_config.Column(dataset.heading(name), width=WIDTHS.get(name)) for name in names},
        {name: how for name, how in formats.items() if name in names},
        ("indicator", {"indicator": "indicator", "agency": "agency", "region": "codes"}),
        title=tuple(name for name in TITLE if name in names), key="download_preview",
        of=(selection.stem, skip),
    )  # fmt: skip
    captions.say(t("download.previewed", first=skip + 1, last=skip + len(shown), total=total))
    if total > PAGE_ROWS * PAGES_SHOWN:
        captions.say(t("download.preview_cut", n=PAGE_ROWS * PAGES_SHOWN))
