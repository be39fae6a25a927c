"""How the program fares, for whoever looks after it: backups, disk, what waits, who is signed in, errors."""

import datetime as dt
import os
import platform
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import metadata

import pandas as pd

from data import audit
from data.office import ZONE, office_today
from data.settings import mode, settings, version

SEEN_BACK = 366  # days in which a backup is looked for
FAULTS_BACK = 31
MOST_FAULTS = 50
SECRET = ("SECRET", "PASSWORD", "TOKEN", "KEY")
SAID = ("KINERJA_", "FORWARDED_ALLOW_IPS")


@dataclass(frozen=True)
class Backup:
    """The last backup that the record tells of: when, and by whom."""

    at: pd.Timestamp
    by: str


def last_backup() -> Backup | None:
    rows = _since(SEEN_BACK, "backup")
    if not rows:
        return None
    return Backup(_moment(rows[0].at), rows[0].person)


def disk() -> tuple[int, int]:
    """Bytes free on the disk of the store, and bytes it has; zeros where that cannot be told."""
    try:
        found = shutil.disk_usage(settings().store)
    except OSError:
        return 0, 0
    return found.free, found.total


def uploads_waiting() -> int:
    """How many files lie in working folders, read and not yet published."""
    return sum(1 for _ in (settings().store / "work").glob("upload-*"))


def signed_in(hours: float) -> list[tuple[str, pd.Timestamp]]:
    """Who signed in within so many hours and did not sign out since, with the moment; the newest first."""
    oldest = dt.datetime.now(ZONE) - dt.timedelta(hours=hours)
    last: dict[str, audit.Row] = {}
    for row in _since(2, "sign_in", "sign_out", "sign_out_everywhere"):
        who = row.subject if row.kind == "sign_out_everywhere" else row.person
        last.setdefault(who, row)
    everybody = last.pop("*", None)
    return [
        (who, _moment(row.at)) for who, row in last.items()
        if row.kind == "sign_in" and _moment(row.at) >= oldest and not (everybody and everybody.at > row.at)
    ]  # fmt: skip


def faults() -> pd.DataFrame:
    """The last errors that were shown to people: moment, number, kind of the error, who met it."""
    rows = _since(FAULTS_BACK, "fault")[:MOST_FAULTS]
    told = [(_moment(row.at), row.subject, row.detail.partition("=")[2], row.person) for row in rows]
    return pd.DataFrame(told, columns=["at", "number", "error", "person"])


def versions() -> Mapping[str, str]:
    """Name → version of the program and of what it stands on."""
    packages = ("streamlit", "duckdb", "pandas", "starlette")
    return {
        "Kinerja Aceh": version(), "Python": platform.python_version(),
        **{name: metadata.version(name) for name in packages},
    }  # fmt: skip


def in_force() -> Mapping[str, str]:
    """Settings of the environment that this program reads, secrets left out."""
    said = {name: value for name, value in os.environ.items() if name.startswith(SAID)}
    shown = {name: "…" if any(word in name for word in SECRET) else value for name, value in sorted(said.items())}
    return {"KINERJA_STORE": str(settings().store), "KINERJA_MODE": str(mode()), **shown}


def _since(days: int, *kinds: str) -> list[audit.Row]:
    """The events of these kinds within days, the newest first."""
    since = office_today() - dt.timedelta(days=days)
    return [row for row in audit.rows(settings().store, (), since) if row.kind in kinds]


def _moment(at: str) -> pd.Timestamp:
    return pd.Timestamp(at).tz_convert(ZONE)
