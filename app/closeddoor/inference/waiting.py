"""Waiting for a future where there is no window: the command line, set-up, benchmarks. QtCore only."""

from concurrent.futures import Future
from typing import TypeVar

from PySide6.QtCore import QCoreApplication, QEventLoop, QObject, Qt, QTimer, Signal

T = TypeVar("T")


class _Bell(QObject):
    rung = Signal()


def ensure_application() -> QCoreApplication:
    """Return the application, made if there is none; the caller keeps it as long as it uses Qt."""
    return QCoreApplication.instance() or QCoreApplication([])


def wait(future: Future[T], timeout_s: float) -> T:
    """Run the event loop until the future completes; return its result or raise its exception, or `TimeoutError`.

    The future may complete on any thread.
    """
    if not future.done():
        loop, bell = QEventLoop(), _Bell()
        bell.rung.connect(loop.quit, Qt.ConnectionType.QueuedConnection)
        future.add_done_callback(lambda _: bell.rung.emit())
        QTimer.singleShot(round(timeout_s * 1000), loop, loop.quit)
        loop.exec()
    if not future.done():
        raise TimeoutError
    return future.result()
