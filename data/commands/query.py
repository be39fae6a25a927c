"""`query`: the rows of a named query."""

import argparse
from collections.abc import Sequence
from contextlib import suppress
from textwrap import fill
from typing import TYPE_CHECKING, Any

from data.commands import reading
from data.commands.answer import clean, one_line, say, warned
from data.commands.arguments import Misuse, parameters
from data.queries import named

if TYPE_CHECKING:
    import pyarrow as pa

    from data.rights import Grant
    from data.store import Snapshot


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", metavar="NAME", action=_Chosen)
    parser.add_argument("parameters", nargs="*", metavar="key=value")
    words = "the rows that this role sees, everywhere or of an agency: officer:DINKES; unset: everything"
    parser.add_argument("--as", dest="role", metavar="ROLE[:AGENCY]", help=words)


class _Chosen(argparse.Action):
    """The name of the query; help that is asked for after it tells of this query."""

    def __call__(
        self,
        parser: argparse.ArgumentParser,
        namespace: argparse.Namespace,
        values: str | Sequence[Any] | None,
        option_string: str | None = None,
    ) -> None:
        setattr(namespace, self.dest, values)
        with suppress(named.QueryError):
            parser.formatter_class = argparse.RawDescriptionHelpFormatter
            parser.description, parser.epilog = _told(str(values))


def _told(query: str) -> tuple[str, str]:
    """What a query is, and its parameters and columns, a line each."""
    from data.queries.meanings import described

    known = described(query)
    lines = ["parameters:", *(f"  {one.name:22} {one.en}" for one in known.parameters)] if known.parameters else []
    lines += ["columns:", *(f"  {one.name:22} {one.type:8} {one.en}" for one in known.columns)]
    return fill(f"{query}: {known.grain}", 110), "\n".join(lines)


def run(options: argparse.Namespace) -> int:
    from data.store import open_store

    given = _known(options.name, parameters(options.parameters))
    role = _role(options.role)
    snapshot, warnings = reading.served(open_store())
    if role is not None:
        snapshot = snapshot.seen_by(role.rights.sight)
    table = _table(snapshot, options.name, given)
    rows = [clean(row) for row in table.to_pylist()]
    lines = ["\t".join(table.column_names)]
    lines += ["\t".join("" if value is None else one_line(value) for value in row.values()) for row in rows]
    answer = {"query": options.name, "snapshot": snapshot.id, "rows": rows, **warned(warnings)}
    say(options.json, answer, lines)
    return 0


def _role(said: str | None) -> "Grant | None":
    """The role that is asked for, as if it were granted; Misuse for one that does not exist or needs an agency."""
    if said is None:
        return None
    from data.rights import Grant, RightsError

    role, _, agency = said.partition(":")
    try:
        return Grant("", role.strip(), agency.strip())
    except RightsError as error:
        raise Misuse(error.message_en) from error


def _known(query: str, given: dict[str, str]) -> dict[str, str | list[str]]:
    """The parameters given, lists with commas taken apart; Misuse when the query has not all of them."""
    known = named.parameters_of(query)
    if unknown := sorted(set(given) - set(known)):
        takes = ", ".join(known) or "-"
        raise Misuse(f"Query {query} has no parameter {', '.join(unknown)}. It takes: {takes}.")
    return {name: _parts(value) if name in _lists(query) else value for name, value in given.items()}


def _lists(query: str) -> set[str]:
    from data.queries.meanings import described

    return {one.name for one in described(query).parameters if one.type == "texts"}


def _parts(value: str) -> list[str]:
    """The texts of a list, as `A, B` or as `[A, B]`."""
    return [part.strip() for part in value.strip().removeprefix("[").removesuffix("]").split(",") if part.strip()]


def _table(snapshot: "Snapshot", query: str, given: dict[str, str | list[str]]) -> "pa.Table":
    """Rows of a Snapshot as a pyarrow Table; Misuse when a value given is not of the parameter's kind."""
    import duckdb

    from data.errors import first_line

    try:
        return snapshot.arrow(query, **given)
    except (duckdb.ConversionException, duckdb.BinderException, duckdb.InvalidInputException) as error:
        raise Misuse(f"Query {query}: {first_line(error)}") from error
