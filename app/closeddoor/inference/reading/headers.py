"""The beginnings of model files, and manifests, read in a confined child: one reader for a batch. QtCore only."""

import re
from collections.abc import Sequence
from concurrent.futures import Future

from PySide6.QtCore import QObject, QProcess, QTimer, Signal

from closeddoor.domain.errors import KnownError
from closeddoor.inference.process import child_process, untrusted_payloads
from closeddoor.language import tr
from closeddoor.wire.child_command import child_command
from closeddoor.wire.framing import FrameDecoder, ProtocolError, frame
from closeddoor.wire.model_headers import (
    MOST_ANSWER_BYTES,
    MOST_FRAME_BYTES,
    Header,
    HeaderAnswer,
    HeaderRefused,
    decode,
)
from closeddoor.wire.reading import Confined

_END_MS = 2000
_SHA256 = re.compile(r"[0-9a-f]{64}")
LONGEST_S = 30.0
"""Of a batch; the longest vocabulary takes half a second."""


class HeaderClient(QObject):
    """Starts a reader for each batch; call it on the Qt thread, where every future completes too."""

    def __init__(
        self, parent: QObject | None = None, command: Sequence[str] = (), *, longest_s: float = LONGEST_S
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._command = (*(tuple(command) or child_command("reader")), "--model-headers")
        self._longest_s = longest_s
        self._running: list[_Batch] = []

    def read(self, beginnings: Sequence[bytes]) -> Future[tuple[HeaderAnswer, ...]]:
        """Return one answer for each, in order; what a reader died over is refused as `bug`.

        Fails with a `KnownError` when there is no reader at all.
        """
        batch = _Batch(self._command, beginnings, self._longest_s, self)
        self._running.append(batch)
        batch.gone.connect(lambda: self._forget(batch))
        batch.start()
        return batch.future

    def close(self) -> None:
        """End every reader and wait for that."""
        for batch in tuple(self._running):
            batch.close()

    def _forget(self, batch: "_Batch") -> None:
        self._running.remove(batch)
        batch.deleteLater()


class _Batch(QObject):
    """One reader: told all at once, heard until it ends, believed only as far as it makes sense."""

    gone = Signal()

    def __init__(self, command: Sequence[str], beginnings: Sequence[bytes], longest_s: float, parent: QObject) -> None:
        super().__init__(parent)
        self.future: Future[tuple[HeaderAnswer, ...]] = Future()
        self._beginnings = tuple(beginnings)
        self._wanted = len(self._beginnings)
        self._answers: list[HeaderAnswer] = []
        self._is_confined = self._is_over = False
        self._decoder = FrameDecoder(MOST_ANSWER_BYTES)
        self._longest = QTimer(self)
        self._longest.setSingleShot(True)
        self._longest.setInterval(round(longest_s * 1000))
        self._process = child_process(command, self)
        self._longest.timeout.connect(self._process.kill)
        self._process.readyReadStandardOutput.connect(self._read)
        self._process.errorOccurred.connect(self._on_error)
        self._process.finished.connect(self._on_finished)

    def start(self) -> None:
        self._longest.start()
        self._process.start()
        for beginning in self._beginnings:
            self._process.write(frame(beginning, MOST_FRAME_BYTES))
        self._process.closeWriteChannel()
        self._beginnings = ()

    def close(self) -> None:
        self._process.kill()
        self._process.waitForFinished(_END_MS)

    def _read(self) -> None:
        try:
            for untrusted_payload in untrusted_payloads(self._process, self._decoder):
                if self._is_over:
                    return
                self._take(untrusted_payload)
        except ProtocolError:
            self._is_over = True
            self._process.kill()

    def _take(self, untrusted_payload: bytes) -> None:
        message = decode(untrusted_payload)
        if isinstance(message, Confined):
            if self._is_confined:
                raise ProtocolError("a reader greets twice")
            self._is_confined = True
            return
        if not self._is_confined or len(self._answers) >= self._wanted or not _makes_sense(message):
            raise ProtocolError("an answer to nothing")
        self._answers.append(message)

    def _on_error(self, error: QProcess.ProcessError) -> None:
        if error == QProcess.ProcessError.FailedToStart:
            self._longest.stop()
            self.future.set_exception(_not_started())
            self.gone.emit()

    def _on_finished(self) -> None:
        self._read()
        self._longest.stop()
        unread = [HeaderRefused("bug")] * (self._wanted - len(self._answers))
        self.future.set_result((*self._answers, *unread))
        self.gone.emit()


def _makes_sense(message: HeaderAnswer) -> bool:
    if isinstance(message, Header):
        return min(message.parts, message.needed_bytes) >= 0
    return isinstance(message, HeaderRefused) or _SHA256.fullmatch(message.sha256) is not None


def _not_started() -> KnownError:
    return KnownError(
        "model.reader_not_started",
        tr("The reader of model files could not be started."),
        tr("Nothing was changed."),
        tr("Run `closed-door doctor` to see what is missing."),
    )
