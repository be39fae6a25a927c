"""Words, numbers, dates and periods in the reader's language: Indonesian first, English beside it.

Words are in `texts/<page>.toml` as `key = {id = "…", en = "…"}`; where the English word depends on a number,
`en = {one = "…", other = "…"}` and the placeholder `{n}`. Dates follow the locale through Babel.
"""

import datetime as dt
import math
import re
import threading
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from decimal import ROUND_HALF_UP, localcontext
from functools import cache, lru_cache
from pathlib import Path
from string import Formatter
from typing import Any, ParamSpec, TypeVar

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_compact_decimal

from analytics.decimals import number_text
from analytics.periods import ID
from pages.words.row import Row

CATALOGUE = Path(__file__).parent / "texts"
LANGUAGES = ("id", "en")
LOCALES = {"id": Locale.parse("id_ID"), "en": Locale.parse("en_GB")}
STATE_KEY = "lang"
NAMES = {"id": "Indonesia", "en": "English"}
NOTHING = "–"
KEPT_DATES = 4_096
BARE = ("indeks", "index", "nilai", "score", "rasio", "ratio", "level", "predikat", "grade")
ROMAN = ("I", "II", "III", "IV")
ADDRESS_STARTS = re.compile(r"\b(https?:|ftp:|mailto:|xmpp:|www(?=\.)|\S+(?=@))", re.IGNORECASE)
MARKDOWN_MARKS = re.compile(r"([\\`*_{}\[\]()<>#+!|~$:])")


P = ParamSpec("P")
R = TypeVar("R")
_run = threading.local()
_asked: list[Callable[[], str]] = [lambda: LANGUAGES[0]]


class UnknownWords(KeyError):
    """A key that no catalogue holds; the text names the key and the file it should be in."""


def current() -> str:
    """Language of the visitor who is being served: chosen, or asked for by the link; `id` where nobody is."""
    return getattr(_run, "language", None) or _asked[0]()


def hold() -> None:
    """Fix the language for this run of the script, which has a thread of its own; a page asks for it 600 times."""
    _run.language = _asked[0]()


def ask(who: Callable[[], str]) -> None:
    """Let `who` tell the language of the visitor who is being served."""
    _asked[0] = who


@contextmanager
def speaking(spoken: str) -> Iterator[None]:
    """Speak a language in this thread for a while: a file is made where no visitor is at hand."""
    before = getattr(_run, "language", None)
    _run.language = spoken
    try:
        yield
    finally:
        _run.language = before


def keeping(make: Callable[P, R]) -> Callable[P, R]:
    """`make` in the language of now, wherever it is called."""
    now = current()

    def made(*values: P.args, **more: P.kwargs) -> R:
        with speaking(now):
            return make(*values, **more)

    return made


def spoken(values: Iterable[str]) -> str:
    """The language that link values name, by code or by name; `id` for anything else."""
    said = {value.strip().casefold() for value in values}
    return next((code for code, own in NAMES.items() if said & {code, own.casefold()}), LANGUAGES[0])


@cache
def catalogue() -> Mapping[str, Mapping[str, Any]]:
    """All words by `page.key`; each entry holds a text, or plural forms, for every language."""
    words: dict[str, Mapping[str, Any]] = {}
    for path in sorted(CATALOGUE.glob("*.toml")):
        entries = tomllib.loads(path.read_text("utf-8"))
        words |= {f"{path.stem}.{key}": entry for key, entry in entries.items()}
    return words


def t(key: str, language: str | None = None, /, **values: object) -> str:
    """The words of `key` with `values` filled in: numbers and dates are formatted, `n` picks the plural form."""
    language = language or current()
    try:
        text = catalogue()[key][language]
    except KeyError as error:
        page = key.split(".")[0]
        raise UnknownWords(f"No words for {key!r} ({language}); they belong in texts/{page}.toml.") from error
    if isinstance(text, Mapping):
        form = LOCALES[language].plural_form(values.get("n", 0))
        text = text.get(form, text["other"])
    if not values:
        return text
    return text.format(**{name: _shown(value, language) for name, value in values.items()})


def placeholders(text: Any) -> set[str]:
    """Names in braces of a text or of all its plural forms."""
    texts = text.values() if isinstance(text, Mapping) else [text]
    return {name for each in texts for _, name, _, _ in Formatter().parse(each) if name}


def _shown(value: object, language: str) -> str:
    if isinstance(value, bool) or value is None:
        return NOTHING if value is None else str(value)
    if isinstance(value, int):
        return number(value, 0, language)
    if isinstance(value, float):
        return number(value, 2, language)
    if isinstance(value, dt.date):
        return day(value, language)
    return str(value)


def missing(value: object) -> bool:
    """True for None, NaN, NaT and pandas' NA."""
    if value is None:
        return True
    try:
        return bool(value != value)
    except TypeError:
        return True
    except ValueError:  # a list or array is a value
        return False


