"""Why a foreign file is not read further."""


class RefusedError(Exception):
    """A file that is beyond a limit or cannot be read: `rule` of the intake, what was found, what is allowed.

    Texts in two languages stand as `Indonesian‖English`.
    """

    def __init__(self, rule: str, found: str, expected: str | None = None, row: int | None = None):
        super().__init__(f"{rule}: {found}")
        self.rule, self.found, self.expected, self.row = rule, found[:200], expected, row


def unreadable(found: str) -> RefusedError:
    """A file whose bytes do not keep to its format."""
    return RefusedError("file_unreadable", found)


def too_many_cells(limit: int) -> RefusedError:
    """A sheet with more cells than are read."""
    return RefusedError("file_too_large", f"> {limit:,} sel‖> {limit:,} cells", f"{limit:,}")
