"""Advisory locks that keep a file from being removed while somebody has it open."""

import os
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows refuses to remove an open file, which serves as well
    fcntl = None


class Lease:
    """An advisory lock on a file; `free` says whether it was got. Without such locks it is always free."""

    def __init__(self, path: Path, *, exclusive: bool):
        self.free, self._handle = True, None
        if fcntl is None:
            return
        try:
            self._handle = _opened(path)
            fcntl.flock(self._handle, (fcntl.LOCK_EX if exclusive else fcntl.LOCK_SH) | fcntl.LOCK_NB)
        except BlockingIOError:
            self.free = False
        except OSError:
            pass  # a folder that cannot be written is not pruned either

    def close(self) -> None:
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None

    def __enter__(self) -> bool:
        return self.free

    def __exit__(self, *_: object) -> None:
        self.close()


def _opened(path: Path) -> int:
    try:
        return os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
    except OSError:
        return os.open(path, os.O_RDONLY)
