"""Grants: which role a person holds, where and from when until when; and the rights that follow on a day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from data.errors import KinerjaError
from data.rights.rights import ALL, PUBLIC, Rights, Sight
from data.rights.roles import ROLES


class RightsError(KinerjaError):
    """A grant that cannot be, or an act that is not allowed."""


@dataclass(frozen=True)
class Grant:
    """A role of a person (as the sign-in calls them, in small letters), for an agency or all, all of its units or some.

    `since` and `until` are its first and last day; an acting head has both. RightsError for a role that does not exist,
    for one that has to name an agency and does not, for units without agency, and for days the wrong way round.
    """

    person: str
    role: str
    agency: str = ALL
    units: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "person", self.person.strip().casefold())
        if self.role not in ROLES:
            raise RightsError("role_unknown", found=repr(self.role), known=", ".join(ROLES))
        if (not self.agency and not ROLES[self.role].everywhere) or (self.units and not self.agency):
            raise RightsError("role_needs_agency", role=self.role)
        if self.since and self.until and self.until < self.since:
            raise RightsError("grant_days", since=self.since.isoformat(), until=self.until.isoformat())

    def holds_on(self, today: date) -> bool:
        """Whether it holds on a day, its first and last one included."""
        return (self.since is None or self.since <= today) and (self.until is None or today <= self.until)

    @property
    def rights(self) -> Rights:
        """What it gives while it holds; data are seen by agency, acts are bound to its units."""
        acts, here = ROLES[self.role].acts, frozenset([self.agency])
        internal, excluded = (here if act in acts else frozenset() for act in ("see_internal", "see_excluded"))
        done = frozenset((act, self.agency, unit) for act in acts for unit in self.units or (ALL,))
        return Rights(Sight(internal, excluded), done)


def rights_on(today: date, grants: Iterable[Grant]) -> Rights:
    """What all grants that hold on a day give together; what is public where none does."""
    rights = PUBLIC
    for grant in grants:
        if grant.holds_on(today):
            rights |= grant.rights
    return rights
