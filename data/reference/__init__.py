"""The reference data: agencies, units, regions, indicators, class scales, themes, priorities, targets, aliases,
calendar, re-base marks."""

from data.reference.overlay import Change
from data.reference.problem import Problem
from data.reference.reference import REFERENCE, Reference, ReferenceError, load_reference
from data.reference.spellings import COLUMNS, likeness, nearest, normalise

__all__ = [
    "COLUMNS",
    "REFERENCE",
    "Change",
    "Problem",
    "Reference",
    "ReferenceError",
    "likeness",
    "load_reference",
    "nearest",
    "normalise",
]
