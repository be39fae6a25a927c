"""One series on Indikator: what every section of the page takes."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import pandas as pd
import streamlit as st

from analytics.regions import PROVINCE
from pages.content import one_series, reader, scope, targets
from pages.content.series import Chosen, choose
from pages.content.series_reading import Reading
from pages.sections.indicator import comparison, silent
from pages.words.language import t
from pages.words.row import Row


@dataclass(frozen=True)
class View:
    """The chosen series of an indicator in the present view; every section takes it."""

    here: scope.Scope
    card: Row
    chosen: Chosen
    reading: Reading

    @property
    def key(self) -> tuple[object, ...]:
        """What the words and figures depend on."""
        chosen = self.chosen
        return self.here, chosen.agency, chosen.unit, chosen.region, targets.judged_on(self.here)

    @cached_property
    def regional(self) -> pd.DataFrame:
        """Values of the regencies as the agency and unit report them."""
        return reader.fetch("indicator_regions", **self._own)

    @cached_property
    def province(self) -> pd.DataFrame:
        """Values of the province, reported or counted from regencies."""
        own = reader.fetch("indicator_history", region=PROVINCE, **self._own)
        return reader.fetch("indicator_rollup", **self._own) if own.empty else own

    @cached_property
    def compared(self) -> pd.DataFrame:
        """Regencies of the newest shared period beside the province."""
        return comparison.compared(self.card, self.regional, self.province)

    @property
    def _own(self) -> dict[str, object]:
        return {"indicator": self.here.indicator, "as_of": self.here.as_of, **self.chosen.keys}


def of(here: scope.Scope) -> View:
    """The series that the scope and the reader choose; ends the page where the indicator has no value here."""
    card = reader.fetch("indicator_card", indicator=here.indicator).iloc[0].to_dict()
    chosen = choose(here, card, reporter)
    if chosen is None:
        silent.draw(here, card)
    return View(here, card, chosen, one_series.reading(here, card, chosen))


def reporter(names: Mapping[str, str]) -> str:
    """The agency or unit whose series is shown, chosen by the reader; the first until then."""
    label, keys = t("indicator.reporter", n=len(names)), list(names)
    return st.selectbox(label, keys, format_func=names.__getitem__, key="indicator_reporter") or keys[0]
