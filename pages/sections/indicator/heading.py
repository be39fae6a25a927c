"""The head of a series: its name, whose it is, its value and verdict."""

from pages.components import blocks
from pages.content import one_series, reader, scope, series_head
from pages.sections.indicator.view import View


def draw(view: View) -> None:
    """Name, agency, value, target and verdict."""
    for block in reader.markup(_head, view, key=view.key):
        blocks.show(block)


def _head(view: View) -> tuple[str, ...]:
    agency = scope.link("instansi", view.here, agency=view.chosen.agency, indicator=None)
    where = one_series.whose(view.reading, view.chosen)
    return (blocks.rendered("series", **series_head.head(view.reading, agency, where)),)
