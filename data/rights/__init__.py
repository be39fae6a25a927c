"""Who may see and do what: classes of data, roles, grants, and the rights of a person on a day."""

from data.rights.grants import Grant, RightsError, rights_on
from data.rights.rights import ALL, DESK, EVERYTHING, PUBLIC, PUBLIC_ONLY, Rights, Sight
from data.rights.roles import ROLES, Role

__all__ = [
    "ALL",
    "DESK",
    "EVERYTHING",
    "PUBLIC",
    "PUBLIC_ONLY",
    "ROLES",
    "Grant",
    "Rights",
    "RightsError",
    "Role",
    "Sight",
    "rights_on",
]
