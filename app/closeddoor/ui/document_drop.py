"""Dropping documents on a part of the window: the same as choosing them in the dialog."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject, Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QWidget

from closeddoor.ui.pack_drop import pack_in

_MOST_FILES = 20


class DocumentDrop(QObject):
    """Takes files dropped on `target`, its text fields included, and hands their paths to `dropped`.

    Packs are left to the window, and words that are dropped to the field they are dropped on.
    """

    def __init__(self, target: QWidget, dropped: Callable[[Sequence[Path]], None]) -> None:
        super().__init__(target)
        self._dropped = dropped
        target.setAcceptDrops(True)
        for widget in (target, *target.findChildren(QWidget)):
            if widget.acceptDrops():  # a field would take the path of a file for words
                widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() not in (QEvent.Type.DragEnter, QEvent.Type.DragMove, QEvent.Type.Drop):
            return super().eventFilter(watched, event)
        if not isinstance(event, QDropEvent):
            return False
        paths = files_in(event.mimeData())
        if not paths:
            return super().eventFilter(watched, event)
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        if event.type() == QEvent.Type.Drop:
            self._dropped(paths)
        return True


def files_in(untrusted: QMimeData) -> tuple[Path, ...]:
    """Return the local files that are being dropped; none when it is a pack, or no file at all."""
    if not untrusted.hasUrls() or pack_in(untrusted) is not None:
        return ()
    urls = [url for url in untrusted.urls() if url.isLocalFile()]
    return tuple(Path(url.toLocalFile()) for url in urls[:_MOST_FILES])
