"""Failures of the store as words on the page instead of a broken page."""

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from data.errors import KinerjaError
from pages.session import faults
from pages.words.language import t
from pages.words.troubles import words


@contextmanager
def told() -> Iterator[None]:
    """Turn the store's failures into an error on the page."""
    try:
        yield
    except (KinerjaError, OSError) as error:
        said = t("report.failed", detail=words(error))
        st.error(faults.numbered(said, error, "a part of a page"), icon=":material/error:")
