"""What a command says: its answer as JSON or lines, its progress, and why it stopped."""

import json
import math
import sys
from collections.abc import Hashable, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from data.errors import KinerjaError

Key = TypeVar("Key", bound=Hashable)


def say(in_json: bool, answer: dict[str, Any], lines: list[str]) -> None:
    """Print the answer as one object or as lines."""
    print(as_json(answer) if in_json else "\n".join(lines))


def as_json(answer: dict[str, Any]) -> str:
    """One line of JSON that standard output can hold."""
    wide = (getattr(sys.stdout, "encoding", None) or "").lower().replace("-", "") == "utf8"
    return json.dumps(answer, ensure_ascii=not wide, default=str)


def clean(row: dict[Key, Any]) -> dict[Key, Any]:
    """Values JSON can hold: no NaN, plain numbers."""
    plain = {key: value.item() if hasattr(value, "item") else value for key, value in row.items()}
    return {
        key: None if isinstance(value, float) and not math.isfinite(value) else value for key, value in plain.items()
    }


def one_line(value: object) -> str:
    """A text from a file as one line of printable characters: it may hold anything, commands to a terminal too."""
    return "".join(mark if mark.isprintable() else repr(mark)[1:-1] for mark in str(value))


def progress(
    stage: str, file: str, rows: int, seconds: float, *, trouble: "KinerjaError | None" = None, **more: object
) -> None:
    """Say on standard error how far a command is; a `trouble` met on the way, a KinerjaError, in its own words."""
    if trouble:
        return tell(trouble)
    outcome = f" {more['outcome']}" if "outcome" in more else ""
    print(f"{stage}{outcome}: {one_line(file)}, {rows} rows, {seconds:.1f} s", file=sys.stderr)


def warned(warnings: Sequence["KinerjaError"]) -> dict[str, list[dict[str, str]]]:
    """Say on standard error what is wrong although there is an answer, and give it for the answer's object."""
    for one in warnings:
        tell(one)
    return {"warnings": [texts(one) for one in warnings]}


def tell(error: "KinerjaError") -> None:
    """Say on standard error what is wrong, in both languages."""
    print(*texts(error).values(), sep="\n", file=sys.stderr, flush=True)


def texts(error: "KinerjaError") -> dict[str, str]:
    """What is wrong, in both languages, as answers hold it."""
    return {"message_id": error.message_id, "message_en": error.message_en}


def fail(in_json: bool, code: int, text: str, text_id: str | None = None) -> int:
    """Say why the command stopped, in Indonesian too where there is a text; returns the exit code."""
    if in_json:
        print(as_json({"error": text, "message_id": text_id or text, "message_en": text}))
    if text_id:
        print(text_id, file=sys.stderr)
    print(text, file=sys.stderr)
    return code
