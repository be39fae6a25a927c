"""What stopped a command that was called well. Imported only when something did."""

import duckdb

from data.commands.answer import fail
from data.errors import KinerjaError, StoreError, first_line, why_not_written


def stopped(error: Exception, in_json: bool) -> int:
    """Say what people must see to and return exit code 1; a fault of the program is raised again."""
    if isinstance(error, KinerjaError):
        return fail(in_json, 1, error.message_en, error.message_id)
    if not isinstance(error, OSError | duckdb.Error):
        raise error
    key = why_not_written(error)
    if key is None:
        return fail(in_json, 1, str(error) or type(error).__name__)
    told = StoreError(key, path=getattr(error, "filename", None) or "?", detail=first_line(error))
    return fail(in_json, 1, told.message_en, told.message_id)
