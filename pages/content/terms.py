"""Technical words in what a page says, and their entries in the glossary."""

import re
from functools import cache, lru_cache
from html import escape

from markupsafe import Markup

from pages.content import scope
from pages.words import language
from pages.words.language import t

GUIDE, TOPIC = "panduan", "glossary"
OF_NAMES = frozenset({
    "bidang", "bma", "dayah", "dinas", "ekspose", "eselon", "gampong", "kabkota", "mpu", "plt", "qanun", "setda",
    "skpa", "triwulan", "tujuan", "uptd", "wali",
})  # fmt: skip
"""Entries whose words are parts of names or known to everybody: the glossary has them, a text does not point there."""
TWOFOLD = frozenset({"arah", "direction", "kategori", "category", "peringkat", "rank"})
"""Words that mean something else besides in what pages say."""
IN_BRACKETS = re.compile(r"(.+?) \((.+)\)")
MARKS = r"\[[^\]]*\]\([^)]*\)|:material/\w+:|`[^`]*`"  # of Markdown, in which no word is looked for
TEXTS = 4000


def found(text: str) -> list[str]:
    """Keys of the entries of which a text holds a word, in its order, each once."""
    return list(dict.fromkeys(key for _, _, key in _places(text, language.current())))


def marked(text: object) -> Markup:
    """A text as HTML, the first word of each entry a link to it with its meaning as a tooltip."""
    return text if isinstance(text, Markup) else _marked(str(text), language.current())


def linked(word: str, key: str) -> Markup:
    """A word as a link to an entry, with its meaning as a tooltip."""
    link = f'<a class="gl" href="{escape(href(key))}" title="{escape(meaning(key))}">{escape(word)}</a>'
    return Markup(link)


def in_markdown(text: str) -> str:
    """The same of Markdown; what is a link or code there stays as it is."""
    return _in_markdown(text, language.current())


def href(key: str) -> str:
    """Address of an entry."""
    return scope.link(GUIDE, scope.Scope(language.current()), topic=TOPIC, place=key)


def name(key: str) -> str:
    return t(f"glossary.{key}_term")


def meaning(key: str) -> str:
    return t(f"glossary.{key}")


@lru_cache(TEXTS)
def _marked(text: str, _spoken: str) -> Markup:
    parts, at = [], 0
    for start, end, key in _places(text, _spoken):
        parts += [escape(text[at:start]), linked(text[start:end], key)]
        at = end
    return Markup("".join([*parts, escape(text[at:])]))


@lru_cache(TEXTS)
def _in_markdown(text: str, _spoken: str) -> str:
    parts, at = [], 0
    for start, end, key in _places(text, _spoken):
        told = meaning(key).replace('"', "”")
        parts += [text[at:start], f'[{text[start:end]}]({href(key)} "{told}")']
        at = end
    return "".join([*parts, text[at:]])


def _places(text: str, spoken: str) -> list[tuple[int, int, str]]:
    """Start, end and entry of the first word of each entry."""
    words = _words(spoken)
    seen: set[str] = set()
    places = []
    for each in _pattern(spoken).finditer(text):
        key = words.get(each[0].casefold())
        if key and key not in seen:
            seen.add(key)
            places.append((each.start(), each.end(), key))
    return places


@cache
def _pattern(spoken: str) -> re.Pattern[str]:
    names = sorted(map(re.escape, _words(spoken)), key=len, reverse=True)
    return re.compile(rf"{MARKS}|(?<![\w–-])(?:{'|'.join(names)})(?![\w–-])", re.IGNORECASE)


@cache
def _words(spoken: str) -> dict[str, str]:
    """Word → entry, of all that are looked for in texts of a language."""
    keys = [key.removeprefix("glossary.") for key in language.catalogue() if key.startswith("glossary.")]
    entries = [key for key in keys if not key.endswith("_term") and key not in OF_NAMES]
    told = {word.casefold(): key for key in entries for word in _names(t(f"glossary.{key}_term", spoken))}
    return {word: key for word, key in told.items() if word not in TWOFOLD}


def _names(term: str) -> list[str]:
    """What an entry is called: `Indikator Kinerja Utama (IKU)` by two names, `kelas, kategori` by two."""
    whole = IN_BRACKETS.fullmatch(term)
    return list(whole.groups()) if whole else term.split(", ")
