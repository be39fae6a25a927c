"""XML from outside as a stream of tags: by namespace whatever the prefix, without entities of its own."""

from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import IO
from xml.parsers import expat

from data.foreign.refusal import unreadable

STEP = 1 << 20
Start = Callable[[str, dict[str, str]], None]


def names(namespaces: Iterable[str], *local: str) -> dict[str, str]:
    """Full tag, as a parser of this module gives it, → local name, in any of these namespaces."""
    return {f"{namespace} {name}": name for namespace in namespaces for name in local}


def said(attributes: dict[str, str], local: str) -> str | None:
    """The attribute of this local name, whatever its namespace."""
    return next((value for name, value in attributes.items() if name.rpartition(" ")[2] == local), None)


def root(start: bytes) -> str | None:
    """The first tag of a text that begins so; None when it is no XML so far."""
    tags: list[str] = []
    parser = expat.ParserCreate(None, " ")
    parser.StartElementHandler = lambda name, _: tags.append(name)
    with suppress(expat.ExpatError):
        parser.Parse(start.strip(), False)
    return tags[0] if tags else None


class Reader:
    """A parser that calls `start(tag, attributes)`; `listen` adds the calls for ends and text, `rest` ends them."""

    def __init__(self, start: Start | None, encoding: str | None = None):
        self._parser = expat.ParserCreate(encoding, " ")
        self._parser.buffer_text = True
        self._parser.StartElementHandler = start
        self._parser.EntityDeclHandler = _refuse

    def listen(self, end: Callable[[str], None] | None, text: Callable[[str], None] | None) -> None:
        self._parser.EndElementHandler, self._parser.CharacterDataHandler = end, text

    def rest(self) -> None:
        self.listen(None, None)

    def read(self, stream: IO[bytes]) -> None:
        """Parse a stream to its end; RefusedError when it is no well-formed XML or declares entities."""
        try:
            while block := stream.read(STEP):
                self._parser.Parse(block, False)
            self._parser.Parse(b"", True)
        except expat.ExpatError as error:
            raise unreadable(f"XML: {str(error)[:100]}") from error


def _refuse(*_: object) -> None:
    raise unreadable("XML: ENTITY")
