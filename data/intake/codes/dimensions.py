"""Dimensions of units of measure: people, shares, money and the like, of which none can stand for another."""

from types import MappingProxyType

_UNITS = {
    "share": ("%", "persen", "per mil", "poin persen"),
    "people": ("orang", "KK"),
    "animals": ("ekor",),
    "area": ("hektare",),
    "length": ("km",),
    "weight": ("ton",),
    "power": ("MW",),
    "time": ("hari", "jam", "tahun"),
    "things": ("dokumen", "event", "gampong", "kasus", "kunjungan", "lembaga", "medali", "mukim", "unit"),
}
OF = MappingProxyType({unit: dimension for dimension, units in _UNITS.items() for unit in units})


def differ(found: str | None, wanted: str) -> bool:
    """Whether two units are known to measure different things; scores and rates may go by many names."""
    one, other = _dimension(found or ""), _dimension(wanted)
    return one is not None and other is not None and one != other


def _dimension(unit: str) -> str | None:
    return "money" if unit.endswith("rupiah") or unit == "USD" else OF.get(unit)


def is_counted(unit: str) -> bool:
    """Whether a unit comes in whole numbers only."""
    return _dimension(unit) in ("people", "animals", "things")
