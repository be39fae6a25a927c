"""The registry of commands: a row is all a command needs, and nothing is imported before it is called."""

import json
import os
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace

import pytest

from data import submissions
from data.__main__ import main
from data.commands import correct
from data.commands import main as registry
from data.submissions import correction

HEAVY = {"pandas", "numpy", "duckdb", "pyarrow", "scipy", "streamlit", "analytics"}
ASKED = """
import json, sys
from contextlib import redirect_stdout, suppress
from data.__main__ import main
with redirect_stdout(sys.stderr):
    for words in json.loads(sys.argv[1]):
        with suppress(SystemExit):
            main(words)
print(json.dumps(sorted(sys.modules)))
"""


def imported_by(*lines):
    """Names of the modules that are loaded after the command lines ran in a process of their own."""
    command = [sys.executable, "-c", ASKED, json.dumps(lines)]
    done = subprocess.run(command, cwd=Path(__file__).parents[3], capture_output=True, check=True)
    return set(json.loads(done.stdout))


@pytest.fixture
def command(monkeypatch):
    """`command(run)`: a registry that knows `tell` alone, a module of another room with that `run`."""

    def known(run):
        module = SimpleNamespace(add_arguments=lambda parser: parser.add_argument("word"), run=run)
        monkeypatch.setitem(sys.modules, "elsewhere.tell", module)
        monkeypatch.setattr(registry, "COMMANDS", (registry.Command("tell", "elsewhere.tell", "say a word"),))

    return known


def test_what_there_is_can_be_asked_without_importing_a_command():
    loaded = imported_by(["--help"], [], ["dance"])
    assert not loaded & HEAVY
    assert not loaded & {row.module for row in registry.COMMANDS}


def test_how_a_command_is_used_can_be_asked_without_the_database():
    loaded = imported_by(*([row.name, "--help"] for row in registry.COMMANDS), ["load"], ["status", "x", "--json"])
    assert not loaded & HEAVY
    assert loaded >= {row.module for row in registry.COMMANDS}


def test_only_the_command_that_is_called_is_imported():
    loaded = imported_by(["load", "--help"])
    assert loaded & {row.module for row in registry.COMMANDS} == {"data.commands.load"}


@pytest.mark.parametrize("line", [["query", "totals"], ["status"]], ids=" ".join)
def test_a_read_of_what_is_published_imports_nothing_that_checks_or_builds(store, line):
    submissions.ensure(store)
    loaded = imported_by(line)
    assert "data.store.snapshot" in loaded
    rooms = ("analytics.state", "analytics.trend", "data.build.whole", "data.changes", "data.foreign", "data.intake",
             "data.submissions", "scipy", "shapely")  # fmt: skip
    assert not [name for name in loaded for room in rooms if name == room or name.startswith(f"{room}.")]


@pytest.mark.parametrize("row", registry.COMMANDS, ids=lambda row: row.name)
def test_every_row_names_a_module_that_can_be_called(row):
    module = import_module(row.module)
    assert callable(module.add_arguments)
    assert callable(module.run)


def test_a_row_is_all_that_a_command_of_another_room_needs(command, capsys):
    command(lambda options: print(options.word, options.json) or 7)
    assert main(["tell", "halo", "--json"]) == 7
    assert capsys.readouterr().out == "halo True\n"
    with pytest.raises(SystemExit):
        main(["--help"])
    assert "tell      say a word" in capsys.readouterr().out


def test_a_fault_of_the_program_is_not_dressed_up(command):
    def run(_):
        raise KeyError("unforeseen")

    command(run)
    with pytest.raises(KeyError, match="unforeseen"):
        main(["tell", "halo"])


def test_what_the_machine_refuses_is_said_in_both_languages(command, capsys):
    def run(_):
        raise OSError(28, os.strerror(28), "/penuh/pointer.json")

    command(run)
    assert main(["tell", "halo", "--json"]) == 1
    answer = json.loads(capsys.readouterr().out)
    assert answer["error"] == answer["message_en"]
    assert "/penuh/pointer.json" in answer["message_id"]
    assert answer["message_id"].startswith("Media penyimpanan penuh")


def test_every_field_that_can_be_corrected_can_be_named():
    assert correct.FIELDS == correction.FIELDS
