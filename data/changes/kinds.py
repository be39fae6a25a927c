"""The kinds of change that a value can undergo, and the SQL that tells them apart."""

from pathlib import Path

KINDS = ("new", "changed", "withdrawn", "unchanged")


def sql(name: str) -> str:
    """The statement of one comparison."""
    return Path(__file__).with_name(f"{name}.sql").read_text("utf-8")
