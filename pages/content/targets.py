"""Where targets stand in the present view: the rows, lines and addresses that Ringkasan and Instansi are made of."""

import datetime as dt

import pandas as pd

from pages.content import agency_agenda, choices, completeness, reader, scope, told
from pages.content.asks import Line
from pages.content.overview import Overview
from pages.content.priorities import Beside, lines_of, own_lines
from pages.words import language
from pages.words.language import t


def judged_on(here: scope.Scope) -> dt.date:
    """The day by which targets are judged: the end of the chosen period, else today (or the sample's own date)."""
    return here.as_of or completeness.judged_on()


def reported_on(here: scope.Scope) -> dt.date:
    """The day by which reports are late or missing: the end of the chosen period, else that of the clock."""
    return here.as_of or completeness.real_day()


def over(here: scope.Scope, named: bool = True) -> str:
    """Whose performance this is (unless the page names it), as of which day and quarter."""
    values = {
        "day": language.day(judged_on(here), width="d MMMM y"),
        "period": language.period(here.quarter),
    }
    if not named:
        return t("summary.over_only", **values)
    if here.agency:
        return t("summary.over_agency", name=choices.of("agency").name(here.agency), **values)
    return t("summary.over", **values)


def overview(here: scope.Scope) -> Overview:
    """Every target of the province or of one agency, with the listed priorities as lines."""
    rows, listed = _rows(here), reader.fetch("priorities")
    more = beside(here, tuple(listed["indicator"]))
    whole = reader.fetch("agency_totals", indicator=None, as_of=here.as_of)
    if here.agency:
        listed, whole = listed[listed["agency"] == here.agency], whole.iloc[:0]
    return _seen(here, rows, lines_of(rows, listed, whole, more))


def of_agency(here: scope.Scope) -> Overview:
    """Every target of one agency, or of those of its units that are chosen, its results as lines."""
    rows = _rows(here)
    if here.units:
        rows = [row for row in rows if row["unit"] in here.units]
    results = _results(rows)
    return _seen(here, rows, own_lines(results, beside(here, tuple(row["indicator"] for row in results))))


def results(here: scope.Scope) -> list[told.Row]:
    """The rows of every target that counts as a result, not of the budget."""
    return _results(_rows(here))


def _results(rows: list[told.Row]) -> list[told.Row]:
    return [row for row in rows if row["counts_as"] == "result"]


def places(here: scope.Scope, of: Overview) -> pd.DataFrame:
    """Newest values of regencies of the agency's results."""
    indicators = tuple(line.row["indicator"] for line in of.lines)
    return reader.fetch("standing_places", agency=here.agency, indicators=indicators, as_of=here.as_of)


def awaited(here: scope.Scope) -> pd.DataFrame:
    """Reports of the agency that are due within the next months."""
    today = reported_on(here)
    until = agency_agenda.until(today)
    return reader.fetch("quality_calendar", today=today, until=until, agency=here.agency, units=here.units or None)


def _rows(here: scope.Scope) -> list[told.Row]:
    told_ = reader.fetch("standing", agency=here.agency or None, as_of=here.as_of, today=judged_on(here))
    return told_.to_dict("records")


def _seen(here: scope.Scope, rows: list[told.Row], lines: list[Line]) -> Overview:
    filters = {"agency": here.agency or None, "as_of": here.as_of, "today": judged_on(here)}
    regions = reader.fetch("standing_regions", **filters)
    return Overview(rows, lines, regions, lambda address, **codes: scope.link(address, here, **codes))


def beside(here: scope.Scope, indicators: tuple[str, ...]) -> Beside:
    """Points, plan, gaps and regencies of these indicators."""
    regions = reader.fetch("regions")
    return Beside(
        points=reader.fetch("standing_points", indicators=indicators, as_of=here.as_of),
        gaps=reader.fetch("standing_gaps", indicators=indicators, today=reported_on(here)),
        regional=reader.fetch("standing_regional", indicators=indicators, as_of=here.as_of),
        region_names=dict(zip(regions["code"], regions["short_name"], strict=True)),
    )