def number(value: object, decimals: int = 2, language: str | None = None, signed: bool = False) -> str:
    """A number with the locale's separators and fixed decimals; a dash where there is none."""
    return NOTHING if missing(value) else number_text(value, decimals, language or current(), signed) or NOTHING


def percent(value: object, decimals: int = 1, language: str | None = None, signed: bool = False) -> str:
    """A value that is already in percent, with its sign: 97,3%."""
    text = number(value, decimals, language, signed)
    return text if text == NOTHING else f"{text}%"


def measure(value: object, unit: str = "", decimals: int = 2, language: str | None = None, signed: bool = False) -> str:
    """A value with its unit of measure: 12,33%, Rp1.200.000, 3.157 orang; an index or a score has none: 72,60."""
    text = number(value, decimals, language, signed)
    unit = "" if missing(unit) or bare(str(unit)) else spoken_unit(str(unit), language)
    if text == NOTHING or not unit:
        return text
    if unit in {"%", "persen", "percent"}:
        return f"{text}%"
    if unit.casefold() in {"rp", "rupiah"}:
        return f"Rp{text}"
    return f"{text} {unit}"


def bare(unit: str) -> bool:
    """Whether values of this unit stand alone: its word says only that they are numbers."""
    return unit.partition(" ")[0] in BARE


def spoken_unit(unit: str, language: str | None = None) -> str:
    """A unit of measure as it is said: per 100.000 kelahiran hidup of per 100000 KH, persen poin as BPS says it."""
    words = [number(int(word), 0, language) if word.isdecimal() and len(word) > 3 else word for word in unit.split(" ")]
    return " ".join(words).replace("poin persen", "persen poin").replace(" KH", " kelahiran hidup")


def compact(value: object, unit: str = "", language: str | None = None, signed: bool = False) -> str:
    """A value in few letters with its sign of unit (% or Rp): 4,8 M (miliar) for 4.766.148.000, in English 4.8B."""
    if missing(value) or not math.isfinite(value):
        return NOTHING
    with localcontext(rounding=ROUND_HALF_UP):  # Babel rounds as the context does
        text = format_compact_decimal(abs(value), locale=LOCALES[language or current()], fraction_digits=1)
    sign = "−" if value < 0 else "+" if signed and value else ""
    return f"{sign}{'Rp' if unit == 'Rp' else ''}{text}{'%' if unit == '%' else ''}"


def day(value: object, language: str | None = None, width: str = "d MMM y") -> str:
    """A date in words: 3 Mar 2025."""
    return NOTHING if missing(value) else _day(value, width, language or current())


@lru_cache(KEPT_DATES)
def _day(value: dt.date, width: str, language: str) -> str:
    return format_date(value, width, LOCALES[language])


def period(value: object, language: str | None = None, short: bool = False) -> str:
    """A period id in words: `2025-Q2` is Triwulan II 2025 or Q2 2025, `2024-06` Juni 2024 or June 2024.

    `short` gives TW II 2025, Jun 2024. What is not a period id comes back as it is.
    """
    language = language or current()
    if missing(value):
        return NOTHING
    match = ID.fullmatch(str(value))
    if not match:
        return str(value)
    year, letter, number, month = match.groups()
    if month:
        return _day(dt.date(int(year), int(month), 1), "MMM y" if short else "MMMM y", language)
    if letter == "Q":
        if language == "en":
            return f"Q{number} {year}"
        return f"{'TW' if short else 'Triwulan'} {ROMAN[int(number) - 1]} {year}"
    if letter == "S":
        if language == "en":
            return f"H{number} {year}"
        return f"{'Sem.' if short else 'Semester'} {ROMAN[int(number) - 1]} {year}"
    return year


def name(row: Row, language: str | None = None, stem: str = "name") -> str:
    """`name_id` or `name_en` of a row (or another `stem`); the Indonesian one where there is no English."""
    language = language or current()
    text = row.get(f"{stem}_{language}")
    return row[f"{stem}_id"] if missing(text) or text == "" else text


def name_column(language: str | None = None, stem: str = "name") -> str:
    """The column of a frame that holds names in the reader's language."""
    return f"{stem}_{language or current()}"


def several(names: Iterable[object], most: int = 2) -> str:
    """Names in a row, the first `most` of them and how many more there are."""
    words = [str(name) for name in names]
    listed = ", ".join(words[:most])
    return t("cards.and_more", words=listed, n=len(words) - most) if len(words) > most else listed


def plain(text: object, links: bool = False) -> str:
    """Text from a file made harmless for Markdown: no images, formulas or directives; addresses only if `links`."""
    if missing(text):
        return ""
    words = str(text).replace("\n", " ")
    if not links:  # a space of no width keeps Markdown from making a link of an address
        words = ADDRESS_STARTS.sub(lambda found: f"{found[0]}\u200b", words)
    return MARKDOWN_MARKS.sub(r"\\\1", words)
