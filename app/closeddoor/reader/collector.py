"""Where the readers of all formats put what they find: paragraphs, one to a line, and where the parts begin."""

import time
from collections.abc import Callable, Iterable

from closeddoor.reader.clean import clean_line
from closeddoor.reader.limits import MOST_CHARACTERS, MOST_PARTS
from closeddoor.reader.refusal import RefusalError
from closeddoor.wire.reading import (
    LONGEST_LABEL,
    LONGEST_TEXT,
    MOST_PARTS_AT_ONCE,
    FromReader,
    PartKind,
    Parts,
    PartStart,
    Progress,
    Text,
)

BETWEEN_CELLS = " | "
_PROGRESS_STEP = 0.01
_SIGN_OF_LIFE_S = 1.0


class Collector:
    """Says text in stretches as it comes, so that the reader never holds all of it."""

    def __init__(self, say: Callable[[FromReader], None]) -> None:
        self._say = say
        self._waiting: list[str] = []
        self._waiting_characters = 0
        self._parts: list[PartStart] = []
        self._part_count = 0
        self._told_fraction = 0.0
        self._told_at_s = 0.0
        self.characters = 0
        self.silent_pages = 0

    def begin_part(self, kind: PartKind, label: str) -> None:
        """Begin a part with what comes next; parts beyond `MOST_PARTS` are read, but not told apart."""
        if self._part_count >= MOST_PARTS:
            return
        self._part_count += 1
        self._parts.append(PartStart(kind, clean_line(label)[:LONGEST_LABEL], self.characters))
        if len(self._parts) >= MOST_PARTS_AT_ONCE:
            self._tell_parts()

    def paragraph(self, text: str) -> None:
        """Add a paragraph; one without a visible character adds nothing."""
        line = clean_line(text)
        if line:
            self._add(line + "\n")

    def row(self, cells: Iterable[str]) -> None:
        """Add a row of a table; empty cells at its end are dropped."""
        cleaned = [clean_line(cell).replace("|", "¦") for cell in cells]
        while cleaned and not cleaned[-1]:
            cleaned.pop()
        if any(cleaned):
            self._add(BETWEEN_CELLS.join(cleaned) + "\n")

    def progress(self, fraction: float) -> None:
        """Say how far the reading has come, in steps of a hundredth, and once a second as a sign of life."""
        now_s = time.monotonic()
        if fraction >= self._told_fraction + _PROGRESS_STEP or now_s >= self._told_at_s + _SIGN_OF_LIFE_S:
            self._told_fraction = max(self._told_fraction, min(1.0, fraction))
            self._told_at_s = now_s
            self._say(Progress(self._told_fraction))

    def finish(self) -> None:
        self._tell_text()
        self._tell_parts()

    def _add(self, text: str) -> None:
        self.characters += len(text)
        if self.characters > MOST_CHARACTERS:
            raise RefusalError("too_much_text")
        for start in range(0, len(text), LONGEST_TEXT):
            self._wait(text[start : start + LONGEST_TEXT])

    def _wait(self, text: str) -> None:
        if self._waiting_characters + len(text) > LONGEST_TEXT:
            self._tell_text()
        self._waiting.append(text)
        self._waiting_characters += len(text)

    def _tell_text(self) -> None:
        if self._waiting:
            self._say(Text("".join(self._waiting)))
        self._waiting, self._waiting_characters = [], 0

    def _tell_parts(self) -> None:
        if self._parts:
            self._say(Parts(tuple(self._parts)))
        self._parts = []
