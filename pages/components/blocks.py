"""Blocks of HTML in the design's type and signs (`static/ka.css`), made of templates that escape whatever they show."""

from functools import cache
from pathlib import Path

import jinja2
import streamlit as st
from markupsafe import Markup, escape

from pages.content import terms
from pages.words import markup

TEMPLATES = Path(__file__).with_name("templates")


@cache
def _environment() -> jinja2.Environment:
    made = markup.environment(TEMPLATES)
    made.filters |= {"terms": terms.marked, "term": terms.linked, "broken": _broken}
    return made


def _broken(text: str) -> Markup:
    """A text whose long names of files may go on in the next line behind an underscore."""
    return escape(text).replace("_", Markup("_<wbr>"))


def rendered(template: str, **values: object) -> str:
    """The HTML of a template; every value is escaped, a name that is not given is an error."""
    return _environment().get_template(f"{template}.html").render(**values)


def show(block: str) -> None:
    """Show a block; its colours follow the colour scheme that Streamlit sets."""
    st.html(framed(block))


def framed(block: str) -> str:
    """A block where the rules of `static/ka.css` hold."""
    return f'<div class="ka">{block}</div>'
