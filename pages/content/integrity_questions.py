"""What patterns in the data ask about, and what was seen, in words."""

from pages.words import language
from pages.words.language import t
from pages.words.row import Row

KINDS = ("target_edited", "source_jump", "unit_slip", "exactly_100", "same_value", "rounded", "weak_target")
REPEATS = {"exactly_100", "same_value"}


def answer(row: Row) -> str:
    """What is seen in the data, in words and in the indicator's unit."""
    kind, decimals = row["question"], 2 if language.missing(row["decimals"]) else int(row["decimals"])
    unit = language.name(row, stem="measure")
    if kind == "rounded":
        return t("quality.answer_rounded", found=language.percent(row["found"], 0), n=int(row["beside"]))
    found = language.measure(row["found"], unit, decimals, signed=kind == "source_jump")
    if kind in REPEATS:
        return t(f"quality.answer_{kind}", found=found, n=int(row["beside"]))
    return t(f"quality.answer_{kind}", found=found, beside=language.measure(row["beside"], unit, decimals))
