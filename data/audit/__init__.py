"""Who did what besides changing data: sign-ins, refusals, downloads and the like, in a chain beside the ledger's."""

from data.audit.event import KINDS, Event
from data.audit.joined import LEDGER_KINDS, Row, agencies_of, rows
from data.audit.mending import TROUBLES, steps, trouble
from data.audit.persons import UNNAMED, forget, forget_before, names
from data.audit.recording import lost, operator, record
from data.audit.trail import FOLDER, backed_up, events, events_of
from data.audit.usage import count, counted

__all__ = [
    "FOLDER",
    "KINDS",
    "LEDGER_KINDS",
    "TROUBLES",
    "UNNAMED",
    "Event",
    "Row",
    "agencies_of",
    "backed_up",
    "count",
    "counted",
    "events",
    "events_of",
    "forget",
    "forget_before",
    "lost",
    "names",
    "operator",
    "record",
    "rows",
    "steps",
    "trouble",
]
