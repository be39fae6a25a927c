"""Errors that a visitor meets: each has a number, which stands on the page, in the log and in the audit record."""

import logging
from secrets import token_hex

from data.errors import KinerjaError
from data.rights import RightsError
from pages.session import noting
from pages.words.language import t

MARK = "_fault_number"


def number_of(error: BaseException, where: str) -> str:
    """The number of an error, given when it is first met; the log then holds it, the record its kind."""
    known = getattr(error, MARK, "")
    if known:
        return str(known)
    number = token_hex(4)
    setattr(error, MARK, number)
    logging.getLogger(__name__).error("Error %s: %s", number, where, exc_info=error)
    kind = error.key if isinstance(error, KinerjaError) else type(error).__name__
    if not isinstance(error, RightsError):  # recorded as refused where it was
        noting.note("fault", subject=number, error=kind[:80])
    return number


def numbered(words: str, error: BaseException, where: str) -> str:
    """The words of an error with its number behind them."""
    return f"{words}  \n{t('frame.fault', number=number_of(error, where))}"
