"""What reads documents, made; without what a conversation shows of them, which most who ask for it do not need."""

from PySide6.QtCore import QCoreApplication, QObject

from closeddoor.domain.ports import Dispatcher, Executor
from closeddoor.inference.reading.client import ReaderClient


def make_reader(jobs: Executor, dispatcher: Dispatcher, parent: QObject) -> ReaderClient:
    """Return what reads documents; it ends its children when the application ends."""
    reader = ReaderClient(jobs, dispatcher, parent)
    application = QCoreApplication.instance()
    if application is not None:
        application.aboutToQuit.connect(reader.close)
    return reader
