"""One event, and the line that holds it: JSON whose last member is the hash of the chain up to it."""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from data.ledger import chain

KINDS = (
    "start", "sign_in", "sign_in_failed", "sign_out", "sign_out_everywhere", "refused", "download", "backup",
    "restore", "fault", "forgotten", "mended",
)  # fmt: skip
LINE = re.compile(rb'(\{.*),"chain":"([0-9a-f]{64})"\}')


@dataclass(frozen=True)
class Event:
    """One thing that happened. `who` is the key of a person, empty for who is not known; `told` what else is said.

    `previous` is the hash of the chain before it, `chain` that up to it.
    """

    number: int
    at: str
    kind: str
    who: str = ""
    agency: str = ""
    subject: str = ""
    told: Mapping[str, Any] = field(default_factory=dict)
    previous: str = ""
    chain: str = ""


def line_of(event: Event) -> bytes:
    """The line of an event, its own hash made; ends with the end of a line."""
    facts = {name: value for name, value in vars(event).items() if name != "chain"}
    text = json.dumps(facts, ensure_ascii=False, separators=(",", ":"), default=str).encode()
    return text[:-1] + f',"chain":"{_chain(event.previous, text)}"}}\n'.encode()


def parsed(line: bytes) -> Event:
    """The event of a line without its end; ValueError for one that is not as it was written."""
    match = LINE.fullmatch(line)
    if match is None:
        raise ValueError("no event")
    text = match[1] + b"}"
    facts = json.loads(text)
    sealed = match[2].decode()
    if _chain(str(facts["previous"]), text) != sealed:
        raise ValueError("changed")
    return Event(**facts, chain=sealed)


def _chain(previous: str, text: bytes) -> str:
    return chain.link(previous, hashlib.sha256(text).hexdigest())
