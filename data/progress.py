"""What long work tells while it runs: `progress(stage=…, file=…, rows=…, seconds=…)`."""

from collections.abc import Callable

Progress = Callable[..., None]


def silent(**_: object) -> None:
    """Tell nobody."""
