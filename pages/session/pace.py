"""How often something may be done in a minute, counted in this process. At a desk nothing is limited."""

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from data.settings import Mode, mode

A_MINUTE = {"sign_in": 20, "upload": 120, "search": 60}
_limiter = MovingWindowRateLimiter(MemoryStorage())


def within(what: str, of: str) -> bool:
    """Count that somebody does something once more; whether that is within what they may do in a minute."""
    return mode() is Mode.DESK or _limiter.hit(RateLimitItemPerMinute(A_MINUTE[what]), what, of)


def begin_again() -> None:
    """Forget what was counted."""
    _limiter.storage.reset()
