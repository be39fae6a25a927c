"""Kinerja unit saya: what one's own agency or unit stands at, what waits there and what is due, in plain words."""

from pages import session
from pages.content import targets
from pages.sections.mine import choice, due, kept, results, waiting

here = choice.draw(session.current())
if here.agency:
    waiting.draw(here)
    due.draw(targets.awaited(here))
    results.draw(here)
kept.draw(here)
