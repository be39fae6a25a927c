"""A reader of hand-written files: `load(text)` gives the outcome, with rows and findings easy to compare."""

import itertools
from dataclasses import dataclass

import duckdb
import pytest

from data import intake
from data.reference import load_reference


@dataclass(frozen=True)
class Loaded:
    """An intake beside what its parquet files hold."""

    intake: intake.Intake

    def __getattr__(self, name):
        return getattr(self.intake, name)

    def rows(self, *columns):
        """Accepted rows as tuples of these columns, in the order of the file."""
        names = ", ".join(columns)
        found = duckdb.sql(
            f"SELECT {names} FROM read_parquet('{self.accepted_path}') ORDER BY source_row, period_start"  # noqa: S608 - column names of the tests
        ).fetchall()
        return [row[0] for row in found] if len(columns) == 1 else found

    def rejects(self):
        """(source_row, rules) of the rejected lines."""
        return duckdb.sql(
            f"SELECT source_row, rules FROM read_parquet('{self.rejected_path}') ORDER BY 1"  # noqa: S608 - own path
        ).fetchall()

    def found(self, *rules):
        """(rule, row) of the findings, all or those of some rules, in order."""
        return [(one.rule, one.row) for one in self.findings if not rules or one.rule in rules]

    def one(self, rule):
        """The only finding of a rule."""
        (only,) = [one for one in self.findings if one.rule == rule]
        return only

    def one_at(self, rule, row):
        """The only finding of a rule on a row."""
        (only,) = [one for one in self.findings if one.rule == rule and one.row == row]
        return only


@pytest.fixture(scope="session")
def reference():
    return load_reference()


@pytest.fixture
def load(tmp_path, reference):
    """Write text (or bytes) to a file and read it; options by name, `history` a snapshot, `within` a reference."""
    numbers = itertools.count()

    def read(content, *, name="ekspor.csv", history=None, within=reference, **options):
        folder = tmp_path / str(next(numbers))
        folder.mkdir()
        path = folder / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        result = intake.read(path, intake.Options(**options), within, history, folder / "work")
        assert result.read == result.accepted + result.rejected
        return Loaded(result)

    return read
