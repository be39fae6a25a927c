"""The named queries as a Markdown page: `python -m data.queries.page PAGE` writes it."""

import sys
from collections.abc import Iterable
from pathlib import Path

from data.queries.meanings import Meaning, described
from data.queries.named import names

HEAD = """# Kueri bernama · Named queries

`python -m data query NAMA kunci=nilai` memberi baris-barisnya; `python -m data query NAMA --help` menerangkan satu
kueri. Parameter yang tidak diisi tidak menyaring. *`python -m data query NAME key=value` gives the rows;
`python -m data query NAME --help` explains one query. A parameter left out filters nothing.*

Halaman ini dibuat dari `data/queries`. *This page is made from `data/queries`.*
"""


def page() -> str:
    """The whole page: a section a query, its parameters and its columns."""
    return HEAD + "".join(_section(name) for name in names())


def _section(name: str) -> str:
    query = described(name)
    parts = [f"\n## {name}\n\n{query.grain}\n"]
    if query.parameters:
        untyped = (one._replace(type=None) for one in query.parameters)
        parts.append("\n| parameter | artinya | meaning |\n|---|---|---|\n" + _rows(untyped))
    parts.append("\n| kolom · column | jenis · type | artinya | meaning |\n|---|---|---|---|\n" + _rows(query.columns))
    return "".join(parts)


def _rows(entries: Iterable[Meaning]) -> str:
    return "".join(
        "| " + " | ".join([f"`{one.name}`", *([one.type] if one.type else []), one.id, one.en]) + " |\n"
        for one in entries
    )


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(page(), "utf-8")
