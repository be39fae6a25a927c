"""What the named queries take and give: grain, parameters and columns in both languages; nothing heavy is imported.

A query's own head says in its comments what one row is, `takes` its parameters and `gives` its columns, in order;
columns.toml says what each of them means.
"""

import tomllib
from functools import cache
from itertools import takewhile
from types import MappingProxyType
from typing import Any, NamedTuple, NoReturn

from data.queries.named import QUERIES, text_of

COLUMNS = QUERIES / "columns.toml"
SPOKEN = {"id": ("dalam bahasa Indonesia", "in Indonesian"), "en": ("dalam bahasa Inggris", "in English")}


class Meaning(NamedTuple):
    """A column or parameter: `type` (of a parameter `texts` or None), what it means in both languages."""

    name: str
    type: str | None
    id: str
    en: str


class Described(NamedTuple):
    """What one row of a query is, what it takes and what it gives."""

    grain: str
    parameters: tuple[Meaning, ...]
    columns: tuple[Meaning, ...]


@cache
def described(query: str) -> Described:
    """A query's head with its meanings; QueryError when there is none of that name, KeyError where one is lacking."""
    comments = takewhile(lambda line: line.startswith("--"), text_of(query).splitlines())
    head = [line[2:].strip() for line in comments]
    names = {
        kind: [name.strip() for line in head if line.startswith(f"{kind}: ") for name in line[7:].split(",")]
        for kind in ("takes", "gives")
    }
    return Described(
        " ".join(line for line in head if not line.startswith(("takes: ", "gives: "))),
        tuple(parameter(query, name) for name in names["takes"]),
        tuple(column(query, name) for name in names["gives"]),
    )


def column(query: str, name: str) -> Meaning:
    """A column of a query; KeyError where columns.toml does not know it."""
    entry = _known(query, "columns").get(name) or _spoken(query, name)
    return Meaning(name, entry["type"], entry["id"], entry["en"])


def parameter(query: str, name: str) -> Meaning:
    """A parameter of a query; KeyError where columns.toml does not know it."""
    entry = _known(query, "parameters").get(name) or _unexplained(query, name)
    if entry.get("list"):
        return Meaning(name, "texts", f"{entry['id']}, dipisah koma", f"{entry['en']}, separated by commas")
    return Meaning(name, None, entry["id"], entry["en"])


def heading(name: str) -> str:
    """What a column of a download is called in its file: one name in all languages, as programs need."""
    found: str = registry()["headings"][name]
    return found


def _spoken(query: str, name: str) -> dict[str, str]:
    stem, _, language = name.rpartition("_")
    if stem not in registry()["spoken"] or language not in SPOKEN:
        _unexplained(query, name)
    entry, (id_, en) = registry()["spoken"][stem], SPOKEN[language]
    return {"type": "text", "id": f"{entry['id']}, {id_}", "en": f"{entry['en']}, {en}"}


def _unexplained(query: str, name: str) -> NoReturn:
    raise KeyError(f"{query}.sql names {name}, which data/queries/columns.toml does not explain")


@cache
def _known(query: str, kind: str) -> MappingProxyType[str, dict[str, str]]:
    """All columns or parameters as a query means them."""
    known = dict(registry()[kind])
    for place in registry()["where"]:
        if query in place["queries"]:
            known |= place.get(kind, {})
    return MappingProxyType(known)


@cache
def registry() -> MappingProxyType[str, Any]:
    """columns.toml as it stands."""
    return MappingProxyType(tomllib.loads(COLUMNS.read_text("utf-8")))
