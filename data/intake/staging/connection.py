"""The bulk work in DuckDB: load all rows as text, profile columns, match keys by join, convert numbers, run the checks.

The SQL stands beside this file and in the room of the checks. Only column names and conversions made here are put into
its text; whatever comes from a file is bound.
"""
# ruff: noqa: S608 - the texts are put together from names and fragments made here, never from a file's content

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

import duckdb
import pyarrow as pa

from data.intake.checks.rules import REGISTRY, rules
from data.intake.contract import Replacement
from data.intake.file.encoding import LONGEST_LINE
from data.intake.file.source import Source
from data.intake.table import numbers
from data.intake.table.headings import TEMPLATE_ROLES
from data.intake.table.layout import MEASURES, Layout, Slice
from data.intake.table.numbers import Shape, Style

FOLDERS = {"staging": Path(__file__).parent, "checks": REGISTRY.parent}
MEMORY = "2GB"
PARQUET = "FORMAT parquet, PARQUET_VERSION v2, COMPRESSION lz4"  # a third of the size, and no slower
IN_MEMORY_BELOW = 400 << 20
ONE_THREAD_BELOW = 1 << 20
MOST_TEXTS = 200_000
SAMPLE = 50_000
ENGLISH_MEASURES = dict(
    zip(MEASURES, ("target", "target_low", "target_high", "actual", "numerator", "denominator"), strict=True)
)
NOTE_WORDS = (
    r"^[\s*(\[]*(?i:sumber|source|catatan|keterangan|ket|note|notes|access time|diakses|diunduh|waktu akses|"
    r"terakhir diperbarui|last update)\b\s*(?i:data|url)?\s*[:.=]"
)
GROUPS = {
    "agency": ("kode_instansi", "kode_unit"),
    "indicator": ("kode_indikator", "nama_indikator", "satuan"),
    "region": ("kode_wilayah", "nama_wilayah", "kode_bps", "provinsi", "tingkat_penyajian"),
    "period": ("periode", "tahun", "bulan", "triwulan", "semester"),
    "date": ("tanggal_data",),
    "status": ("status_data",),
}
FREE_TEXTS = {"sumber": "source", "catatan": "note"}
# Columns of `staged` that a file may leave out, with what stands for them then.
OPTIONAL = {
    **dict.fromkeys(ENGLISH_MEASURES.values(), "NULL::DOUBLE"),
    **dict.fromkeys(FREE_TEXTS.values(), "NULL::VARCHAR"),
    "dk": "0", "sk": "0",
}  # fmt: skip
ALIASES = {"agency": "am", "indicator": "im", "region": "rm", "period": "pm", "date": "dm", "status": "sm"}
BY_SLICE = frozenset(("indicator", "period"))


@cache
def _text(folder: str, name: str) -> str:
    return (FOLDERS[folder] / f"{name}.sql").read_text("utf-8")


def _cell(index: int) -> str:
    return f"c{index}"


def _literal(text: str | None) -> str:
    return "NULL" if text is None else "'" + text.replace("'", "''") + "'"


