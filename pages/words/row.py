"""One row of a frame."""

from typing import Any, Protocol


class Row(Protocol):
    """Values by column name, as a mapping or a Series; what a column holds is known to its query alone."""

    def __getitem__(self, name: str, /) -> Any: ...

    def get(self, name: str, default: Any = None, /) -> Any: ...
