"""A model in the window's own process: the same loading and the same engines, without the process between them."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from closeddoor.confinement.enforced import Enforced
from closeddoor.wire.messages import PROTOCOL, Count, Embed, FromWorker, Generate, Hello, Load, ToWorker, Tune
from closeddoor.worker.service import WorkerService


class _Handed:
    """The worker's channel as it would be if both ends were here: one message in, answers out."""

    def __init__(self, say: Any) -> None:
        self.send = say
        self.abort = _Never()


class _Never:
    def is_set(self) -> bool:
        return False


class OwnProcessWorker(QObject):
    """Stands in the place of `inference.process.WorkerProcess`."""

    said = Signal(object)
    ended = Signal(str)
    process_id = 0

    def __init__(self, command: Sequence[str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        from closeddoor.worker.native import ErrorLog, load_library  # noqa: PLC0415 - of the control alone

        self._library = load_library()
        self._log = ErrorLog(self._library)
        self._service = WorkerService(_Handed(self._say), Path(command[-1]), Enforced())  # type: ignore[arg-type]

    def start(self) -> None:
        self._say(Hello(PROTOCOL, Enforced()))

    def send(self, message: ToWorker) -> None:
        if isinstance(message, Load | Generate | Count | Embed | Tune):
            self._service.answer(self._library, self._log, message)

    def kill(self) -> None:
        QTimer.singleShot(0, self, lambda: self.ended.emit("crashed"))

    def reject(self) -> None:
        self.kill()

    def close(self) -> None:
        """It ends with its window."""

    def _say(self, message: FromWorker) -> None:
        QTimer.singleShot(0, self, lambda: self.said.emit(message))
