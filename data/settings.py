"""Where store, exports and own reference lie: KINERJA_STORE, KINERJA_EXPORTS, KINERJA_REFERENCE, beside app.py unset.
KINERJA_STORE_MUST_EXIST forbids that a store begins; KINERJA_MODE says for whom the dashboard is there.

Installed without app.py, the store's default lies in the present folder: it must outlive the installation.
"""

import os
import re
import tomllib
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from importlib import metadata
from pathlib import Path

SITE = re.compile(r"https://(\*\.)?[A-Za-z0-9.-]+(:\d+)?")
ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Settings:
    """Folders the program reads and writes; `reference` is None where only the shipped one is read."""

    store: Path
    exports: Path
    reference: Path | None = None


def settings() -> Settings:
    """Settings as the environment gives them now; an empty variable counts as unset."""
    return Settings(
        store=Path(os.environ.get("KINERJA_STORE") or default_store()).expanduser().resolve(),
        exports=Path(os.environ.get("KINERJA_EXPORTS") or ROOT / "data" / "exports").expanduser().resolve(),
        reference=Path(own).expanduser().resolve() if (own := os.environ.get("KINERJA_REFERENCE")) else None,
    )


class Mode(StrEnum):
    """For whom the dashboard is there: one desk, an office whose people sign in, or everybody, to read only."""

    DESK = "desk"
    OFFICE = "office"
    PUBLIC = "public"


def mode() -> Mode:
    """The mode that the environment gives; KinerjaError for a word that is none, so that no slip opens it."""
    return _mode(os.environ.get("KINERJA_MODE", ""))


@lru_cache(maxsize=8)
def _mode(said: str) -> Mode:
    """Every cached read asks for the mode: it is read once a word."""
    word = said.strip().casefold()
    try:
        return Mode(word) if word else Mode.DESK
    except ValueError as error:
        from data.errors import KinerjaError  # brings DuckDB along

        raise KinerjaError("mode_unknown", found=repr(word), known=", ".join(Mode)) from error


def embedding_sites() -> tuple[str, ...]:
    """The sites that may show charts of this one in their pages (KINERJA_EMBED_IN): of what is public only."""
    words = os.environ.get("KINERJA_EMBED_IN", "").split() if mode() is Mode.PUBLIC else []
    return tuple(word for word in words if SITE.fullmatch(word))


def default_store() -> Path:
    """Where the store lies when nothing is said: beside app.py, else in the present folder."""
    return ((ROOT if (ROOT / "app.py").is_file() else Path.cwd()) / "store").resolve()


@lru_cache(maxsize=1)
def version() -> str:
    """The version of the program: of the checkout it runs from, else of what is installed."""
    listed = ROOT / "pyproject.toml"
    if listed.is_file():
        return str(tomllib.loads(listed.read_text("utf-8"))["project"]["version"])
    return metadata.version("kinerja-aceh")


def store_must_exist() -> bool:
    """Whether the environment says that a store is there, so that none may begin."""
    return os.environ.get("KINERJA_STORE_MUST_EXIST", "").strip().lower() not in ("", "0", "false", "no", "tidak")
