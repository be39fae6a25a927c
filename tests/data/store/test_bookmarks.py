"""What a person keeps for themselves, and how it is removed."""

import datetime as dt
import os
import re

import pytest

from data.store import bookmarks
from data.store.bookmarks import Bookmarks, Saved

ANA, BUDI = "Ana@acehprov.go.id", "budi@acehprov.go.id"


def test_each_keeps_their_own(tmp_path):
    bookmarks.follow(tmp_path, ANA, "IKU-1")
    bookmarks.follow(tmp_path, ANA, "IKU-2")
    bookmarks.save(tmp_path, ANA, "  Kota   Sabang ", "/wilayah?region=11.72")
    assert bookmarks.of(tmp_path, ANA.lower()) == Bookmarks(
        ("IKU-2", "IKU-1"), (Saved("Kota Sabang", "/wilayah?region=11.72"),)
    )
    assert bookmarks.of(tmp_path, BUDI) == Bookmarks()
    assert not [path for path in (tmp_path / "kept").iterdir() if "ana" in path.name + path.read_text("utf-8").lower()]


def test_what_is_followed_twice_is_followed_no_longer_and_a_name_is_taken_once(tmp_path):
    for code in ("IKU-1", "IKU-2", "IKU-1"):
        bookmarks.follow(tmp_path, ANA, code)
    for link in ("/peta?lang=id", "/peta?lang=en"):
        bookmarks.save(tmp_path, ANA, "Peta", link)
    assert bookmarks.of(tmp_path, ANA) == Bookmarks(("IKU-2",), (Saved("Peta", "/peta?lang=en"),))
    bookmarks.drop(tmp_path, ANA, "Peta")
    assert bookmarks.of(tmp_path, ANA).views == ()


def test_there_is_an_end_to_what_is_kept(tmp_path):
    for number in range(bookmarks.MOST_FOLLOWED + 3):
        bookmarks.follow(tmp_path, ANA, f"IKU-{number}")
    for number in range(bookmarks.MOST_VIEWS + 3):
        bookmarks.save(tmp_path, ANA, f"{number}", "/")
    known = bookmarks.of(tmp_path, ANA)
    assert (len(known.followed), len(known.views)) == (bookmarks.MOST_FOLLOWED, bookmarks.MOST_VIEWS)
    assert (known.followed[0], known.views[0].name) == ("IKU-52", "22")


LEAVING = ["https://jahat.example/", "//jahat.example", "/\\jahat.example", "javascript:x", "", "/" + "x" * 2_000]


@pytest.mark.parametrize("link", LEAVING)
def test_a_link_that_leaves_the_site_is_not_kept(tmp_path, link):
    with pytest.raises(ValueError, match=f"^{re.escape(link)}$"):
        bookmarks.save(tmp_path, ANA, "x", link)
    assert bookmarks.of(tmp_path, ANA) == Bookmarks()


def test_all_of_a_person_is_removed(tmp_path):
    for person in (ANA, BUDI):
        bookmarks.follow(tmp_path, person, "IKU-1")
    assert bookmarks.forget(tmp_path, ANA)
    assert not bookmarks.forget(tmp_path, ANA)
    assert (bookmarks.of(tmp_path, ANA), bookmarks.of(tmp_path, BUDI).followed) == (Bookmarks(), ("IKU-1",))
    (path,) = (tmp_path / "kept").iterdir()
    os.utime(path, (0, 0))
    bookmarks.follow(tmp_path, ANA, "IKU-1")
    assert bookmarks.forget_before(tmp_path, dt.date(2026, 1, 1)) == 1
    assert bookmarks.of(tmp_path, BUDI) == Bookmarks()


def test_a_damaged_file_keeps_nothing_and_can_be_written_anew(tmp_path):
    bookmarks.follow(tmp_path, ANA, "IKU-1")
    (path,) = (tmp_path / "kept").iterdir()
    path.write_text(path.read_text("utf-8").replace("IKU-1", "IKU-2"), "utf-8")
    assert bookmarks.of(tmp_path, ANA) == Bookmarks()
    bookmarks.follow(tmp_path, ANA, "IKU-3")
    assert bookmarks.of(tmp_path, ANA).followed == ("IKU-3",)
