"""How unequal the regencies are, and whether they come closer to each other."""

from analytics.equity.measures import (
    Undefined,
    equity_by,
    gini,
    ratio,
    spread,
    theil,
    theil_parts,
    variation,
    williamson,
)

__all__ = [
    "Undefined",
    "equity_by",
    "gini",
    "ratio",
    "spread",
    "theil",
    "theil_parts",
    "variation",
    "williamson",
]
