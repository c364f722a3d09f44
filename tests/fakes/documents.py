"""A document reader in the hands of the test."""

from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path

from closeddoor.domain.attachment import Part, ReadDocument
from closeddoor.inference.reading.problems import DocumentError


class FakeReading:
    """One reading: tell `progress`, then `end` or `fail` it."""

    def __init__(self, path: Path, on_progress: Callable[[float], None]) -> None:
        self.path = path
        self.progress = on_progress
        self.future: Future[ReadDocument] = Future()

    def end(self, text: str, remark: str = "") -> None:
        part = Part("page", "1", 0)
        self.future.set_result(ReadDocument(self.path.name, "pdf", len(text), text, (part,), remark))

    def fail(self, what: str) -> None:
        self.future.set_exception(DocumentError(what, self.path.name))

    def cancel(self) -> None:
        if not self.future.done():
            self.fail("cancelled")


class FakeReader:
    """Fits `domain.ports.DocumentReader`."""

    def __init__(self) -> None:
        self.readings: list[FakeReading] = []

    def read(self, path: Path, on_progress: Callable[[float], None]) -> FakeReading:
        self.readings.append(FakeReading(path, on_progress))
        return self.readings[-1]
