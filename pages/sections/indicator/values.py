"""The newest values of a series in words."""

from pages.components import blocks
from pages.content import one_series, reader, series_after
from pages.sections.indicator.view import View


def draw(view: View) -> None:
    """The newest values beside their targets."""
    for block in reader.markup(_values, view, key=view.key):
        blocks.show(block)


def _values(view: View) -> tuple[str, ...]:
    values = series_after.values(view.reading, one_series.labels(view.card))
    return (blocks.rendered("series_values", **values, is_simulated=view.reading.simulated),)
