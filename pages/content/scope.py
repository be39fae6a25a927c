"""What a visitor looks at: language, agency, units, regencies, indicator and period, as checked codes."""

import datetime as dt
from dataclasses import dataclass
from urllib.parse import urlencode

import pandas as pd

from analytics.periods import period_bounds
from pages.content import choices, reader
from pages.words import language
from pages.words.language import t

SINGLE = ("agency", "indicator", "period")
SEVERAL = ("unit", "region")
SNAPSHOT = "snapshot"
KEYS = ("lang", *SINGLE, *SEVERAL, SNAPSHOT)
SHOWN_OF_A_BAD_VALUE = 40


@dataclass(frozen=True)
class Scope:
    """Checked codes of the present view; empty means everything."""

    language: str = "id"
    agency: str = ""
    units: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    indicator: str = ""
    period: str = ""
    snapshot: str = ""  # cited by the link; empty for the newest

    @property
    def as_of(self) -> dt.date | None:
        """Last day of the chosen period, None for the newest data."""
        return period_bounds(self.period)[1] if self.period else None

    @property
    def quarter(self) -> str:
        """The quarter the view stands in: the chosen one, else the newest that monthly or quarterly reports reach."""
        if self.period:
            return self.period
        span = reader.fetch("scope_span").iloc[0]
        newest = span["last_day"] if language.missing(span["newest_in_year"]) else span["newest_in_year"]
        return f"{newest.year}-Q{(newest.month + 2) // 3}"

    @property
    def since(self) -> dt.date:
        """Series whose newest value is older than this are history: at the end of the chosen period, else by the day on
        which targets are judged."""
        return since(self.as_of or reader.fetch("clock", today=reader.today()).iloc[0]["judged_on"].date())

    @property
    def filters(self) -> dict[str, object]:
        """Parameters of the queries that filter by agency, units and regencies; what is not chosen is NULL."""
        return {"agency": self.agency or None, "units": self.units or None, "regions": self.regions or None}

    @property
    def codes(self) -> dict[str, object]:
        """The view as link parameters, without what is not chosen."""
        chosen = {
            "lang": self.language if self.language != language.LANGUAGES[0] else "",
            "agency": self.agency,
            "unit": list(self.units),
            "region": list(self.regions),
            "indicator": self.indicator,
            "period": self.period,
            SNAPSHOT: self.snapshot,
        }
        return {key: value for key, value in chosen.items() if value}


def link(address: str, here: Scope, **codes: object) -> str:
    """Address of a page with the present view and these codes changed, relative to the site's root."""
    merged = {**here.codes, **codes}
    query = urlencode({key: value for key, value in merged.items() if value}, doseq=True)
    return f"/{address}?{query}" if query else f"/{address}"


def describe(here: Scope) -> list[str]:
    """The filters in force, in words, for captions and file headers."""
    words = [choices.of("agency").label(here.agency)] if here.agency else []
    units = choices.of("unit", here.agency)
    words += [units.label(unit) for unit in here.units]
    words += [choices.of("region").label(region) for region in here.regions]
    if here.period:
        words.append(t("scope.until", period=language.period(here.period)))
    return words


def since(day: dt.date) -> dt.date:
    """Series whose newest value is older than this are history, not the present: two years before `day`."""
    return (pd.Timestamp(day) - pd.DateOffset(years=2)).date()
