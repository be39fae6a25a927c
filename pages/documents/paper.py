"""HTML files for paper: styles and pictures inside, no script, nothing from the network."""

from functools import cache
from pathlib import Path

import jinja2

from analytics.figures import palette
from pages.words import language, markup

TEMPLATES = Path(__file__).with_name("templates")


@cache
def _environment() -> jinja2.Environment:
    return markup.environment(TEMPLATES)


def written(template: str, title: str, **values: object) -> bytes:
    """The file that a template makes of these values; `title` stands in the browser's tab before the product's."""
    page = _environment().get_template(f"{template}.html")
    return page.render(title=title, language=language.current(), colours=palette.LIGHT, **values).encode()
