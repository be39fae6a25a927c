"""The foot of a series: owner, sources, provenance, and others of its theme."""

from pages.components import blocks
from pages.content import one_series, reader, scope, series_after, series_head
from pages.sections.indicator import about_errors
from pages.sections.indicator.view import View
from pages.words import language


def draw(view: View) -> None:
    """Who answers for it, where it is from, what else belongs to its theme."""
    for block in reader.markup(_foot, view, key=view.key):
        blocks.show(block)
    about_errors.draw(view.here, view.card, view.chosen)


def _foot(view: View) -> tuple[str, ...]:
    card = view.card
    owner = language.name(card, stem="owner")
    named = one_series.sources(view.chosen), one_series.files(view.chosen)
    lines = series_after.foot(view.reading, owner, *named, reader.snapshot().id)
    rows = reader.fetch(
        "indicator_related", indicator=card["code"], theme=card["theme"], as_of=view.here.as_of,
        region=view.chosen.region,
    )  # fmt: skip

    def address(**codes: object) -> str:
        return scope.link("indikator", view.here, **codes)

    theme = language.name(card, stem="theme")
    others = series_after.others(rows, theme, view.chosen.region, address) if len(rows) else None
    told = series_head.provenance(view.chosen.history)
    return (blocks.rendered("series_foot", lines=lines, provenance=told, others=others),)
