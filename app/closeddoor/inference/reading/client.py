"""Reading documents as the window sees it: ask with a path, get a future and a way to cancel. QtCore only."""

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject

from closeddoor.confinement.enforced import Enforced
from closeddoor.domain.attachment import ReadDocument
from closeddoor.domain.ports import Dispatcher, Executor
from closeddoor.inference.reading.opening import OpenDocument
from closeddoor.inference.reading.problems import DocumentError
from closeddoor.inference.reading.process import ReaderProcess
from closeddoor.wire.child_command import child_command


class RunningReading:
    """The `Reading` of `domain.ports`."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._process: ReaderProcess | None = None
        self.future: Future[ReadDocument] = Future()

    def cancel(self) -> None:
        """Give it up at once; the future fails with code `document.cancelled`. Safe to call at any time."""
        if self._process is not None and not self.future.done():
            self._process.end("cancelled")
        elif not self.future.done():
            self.future.set_exception(DocumentError("cancelled", self._name))

    @property
    def process_id(self) -> int:
        """The reader's process, 0 while there is none."""
        return self._process.process_id if self._process is not None and not self.future.done() else 0

    def attach(self, process: ReaderProcess) -> None:
        self._process = process


class ReaderClient(QObject):
    """Starts a reader for each document; call it on the Qt thread, where every future completes too.

    Opening happens away from it: a disk on a network may take its time.
    """

    def __init__(
        self, jobs: Executor, dispatcher: Dispatcher, parent: QObject | None = None, command: Sequence[str] = ()
    ) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._dispatcher = dispatcher
        self._command = tuple(command) or child_command("reader")
        self._running: list[ReaderProcess] = []
        self._last_confined: Enforced | None = None

    @property
    def last_confined(self) -> Enforced | None:
        """What the system forbade the reader that ended last; None before one has said so."""
        return self._last_confined

    def read(self, path: Path, on_progress: Callable[[float], None]) -> RunningReading:
        """Read the document at `path`; `on_progress` gets 0 to 1, at most a hundred times."""
        reading = RunningReading(path.name)

        def fail(error: BaseException) -> None:
            if not reading.future.done():
                reading.future.set_exception(error)

        opened = self._jobs.submit(partial(OpenDocument, path))
        self._dispatcher.deliver(opened, partial(self._start, reading, on_progress), fail)
        return reading

    def close(self) -> None:
        """End every reader; nothing is read any more."""
        for process in tuple(self._running):
            process.close()

    def kill_all(self) -> None:
        """End every reader and wait for nothing, because this process is about to be replaced."""
        for process in tuple(self._running):
            process.end("cancelled")

    def _start(self, reading: RunningReading, on_progress: Callable[[float], None], document: OpenDocument) -> None:
        if reading.future.done():  # cancelled while it was opened
            document.close()
            return
        process = ReaderProcess(self._command, document, on_progress, reading.future, self)
        self._running.append(process)
        reading.attach(process)
        process.gone.connect(lambda: self._forget(process))
        process.start()

    def _forget(self, process: ReaderProcess) -> None:
        self._running.remove(process)
        self._last_confined = process.confined or self._last_confined
        process.deleteLater()
