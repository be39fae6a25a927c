"""Where one regency stands, and what brought the reader here."""

from typing import Any

import pandas as pd
import streamlit as st

from analytics.regions import PROVINCE
from pages.components import blocks, captions, picture
from pages.content import place_profile, reader, regency, scope, targets
from pages.words import language
from pages.words.language import t


def draw(here: scope.Scope, region: str, name: str, rows: pd.DataFrame) -> None:
    """The finding, facts of the regency, and its ranked lines; `rows` of `regency.compared`."""
    place = placed(here, region, name, rows)
    head(place, here)
    captions.say(language.plain(regency.facts(region, here)))
    _classes(here, region)
    official(place)
    examples(place)


def placed(here: scope.Scope, region: str, name: str, rows: pd.DataFrame) -> place_profile.Place:
    """The regency with its rows, the values beside them and what brought the reader to it."""
    beside = regency.peers(here, region)
    beside = beside[beside["region"] != PROVINCE]
    return place_profile.Place(
        name,
        rows.assign(decimals=rows["decimals"].fillna(2)),
        {key: of["actual"] for key, of in beside.groupby(regency.BY, dropna=False)},
        lambda address, **codes: scope.link(address, here, **{"region": [region], **codes}),
        here.indicator,
        _targets(here, region),
    )


def _targets(here: scope.Scope, region: str) -> dict[str, Any] | None:
    rows = reader.fetch(
        "standing_regions", agency=here.agency or None, as_of=here.as_of, today=targets.judged_on(here)
    )
    own = rows[rows["region"] == region]
    return None if own.empty else own.iloc[0].to_dict()


def _classes(here: scope.Scope, region: str) -> None:
    """What the list of regencies counts of this one."""
    filters = {**here.filters, "regions": None}
    rows = reader.fetch("summary_regions", as_of=here.as_of, since=here.since, **filters)
    counts = rows.set_index("region").loc[region, ["low", "judged", "worsening", "simulated"]]
    if counts["judged"]:
        captions.say(t("place.classes", **{str(name): int(n) for name, n in counts.items()}))


def head(of: place_profile.Place, here: scope.Scope) -> None:
    """The finding, and what brought the reader here."""
    day = language.day(targets.judged_on(here), width="d MMMM y")
    blocks.show(blocks.rendered("place_head", **place_profile.head(of, t("place.over", day=day))))


def official(of: place_profile.Place) -> None:
    """The ranked lines on published or reported values, the worst first."""
    rows = of.official
    if rows.empty:
        return
    title = t("place.official_title", n=int(rows["regions"].max()))
    _lines(of, rows, title, t("place.official_note", name=of.name), "region_official")
    captions.caption_of(rows)


def examples(of: place_profile.Place) -> None:
    """The lines on simulated values by name, folded away, with the regency's targets."""
    rows = of.simulated
    if rows.empty:
        return
    with st.expander(_example_title(of, len(rows))):
        _lines(of, rows, t("place.example_title", n=len(rows)), t("place.example_note"), "region_examples")
        captions.caption_of(rows)


def _example_title(of: place_profile.Place, n: int) -> str:
    told = of.targets
    counted = sum(int(told[kind]) for kind in ("met", "near", "not_met")) if told else 0
    if not told or not counted or not told["simulated"]:
        return t("place.example_title", n=n)
    return t("place.example_targets", n=n, met=int(told["met"]), m=counted, before=int(told["before_met"]))


def _lines(of: place_profile.Place, rows: pd.DataFrame, title: str, note: str, key: str) -> None:
    told = {"title": title, "note": note, "lines": place_profile.lines(of, rows)}
    picture.show(blocks.rendered("place_lines", **told), key=key)
