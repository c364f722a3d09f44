"""A verdict in small: its shape, a word, its colour."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from closeddoor.presenters.states.shared import Verdict
from closeddoor.ui.theme import colours_of, scaled, small_font
from closeddoor.ui.theme.verdicts import VERDICTS, tint_of


class VerdictBadge(QWidget):
    """Shows a verdict; `word` replaces the verdict's own word where the subject has a better one."""

    def __init__(self, verdict: Verdict = "neutral", word: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._verdict: Verdict = verdict
        self._word = word
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.assign(verdict, word)

    def assign(self, verdict: Verdict, word: str = "") -> None:
        self._verdict, self._word = verdict, word or VERDICTS[verdict].word
        self.setAccessibleName(self._word)
        self.updateGeometry()
        self.update()

    def said(self) -> str:
        """Return shape and word."""
        return f"{VERDICTS[self._verdict].shape} {self._word}"

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(self._font())
        return QSize(metrics.horizontalAdvance(self.said()) + scaled(14), metrics.height() + scaled(6))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002  all of it is drawn
        tint = tint_of(self._verdict, colours_of(self.palette()))
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tint.ground))
        painter.drawRoundedRect(QRectF(self.rect()), 3, 3)
        painter.setPen(QColor(tint.ink))
        painter.setFont(self._font())
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.said())

    def _font(self) -> QFont:
        font = small_font()
        font.setWeight(QFont.Weight.DemiBold)
        return font
