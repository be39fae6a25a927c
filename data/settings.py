"""Where the store and the exports lie: KINERJA_STORE and KINERJA_EXPORTS, with defaults beside app.py.

Installed without app.py, the store's default lies in the present folder: it must outlive the installation.
"""

import os
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Settings:
    """Folders the program reads and writes."""

    store: Path
    exports: Path


def settings() -> Settings:
    """Settings as the environment gives them now; an empty variable counts as unset."""
    return Settings(
        store=Path(os.environ.get("KINERJA_STORE") or _home() / "store").expanduser().resolve(),
        exports=Path(os.environ.get("KINERJA_EXPORTS") or ROOT / "data" / "exports").expanduser().resolve(),
    )


def _home() -> Path:
    return ROOT if (ROOT / "app.py").is_file() else Path.cwd()
