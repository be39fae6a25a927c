"""The audit record: what the ledger says was done to data and rights, and the events beside it, as one list."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from data.audit import persons, trail
from data.audit.event import Event
from data.ledger import Entry
from data.ledger.entry import FORMATS
from data.office import ZONE

LEDGER_KINDS = tuple(FORMATS)
SHOWN = ("rows", "about")  # in columns of their own


@dataclass(frozen=True)
class Row:
    """One line of the record: `id` of the ledger's entry or number of the event, `at` in UTC, `person` by name.

    `rows` is how many rows were taken or given, None where that says nothing.
    """

    id: str
    at: str
    kind: str
    person: str
    agency: str
    subject: str
    rows: int | None
    detail: str


def rows(store: Path, entries: Iterable[Entry], since: date | None = None, until: date | None = None) -> list[Row]:
    """Entries of the ledger and events from a day until a day, the newest first."""
    known = persons.names(store)
    found = [*_of_ledger(entries), *(_of_event(event, known) for event in trail.events(store, since, until))]
    kept = (row for row in found if _is_within(row, since, until))
    return sorted(kept, key=lambda row: (row.at, row.id), reverse=True)


def agencies_of(found: Iterable[Row], may: Callable[[str], bool]) -> list[Row]:
    """The rows of agencies of which the record may be read; those of none only where `may` says so of all, ''."""
    return [row for row in found if may(row.agency)]


def _of_ledger(entries: Iterable[Entry]) -> Iterator[Row]:
    agency: dict[str, str] = {}
    for entry in entries:
        facts = entry.facts
        agency[entry.id] = str(facts.get("agency") or agency.get(entry.submission, ""))
        count = facts.get("accepted")
        yield Row(
            entry.id, str(facts.get("received_at") or facts.get("at") or ""), entry.kind,
            str(facts.get("by") or facts.get("sender") or ""), agency[entry.id], _subject(entry),
            count if isinstance(count, int) else None, str(facts.get("reason") or ""),
        )  # fmt: skip


def _subject(entry: Entry) -> str:
    facts = entry.facts
    if entry.kind == "grant":
        return f"{facts.get('person')}: {facts.get('role')}"
    if entry.submission != entry.id:
        return entry.submission
    return str(facts.get("file") or facts.get("table") or "")


def _of_event(event: Event, known: Mapping[str, str]) -> Row:
    person, about = (_name(key, known) for key in (event.who, str(event.told.get("about", ""))))
    rows = event.told.get("rows")
    said = (f"{name}={value}" for name, value in event.told.items() if name not in SHOWN and value not in ("", None))
    told = event.subject or about, rows if isinstance(rows, int) else None, " ".join(said)
    return Row(f"e{event.number:06d}", event.at, event.kind, person, event.agency, *told)


def _name(key: str, known: Mapping[str, str]) -> str:
    """The person of a key, or the key where the name is erased."""
    return known.get(key, f"{persons.UNNAMED}{key}") if key else ""


def _is_within(row: Row, since: date | None, until: date | None) -> bool:
    try:
        day = datetime.fromisoformat(row.at).astimezone(ZONE).date()
    except ValueError:
        return since is None and until is None
    return (since is None or since <= day) and (until is None or day <= until)
