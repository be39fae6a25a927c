"""The folder on disk that belongs to this process: uploads on their way and files made for readers.

It lies in the store's `work`, where it is swept after a kill; beside a store that cannot be written, in the system's
folder for such files.
"""

import atexit
import shutil
import tempfile
from contextlib import suppress
from pathlib import Path
from threading import Lock

from data.errors import KinerjaError
from data.store import Store, open_store

_folders: dict[Path, Path] = {}
_making = Lock()


def own_folder() -> Path:
    """This process's folder of the present store, made when it is first asked for; removed when the process ends."""
    store = open_store()
    with _making:
        folder = _folders.get(store.folder)
        if folder is None or not folder.is_dir():
            folder = _folders[store.folder] = _made(store)
        return folder


def _made(store: Store) -> Path:
    try:
        folder = store.process_folder()
    except (KinerjaError, OSError):
        folder = Path(tempfile.mkdtemp(prefix="kinerja-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def free(most: int) -> int:
    """Bytes that may be taken on the disk of this process's folder: a quarter of what is free, at most `most`."""
    with suppress(OSError):
        return min(most, shutil.disk_usage(own_folder()).free // 4)
    return most
