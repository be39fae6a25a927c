"""The map that is asked for, settled once: every section of the page takes it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from analytics import classes
from pages import session
from pages.components import blank
from pages.content import choices, mapping, place_map, reader, scope
from pages.sections.map import controls
from pages.words import language
from pages.words.language import t
from pages.words.row import Row

MOST_PANELS = 12
Frame = tuple[pd.DataFrame, pd.DataFrame]


@dataclass(frozen=True)
class Subject:
    """The indicator of the map: those on offer, its own facts, and the periods that regencies reported."""

    offered: pd.DataFrame
    code: str
    of: Mapping[str, str]  # indicator, agency and unit
    indicator: Row
    periods: pd.DataFrame

    @property
    def names(self) -> list[str]:
        return self.periods["period"].tolist()

    def values(self, period: str) -> pd.DataFrame:
        """Rows of `mapping.values`."""
        return mapping.values(period, **self.of)


@dataclass(frozen=True)
class View:
    """What is drawn: indicator and choice, the periods in view (`shown` leads, `other` stands beside it), their
    regencies with the classes, the form of `controls.FORMS`, and which `newer` period is not shown."""

    here: scope.Scope
    indicator: Row
    choice: mapping.Choice
    shown: str
    wanted: tuple[str, ...]
    frames: Mapping[str, Frame]
    theme: str
    key: tuple[object, ...]
    due: int
    province: pd.Series | None
    values: pd.DataFrame
    made: classes.Classes | None
    form: str
    other: str | None
    newer: str

    @property
    def selected(self) -> str | None:
        return self.here.regions[0] if self.here.regions else None

    @property
    def drawn(self) -> pd.DataFrame:
        return self.frames[self.shown][0]

    @property
    def bands(self) -> pd.DataFrame:
        return self.frames[self.shown][1]

    @property
    def title(self) -> str:
        """Indicator, periods and unit of the mode."""
        if len(self.wanted) == 1:
            return self.titled(language.period(self.shown))
        return self.titled(" – ".join(language.period(each, short=True) for each in (self.wanted[0], self.wanted[-1])))

    def titled(self, period: str) -> str:
        unit = language.name({"unit_id": self.indicator["unit"], **self.indicator}, stem="unit")
        return t(f"map.title_{self.choice.mode}", name=language.name(self.indicator), period=period, unit=unit)

    @property
    def moved(self) -> pd.Series:
        """By how much the number of each regency changed from the first period in view to the last; empty where only
        one is, or the mode has no number to compare."""
        if len(self.wanted) < 2 or self.choice.mode in ("trend", "clusters"):
            return pd.Series(dtype=float)
        first, last = (self.frames[each][0].set_index("region")["shown"] for each in (self.wanted[0], self.wanted[-1]))
        return (last - first).dropna()

    @property
    def finding(self) -> place_map.Shown:
        """The leading period for the block with names."""
        written = partial(mapping.in_words, self.choice, self.indicator)
        province, note = self._province()
        return place_map.Shown(
            self.drawn, self.bands, self.indicator, self.choice.mode, self.shown, self.due, written(),
            written(bare=True), self._profile, province, note, self.selected,
        )  # fmt: skip

    def _profile(self, region: str) -> str:
        return scope.link("wilayah", self.here, region=[region], indicator=self.indicator["code"])

    def _province(self) -> tuple[str, str]:
        if self.province is None or self.choice.mode not in ("value", "clusters", "trend"):
            return "", ""
        words = mapping.in_words(mapping.Choice("value", self.choice.scheme, self.choice.count), self.indicator)
        official = self.province["method"] == "official"
        note = "" if official else t("map.province_from", n=int(self.province["regions_reported"]))
        return words(self.province["actual"]), note


def subject(here: scope.Scope) -> Subject:
    """The indicator of the scope, the first of all where it has no regencies; ends the page where nothing is here."""
    offered = reader.fetch("map_indicators", agency=here.agency or None)
    if offered.empty:
        _nothing(here)
    known = here.indicator in set(offered["code"])
    if here.indicator and not known:
        st.info(t("map.not_regional", name=choices.of("indicator").label(here.indicator)), icon=":material/map:")
    code = here.indicator if known else offered["code"].iloc[0]
    facts = offered.set_index("code").loc[code]
    of = {"indicator": code, "agency": str(facts["agency"]), "unit": str(facts["unit"])}
    indicator = reader.fetch("indicator_facts", indicator=code).iloc[0].to_dict()
    periods = reader.fetch("map_periods", **of)
    periods = periods[periods["period_end"].dt.date <= here.as_of] if here.as_of else periods
    if periods.empty:
        _nothing(here)
    return Subject(offered, code, of, indicator, periods)


def _nothing(here: scope.Scope) -> None:
    st.title(t("frame.map"))
    blank.nothing_here(here)


def asked(here: scope.Scope, of: Subject) -> View:
    """Draw the controls and settle what they ask for."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        controls.indicator(of.offered, of.code)
        session.linked("map_mode", mapping.MODES, mapping.MODES[0])
        shown = controls.period(of.periods, st.session_state["map_mode"])
        shared = controls.scale(of.names, shown, of.indicator)
        newest = of.values(shown)
        wish = controls.drawing(controls.cannot_draw(newest, here.as_of), len(of.names) > 1)
    other = controls.other_period(of.names, shown) if wish.view == "pair" else None
    wanted = _wanted(of.names, shown, other, wish.view)
    values = {shown: newest} | {each: of.values(each) for each in wanted if each != shown}
    province = mapping.province(period=shown, **of.of)
    choice = controls.settled(wish, newest, province)
    made = _classes(of, shown, shared, choice, values)
    theme, key = reader.theme(), (*of.of.values(), wanted, choice, shared)
    frames = {each: _frame(rows, of.indicator, choice, theme, made, key=(each, *key)) for each, rows in values.items()}
    due, newer = int(of.periods["regions_due"].iloc[-1]), controls.newer(of.periods, shown)
    return View(
        here, of.indicator, choice, shown, wanted, frames, theme, key, due, province, newest, made, wish.view, other,
        newer,
    )  # fmt: skip


def _frame(*told: object, key: tuple[object, ...]) -> Frame:
    """What `mapping.regencies` makes of the values of a period."""
    return reader.rows(_regencies, *told, key=key), reader.rows(_bands, *told, key=key)


def _regencies(*told: Any) -> pd.DataFrame:
    return mapping.regencies(*told)[0]


def _bands(*told: Any) -> pd.DataFrame:
    return mapping.regencies(*told)[1]


def _wanted(names: list[str], shown: str, other: str | None, form: str) -> tuple[str, ...]:
    """The periods in view, the oldest first."""
    if form == "multiples":
        return tuple(names[: names.index(shown) + 1][-MOST_PANELS:])
    return (shown,) if other is None else tuple(sorted([other, shown], key=names.index))


def _classes(
    of: Subject, shown: str, shared: bool, choice: mapping.Choice, values: Mapping[str, pd.DataFrame]
) -> classes.Classes | None:
    """Classes cut over all periods that share a scale, or over those in view."""
    alike = controls.comparable(of.names, shown, of.indicator)
    cut = mapping.spread(choice, alike, of.indicator, **of.of) if shared else None
    if cut is None:
        cut = pd.concat([mapping.numbers(rows, choice, of.indicator) for rows in values.values()])
    return mapping.classify(cut, of.indicator, choice)
