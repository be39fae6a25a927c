"""What follows the course: what is asked, how units and regencies stand."""

from analytics.periods import year_before
from analytics.regions import PROVINCE
from pages.components import blocks
from pages.content import one_series, reader, scope, series_after
from pages.sections.indicator.view import View
from pages.words import language


def draw(view: View) -> None:
    """The question, the units or a strip of regencies, and the way to the data."""
    for block in reader.markup(_after, view, key=view.key):
        blocks.show(block)


def _after(view: View) -> tuple[str, ...]:
    of, row = view.reading, view.reading.row
    post = one_series.head(row) or language.name(row, stem="agency")

    def address(unit: str) -> str:
        return scope.link("indikator", view.here, agency=view.chosen.agency, unit=[unit])

    units = series_after.units(of, view.chosen.peers, address)
    strip = None if units or view.regional["region"].nunique() < 2 else _strip(view)
    download = scope.link("unduh", view.here, agency=view.chosen.agency)
    values = series_after.asked(of, post)
    return (blocks.rendered("series_after", **values, units=units, strip=strip, download=download),)


def _strip(view: View) -> dict[str, object]:
    rows = view.compared[view.compared["region"] != PROVINCE]
    period = str(rows["period"].iloc[0])
    earlier = year_before(period)
    before = view.regional[view.regional["period"] == earlier]
    own = view.compared.loc[view.compared["region"] == PROVINCE, "actual"].dropna()
    adds = view.card["region_aggregation"] == "sum"
    province = None if adds or own.empty else float(own.iloc[0])
    return series_after.regencies(view.reading, rows, before, province)
