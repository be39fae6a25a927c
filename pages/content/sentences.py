"""The sentence of a series in two parts: what it says, and what it rests on."""

import re

from pages.words import language
from pages.words.row import Row

EVIDENCE = re.compile(r" \(([^()]*; p [=<>≤] ?[\d.,]+)\)")


def parted(sentence: object) -> tuple[str, str]:
    """A sentence of the verdict without the parenthesis of its test, and that parenthesis: count, span and p."""
    words = "" if language.missing(sentence) else str(sentence)
    found = EVIDENCE.search(words)
    return EVIDENCE.sub("", words), found[1] if found else ""


def plainly(row: Row) -> str:
    """The sentence of a row in the reader's language, without its evidence."""
    return parted(row[language.name_column(stem="sentence")])[0]
