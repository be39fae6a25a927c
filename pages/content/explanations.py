"""What the guide and the glossary explain: which entry answers the words of a search, and where it stands."""

import re
import unicodedata
from typing import NamedTuple

from rapidfuzz.distance import OSA

from pages.content.cache import cached
from pages.words import language
from pages.words.language import t

TOPICS: dict[str, tuple[str, ...]] = {
    "start": ("what", "burden", "words", "minute", "roles"),
    "read": ("views", "status", "simulated", "filters"),
    "classes": ("formulas", "two_formulas", "special", "try", "scales", "ikm"),
    "trend": ("verdicts", "length", "kendall", "sen", "season", "xmr", "assurance", "chance", "cannot", "fdr",
              "importance", "exercise"),
    "gap": ("gap", "year", "pace", "share", "time", "budget"),
    "regions": ("regions", "interval", "ranks", "convergence", "space", "closing"),
    "data": ("published", "official", "same", "codes", "send", "send_tips", "documents", "province", "trace",
             "integrity"),
}  # fmt: skip
"""Topic of the guide → its sections, in order: `guide.<section>_title` names one."""
GLOSSARY = "glossary"
ASKING = frozenset({
    "apa", "apakah", "itu", "yang", "cara", "bagaimana", "mengapa", "kenapa", "arti", "maksud", "dari", "dan", "di",
    "what", "is", "are", "the", "a", "how", "why", "to", "of", "means", "mean",
})  # fmt: skip
"""Words with which one asks; what one asks about are the others."""
WHOLE, ROOT, BEGINS, INSIDE, SLIP = 1.0, 0.95, 0.9, 0.7, 0.6  # as in data/queries/search.sql
IN_TEXT = 0.5  # in the text, not in the name
PER_WORD = 0.002


class Explanation(NamedTuple):
    """An entry that answers: its score, name, topic, and the heading or the term to open."""

    score: float
    name: str
    topic: str
    place: str


class _Entry(NamedTuple):
    topic: str
    place: str
    names: tuple[tuple[str, ...], ...]
    text: frozenset[str]


def split(text: str) -> tuple[str, ...]:
    """Lower-case words of Latin letters and digits, accents removed, each once."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return tuple(dict.fromkeys(re.findall(r"[a-z0-9]+", plain.lower())))


def answering(wanted: tuple[str, ...], most: int) -> list[Explanation]:
    """The best entries of which every word asked about is in the name or the text, the best first."""
    told = tuple(word for word in wanted if word not in ASKING) or wanted
    scored = [(_score(entry, told), entry) for entry in _entries()]
    best = sorted((pair for pair in scored if pair[0] > 0), key=lambda pair: -pair[0])[:most]
    return [Explanation(score, _name(entry), entry.topic, entry.place) for score, entry in best]


def _name(entry: _Entry) -> str:
    if entry.topic == GLOSSARY:
        return t(f"glossary.{entry.place}_term")
    return t(f"guide.{entry.place}_title")


def _score(entry: _Entry, wanted: tuple[str, ...]) -> float:
    return max(
        sum(scores) / len(scores) - PER_WORD * len(name) if all(scores) else 0.0
        for name in entry.names
        for scores in [[_likeness(word, name, entry.text) for word in wanted]]
    )


def _likeness(word: str, name: tuple[str, ...], text: frozenset[str]) -> float:
    best = max((_one(word, each) for each in name), default=0.0)
    return best or (IN_TEXT if word in text else 0.0)


def _one(word: str, other: str) -> float:
    if other == word:
        return WHOLE
    if other in _roots(word):
        return ROOT
    if other.startswith(word) and len(word) > 1:
        return BEGINS
    if len(word) > 2 and word in other:
        return INSIDE
    slips = 2 if len(word) > 7 else 1
    near = len(word) > 3 and OSA.distance(word, other, score_cutoff=slips) <= slips
    return SLIP if near else 0.0


def _roots(word: str) -> set[str]:
    """What an Indonesian word may be made of: musiman of musim, targetnya of target, menghitung of hitung."""
    ends = {word.removesuffix(end) for end in ("an", "nya", "kan")}
    starts = {word.removeprefix(start) for start in ("meng", "me")}
    return {each for each in (ends | starts) - {word} if len(each) > 3}


@cached(most=1)
def _entries() -> tuple[_Entry, ...]:
    found = [_entry(topic, key, f"guide.{key}_title", f"guide.{key}") for topic, keys in TOPICS.items() for key in keys]
    terms = [key for key in language.catalogue() if key.startswith("glossary.") and not key.endswith("_term")]
    return (*found, *(_entry(GLOSSARY, key.removeprefix("glossary."), f"{key}_term", key) for key in terms))


def _entry(topic: str, place: str, name: str, text: str) -> _Entry:
    names = tuple(dict.fromkeys(split(t(name, spoken)) for spoken in language.LANGUAGES))
    texts = language.catalogue().get(text, {}).values()
    return _Entry(topic, place, names, frozenset(word for each in texts for word in split(str(each))))
