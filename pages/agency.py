"""Instansi: one agency and its units, from scorecard to missing reports and budget; without one, all agencies."""

import pandas as pd

from pages import session
from pages.components import captions
from pages.content import completeness, reader
from pages.sections.agency import all_agencies, budget, lead, reports, scorecard, tree, units

here = session.current()
if not here.agency:
    all_agencies.draw(here)
else:
    captions.filters_line(here)
    series = reader.fetch("agency_scorecard", as_of=here.as_of, **here.filters)
    if series.empty:
        lead.nothing(here)
    owed = completeness.owed(here)
    chosen = {"agency": here.agency, "units": here.units or None}
    record = reader.fetch("agency_reports", today=owed.last, since=owed.first, **chosen)
    present = series["last_end"] >= pd.Timestamp(here.since)
    lead.draw(here, record)
    scorecard.draw(pd.concat([series[present], series[~present]]))
    tree.draw(series[present], here.agency)
    units.draw(here, series[present])
    reports.draw(record, owed)
budget.draw(here)
