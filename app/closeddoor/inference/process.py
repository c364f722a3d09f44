"""One worker process: its pipes, its environment, its end. QtCore only."""

import os
from collections.abc import Iterator, Sequence
from typing import Literal

from PySide6.QtCore import QObject, QProcess, QProcessEnvironment, Signal

from closeddoor.wire.codec import decode_from_worker, encode
from closeddoor.wire.framing import FrameDecoder, ProtocolError
from closeddoor.wire.messages import FromWorker, Piece, ToWorker

_MAX_FRAME_BYTES = 256 * 1024
"""Replies come in pieces and vectors are small: nothing a worker says is longer."""
_CHUNK_BYTES = 256 * 1024
_END_QUIETLY_MS, _END_KILLED_MS = 300, 2000
_ENVIRONMENT = ("LANG", "LC_ALL", "LC_CTYPE", "PATH", "SYSTEMROOT", "TEMP", "TMP", "TZ")
"""All that a worker gets: no PYTHON*, LD_*, GGML_BACKEND_PATH or LLAMA_CPP_LIB_PATH can steer it."""

Ending = Literal["not_started", "crashed", "killed", "garbage"]
_SIGKILL = 9


class WorkerProcess(QObject):
    """Started once, ended once. `ended` comes exactly once unless `close` was called; after it nothing comes."""

    said = Signal(object)  # FromWorker
    ended = Signal(str)  # Ending

    def __init__(self, command: Sequence[str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._decoder = FrameDecoder(_MAX_FRAME_BYTES)
        self._garbage = False
        self._process = child_process(command, self)
        self._process.readyReadStandardOutput.connect(self._read)
        self._process.errorOccurred.connect(self._on_error)
        self._process.finished.connect(self._on_finished)

    def start(self) -> None:
        """Start it, once the signals are connected: a failure may be reported at once."""
        self._process.start()

    @property
    def process_id(self) -> int:
        return self._process.processId()

    def send(self, message: ToWorker) -> None:
        self._process.write(encode(message))

    def kill(self) -> None:
        """End it now; a worker has nothing to tidy up. `ended` follows."""
        self._process.kill()

    def kill_now(self) -> None:
        """End it and wait for nothing, because this process is about to be replaced; no signal follows."""
        self._hear_no_more()
        self._process.kill()

    def close(self) -> None:
        """End it and wait for that, at most two seconds; no signal follows."""
        self._hear_no_more()
        self._process.closeWriteChannel()
        if not self._process.waitForFinished(_END_QUIETLY_MS):
            self._process.kill()
            self._process.waitForFinished(_END_KILLED_MS)

    def _hear_no_more(self) -> None:
        self._process.readyReadStandardOutput.disconnect(self._read)
        self._process.errorOccurred.disconnect(self._on_error)
        self._process.finished.disconnect(self._on_finished)

    def _read(self) -> None:
        if self._garbage:
            self._process.readAllStandardOutput()  # nothing is kept of what still comes
            return
        try:
            for message in _merged(self._messages()):
                if not self._garbage:
                    self.said.emit(message)
        except ProtocolError:
            self.reject()

    def reject(self) -> None:
        """What it says cannot be believed: end it, and report that as the reason."""
        self._garbage = True
        self._process.kill()

    def _messages(self) -> Iterator[FromWorker]:
        for untrusted_payload in untrusted_payloads(self._process, self._decoder):
            if self._garbage:
                return
            yield decode_from_worker(untrusted_payload)

    def _on_error(self, error: QProcess.ProcessError) -> None:
        if error == QProcess.ProcessError.FailedToStart:
            self.ended.emit("not_started")

    def _on_finished(self, code: int, status: QProcess.ExitStatus) -> None:
        self._read()
        killed = status == QProcess.ExitStatus.CrashExit and os.name == "posix" and code == _SIGKILL
        ending: Ending = "garbage" if self._garbage else "killed" if killed else "crashed"
        self.ended.emit(ending)


def _merged(messages: Iterator[FromWorker]) -> Iterator[FromWorker]:
    """Join pieces of the same reply that waited together, so that a busy window draws them once.

    What came before garbage was said: it is passed on before the error is.
    """
    waiting: Piece | None = None
    error: ProtocolError | None = None
    try:
        for message in messages:
            if waiting and isinstance(message, Piece) and message.id == waiting.id:
                waiting = Piece(waiting.id, waiting.text + message.text)
                continue
            if waiting:
                yield waiting
            waiting = message if isinstance(message, Piece) else None
            if waiting is None:
                yield message
    except ProtocolError as caught:
        error = caught
    if waiting:
        yield waiting
    if error:
        raise error


def child_process(command: Sequence[str], parent: QObject) -> QProcess:
    """Return a child to be started: nothing of this process's but what `worker_environment` gives, heard by no one."""
    process = QProcess(parent)
    process.setProgram(command[0])
    process.setArguments(list(command[1:]))
    process.setProcessEnvironment(worker_environment())
    process.setStandardErrorFile(QProcess.nullDevice())  # a library's complaint may quote what it reads
    if os.name == "posix":  # what this process has open (the vault, for one) is not for a child
        process.setUnixProcessParameters(QProcess.UnixProcessFlag.CloseFileDescriptors)
    return process


def untrusted_payloads(process: QProcess, decoder: FrameDecoder) -> Iterator[bytes]:
    """Yield what a child has said until now, frame by frame. Raises `ProtocolError` at what is no frame."""
    while process.bytesAvailable():
        yield from decoder.feed(bytes(process.read(_CHUNK_BYTES).data()))


def worker_environment() -> QProcessEnvironment:
    """Return what a worker is given of this process's environment."""
    environment = QProcessEnvironment()
    for name in _ENVIRONMENT:
        if name in os.environ:
            environment.insert(name, os.environ[name])
    environment.insert("HOME", os.devnull)  # without any, Python asks for the account's at its start, over a socket
    return environment