class Staging:
    """One connection with the tables of one file. Close it when done."""

    def __init__(self, source: Source, layout: Layout, workdir: Path):
        self.source, self.layout = source, layout
        self._trusted: set[int] = set()
        large = source.path.stat().st_size > IN_MEMORY_BELOW
        # Threads that wait for one another cost more than they bring to a file of a few thousand rows.
        config = {"threads": 1} if source.path.stat().st_size < ONE_THREAD_BELOW else {}
        place = str(workdir / "staging.duckdb") if large else ":memory:"
        self._connection = duckdb.connect(place, config=config)
        for setting in (
            f"SET memory_limit = '{MEMORY}'",
            "SET enable_progress_bar = false",
            "SET preserve_insertion_order = true",
        ):
            self._connection.execute(setting)
        self._connection.execute("SET temp_directory = " + _literal(str(workdir / "spill")))
        self.run("tables")
        self._write_rules()
        self.run("macros")

    def _write_rules(self) -> None:
        known = list(rules().values())
        facts = {name: (pa.string(), [getattr(rule, name) for rule in known]) for name in (
            "id", "severity", "expected", "message_id", "message_en", "remedy_id", "remedy_en",
        )}  # fmt: skip
        self.table("rules", {**facts, "rank": (pa.int32(), range(len(known)))})

    def close(self) -> None:
        self._connection.close()

    def run(self, name: str, bind: dict | None = None, folder: str = "staging", **fragments: str):
        """Execute one SQL file with its fragments filled in and values bound."""
        result = None
        for statement in _filled(folder, name, fragments).split(";\n"):
            if statement.strip():
                result = self._connection.execute(statement, bind) if bind else self._connection.execute(statement)
        return result

    def rows(self, query: str, bind: dict | None = None) -> list[tuple]:
        """All rows of a small query."""
        return (self._connection.execute(query, bind) if bind else self._connection.execute(query)).fetchall()

    def table(self, name: str, columns: dict[str, tuple[pa.DataType, Iterable]]) -> None:
        """Make a small table from Python values."""
        data = pa.table({key: pa.array(list(values), type=kind) for key, (kind, values) in columns.items()})
        self._connection.register("arriving", data)
        self._connection.execute(f'CREATE OR REPLACE TABLE "{name}" AS SELECT * FROM arriving')
        self._connection.unregister("arriving")

    def attach_history(self, path: Path) -> None:
        """Attach a published snapshot, read-only, as `history`."""
        self._connection.execute(f"ATTACH {_literal(str(path))} AS history (READ_ONLY)")

    # --- rows --------------------------------------------------------------------------------------------------------

    def load(self) -> None:
        """Fill `raw` with every line as text, and `skipped` with the lines that hold no data."""
        source = self.source
        if source.delimiter is None:
            self.run("raw_sheet", {"path": str(source.path)})
            self._spread_merges()
        else:
            if not self._load_as_it_stands():
                source.copied()
                self._load_lines()
        self._pass_over()

    def _load_as_it_stands(self) -> bool:
        """Whether the bulk reader took the file and counted its lines as they are."""
        try:
            self._load_lines()
        except duckdb.Error:
            if self.source.lines is None:
                raise
            return False
        return self.source.lines is None or self.rows("SELECT count(*) FROM raw")[0][0] == self.source.lines

    def _load_lines(self) -> None:
        source = self.source
        cells = "{" + ", ".join(f"'{_cell(index)}': 'VARCHAR'" for index in range(1, source.width + 2)) + "}"
        bind = {
            "path": str(source.path),
            "delimiter": source.delimiter,
            "quote": '"' if source.quoted else "",
            "longest": LONGEST_LINE if source.lines is not None else 4 * LONGEST_LINE,
        }
        self.run("raw_delimited", bind, cells=cells)

    def _spread_merges(self) -> None:
        """Cells merged downwards in the data stand for every row they cover."""
        for first, last, column in self.source.merges:
            if first >= self.layout.data_row - 1 and column < self.source.width:
                cell = _cell(column + 1)
                self._connection.execute(
                    f"UPDATE raw SET {cell} = (SELECT {cell} FROM raw WHERE rowid = $first) "
                    f"WHERE rowid > $first AND rowid <= $last AND {cell} IS NULL",
                    {"first": first, "last": last},
                )

    def write_cells(self, path: Path) -> None:
        """Write every line as it stands: `row` from 1 and its cells."""
        cells = ", ".join(_cell(index) for index in range(1, self.source.width + 1))
        select = f'SELECT rowid + 1 AS "row", {cells} FROM raw ORDER BY rowid'
        self._connection.execute(f"COPY ({select}) TO {_literal(str(path))} (FORMAT parquet)")

    def replace_texts(self, replacements: Sequence[Replacement]) -> None:
        """Put the sender's texts in place of those of the file; headers that the file lacks are passed over."""
        places = {column.header: _cell(column.index) for column in self.layout.columns[::-1] if column.header}
        for one in replacements:
            if not one.where or not {*one.where, *one.use} <= set(places):
                continue
            terms = [f"trim({places[name]}) = trim(${place})" for place, name in enumerate(one.where, start=1)]
            put = [f"{places[name]} = ${place}" for place, name in enumerate(one.use, start=1 + len(one.where))]
            self._connection.execute(
                f"UPDATE raw SET {', '.join(put)} WHERE {self._data} AND {' AND '.join(terms)}",
                [*one.where.values(), *one.use.values()],
            )

    def _pass_over(self) -> None:
        width = self.source.width
        values = [column.index for column in self.layout.columns if column.role in MEASURES]
        titled = [column for column in self.layout.columns if column.header and " / " not in column.header][:3]
        repeated = " AND ".join(f"{_cell(column.index)} = {_literal(column.header)}" for column in titled) or "false"
        self.run(
            "passed_over",
            {"data_row": self.layout.data_row, "note_words": NOTE_WORDS},
            filled="(" + " + ".join(f"({_cell(index)} IS NOT NULL)::INTEGER" for index in range(1, width + 1)) + ")",
            valued="(" + (" OR ".join(f"{_cell(index)} IS NOT NULL" for index in values) or "false") + ")",
            repeated=f"coalesce({repeated}, false)",
            first="coalesce(" + ", ".join(_cell(index) for index in range(1, min(width, 4) + 1)) + ", '')",
        )
        self._pass_over_unfilled()
        for index, text in self.layout.only.items():
            self._connection.execute(
                f"INSERT INTO skipped SELECT rowid + 1, 'left_out' FROM raw WHERE {self._data} {self._unskipped} "
                f"AND lower(trim({_cell(index)})) IS DISTINCT FROM lower(trim($text))",
                {"text": text},
            )

    def _pass_over_unfilled(self) -> None:
        """Rows of our template that nobody filled in: no value, no status, and the target that stood there."""
        keys = self.layout.keys
        if not set(TEMPLATE_ROLES) <= set(keys) or len(self.layout.slices) != 1:
            return
        columns = self.layout.slices[0].columns
        empty = [columns[role] for role in MEASURES if role in columns and role != "target"]
        empty += [keys[role] for role in ("status_data", "catatan") if role in keys]
        terms = [f"coalesce(trim({_cell(index)}), '') = ''" for index in empty]
        if "target" in columns:
            terms.append(f"{_cell(columns['target'])} IS NOT DISTINCT FROM {_cell(keys['target_tercatat'])}")
        self._connection.execute(
            "INSERT INTO skipped SELECT rowid + 1, 'unfilled' FROM raw "
            f"WHERE {self._data} {self._unskipped} AND {' AND '.join(terms)}"
        )

    @property
    def _data(self) -> str:
        return f"rowid >= {self.layout.data_row - 1}"

    @property
    def _is_skipping(self) -> bool:
        return self.rows("SELECT count(*) FROM skipped")[0][0] > 0

    @property
    def _unskipped(self) -> str:
        return 'AND rowid + 1 NOT IN (SELECT "row" FROM skipped)' if self._is_skipping else ""

    def pass_over_places(self) -> None:
        """Note the rows whose region is elsewhere, finer than a regency, a section title, or a doubled total."""
        on = _conditions("rm", "region", GROUPS["region"], self.layout.keys)
        self._connection.execute(
            "INSERT INTO skipped SELECT raw.rowid + 1, CASE rm.place WHEN 'province_elsewhere' THEN 'elsewhere' "
            "WHEN 'section' THEN 'note' WHEN 'total_doubled' THEN 'total' ELSE rm.place END "
            f"FROM raw JOIN region_map AS rm ON {on} "
            f"WHERE raw.{self._data} {self._unskipped.replace('rowid', 'raw.rowid')} "
            "AND rm.place IN ('elsewhere', 'province_elsewhere', 'section', 'finer', 'total_doubled')"
        )

    def pass_over_governed(self) -> None:
        """Note the rows with an unknown region name that stand below the row of another province."""
        on = _conditions("rm", "region", GROUPS["region"], self.layout.keys)
        self.run("governed", on=on, data=f"raw.{self._data}")

    def counted_skips(self) -> dict[str, list[int]]:
        """Reason → [number of lines, first lines …] of what was passed over."""
        found = self.rows(
            'SELECT reason, count(*), list("row" ORDER BY "row")[:8] FROM skipped GROUP BY reason ORDER BY reason'
        )
        return {reason: [count, *first] for reason, count, first in found}

    # --- profiles ----------------------------------------------------------------------------------------------------

    def style(self, index: int, decide: Callable[[list[Shape]], Style], *, thorough: bool = False) -> Style:
        """The style of one column: judged on a sample, then on every cell that does not look like it.

        Where the sample holds plain numbers only, the other cells are merely searched for the other mark here;
        `unverified` compares the count of numbers with that of cells once they are converted.
        """
        sample = self._shapes(index, f"{self._data} AND rowid < {self.layout.data_row + SAMPLE}")
        style = decide(sample)
        simple = _SIMPLE.get((style.decimal, style.thousands is not None))
        if simple is None or len(sample) >= numbers.CAP:
            return decide(self._shapes(index, self._data))
        if not thorough and style.is_plain and not style.thousands and len(style.valid) == len(sample):
            marks = {"comma": ".", "dot": ",", "none": ".,"}[style.decimal]
            other = " OR ".join(f"contains({_cell(index)}, '{mark}')" for mark in marks)
            if not self.rows(f"SELECT count(*) FROM raw WHERE {self._data} AND ({other})")[0][0]:
                self._trusted.add(index)
                return style
        rest = f"{self._data} AND NOT regexp_full_match({_cell(index)}, '{simple}')"
        merged = {shape.text: shape for shape in (*self._shapes(index, rest), *sample)}
        settled = decide(list(merged.values()))
        if settled.decimal != style.decimal:
            return decide(self._shapes(index, self._data))
        return replace(settled, simple=simple)

    def unverified(self) -> list[int]:
        """Columns of which some cells gave no number, although their sample held plain numbers only."""
        wrong = []
        for part in self.layout.slices if len(self.layout.slices) == 1 else ():
            for role, index in part.columns.items():
                if index in self._trusted:
                    query = (
                        f"SELECT (SELECT count({_cell(index)}) FROM raw WHERE {self._data} {self._unskipped}) "
                        f"= (SELECT count({ENGLISH_MEASURES[role]}) FROM staged)"
                    )
                    if not self.rows(query)[0][0]:
                        wrong.append(index)
        return wrong

    def _shapes(self, index: int, rows: str) -> list[Shape]:
        rows = f"{rows} {self._unskipped}"
        found = self.run("shapes", {"cap": numbers.CAP}, cell=_cell(index), rows=rows).fetchall()
        return [Shape(text, int(count), sample, int(zeros or 0)) for text, count, sample, zeros in found]

    def texts(self, roles: Sequence[str]) -> list[tuple]:
        """Distinct combinations of the texts of some key columns in the data rows, None where a column is absent."""
        keys = self.layout.keys
        given = [role for role in roles if role in keys]
        found = self._distinct([_cell(keys[role]) for role in given])
        return [tuple(row[given.index(role)] if role in given else None for role in roles) for row in found]

    def column_texts(self, index: int) -> list[str]:
        """Distinct texts of one column in the data rows, without empty cells."""
        return [text for (text,) in self._distinct([_cell(index)]) if text is not None]

    def _distinct(self, cells: list[str]) -> list[tuple]:
        return self.rows(
            f"SELECT DISTINCT {', '.join(cells)} FROM raw WHERE {self._data} {self._unskipped} LIMIT {MOST_TEXTS}"
        )

    def extra_cells(self) -> list[tuple[int, str]]:
        """Rows with a filled cell beyond the last header, with that cell."""
        titled = max((column.index for column in self.layout.columns if column.header), default=0)
        beyond = [_cell(index) for index in range(titled + 1, self.source.width + 1)]
        if self.source.delimiter is not None:
            beyond.append(_cell(self.source.width + 1))
        if not beyond:
            return []
        empty = _literal("")
        first = "coalesce(" + ", ".join(f"nullif(trim({cell}), {empty})" for cell in beyond) + ")"
        return self.rows(
            f"SELECT rowid + 1, {first} FROM raw WHERE {self._data} AND {first} IS NOT NULL {self._unskipped} "
            "ORDER BY rowid"
        )

    # --- observations ------------------------------------------------------------------------------------------------

    def stage(self, styles: Mapping[int, Style], constant: set[str]) -> None:
        """Make `staged` from every slice. `constant` are the groups of keys that no column gives."""
        for index, style in styles.items():
            if style.needs_guard:
                self.table(f"good_{index}", {"shape": (pa.string(), style.valid)})
                self.table(f"vague_{index}", {"shape": (pa.string(), style.ambiguous)})
        given = self._given(constant)
        selects = [
            self._select(number, part, styles, constant, given) for number, part in enumerate(self.layout.slices)
        ]
        self._connection.execute("CREATE OR REPLACE TABLE observed AS " + " UNION ALL ".join(selects))
        # Most exports stand in this order already, and looking is cheaper than sorting.
        if not self.run("in_order").fetchone()[0]:
            self._connection.execute('CREATE OR REPLACE TABLE observed AS SELECT * FROM observed ORDER BY s, t, "row"')
        if self.layout.variable is not None:
            self.run("merged", given="".join(f"any_value({name}) AS {name}, " for name in given))
        absent = [f"{empty} AS {name}" for name, empty in OPTIONAL.items() if name not in given]
        self._connection.execute(
            "CREATE OR REPLACE VIEW staged AS SELECT " + ", ".join(["*", *absent]) + " FROM observed"
        )

    def _given(self, constant: set[str]) -> list[str]:
        """The optional columns of `staged` that this file fills."""
        measures = {role for part in self.layout.slices for role in part.columns}
        if "pembilang" in measures:
            measures.add("realisasi")
        names = {ENGLISH_MEASURES[role] for role in measures}
        names |= {
            name for role, name in FREE_TEXTS.items() if role in self.layout.keys or role in self.layout.constants
        }
        names |= {key for group, key in (("date", "dk"), ("status", "sk")) if group not in constant}
        return [name for name in OPTIONAL if name in names]

    def _select(
        self, number: int, part: Slice, styles: Mapping[int, Style], constant: set[str], given: Sequence[str]
    ) -> str:
        values = {name: empty for name, empty in OPTIONAL.items() if name in given}
        values |= {ENGLISH_MEASURES[role]: _conversion(index, styles[index]) for role, index in part.columns.items()}
        values |= {name: self._free_text(role) for role, name in FREE_TEXTS.items() if name in given}
        fragments = {"slice": str(number), "joins": ""}
        for group, roles in GROUPS.items():
            keys = {} if group in constant else self.layout.keys
            fragments[f"on_{group}"] = _conditions(ALIASES[group], group, roles, keys, number)
        for group, key in (("date", "dk"), ("status", "sk")):
            if key in given:
                values[key] = f"{ALIASES[group]}.k"
                fragments["joins"] += f" JOIN {group}_map AS {ALIASES[group]} ON {fragments[f'on_{group}']}"
        fragments["given"] = "".join(f", {values[name]} AS {name}" for name in given)
        fragments["kept"] = f"raw.{self._data} {self._unskipped.replace('rowid', 'raw.rowid')} {self._filled(part)}"
        return _filled("staging", "staged", fragments)

    def _free_text(self, role: str) -> str:
        if role in self.layout.constants:
            return _literal(self.layout.constants[role]) + "::VARCHAR"
        index = self.layout.keys.get(role)
        return f"nullif(trim(raw.{_cell(index)}), '')" if index else "NULL::VARCHAR"

    def _filled(self, part: Slice) -> str:
        """Empty cells of a wide table are no observations; a tidy table's slice takes the rows of its variable."""
        if part.texts:
            return f"AND raw.{_cell(self.layout.variable)} IN ({', '.join(map(_literal, part.texts))})"
        if self.layout.kind not in ("wide", "indicators"):
            return ""
        cells = [f"raw.{_cell(index)}" for index in part.columns.values()]
        return "AND NOT (" + " AND ".join(f"({cell} IS NULL OR {_is_missing(cell)})" for cell in cells) + ")"

    def add_found(self, rows: Iterable[tuple]) -> None:
        """Add findings made in Python: (rule, row, col, found, expected, detail, listed)."""
        rows = list(rows)
        if not rows:
            return
        kinds = (pa.string(), pa.int64(), pa.int32(), pa.string(), pa.string(), pa.string(), pa.bool_())
        names = ("rule", "row", "col", "found", "expected", "detail", "listed")
        columns = zip(names, kinds, zip(*rows, strict=True), strict=True)
        self.table("arrived", {name: (kind, column) for name, kind, column in columns})
        self._connection.execute(
            'INSERT INTO found SELECT rule, "row", NULL, col, found, expected, detail, listed FROM arrived'
        )

    def find_unreadable(self, index: int, style: Style) -> None:
        """Findings for the cells of one column whose shape is no number, or cannot be decided."""
        cell = _cell(index)
        vague = f"{_shape(cell)} IN (SELECT shape FROM vague_{index})"
        wrong = f"NOT {_is_good(cell, index, style)} AND NOT ({vague}) AND NOT ({_is_missing(cell)})"
        bind = {"rule": "number_unreadable", "col": index, "data_row": self.layout.data_row, "listed": True}
        self.run("unreadable", bind, cell=cell, guard=wrong)
        if style.ambiguous:
            self.run("unreadable", bind | {"rule": "decimal_undecided", "listed": False}, cell=cell, guard=vague)

    def check(self, severity: str) -> None:
        """Run every check of a severity; its rows are added to `found`."""
        for rule in rules().values():
            if rule.check is None or rule.severity != severity:
                continue
            self._connection.execute(
                'INSERT INTO found SELECT $rule, q."row", q.slice, c.col, '
                "spoken(q.found, q.role), spoken(q.expected, q.role), spoken(q.detail, q.role), true "
                f"FROM ({_filled('checks', rule.check, {})}) AS q "
                "LEFT JOIN slice_columns AS c ON c.slice = q.slice AND c.role = q.role",
                {"rule": rule.id},
            )

    def take_out_bad(self) -> None:
        """Keep only observations without an error in `staged`; the others are counted in `bad`."""
        self.run("bad")
        if self.rows("SELECT count(*) FROM bad")[0][0]:
            self._connection.execute(
                'DELETE FROM observed AS s USING bad AS b WHERE b."row" = s."row" AND b.slice = s.slice'
            )

    def make_timeline(self) -> None:
        """`timeline`: the file's values in order of time, with those of the published snapshot between them."""
        if self.rows("SELECT count(*) FROM past")[0][0]:
            self.run("timeline")
        else:
            self._connection.execute("CREATE VIEW timeline AS SELECT * FROM keyed")

    def tell(self) -> None:
        """Make `findings`: messages filled in, a value as its cell has it where one line holds one observation."""
        values = [column.index for column in self.layout.columns if column.role in MEASURES]
        if self.layout.variable is not None or not values:
            self.run("findings", cell="NULL", lines="")
            return
        cells = " ".join(f"WHEN {index} THEN raw.{_cell(index)}" for index in values)
        self.run("findings", cell=f"CASE f.col {cells} END", lines='LEFT JOIN raw ON raw.rowid = f."row" - 1')

    def counted_rules(self) -> dict[str, int]:
        """Rule → number of findings."""
        return dict(self.rows("SELECT rule, count(*) FROM findings GROUP BY rule ORDER BY rule"))

    def listed(self, most: int) -> list[tuple]:
        """The first findings, errors before warnings."""
        return self.rows("SELECT * FROM findings LIMIT $most", {"most": most})

    def counts(self) -> tuple[int, int]:
        """(accepted, rejected) observations."""
        return self.rows("SELECT (SELECT count(*) FROM staged), (SELECT count(*) FROM bad)")[0]

    # --- results -----------------------------------------------------------------------------------------------------

    def write(self, paths: Mapping[str, Path]) -> None:
        """Write accepted, rejected and findings as parquet."""
        warned = self.rows("SELECT count(*) FROM findings WHERE severity = 'warning' AND \"row\" IS NOT NULL")[0][0]
        warnings = _filled("staging", "warnings", {}) if warned else ""
        cells = ", ".join(_cell(index) for index in range(1, self.source.width + 1))
        self.run("enumerations")
        selects = {
            "accepted": _filled("staging", "accepted", {
                "warning": "w.warning" if warned else "NULL::VARCHAR", "warnings": warnings,
            }),
            "rejected": _filled("staging", "rejected", {"cells": cells}),
            "findings": "SELECT * FROM findings",
        }  # fmt: skip
        for name, select in selects.items():
            self._connection.execute(f"COPY ({select}) TO {_literal(str(paths[name]))} ({PARQUET})")

    def first_rows(self, count: int) -> list[tuple[int, list[str | None]]]:
        """The first data rows as they stand: (row, cells)."""
        cells = ", ".join(_cell(index) for index in range(1, self.source.width + 1))
        found = self.rows(
            f"SELECT rowid + 1, {cells} FROM raw WHERE {self._data} {self._unskipped} ORDER BY rowid LIMIT {count}"
        )
        return [(row, list(rest)) for row, *rest in found]

    def parsed(self, rows: Sequence[int]) -> dict[int, dict[int, dict[str, object]]]:
        """Row → slice → canonical column → what was read, for rows that were accepted."""
        found: dict[int, dict[int, dict[str, object]]] = {}
        names = ("kode_instansi", "kode_unit", "kode_indikator", "kode_wilayah", "periode", *MEASURES)
        result = self.run("parsed", {"rows": list(rows)}).fetchall() if rows else []
        for row, slice_number, *values in result:
            read = dict(zip(names, values, strict=True))
            read |= {
                "nama_indikator": read["kode_indikator"],
                "nama_wilayah": read["kode_wilayah"],
                "kode_bps": read["kode_wilayah"],
                **dict.fromkeys(("tahun", "bulan", "triwulan", "semester"), read["periode"]),
            }
            found.setdefault(row, {})[slice_number] = read
        return found


