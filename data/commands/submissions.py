"""`submissions`: what was sent and waits: list it, look at what it would change, approve, return, publish."""

import argparse
import datetime as dt
from contextlib import nullcontext
from typing import TYPE_CHECKING, Any

from data.commands.answer import clean, one_line, progress, say, tell, texts
from data.commands.arguments import Misuse, add_expect

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from data.store import Store
    from data.submissions import Waiting
    from data.submissions.steps import Looked


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("act", choices=("waiting", "all", "look", *ACTS))
    parser.add_argument("submission", nargs="?", metavar="SUBMISSION", help="what was sent, by its id in `waiting`")
    words = "who acts; in office mode as the sign-in calls them, by whose rights the act is judged"
    parser.add_argument("--by", metavar="NAME", help=words)
    parser.add_argument("--comment", metavar="TEXT", help="what is said to it; return: what is to be mended")
    words = "publish: not before this time of Aceh, 2026-08-01T09:00; at the first act after it"
    parser.add_argument("--embargo", metavar="TIME", help=words)
    add_expect(parser)


def run(options: argparse.Namespace) -> int:
    from data import submissions
    from data.rights import DESK
    from data.store import open_store

    store = open_store()
    submissions.ensure(store, progress)
    if (options.submission is None) != (options.act in ("waiting", "all")):
        raise Misuse(f"submissions {options.act} takes {'no' if options.submission else 'a'} submission.")
    if options.embargo and options.act != "publish":
        raise Misuse("--embargo goes with publish.")
    answer: dict[str, Any] = {"act": options.act, "submission": options.submission, "entry": None}
    lines: list[str] = []
    if options.act == "look":
        answer |= _looked(store, options.submission)
        lines = _look_lines(answer)
    elif options.act in ACTS:
        with _acting(store, options.by):
            answer["entry"] = _done(store, options)
        answer["changed"] = answer["entry"] is not None
    answer["snapshot"] = store.published_pointer().snapshot
    listed = submissions.sent if options.act == "all" else submissions.waiting
    answer["waiting"] = [row(one) for one in listed(store, DESK)]
    say(options.json, answer, lines or ["\t".join(HEAD), *map(_line, answer["waiting"])])
    return 0


HEAD = ("id", "state", "what", "subject", "agencies", "sender", "at", "days", "embargo", "comment")


def row(one: "Waiting") -> dict[str, Any]:
    """One thing that was sent, as answers hold it."""
    last = one.steps[-1] if one.steps else None
    return {
        "id": one.id,
        "state": one.state,
        "what": one.what,
        "subject": one.subject,
        "agencies": list(one.agencies),
        "units": list(one.units),
        "values": one.values,
        "sender": one.sender,
        "at": one.at.isoformat(),
        "days": one.age().days,
        "embargo": one.embargo.isoformat() if one.embargo else None,
        "by": last.by if last else None,
        "comment": last.comment if last else one.reason,
        "published": one.published,
    }


def _line(one: dict[str, Any]) -> str:
    said = {**one, "agencies": ",".join(one["agencies"])}
    return "\t".join("" if said[name] is None else one_line(said[name]) for name in HEAD)


# --- acts ------------------------------------------------------------------------------------------------------------


def _done(store: "Store", options: argparse.Namespace) -> str | None:
    """The entry of an act; None for one that a kill interrupted after it was done, or that is repeated otherwise."""
    from data.ledger import LedgerError
    from data.store import awaited

    try:
        return ACTS[options.act](store, options)
    except LedgerError as error:
        if error.key not in awaited.OTHER_STATE or not _is_done(awaited.found(store, options.submission), options):
            raise
        tell(error)
        return None


def _is_done(one: "Waiting", options: argparse.Namespace) -> bool:
    """Whether what is asked for is the state of things."""
    from data.store.awaited import APPROVED, PUBLISHED, RETURNED, SCHEDULED

    if options.embargo:
        return one.state == SCHEDULED and one.embargo == _moment(options.embargo)
    state = {"approve": APPROVED, "return": RETURNED, "publish": PUBLISHED}[str(options.act)]
    return one.state == state


def _approve(store: "Store", options: argparse.Namespace) -> str:
    from data import submissions

    origin = submissions.Origin(sender=options.by, reason=options.comment)
    return submissions.approve(store, options.submission, origin, expect=options.expect, progress=progress).id


def _return(store: "Store", options: argparse.Namespace) -> str:
    from data import submissions

    origin = submissions.Origin(sender=options.by, reason=options.comment)
    return submissions.send_back(store, options.submission, origin, progress=progress).id


def _publish(store: "Store", options: argparse.Namespace) -> str:
    from data import submissions

    origin, embargo = submissions.Origin(sender=options.by, reason=options.comment), _moment(options.embargo)
    more: dict[str, Any] = {"embargo": embargo, "expect": options.expect, "progress": progress}
    return submissions.release(store, options.submission, origin, **more)[0].id


ACTS = {"approve": _approve, "return": _return, "publish": _publish}


def _acting(store: "Store", by: str | None) -> "AbstractContextManager[None]":
    """In office mode the rights of who acts count, as on a page; elsewhere nobody's."""
    from data.office import office_today
    from data.rights.acting import Actor, acting
    from data.settings import Mode, mode
    from data.store import access

    if mode() is not Mode.OFFICE:
        return nullcontext()
    if not by:
        raise Misuse("In office mode say who acts: --by ana@acehprov.go.id")
    person = by.strip().casefold()
    return acting(Actor(person, access.rights_of(store, person, office_today())))


def _moment(said: str | None) -> dt.datetime | None:
    from data.office import ZONE

    try:
        moment = dt.datetime.fromisoformat(said) if said else None
    except ValueError as error:
        raise Misuse(f"Expected a time such as 2026-08-01T09:00, found {said!r}.") from error
    return moment.replace(tzinfo=ZONE) if moment and moment.tzinfo is None else moment


# --- a look ----------------------------------------------------------------------------------------------------------


def _looked(store: "Store", submission: str) -> dict[str, Any]:
    from data import submissions

    with store.scratch() as folder:
        return _difference(store, submissions.look(store, submission, folder))


def _difference(store: "Store", looked: "Looked") -> dict[str, Any]:
    from data import submissions

    proposal, turn = looked.proposal, looked.turn
    rows = submissions.changed_rows(store, proposal) if proposal else turn.rows if turn else None
    return {
        "base": looked.base,
        "changes": dict(proposal.changes if proposal else turn.changes if turn else {}),
        "trouble": texts(looked.trouble) if looked.trouble else None,
        "rows": [] if rows is None else [{str(k): v for k, v in clean(one).items()} for one in rows.to_dict("records")],
    }


SHOWN = ("kind", "agency", "unit", "indicator", "region", "period", "old_actual", "new_actual")


def _look_lines(answer: dict[str, Any]) -> list[str]:
    counts = ", ".join(f"{count} {kind}" for kind, count in answer["changes"].items())
    trouble = [answer["trouble"]["message_en"]] if answer["trouble"] else []
    rows = ["\t".join("" if one.get(name) is None else one_line(one[name]) for name in SHOWN) for one in answer["rows"]]
    return [f"{answer['submission']} against snapshot {answer['base']}: {counts}", *trouble, "\t".join(SHOWN), *rows]
