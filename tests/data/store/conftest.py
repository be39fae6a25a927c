"""The command line on a store."""

import json

import pytest

from data.__main__ import main


@pytest.fixture
def run(capsys):
    def command(*arguments):
        code = main([*arguments, "--json"])
        return code, json.loads(capsys.readouterr().out)

    return command
