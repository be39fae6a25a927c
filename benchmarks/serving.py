"""A server of the app or of any other script, on a free port, for as long as it is measured."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

ROOT = Path(__file__).resolve().parent.parent
APP = ROOT / "app.py"
HELLO = "import streamlit as st\nst.title('Hello')\nst.write('Hello')\n"


@contextmanager
def served(
    script: Path, store: Path, root: Path = ROOT, *, handles: int | None = None, log: IO[bytes] | None = None
) -> Iterator[tuple[str, int]]:
    """Address and process id of a server that answers, started in the folder of a checkout.

    `handles` is how many of the system it may ever have, `log` a file for what it writes on standard error.
    """
    if handles is not None:
        limit = f"import os, resource as r, sys; r.setrlimit(r.RLIMIT_NOFILE, ({handles}, {handles})); "
        limited = [sys.executable, "-c", f"{limit}os.execv(sys.executable, [sys.executable, *sys.argv[1:]])"]
    else:
        limited = [sys.executable]
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [*limited, "-m", "streamlit", "run", str(script), "--server.headless", "true"]
    command += ["--server.port", str(port)]
    environment = {**os.environ, "KINERJA_STORE": str(store)}
    with subprocess.Popen(command, cwd=root, env=environment, stdout=subprocess.DEVNULL, stderr=log) as process:
        try:
            address = f"http://127.0.0.1:{port}"
            while True:
                try:
                    urllib.request.urlopen(f"{address}/_stcore/health", timeout=2).close()
                    break
                except OSError:
                    time.sleep(0.2)
            yield address, process.pid
        finally:
            process.terminate()


def resident(process: int) -> int:
    """Bytes of memory that a process holds; Linux."""
    for line in Path(f"/proc/{process}/status").read_text("ascii").splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) * 1024
    raise ValueError(f"/proc/{process}/status names no VmRSS.")


def worked(process: int) -> float:
    """Seconds of processor time that a process has used; Linux."""
    fields = Path(f"/proc/{process}/stat").read_text("ascii").rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
