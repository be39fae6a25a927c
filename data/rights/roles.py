"""The roles and what each may do, as `roles.toml` says."""

import tomllib
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Role:
    """One role: its acts, and whether a grant of it may hold for every agency."""

    name: str
    acts: tuple[str, ...]
    everywhere: bool = False


def _read() -> dict[str, Role]:
    said = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
    return {name: Role(name, tuple(one["acts"]), one.get("everywhere", False)) for name, one in said.items()}


ROLES = _read()
