"""A disk that is full or locked is told as that, whoever meets it and in whatever words."""

import errno

import duckdb
import pytest

from data.errors import StoreError, writing_in


@pytest.mark.parametrize(
    ("met", "key"),
    [
        (OSError(errno.ENOSPC, "No space left on device", "/d/a"), "disk_full"),
        (OSError(errno.EDQUOT, "Disk quota exceeded", "/d/a"), "disk_full"),
        (OSError(errno.EROFS, "Read-only file system", "/d/a"), "not_writable"),
        (OSError(errno.EACCES, "Permission denied", "/d/a"), "not_writable"),
        (duckdb.IOException('IO Error: Could not write file "/d/a": No space left on device'), "disk_full"),
        (duckdb.IOException('IO Error: Cannot open file "/d/a": Permission denied'), "not_writable"),
    ],
)
def test_a_full_or_locked_disk_becomes_the_right_words(tmp_path, met, key):
    with pytest.raises(StoreError) as stopped, writing_in(tmp_path):
        raise met
    assert stopped.value.key == key
    assert str(getattr(met, "filename", None) or tmp_path) in stopped.value.message_id


def test_other_faults_stay_what_they_are(tmp_path):
    with pytest.raises(OSError, match="no such"), writing_in(tmp_path):
        raise OSError(errno.ENOENT, "no such file")
