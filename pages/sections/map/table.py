"""The regencies of the map in a table."""

from typing import Any

import pandas as pd

from pages.components import tables
from pages.content import mapping
from pages.sections.map.view import View
from pages.words import language
from pages.words.language import t


def draw(view: View) -> None:
    """The regencies in a table, beside another period where one is shown; a row opens the profile."""
    choice, indicator = view.choice, view.indicator
    low_first = indicator["better"] == "lower" and choice.mode in ("value", "gap", "province", "change", "clusters")
    by, rising = ("shown", low_first) if view.finding.ranked else ("short_name", True)
    ordered = view.drawn.sort_values(by, ascending=rising, na_position="last")
    if choice.mode == "clusters":
        rank = {key: place for place, key in enumerate(view.bands["key"])}
        ordered = ordered.sort_values("class", key=lambda keys: keys.map(rank), kind="stable")
    ordered["codes"] = [[each] for each in ordered["region"]]
    columns, formats = _columns(view, ordered)
    opens = ("region", {"region": "codes"})
    tables.table(ordered, columns, formats, opens, height=560, key="map_table", alt=view.title)


def _columns(view: View, ordered: pd.DataFrame) -> tuple[dict[str, Any], dict[str, Any]]:
    choice, indicator = view.choice, view.indicator
    columns = {"short_name": t("scope.region"), "shown": t(f"map.mode_{choice.mode}")}
    formats = {"shown": mapping.in_words(choice, indicator)}
    if choice.mode not in ("value", "clusters"):
        columns["value"] = t("map.text_value")
    if choice.mode == "clusters":
        columns |= {"shown": t("map.mode_value"), "band": t("map.mode_clusters")}
    if ordered["differs"].notna().any() and indicator["region_aggregation"] != "sum":
        known = {name: t(f"series.differs_{name}") for name in ("better", "worse", "like")}
        ordered["differing"] = [known.get(each) for each in ordered["differs"]]
        columns["differing"] = t("regional.differs")
    for period in view.wanted if len(view.wanted) > 1 else ():
        ordered[period] = ordered["region"].map(view.frames[period][0].set_index("region")["shown"])
        columns[period], formats[period] = language.period(period, short=True), formats["shown"]
    moved = view.moved
    if len(moved):
        ordered["moved"] = ordered["region"].map(moved)
        columns["moved"] = t("map.pair_change")
        formats["moved"] = mapping.in_words(mapping.Choice("change", choice.scheme, choice.count), indicator)
        del columns["shown"]  # it stands as the column of its period
    if (ordered["target"] != language.NOTHING).any():
        columns |= {"target": t("map.text_target"), "class_label": t("map.text_class")}
    return columns, formats
