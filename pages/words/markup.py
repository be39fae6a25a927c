"""HTML made of templates that escape whatever they show."""

from pathlib import Path

import jinja2

from pages.words import language


def environment(folder: Path) -> jinja2.Environment:
    """The templates of a folder; every value is escaped, a name that is not given is an error."""
    made = jinja2.Environment(
        loader=jinja2.FileSystemLoader(folder),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals["t"] = language.t
    return made
