"""One reader process and the one document it reads. QtCore only."""

from collections.abc import Callable, Sequence
from concurrent.futures import Future

from PySide6.QtCore import QObject, QProcess, QTimer, Signal

from closeddoor.confinement.enforced import Enforced
from closeddoor.domain.attachment import ReadDocument
from closeddoor.inference.process import child_process, untrusted_payloads
from closeddoor.inference.reading.opening import OpenDocument
from closeddoor.inference.reading.problems import DocumentError
from closeddoor.inference.reading.said import Said
from closeddoor.wire.framing import FrameDecoder, ProtocolError
from closeddoor.wire.reading import MOST_FRAME_BYTES, Progress, decode

_END_MS = 2000

SILENCE_S = 30.0
LONGEST_S = 240.0
"""A PDF of hundreds of pages in which each letter is placed by itself takes 90 s (measured); the user may cancel."""


class ReaderProcess(QObject):
    """Started once, ended once; its future completes once, with a `ReadDocument` or a `DocumentError`.

    `gone` comes when there is no process any more, which may be a little later.
    """

    gone = Signal()

    def __init__(
        self,
        command: Sequence[str],
        document: OpenDocument,
        on_progress: Callable[[float], None],
        future: Future[ReadDocument],
        parent: QObject,
        *,
        silence_s: float = SILENCE_S,
        longest_s: float = LONGEST_S,
    ) -> None:
        super().__init__(parent)
        self._document = document
        self._on_progress = on_progress
        self._future = future
        self._said = Said(document.name, document.size_bytes)
        self._decoder = FrameDecoder(MOST_FRAME_BYTES)
        self._ended_for = ""
        self._silence = self._timer(silence_s)
        self._longest = self._timer(longest_s)
        self._process = child_process(command, self)
        self._process.setStandardInputFile(document.source)
        self._process.readyReadStandardOutput.connect(self._read)
        self._process.errorOccurred.connect(self._on_error)
        self._process.finished.connect(self._on_finished)

    def start(self) -> None:
        """Start reading; from here on the reader has the document, and this process lets go of it."""
        self._silence.start()
        self._longest.start()
        self._process.start()
        self._document.close()

    @property
    def confined(self) -> Enforced | None:
        """What the reader said the system forbids it; None before it said so."""
        return self._said.confined

    @property
    def process_id(self) -> int:
        return self._process.processId()

    def end(self, why: str) -> None:
        """End it now for a reason of ours; the future fails with that at once."""
        self._fail(why)
        self._process.kill()

    def close(self) -> None:
        """End it and wait for that, at most two seconds."""
        self.end("cancelled")
        self._process.waitForFinished(_END_MS)

    def _read(self) -> None:
        try:
            for untrusted_payload in untrusted_payloads(self._process, self._decoder):
                if self._ended_for:
                    return
                self._take(untrusted_payload)
        except ProtocolError:
            self.end("garbage")

    def _take(self, untrusted_payload: bytes) -> None:
        message = decode(untrusted_payload)
        self._silence.start()
        self._said.take(message)
        if isinstance(message, Progress) and not self._ended_for:
            self._on_progress(message.fraction)

    def _on_error(self, error: QProcess.ProcessError) -> None:
        if error == QProcess.ProcessError.FailedToStart:
            self._fail("not_started")
            self.gone.emit()

    def _on_finished(self) -> None:
        self._read()
        self._settle()
        self.gone.emit()

    def _settle(self) -> None:
        """Complete the future with what was said, unless it was told why not already."""
        if self._ended_for:
            return
        try:
            document = self._said.document()
        except ProtocolError:
            self._fail("garbage")
        except DocumentError as refusal:
            self._stop_timers()
            self._future.set_exception(refusal)
        else:
            self._stop_timers()
            self._future.set_result(document)

    def _fail(self, why: str) -> None:
        self._stop_timers()
        if not self._ended_for and not self._future.done():
            self._ended_for = why
            self._future.set_exception(DocumentError(why, self._document.name))

    def _stop_timers(self) -> None:
        self._silence.stop()
        self._longest.stop()

    def _timer(self, seconds: float) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(round(seconds * 1000))
        timer.timeout.connect(lambda: self.end("took_too_long"))
        return timer
