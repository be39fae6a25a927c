"""What pip builds from the project: the command line with every file it reads."""

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("analytics", "data")
AROUND = ("pyproject.toml", "README.md", "LICENSE", "THIRD_PARTY.md")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    """The wheel, built without network from a copy, since building leaves folders behind."""
    source, out = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("wheel")
    for name in PACKAGES:
        shutil.copytree(ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in AROUND:
        shutil.copy(ROOT / name, source)
    pip("wheel", "--no-build-isolation", source, "--wheel-dir", out)
    return next(out.glob("*.whl"))


def pip(command: str, *more: str | Path) -> None:
    """Run pip of this environment, without packages from elsewhere."""
    subprocess.run([sys.executable, "-m", "pip", command, "--quiet", "--no-deps", "--no-index", *more], check=True)


def test_wheel_holds_every_file_of_the_packages_and_nothing_else(wheel):
    built = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    there = {path for name in PACKAGES for path in (ROOT / name).rglob("*") if path.is_file()}
    assert built == {path.relative_to(ROOT).as_posix() for path in there if path.suffix != ".pyc"}


def test_installed_command_runs_away_from_the_checkout(wheel, tmp_path):
    pip("install", "--target", tmp_path / "site", wheel)
    (tmp_path / "exports").mkdir()
    places = {"PYTHONPATH": "site", "KINERJA_STORE": "store", "KINERJA_EXPORTS": "exports"}
    environment = os.environ | {name: str(tmp_path / folder) for name, folder in places.items()}
    command = next((tmp_path / "site" / "bin").glob("kinerja*"))

    def run(*words: str) -> subprocess.CompletedProcess:
        return subprocess.run([command, *words], cwd=tmp_path, env=environment, capture_output=True, text=True)

    built = run("build", "--json")
    assert (built.returncode, built.stderr.count("Traceback")) == (0, 0), built.stderr
    assert run("status", "--json").returncode == 0
    assert run("query", "no-such-query").returncode == 2
