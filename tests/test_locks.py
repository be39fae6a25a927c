"""The locks hold what pyproject.toml asks for, agree with each other, and name no place they were made in."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
RUNTIME = PROJECT["project"]["dependencies"]
DEVELOPMENT = PROJECT["dependency-groups"]["dev"]
LOCKS = {"requirements.txt": RUNTIME, "requirements-dev.txt": RUNTIME + DEVELOPMENT}


def entries(lock: str) -> list[tuple[Requirement, str]]:
    """Requirements of a lock, each with the text below it: hashes and who asks for it."""
    parts = re.split(r"^(?=[A-Za-z0-9])", (ROOT / lock).read_text("utf-8"), flags=re.M)[1:]
    return [(Requirement(part.partition("\\\n")[0]), part.partition("\\\n")[2]) for part in parts]


@pytest.mark.parametrize("text", RUNTIME + DEVELOPMENT)
def test_direct_requirement_names_one_version(text):
    assert [one.operator for one in Requirement(text).specifier] == ["=="]


@pytest.mark.parametrize("lock", LOCKS)
def test_lock_holds_the_direct_requirements_and_no_others_as_direct(lock):
    asked = {(canonicalize_name(one.name), str(one.specifier)) for one in map(Requirement, LOCKS[lock])}
    direct = {(one.name, str(one.specifier)) for one, below in entries(lock) if "kinerja-aceh" in below}
    assert direct == asked


@pytest.mark.parametrize("lock", LOCKS)
def test_every_entry_has_one_version_and_hashes(lock):
    for one, below in entries(lock):
        assert [exact.operator for exact in one.specifier] == ["=="], one
        assert re.search(r"--hash=sha256:[0-9a-f]{64}", below), one


def test_development_installs_the_versions_that_run():
    runtime, development = ({str(one) for one, _ in entries(lock)} for lock in LOCKS)
    assert runtime <= development


@pytest.mark.parametrize("lock", LOCKS)
def test_lock_names_no_registry_and_no_folder(lock):
    text = (ROOT / lock).read_text("utf-8")
    assert not re.findall(r"https?:|file:|@ |--(?:extra-)?index-url|--find-links|/\w+/", text)


def test_notices_name_the_packages_that_run():
    table = (ROOT / "THIRD_PARTY.md").read_text("utf-8").partition("| package | licence |")[2]
    named = re.findall(r"^\| ([a-z0-9-]+) \| (.+) \|$", table, re.M)
    assert [name for name, _ in named] == list(dict.fromkeys(one.name for one, _ in entries("requirements.txt")))
    assert "not said" not in {licence for _, licence in named}
