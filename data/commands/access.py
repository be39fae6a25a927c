"""`access`: who may do what: list, grant a role, revoke a grant, ask for two persons at an agency."""

import argparse
import datetime as dt
from typing import TYPE_CHECKING, Any

from data.commands.answer import one_line, progress, say, tell
from data.commands.arguments import Misuse

if TYPE_CHECKING:
    from data.ledger import Entry
    from data.rights import Grant
    from data.store import Store
    from data.submissions import Origin


RULES = {"two-persons": True, "one-person": False}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("act", choices=("list", "grant", "revoke", *RULES))
    words = (
        "grant: a person, as the sign-in calls them, and a role, officer:DINKES; revoke: the entry of a grant; "
        "two-persons, one-person: the agency at which who sends may not, or may, approve"
    )
    parser.add_argument("named", nargs="*", metavar="NAMED", help=words)
    parser.add_argument("--unit", action="append", default=[], metavar="CODE", help="only these units of the agency")
    parser.add_argument("--from", dest="since", metavar="DAY", help="first day, 2026-07-01; unset: at once")
    parser.add_argument("--until", metavar="DAY", help="last day; unset: until it is revoked")
    parser.add_argument("--sender", metavar="NAME", help="who decides it")
    parser.add_argument("--reason", metavar="TEXT", help="why, such as the number of the letter")


def run(options: argparse.Namespace) -> int:
    from data import submissions
    from data.ledger import LedgerError, two_persons
    from data.store import access, open_store

    store = open_store()
    submissions.ensure(store, progress)
    origin = submissions.Origin("access", options.sender, options.reason)
    answer: dict[str, Any] = {"act": options.act, "entry": None}
    try:
        answer["entry"] = _done(store, options, origin)
    except LedgerError as error:  # repeating what a kill interrupted after it was done is no fault
        if error.key not in ("stands_already", "undone_already", "rule_holds"):
            raise
        tell(error)
    rows = [_row(entry, one) for entry, one in access.granted(store)]
    asked = sorted(agency for agency, two in two_persons(store.ledger.entries()).items() if two)
    lines = ["\t".join(HEAD), *map(_line, rows), *([f"two persons: {', '.join(asked)}"] if asked else [])]
    say(options.json, {**answer, "grants": rows, "two_persons": asked}, lines)
    return 0


def _done(store: "Store", options: argparse.Namespace, origin: "Origin") -> str | None:
    """The entry of what was done; None for a list."""
    from data import submissions

    if options.act == "grant":
        return submissions.grant(store, _given(options), origin, progress)[0].id
    if options.act == "revoke":
        entry = _revoked(store, options)
        submissions.undo(store, entry, progress, origin)
        return entry
    if options.act in RULES:
        return _ruled(options, origin)
    if options.named:
        raise Misuse("access list takes no names.")
    return None


HEAD = ("entry", "person", "role", "agency", "units", "since", "until", "holds", "sender", "reason")


def _given(options: argparse.Namespace) -> "Grant":
    """The grant that is asked for; Misuse where it is not said whole."""
    from data.rights import Grant, RightsError

    if len(options.named) != 2:
        raise Misuse("access grant takes a person and a role: access grant ana@acehprov.go.id officer:DINKES")
    person, (role, _, agency) = options.named[0], options.named[1].partition(":")
    try:
        return Grant(person, role, agency, tuple(options.unit), _day(options.since), _day(options.until))
    except RightsError as error:
        raise Misuse(error.message_en) from error


def _ruled(options: argparse.Namespace, origin: "Origin") -> str:
    """The entry of the rule of two persons at an agency."""
    from data import submissions
    from data.store import open_store

    if len(options.named) != 1:
        raise Misuse(f"access {options.act} takes one agency: access {options.act} DINKES")
    asked = RULES[options.act]
    return submissions.ask_two_persons(open_store(), options.named[0], asked=asked, origin=origin)[0].id


def _revoked(store: "Store", options: argparse.Namespace) -> str:
    """The entry of a grant, standing or not; Misuse for anything else, which `undo` is for."""
    known = [entry.id for entry in store.ledger.entries() if entry.kind == "grant"]
    if len(options.named) != 1 or options.named[0] not in known:
        raise Misuse(f"access revoke takes the entry of a grant: {', '.join(known[-10:]) or '-'}")
    return str(options.named[0])


def _day(said: str | None) -> dt.date | None:
    try:
        return dt.date.fromisoformat(said) if said else None
    except ValueError as error:
        raise Misuse(f"Expected a day such as 2026-07-01, found {said!r}.") from error


def _row(entry: "Entry", one: "Grant") -> dict[str, Any]:
    from data.office import office_today

    return {
        "entry": entry.id,
        "person": one.person,
        "role": one.role,
        "agency": one.agency,
        "units": list(one.units),
        "since": one.since.isoformat() if one.since else None,
        "until": one.until.isoformat() if one.until else None,
        "holds": one.holds_on(office_today()),
        "sender": entry.facts.get("sender"),
        "reason": entry.facts.get("reason"),
    }


def _line(row: dict[str, Any]) -> str:
    said = {**row, "units": ",".join(row["units"]), "holds": "yes" if row["holds"] else "no"}
    return "\t".join("" if said[name] is None else one_line(said[name]) for name in HEAD)
