"""How many targets are met, and which priorities wait for a decision."""


from pages.components import blank, blocks, captions
from pages.content import overview, reader, scope, sheet, targets
from pages.words.language import t


def draw(here: scope.Scope) -> None:
    """The verdict, the priorities and what unfolds under them; ends the page where nothing is counted."""
    if here.regions or here.units:
        captions.say(t("summary.of_province"))
    drawn = reader.markup(told, here, key=(here, targets.judged_on(here)))
    if not drawn:
        blank.nothing_here(here)
    for block in drawn:
        blocks.show(block)


def told(here: scope.Scope) -> tuple[str, ...]:
    """The verdict, the priorities and what unfolds under them; none where nothing is counted here."""
    seen = targets.overview(here)
    if not seen.rows["counted"].any() and not seen.lines:
        return ()
    verdict = blocks.rendered("verdict", **overview.verdict(seen, targets.over(here)))
    folds = blocks.rendered("folds", **overview.folds(seen))
    if not seen.lines:
        return verdict, folds
    paper = blocks.rendered("sheet", **sheet.values(seen, targets.over(here), reader.snapshot().id))
    return verdict, blocks.rendered("priorities", **overview.short_list(seen)), folds, paper
