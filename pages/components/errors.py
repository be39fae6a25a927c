"""Failures of the store as words on the page instead of a broken page."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from data.errors import KinerjaError
from pages.words.language import t
from pages.words.troubles import words


@contextmanager
def told() -> Iterator[None]:
    """Turn the store's failures into an error on the page."""
    try:
        yield
    except (KinerjaError, OSError) as error:
        logging.getLogger(__name__).error("A part of a page failed", exc_info=error)
        st.error(t("report.failed", detail=words(error)), icon=":material/error:")
