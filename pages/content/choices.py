"""What can be chosen in the sidebar: codes with their labels in both languages, and the names that mean them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import pandas as pd

from analytics.regions import PROVINCE
from pages.content import reader
from pages.content.cache import cached
from pages.words import language
from pages.words.language import t


@dataclass(frozen=True)
class Choices:
    """Options of one sidebar widget: code → (Indonesian label, English label), and other names → code."""

    labels: Mapping[str, tuple[str, str]]
    aliases: Mapping[str, str] = field(default_factory=dict)

    def label(self, code: str, spoken: str | None = None) -> str:
        """Label in the reader's language, or in the one given; the code itself when it is unknown."""
        pair = self.labels.get(code)
        return pair[language.LANGUAGES.index(spoken or language.current())] if pair else str(code)

    def name(self, code: str) -> str:
        """Label without the code behind it."""
        return self.label(code).removesuffix(f" ({code})")

    def code(self, text: str) -> str | None:
        """The code that a link value means: by code, label of either language, other name, or the code at its end."""
        wanted = text.strip().casefold()
        for code, pair in self.labels.items():
            if wanted in {code.casefold(), *(label.casefold() for label in pair)}:
                return code
        known = self.aliases.get(wanted)
        if known in self.labels:
            return known
        tail = text.rpartition("(")[2].rstrip(") ")
        return tail if tail in self.labels and tail != text else None


def of(kind: str, agency: str | None = None) -> Choices:
    """Options of a sidebar widget in the present snapshot; units and indicators may depend on the agency."""
    return _of(reader.snapshot().id, kind, agency or None)


def coded(table: pd.DataFrame, spoken: str | None = None) -> dict[str, str]:
    """Code → name with the code behind it, of a table of the reference."""
    return {row["code"]: f"{language.name(row, spoken)} ({row['code']})" for row in table.to_dict("records")}


def place(code: str) -> str:
    """The name of a regency, or of the province."""
    regencies = of("region").labels
    return regencies[code][0] if code in regencies else t("report.province")


def agencies(codes: object, most: int = 2) -> str:
    """The names of agencies whose codes stand in one text, the first of them and how many more; a dash of none."""
    known = of("agency")
    names = [known.name(code) for code in ("" if language.missing(codes) else str(codes)).split(";") if code]
    return language.several(names, most) if names else language.NOTHING


def unit(code: str, agency: str) -> str:
    """The name of a unit of an agency; a dash of the agency itself."""
    return of("unit", agency).name(code) if code else language.NOTHING


@cached(most=512)
def _of(snapshot: str, kind: str, agency: str | None) -> Choices:
    return Choices(_LABELS[kind](agency), _aliases(kind))


def _aliases(kind: str) -> dict[str, str]:
    """Other names in small letters → code; a name of two things names none."""
    if kind not in ("agency", "region", "indicator"):
        return {}
    rows = reader.fetch("aliases", kind=kind)
    rows = rows.assign(alias=rows["alias"].str.strip().str.casefold()).drop_duplicates()
    rows = rows[~rows["alias"].duplicated(keep=False)]
    return dict(zip(rows["alias"], rows["code"], strict=True))


def _agency_labels(_: str | None) -> dict[str, tuple[str, str]]:
    return _named(reader.fetch("scope_agencies"))


def _unit_labels(agency: str | None) -> dict[str, tuple[str, str]]:
    return _named(reader.fetch("scope_units", agency=agency)) if agency else {}


def _indicator_labels(agency: str | None) -> dict[str, tuple[str, str]]:
    return _named(reader.fetch("scope_indicators", agency=agency))


def _region_labels(_: str | None) -> dict[str, tuple[str, str]]:
    rows = reader.fetch("regions")
    rows = rows[rows["code"] != PROVINCE]
    names = rows["short_name"].where(rows["type"] != "Kota", rows["name_id"])
    return {code: (label, label) for code, label in zip(rows["code"], names, strict=True)}


def _period_labels(_: str | None) -> dict[str, tuple[str, str]]:
    span = reader.fetch("scope_span").iloc[0]
    if language.missing(span["last_day"]):
        return {}
    quarters = pd.period_range(span["first_day"], span["last_day"], freq="Q")[::-1]
    codes = [f"{quarter.year}-Q{quarter.quarter}" for quarter in quarters]
    return {code: (language.period(code, "id"), language.period(code, "en")) for code in codes}


_LABELS: dict[str, Callable[[str | None], dict[str, tuple[str, str]]]] = {
    "agency": _agency_labels,
    "unit": _unit_labels,
    "indicator": _indicator_labels,
    "region": _region_labels,
    "period": _period_labels,
}


def _named(rows: pd.DataFrame) -> dict[str, tuple[str, str]]:
    """Names with the code behind them: the code keeps a link good when a name changes."""
    indonesian, english = (coded(rows, spoken) for spoken in language.LANGUAGES)
    return {code: (label, english[code]) for code, label in indonesian.items()}
