"""What may be seen and done, as values: frozen, compared by what they say, never by who holds them."""

from __future__ import annotations

from dataclasses import dataclass, field

ALL = ""  # stands for every agency, or every unit of one


@dataclass(frozen=True)
class Sight:
    """What may be seen: the agencies whose internal, and whose excluded data; of all of them where ALL is among these.

    What is public everybody sees. A cache keeps what it holds by this and nothing more of a person.
    """

    internal: frozenset[str] = frozenset()
    excluded: frozenset[str] = frozenset()

    @property
    def everything(self) -> bool:
        """Whether nothing is hidden, so that nothing need be filtered."""
        return ALL in self.internal and ALL in self.excluded

    @property
    def words(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The same, in one order."""
        return tuple(sorted(self.internal)), tuple(sorted(self.excluded))

    def sees_internal(self, agency: str) -> bool:
        """Whether the internal data of an agency are seen."""
        return bool({ALL, agency} & self.internal)

    def sees_all(self, agency: str) -> bool:
        """Whether all data of an agency are seen."""
        return self.sees_internal(agency) and bool({ALL, agency} & self.excluded)

    def __or__(self, other: Sight) -> Sight:
        return Sight(_simple(self.internal | other.internal), _simple(self.excluded | other.excluded))


EVERYTHING = Sight(frozenset([ALL]), frozenset([ALL]))
PUBLIC_ONLY = Sight()


@dataclass(frozen=True)
class Rights:
    """What may be seen, and done: acts as (act, agency, unit), with ALL for every agency or unit."""

    sight: Sight = PUBLIC_ONLY
    acts: frozenset[tuple[str, str, str]] = field(default=frozenset())

    def may(self, act: str, agency: str | None = None, unit: str = ALL) -> bool:
        """Whether an act is allowed: for an agency (and unit), or anywhere at all where no agency is asked about."""
        return any(
            act == one and (agency is None or where == ALL or (where == agency and part in (ALL, unit)))
            for one, where, part in self.acts
        )

    def may_somewhere(self, act: str, agency: str) -> bool:
        """Whether an act is allowed for an agency, or for any of its units."""
        return any(act == one and where in (ALL, agency) for one, where, _ in self.acts)

    def __or__(self, other: Rights) -> Rights:
        return Rights(self.sight | other.sight, self.acts | other.acts)


def _simple(agencies: frozenset[str]) -> frozenset[str]:
    """All agencies said once, so that two ways to the same sight are equal."""
    return frozenset([ALL]) if ALL in agencies else agencies


ACTS = ("see_internal", "see_excluded", "see_quality", "report", "approve", "publish", "correct", "remind",
        "administer", "read_audit", "read_waiting")  # fmt: skip
DESK = Rights(EVERYTHING, frozenset((act, ALL, ALL) for act in ACTS))
PUBLIC = Rights()
