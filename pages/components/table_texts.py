"""Tables whose cells show a text and still sort by their value.

Streamlit shows such texts only from a pandas Styler. Of that it takes the frame, its cells as texts by `astype(str)`,
and over them what the Styler renders as HTML, which takes most of the time of a page of tables. So here the Styler
has nothing to render, and the frame itself knows its texts.
"""

from collections.abc import Callable, Mapping

import pandas as pd
from pandas.io.formats.style import Styler

from pages.words import language

DECIMALS = 6  # of a number without a format, as in a Styler


class Formatted(pd.DataFrame):
    """A frame whose `astype(str)` gives the texts to show."""

    _metadata = ("texts",)

    def astype(self, dtype, *options, **named):
        return self.texts if dtype is str else super().astype(dtype, *options, **named)


def formatted(rows: pd.DataFrame, formats: Mapping[str, Callable[[object], str]]) -> Formatted:
    """The rows with the texts of their cells: by `formats`, a dash where nothing is. The index counts from 0."""
    whole = Formatted(rows)
    said = {name: texts(rows[name], formats.get(name, _plain)) for name in rows}
    whole.texts = pd.DataFrame(said, index=rows.index, dtype=object)
    return whole


def styled(rows: Formatted) -> Styler:
    """The rows as `st.dataframe` takes them."""
    return Styler(rows, cell_ids=False).hide(subset=rows.index)


def texts(values: pd.Series, words: Callable[[object], str]) -> list[str]:
    """Each value in words, a dash where nothing is."""
    cells = values.array.to_numpy(object)  # an Arrow array gives its values one by one, slowly
    return [language.NOTHING if none else words(value) for value, none in zip(cells, values.isna(), strict=True)]


def _plain(value: object) -> str:
    return f"{value:.{DECIMALS}f}" if isinstance(value, float) else str(value)
