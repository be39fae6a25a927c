"""How many targets are met, and which priorities wait for a decision."""


from data.rights import DESK, PUBLIC
from data.settings import Mode, mode
from data.store import open_store
from pages.components import blank, blocks, captions
from pages.content import overview, reader, scope, sheet, targets
from pages.words import language
from pages.words.language import t


def draw(here: scope.Scope) -> None:
    """The verdict, the priorities and what unfolds under them; ends the page where nothing is counted."""
    if here.regions or here.units:
        captions.say(t("summary.of_province"))
    shown = drawn(here)
    if not shown:
        blank.nothing_here(here)
    for block in shown:
        blocks.show(block)


def drawn(here: scope.Scope) -> tuple[str, ...]:
    """What is `told`, made once for all visitors."""
    return reader.markup(told, here, key=(here, targets.judged_on(here)))


def ahead() -> None:
    """Make what the first visitor would wait for: of the published snapshot in each language, as who has not signed in
    sees it. KinerjaError where there is no snapshot to be read."""
    sight = (DESK if mode() is Mode.DESK else PUBLIC).sight
    with reader.of_snapshot(open_store().published_snapshot().seen_by(sight)):
        for spoken in language.LANGUAGES:
            with language.speaking(spoken):
                drawn(scope.Scope(spoken))


def told(here: scope.Scope) -> tuple[str, ...]:
    """The verdict, the priorities and what unfolds under them; none where nothing is counted here."""
    seen = targets.overview(here)
    if not any(row["counted"] for row in seen.rows) and not seen.lines:
        return ()
    verdict = blocks.rendered("verdict", **overview.verdict(seen, targets.over(here)))
    folds = blocks.rendered("folds", **overview.folds(seen))
    if not seen.lines:
        return verdict, folds
    paper = blocks.rendered("sheet", **sheet.values(seen, targets.over(here), reader.snapshot().id))
    return verdict, blocks.rendered("priorities", **overview.short_list(seen)), folds, paper
