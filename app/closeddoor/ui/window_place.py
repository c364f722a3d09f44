"""Where the window stands: fitted at the first run, put back where it was on the same screens, never out of sight."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QRect, QSize, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMainWindow

USUAL = QSize(1280, 820)
SHARE_OF_SCREEN = 0.94
"""How much of a small screen the first window takes: the desktop stays in sight behind it."""

TITLE_BAR_PX = 36
"""Room kept above the window for the bar by which it is moved."""

REST_MS = 400
"""How long the window rests before its place is kept: not at each pixel of a drag."""


@dataclass(frozen=True)
class Place:
    """The window's inner rectangle in pixels of the desktop, as it is when not maximised."""

    x: int
    y: int
    width: int
    height: int
    is_maximised: bool = False

    @property
    def rect(self) -> QRect:
        return QRect(self.x, self.y, self.width, self.height)

    def to_text(self) -> str:
        """Return it as five numbers."""
        return " ".join(str(int(each)) for each in (self.x, self.y, self.width, self.height, self.is_maximised))

    @classmethod
    def from_text(cls, untrusted: object) -> "Place | None":
        """Return the place that `to_text` wrote; None for anything else."""
        try:
            x, y, width, height, is_maximised = map(int, str(untrusted).split())
        except ValueError:
            return None
        return cls(x, y, width, height, bool(is_maximised)) if width > 0 and height > 0 else None


def arrangement(screens: Sequence[QRect]) -> str:
    """Return a name for how screens stand: the same ones in the same order have the same name."""
    ordered = sorted(screens, key=lambda each: (each.x(), each.y(), each.width(), each.height()))
    return ";".join(f"{each.x()},{each.y()},{each.width()}x{each.height()}" for each in ordered)


def first_size(available: QRect) -> QSize:
    """Return how large a first window is on a screen of which `available` is free."""
    most = QSize(int(available.width() * SHARE_OF_SCREEN), int(available.height() * SHARE_OF_SCREEN))
    return USUAL.boundedTo(most)


def in_sight(place: Place, available: Sequence[QRect], least: QSize) -> QRect:
    """Return `place` moved and shrunk so that all of it is on the screen that shows most of it."""
    if not available:
        return place.rect
    screen = max(available, key=lambda each: _area(each.intersected(place.rect)))
    room = screen.adjusted(0, TITLE_BAR_PX, 0, 0)
    size = place.rect.size().boundedTo(room.size()).expandedTo(least)
    x = max(room.left(), min(place.x, room.right() + 1 - size.width()))
    y = max(room.top(), min(place.y, room.bottom() + 1 - size.height()))
    return QRect(x, y, size.width(), size.height())


def fit_to_screen(window: QMainWindow) -> None:
    """Give a window that was never shown before a size that its screen has room for."""
    window.resize(first_size(window.screen().availableGeometry()).expandedTo(window.minimumSize()))


class PlaceKeeper(QObject):
    """Puts the window back, and tells its place when it rests anew: `changed` carries arrangement and text."""

    changed = Signal(str, str)

    def __init__(self, window: QMainWindow, parent: QObject, *, rest_ms: int = REST_MS) -> None:
        super().__init__(parent)
        self._window = window
        self._told: tuple[str, str] | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(rest_ms)
        self._timer.timeout.connect(self._tell)
        window.installEventFilter(self)

    def restore(self, places: Mapping[str, object]) -> None:
        """Put the window where it was the last time that the screens stood like this; leave it where they never did."""
        screens = QGuiApplication.screens()
        place = Place.from_text(places.get(arrangement([each.geometry() for each in screens])))
        if place is None:
            return
        available = [each.availableGeometry() for each in screens]
        self._window.setGeometry(in_sight(place, available, self._window.minimumSize()))
        if place.is_maximised:
            self._window.showMaximized()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.WindowStateChange):
            self._timer.start()
        elif event.type() == QEvent.Type.Hide and self._timer.isActive():
            self._tell()
        return super().eventFilter(watched, event)

    def _tell(self) -> None:
        self._timer.stop()
        window = self._window
        if window.isMinimized() or window.isFullScreen():
            return
        rect = window.normalGeometry() if window.isMaximized() else window.geometry()
        place = Place(rect.x(), rect.y(), rect.width(), rect.height(), window.isMaximized())
        told = (arrangement([each.geometry() for each in QGuiApplication.screens()]), place.to_text())
        if told != self._told and not rect.isEmpty():
            self._told = told
            self.changed.emit(*told)


def _area(rect: QRect) -> int:
    return max(0, rect.width()) * max(0, rect.height())
