"""What a visitor did, for the audit record: with their name where they signed in."""

from collections.abc import Callable

import streamlit as st

from data import audit
from data.settings import Mode, mode, settings
from pages.session import person


def note(kind: str, *, agency: str = "", subject: str = "", about: str = "", **told: object) -> None:
    """Record an event of who is being served, as `data.audit.record` takes it."""
    audit.record(settings().store, kind, who=who(), agency=agency, subject=subject, about=about, **told)


def taken(make: Callable[[], bytes], subject: str, form: str, rows: int | None = None) -> Callable[[], bytes]:
    """`make`, recorded as a download of who is being served now, wherever and whenever it is called. The rows are those
    told, else those that what is made says it has."""
    person_now, here = who(), agency()

    def made() -> bytes:
        content = make()
        count = getattr(content, "rows", None) if rows is None else rows
        audit.record(
            settings().store, "download", who=person_now, agency=here, subject=subject, form=form, rows=count
        )  # fmt: skip
        return content

    return made


def agency() -> str:
    """The agency that is looked at; empty for all."""
    held = st.session_state.get("_scope")
    return str(held.agency) if held is not None else ""


def who() -> str:
    """What the sign-in calls who is looking; nobody in the modes that have none."""
    return (person.person() or "") if mode() is Mode.OFFICE else ""
