"""The rows that sidebar and page choose: every box offers what exists, and keeps what was chosen though it does not."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from analytics.periods import FREQUENCIES, period_bounds
from pages import session
from pages.components import captions
from pages.content import choices, reader, scope
from pages.documents import dataset
from pages.words import language
from pages.words.language import t

INDICATORS, YEARS = "download_indicators", "download_years"
FILTERS = ("theme", "frequency", "status")


@dataclass(frozen=True)
class Offered:
    """What observations there are for the agency, units and regencies of the sidebar, and the years of all of them."""

    rows: pd.DataFrame
    whole: list[int]

    def narrowed(self, name: str, values: Iterable[str]) -> "Offered":
        """Those of a value of `name`; all of them where nothing is chosen."""
        chosen = set(values)
        return Offered(self.rows[self.rows[name].isin(chosen)] if chosen else self.rows, self.whole)

    @property
    def years(self) -> list[int]:
        if self.rows.empty:
            return self.whole
        return list(range(self.rows["first_day"].min().year, self.rows["last_day"].max().year + 1))


def draw(here: scope.Scope, contents: str) -> dataset.Selection:
    """The boxes of the page, and what they and the sidebar describe together."""
    asked = here.filters | ({"regions": None} if contents == "rollups" else {})
    span = reader.fetch("scope_span").iloc[0]
    offered = Offered(
        reader.fetch("download_offered", **asked), list(range(span["first_day"].year, span["last_day"].year + 1))
    )
    with st.container() if here.indicator else st.columns([2, 1])[0]:
        indicators = _indicators(here)
    offered = offered.narrowed("indicator", indicators)
    chosen, years = {}, None
    boxes = st.columns(len(FILTERS))
    for place, name in zip(boxes, FILTERS, strict=True):
        with place:
            chosen[name] = _one_of(name, set(offered.rows[name]))
        offered = offered.narrowed(name, filter(None, [chosen[name]]))
    if contents != "verdicts":
        years = _years(offered)
    _conflicts(here, indicators, chosen)
    return _selection(here, contents, asked, indicators, chosen, years, offered)


def _selection(
    here: scope.Scope, contents: str, asked: Mapping[str, object], indicators: list[str],
    chosen: Mapping[str, str | None], years: tuple[int, int] | None, offered: Offered,
) -> dataset.Selection:  # fmt: skip
    first, last = years or (offered.whole[0], offered.whole[-1])
    until = min(here.as_of, period_bounds(str(last))[1]) if here.as_of and years else f"{last}-12-31"
    ends = (offered.years[0], offered.years[-1])
    words = [t("download.span", first=str(first), last=str(last))] if years and years != ends else []
    words += [_words(name)(code) for name, code in chosen.items() if code]
    words += [choices.of("indicator").label(code) for code in indicators]
    placed = scope.describe(here if contents != "rollups" else _without_regions(here))
    return dataset.Selection(
        {
            **asked, "indicators": tuple(indicators) or None, "first": f"{first}-01-01", "last": str(until), **chosen,
        },
        tuple(placed + words), contents, session.address(reader.snapshot().id),
    )  # fmt: skip


def _without_regions(here: scope.Scope) -> scope.Scope:
    return scope.Scope(here.language, here.agency, here.units, (), here.indicator, here.period, here.snapshot)


def _indicators(here: scope.Scope) -> list[str]:
    """The indicators: the one of the sidebar, or any number chosen here; those of other agencies stay in the box."""
    if here.indicator:
        return [here.indicator]
    known, own = choices.of("indicator"), choices.of("indicator", here.agency).labels
    session.linked_several(INDICATORS, known.labels)
    foreign = [code for code in st.session_state[INDICATORS] if code not in own]
    chosen = st.multiselect(
        t("download.indicators"), [*own, *foreign], format_func=known.label, key=INDICATORS, select_all=False,
        placeholder=t("download.indicators_all"),
    )  # fmt: skip
    return list(chosen)


def _conflicts(here: scope.Scope, indicators: list[str], chosen: Mapping[str, str | None]) -> None:
    """Ask which of two choices counts where an indicator is not of the agency."""
    own = choices.of("indicator", here.agency).labels
    foreign = [code for code in indicators if code not in own]
    if not foreign or not here.agency:
        return
    names = "; ".join(choices.of("indicator").name(code) for code in foreign)
    agency = choices.of("agency").name(here.agency)
    words = t("download.foreign", names=language.plain(names), agency=language.plain(agency))
    st.warning(words, icon=":material/help:")
    with st.container(horizontal=True):
        st.button(t("download.drop_agency"), key="download_drop_agency", on_click=session.assign,
                  kwargs={"agency": None, "unit": []})  # fmt: skip
        st.button(t("download.drop_foreign"), key="download_drop_foreign", on_click=_drop, args=(foreign,))


def _drop(codes: list[str]) -> None:
    st.session_state[INDICATORS] = [code for code in st.session_state.get(INDICATORS, []) if code not in codes]
    if (st.session_state.get("indicator") or "") in codes:
        session.assign(indicator=None)


def _one_of(name: str, existing: set[str]) -> str | None:
    """A box with what exists among the rows chosen so far, and what stands in it already."""
    options, key = _options(name), f"download_{name}"
    session.linked(key, options)
    shown = [code for code in options if code in existing or code == st.session_state[key]]
    return st.selectbox(
        t(f"download.{name}"), shown, index=None, format_func=_words(name), key=key,
        placeholder=t(f"download.{name}_all"),
    )  # fmt: skip


def _options(name: str) -> list[str]:
    if name != "theme":
        return list({"frequency": FREQUENCIES, "status": dataset.STATUSES}[name])
    themes = _themes()
    return sorted(themes.labels, key=lambda code: themes.label(code).casefold())


def _words(name: str) -> Callable[[str], str]:
    return _themes().label if name == "theme" else lambda code: t(f"download.{name}_{code}")


def _themes() -> choices.Choices:
    rows = reader.fetch("download_themes")
    return choices.Choices({row["code"]: (row["name_id"], row["name_en"]) for row in rows.to_dict("records")})


def _years(offered: Offered) -> tuple[int, int]:
    """First and last year: of those that have rows, and those chosen before, which may have none."""
    given = st.session_state.get(YEARS) or [int(each) for each in st.query_params.get_all(YEARS) if each in ALL_YEARS]
    years = sorted({*offered.years, *given})
    years = list(range(years[0], years[-1] + 1))
    if len(years) == 1:
        captions.say(t("download.one_year", year=str(years[0])))
        return years[0], years[0]
    return st.select_slider(t("download.years"), years, value=(years[0], years[-1]), key=YEARS, bind="query-params")


ALL_YEARS = frozenset(map(str, range(1900, 2101)))
