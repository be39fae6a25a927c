"""Backup, disk, what waits, versions."""

import streamlit as st

from data import audit
from pages.content import administered, audited, reader
from pages.session import acts
from pages.words import language
from pages.words.language import t


def draw() -> None:
    """Figures that say at a glance whether somebody has to see to something."""
    st.header(t("administration.state"))
    backup, (free, size) = administered.last_backup(), administered.disk()
    figures = [
        ("backup", audited.moment(backup.at) if backup else t("administration.backup_none")),
        ("disk", t("administration.of", n=_gigabytes(free), all=_gigabytes(size))),
        ("waiting", language.number(administered.uploads_waiting(), 0)),
        ("acts", language.number(acts.waiting(), 0)),
    ]
    with st.grid(4, min_column_width=220, gap="small"):
        for name, value in figures:
            st.metric(t(f"administration.{name}"), value, border=True, height="stretch")
    if backup is None:
        st.warning(t("administration.backup_how"), icon=":material/backup:")
    if audit.lost():
        st.error(t("administration.lost", n=audit.lost()), icon=":material/report:")
    st.caption(" · ".join(f"{name} {number}" for name, number in administered.versions().items()))
    st.caption(t("cards.snapshot", snapshot=reader.snapshot().id))


def _gigabytes(size: int) -> str:
    return language.number(size / 1e9, 1)
