"""Stroke icons that take the colour they are asked for.

The drawings in `ui/icons` are 24 × 24 with `currentColor` strokes; an icon always stands beside a word or carries an
accessible name.
"""

from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QImage, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

DRAWINGS = Path(__file__).parents[1] / "icons"
RATIO = 2
"""Pixmaps are drawn at twice their size, so that they stay sharp on dense screens."""


@lru_cache(maxsize=64)
def _drawing(name: str) -> str:
    return (DRAWINGS / f"{name}.svg").read_text(encoding="utf-8")


@lru_cache(maxsize=256)
def _image(name: str, colour: str, size_px: int) -> QImage:
    """Draw an icon once; an image, because pixmaps may not outlive the application."""
    renderer = QSvgRenderer(QByteArray(_drawing(name).replace("currentColor", colour).encode()))
    image = QImage(size_px * RATIO, size_px * RATIO, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    renderer.render(painter, QRectF(0, 0, size_px * RATIO, size_px * RATIO))
    painter.end()
    return image


def pixmap(name: str, colour: str, size_px: int) -> QPixmap:
    """Return icon `name` in `colour` (`#rrggbb`), `size_px` device-independent pixels wide and high."""
    result = QPixmap.fromImage(_image(name, colour, size_px))
    result.setDevicePixelRatio(RATIO)
    return result


def icon(name: str, colour: str, size_px: int, disabled: str | None = None) -> QIcon:
    """Return icon `name` in `colour`, and in `disabled` where its control is disabled."""
    result = QIcon(pixmap(name, colour, size_px))
    if disabled is not None:
        result.addPixmap(pixmap(name, disabled, size_px), QIcon.Mode.Disabled)
    return result