def _filled(folder: str, name: str, fragments: Mapping[str, str]) -> str:
    """The text of one SQL file without its comments, with fragments put in."""
    text = re.sub(r"--[^\n]*", "", _text(folder, name))
    for key, fragment in fragments.items():
        text = text.replace("{" + key + "}", fragment)
    return text


def _conditions(alias: str, group: str, roles: Sequence[str], keys: Mapping[str, int], number: int = 0) -> str:
    """The join of rows to a map: every key column equal to its text; the one entry of a map without columns."""
    terms = [f"{alias}.slice = {number}"] if group in BY_SLICE else []
    columns = [
        f"{alias}.t{place} IS NOT DISTINCT FROM raw.{_cell(keys[role])}"
        for place, role in enumerate(roles, start=1)
        if role in keys
    ]
    return " AND ".join(terms + columns) or f"{alias}.k = 0"


def _shape(cell: str) -> str:
    return f"translate({cell}, '{numbers.DIGITS[0]}', '{numbers.DIGITS[1]}')"


def _is_missing(cell: str) -> str:
    return f"lower(trim({cell}, {_literal(numbers.SPACES)})) IN (SELECT text FROM missing_marks)"


# Numbers without surprises, by decimal mark and whether thousands marks occur.
_SIMPLE = {
    ("comma", False): r"-?[0-9]+(,[0-9]+)?",
    ("comma", True): r"-?[0-9]{1,3}(\.[0-9]{3})*(,[0-9]+)?|-?[0-9]+(,[0-9]+)?",
    ("dot", False): r"-?[0-9]+(\.[0-9]+)?",
    ("dot", True): r"-?[0-9]{1,3}(,[0-9]{3})*(\.[0-9]+)?|-?[0-9]+(\.[0-9]+)?",
    ("none", False): r"-?[0-9]+",
}


