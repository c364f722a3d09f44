"""The two signs of what is chosen: a circle where one can be, a square where any number can."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from closeddoor.ui.theme import Colours, pixmap


def paint_circle(painter: QPainter, place: QRectF, colours: Colours, *, is_chosen: bool) -> None:
    painter.setPen(QPen(QColor(colours.accent if is_chosen else colours.edge), 1.5))
    painter.setBrush(QColor(colours.surface))
    painter.drawEllipse(place)
    if is_chosen:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.accent))
        painter.drawEllipse(place.center(), place.width() / 4, place.width() / 4)


def paint_square(painter: QPainter, place: QRectF, colours: Colours, *, is_chosen: bool) -> None:
    painter.setPen(QPen(QColor(colours.accent if is_chosen else colours.edge), 1.5))
    painter.setBrush(QColor(colours.accent if is_chosen else colours.surface))
    painter.drawRoundedRect(place, 2, 2)
    if is_chosen:
        painter.drawPixmap(place.topLeft(), pixmap("check", colours.on_accent, round(place.width())))
