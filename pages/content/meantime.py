"""What was published between a look and now, in words: how many values, by whom, when."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from data.office import ZONE
from data.store import open_store
from pages.content import reader
from pages.content.cache import cached
from pages.words import language
from pages.words.language import t

if TYPE_CHECKING:
    from data.submissions import Entry, Meanwhile

MOST_NAMED = 3


def since(seen: str) -> "Meanwhile":
    """What came since the snapshot that was `seen`."""
    store = open_store()
    return _between(str(store.folder), seen, store.published_pointer().snapshot)


@cached(64)
def _between(_: str, seen: str, present: str) -> "Meanwhile":
    from data.submissions import meanwhile  # brings intake and analytics along, which a plain read does not need

    return meanwhile(open_store(), seen, present)


def words(seen: str) -> str:
    """`Berubah sejak Anda melihatnya: 5 nilai, oleh …`"""
    news = since(seen)
    told = [entry for entry in news.entries if _is_seen(entry)]
    values = t("acts.values", n=news.values) if news.values is not None else t("acts.some_values")
    if not told:
        return t("acts.made_anew", values=values)
    return t("acts.changed_since", values=values, who=names(told))


def _is_seen(entry: "Entry") -> bool:
    """Whether who reads this sees the data that an entry concerns; of a turn only who sees everything is told."""
    sight = reader.sight()
    agencies = str(entry.facts.get("agency") or "").split(";")
    return sight.everything or all(agency and sight.sees_all(agency) for agency in agencies)


def younger(seen: str | None, replaced: Iterable[Mapping[str, Any]]) -> tuple[int, str]:
    """How many values that would be replaced (rows of `submissions.replaced`) were published since `seen`, by whom."""
    if seen is None:
        return 0, ""
    came = {entry.id: entry for entry in since(seen).entries}
    counts = {one["submission"]: int(one["values"]) for one in replaced if one["submission"] in came}
    return sum(counts.values()), names(came[one] for one in sorted(counts))


def names(entries: Iterable["Entry"]) -> str:
    """Sender, file and time of the newest few."""
    told = [_named(entry) for entry in reversed(list(entries))]
    more = [t("acts.more", n=len(told) - MOST_NAMED)] if len(told) > MOST_NAMED else []
    return "; ".join([*told[:MOST_NAMED], *more])


def _named(entry: "Entry") -> str:
    at = dt.datetime.fromisoformat(str(entry.facts["received_at"])).astimezone(ZONE)
    who = language.plain(entry.facts.get("sender")) or t("acts.nobody_named")
    kind = entry.kind if entry.kind in ("undo", "redo") else "own" if entry.kind == "aside" else ""
    what = t(f"acts.{kind}", subject=entry.submission) if kind else language.plain(entry.facts.get("file"))
    return f"{who} ({what}, {language.day(at)} {at:%H:%M})"
