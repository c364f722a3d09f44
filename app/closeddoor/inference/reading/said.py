"""What a reader has said about a document so far, believed only as far as it makes sense. No Qt."""

import logging
import re

from closeddoor.confinement.enforced import Enforced
from closeddoor.domain.attachment import Part, ReadDocument
from closeddoor.inference.reading.problems import DocumentError, remark_on
from closeddoor.wire.framing import ProtocolError
from closeddoor.wire.reading import Confined, FromReader, Parts, PartStart, Progress, Refused, Text, Whole

_log = logging.getLogger(__name__)

MOST_CHARACTERS = 2_000_000
MOST_PARTS = 5_000
_PLACE = re.compile(r"\w{1,60} at \w{1,60}\.py:\d{1,6}", re.ASCII)
"""What a reader may put into the log: a type, a file and a line, and nothing that could be content."""


class Said:
    """Takes messages in order and makes a document of them; raises `ProtocolError` at the first that cannot be."""

    def __init__(self, name: str, size_bytes: int) -> None:
        self._name = name
        self._size_bytes = size_bytes
        self.confined: Enforced | None = None
        self._texts: list[str] = []
        self._characters = 0
        self._parts: list[Part] = []
        self._last: Whole | Refused | None = None

    def take(self, message: FromReader) -> None:
        if self._last is not None or (self.confined is not None) == isinstance(message, Confined):
            raise ProtocolError("a reader's message came out of order")
        match message:
            case Confined(enforced):
                self.confined = enforced
            case Text(text):
                self._take_text(text)
            case Parts(parts):
                self._take_parts(parts)
            case Progress(fraction):
                if not 0 <= fraction <= 1:
                    raise ProtocolError("a reader's progress is beyond the end")
            case Whole() | Refused():
                self._last = message

    def document(self) -> ReadDocument:
        """Return the document once the reader has ended; raises `DocumentError` when it refused or died."""
        match self._last:
            case None:
                raise DocumentError("died", self._name)
            case Refused(code, place):
                if _PLACE.fullmatch(place):
                    _log.error("the reader made a mistake: %s", place)
                raise DocumentError(code, self._name)
            case Whole(format_name, characters, silent_pages):
                text = "".join(self._texts)
                if len(text) != characters or not text or silent_pages < 0 or self._parts_lie_beyond(characters):
                    raise ProtocolError("a reader's counts do not fit")
                remark = remark_on(self._name, format_name, silent_pages)
                return ReadDocument(self._name, format_name, self._size_bytes, text, tuple(self._parts), remark)

    def _take_text(self, text: str) -> None:
        self._characters += len(text)
        if self._characters > MOST_CHARACTERS:
            raise ProtocolError("a reader says more than there may be")
        self._texts.append(text)

    def _take_parts(self, parts: tuple[PartStart, ...]) -> None:
        for part in parts:
            if part.start < (self._parts[-1].start if self._parts else 0) or len(self._parts) >= MOST_PARTS:
                raise ProtocolError("a reader's parts are not in order")
            self._parts.append(Part(part.kind, part.label, part.start))

    def _parts_lie_beyond(self, characters: int) -> bool:
        return bool(self._parts) and self._parts[-1].start > characters
