"""What is known of one visitor: the view and its link, the way to other pages, the snapshot on show."""

from pages.session import visit
from pages.session.link import (
    address,
    adopt_language,
    adopt_link,
    arrives,
    linked,
    linked_flag,
    linked_several,
    write_link,
)
from pages.session.navigation import follow, is_there, open_page
from pages.session.state import assign, current, hold, notices, reset

__all__ = [
    "address",
    "adopt_language",
    "adopt_link",
    "arrives",
    "assign",
    "current",
    "follow",
    "hold",
    "is_there",
    "linked",
    "linked_flag",
    "linked_several",
    "notices",
    "open_page",
    "reset",
    "visit",
    "write_link",
]
