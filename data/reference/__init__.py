"""The reference data: agencies, units, regions, indicators, themes, targets, aliases, calendar, re-base marks."""

from data.reference.reference import REFERENCE, Reference, ReferenceError, load_reference
from data.reference.spellings import COLUMNS, likeness, nearest, normalise

__all__ = ["COLUMNS", "REFERENCE", "Reference", "ReferenceError", "likeness", "load_reference", "nearest", "normalise"]
