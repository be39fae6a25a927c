"""The exports that ship with the program: published figures carried over, and simulated agency reports.

`write(folder)` makes every file of `data/exports/`; the same seed gives the same bytes. What is simulated says so in
its title, its status and its note.

- `published.csv`, `sources.csv`: published figures with their publishers
- `series.csv`: what is simulated, at which level, with which story
- `files.toml`: which series go into which file, written in which manner
"""

from data.samples.exports import SEED, templates, write

__all__ = ["SEED", "templates", "write"]
