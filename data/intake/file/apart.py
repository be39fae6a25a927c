"""Foreign bytes are parsed in a process of its own, within limits: its end is an answer about the file, not ours."""

import json
import signal
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from threading import Timer
from types import TracebackType
from typing import Any

import data.foreign
from data.intake.contract import IntakeError

SECONDS, SECONDS_A_MEGABYTE = 8, 6
# Seconds on the clock to one of the processor; where the system counts those, they end the process first.
PATIENCE = 15 if find_spec("resource") else 4
MOST_MEMORY = 3 << 30
LONGEST_ANSWER = 256 << 20
START = "import json, sys; sys.path[:] = json.loads(sys.argv[1]); from data.foreign.child import run; run()"
STOPPED = {"SIGXCPU": "time", "SIGXFSZ": "memory", "SIGKILL": "memory", "SIGABRT": "memory"}


class Reader:
    """The reading process: `ask` it a line, `hear` its answer. It ends with the `with` block at the latest."""

    def __init__(self, megabytes: float):
        self._seconds = SECONDS + int(SECONDS_A_MEGABYTE * megabytes)
        root = str(Path(next(iter(data.foreign.__path__))).resolve().parents[1])
        self._process = subprocess.Popen(
            [sys.executable, "-I", "-S", "-c", START, json.dumps([root, *sys.path])],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        if self._process.stdin is None or self._process.stdout is None:
            raise OSError("no pipes")
        self._asked, self._told = self._process.stdin, self._process.stdout
        self._is_late = False
        self._timer = Timer(PATIENCE * self._seconds, self._stop)

    def __enter__(self) -> "Reader":
        self._timer.daemon = True
        self._timer.start()
        return self

    def __exit__(self, kind: type | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._timer.cancel()
        self._process.kill()
        self._process.communicate()

    def _stop(self) -> None:
        self._is_late = True
        self._process.kill()

    def read(self, request: dict[str, Any]) -> dict[str, Any]:
        """The answer to the first question, which also bounds the process."""
        return self.ask({**request, "seconds": self._seconds, "bytes": MOST_MEMORY})

    def ask(self, question: object) -> dict[str, Any]:
        """The answer to a question; IntakeError when the file was refused or the process ended over it."""
        try:
            self._asked.write(json.dumps(question).encode() + b"\n")
            self._asked.flush()
        except OSError as error:
            raise self._ended() from error
        return self._hear()

    def _hear(self) -> dict[str, Any]:
        line = self._told.readline(LONGEST_ANSWER)
        if not line.endswith(b"\n"):
            raise self._ended()
        answer: dict[str, Any] = json.loads(line)
        if "refused" in answer:
            rule, found, expected, row = answer["refused"]
            raise IntakeError(rule, found=found, expected=expected, row=row)
        if "beyond" in answer:
            raise self._beyond(answer["beyond"])
        if "damaged" in answer:
            raise IntakeError("file_unreadable", found=f"rusak ({answer['damaged']})‖damaged ({answer['damaged']})")
        return answer

    def _ended(self) -> IntakeError:
        """Why the process is no more."""
        if self._is_late:
            return self._beyond("time")
        self._process.kill()
        code = self._process.wait()
        name = signal.Signals(-code).name if code < 0 else str(code)
        if name in STOPPED:
            return self._beyond(STOPPED[name])
        return IntakeError("file_unreadable", found=f"rusak ({name})‖damaged ({name})")

    def _beyond(self, limit: str) -> IntakeError:
        if limit == "time":
            return IntakeError("file_too_large", found="waktu baca‖time to read", expected=f"{self._seconds} s")
        return IntakeError("file_too_large", found="memori‖memory", expected=f"{MOST_MEMORY >> 30} GB")