def _is_good(cell: str, index: int, style: Style) -> str:
    """SQL for whether a cell is a number by the column's style."""
    known = f"{_shape(cell)} IN (SELECT shape FROM good_{index})"
    return f"(regexp_full_match({cell}, '{style.simple}') OR {known})" if style.simple else known


def _conversion(index: int, style: Style) -> str:
    """SQL that turns a column's texts into numbers by its style; NULL for missing marks and unreadable cells."""
    cell = f"raw.{_cell(index)}"
    mark, dashes = "," if style.decimal == "comma" else ".", numbers.DASHES
    if style.dressed:
        bare = f"regexp_replace({cell}, {_literal(numbers.MONEY_SIGN)}, '', 'g')"
        cell_text = f"regexp_replace({bare}, {_literal(numbers.NO_CENTS)}, '')"
    else:
        cell_text = cell
    if style.is_plain:
        text = f"replace({cell}, {_literal(style.thousands)}, '')" if style.thousands else cell
        text = f"replace({text}, ',', '.')" if mark == "," else text
    else:
        text = f"translate({cell_text}, {_literal(mark + dashes + style.drop)}, '.{'-' * len(dashes)}')"
    number = f"TRY_CAST({text} AS DOUBLE)"
    if style.negative_brackets:
        number = f"(CASE WHEN ltrim({cell_text}) LIKE '(%' THEN -{number} ELSE {number} END)"
    if style.needs_guard:
        number = f"CASE WHEN {_is_good(cell, index, style)} THEN {number} END"
    return number
