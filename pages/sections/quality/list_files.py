"""The button that hands a whole list out as a file."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping

import pandas as pd

from pages.components import taking
from pages.content.lists import everything, named
from pages.documents.list_file import in_words
from pages.words import language
from pages.words.language import t


def list_button(
    stem: str, names: Iterable[str], title: str, per: dt.date, query: str, parameters: Mapping[str, object]
) -> None:
    """Download of a whole list as CSV in the reader's words; it is fetched when it is asked for."""
    about = f"{title}; {t('quality.per')} {language.day(per)}"
    _button(stem, per, lambda: in_words(named(everything(query, **parameters)), names, about))


def frame_button(stem: str, rows: pd.DataFrame, names: Iterable[str], title: str, per: dt.date) -> None:
    """Download of rows at hand as CSV in the reader's words."""
    _button(stem, per, lambda: in_words(rows, names, f"{title}; {t('quality.per')} {language.day(per)}"))


def _button(stem: str, per: dt.date, made: Callable[[], bytes]) -> None:
    name = f"mutu-{stem.lower().replace(' ', '-')}-{per:%Y-%m-%d}"
    taking.file_button("table", t("quality.csv"), made, name, key=f"quality_csv_{stem}")
