"""What a visitor did, for the audit record: with their name where they signed in."""

from data import audit
from data.settings import Mode, mode, settings
from pages.session import person


def note(kind: str, *, agency: str = "", subject: str = "", **told: object) -> None:
    """Record an event of who is being served, as `data.audit.record` takes it."""
    audit.record(settings().store, kind, who=who(), agency=agency, subject=subject, **told)


def who() -> str:
    """What the sign-in calls who is looking; nobody in the modes that have none."""
    return (person.person() or "") if mode() is Mode.OFFICE else ""
