"""The sections of the debrief, listed at the side where there is room."""

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from closeddoor.language import tr
from closeddoor.ui.theme import colours_of, scaled, small_font
from closeddoor.ui.theme.spacing import TARGET, XS, M, S

WRAPPED = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class IndexEntry(QAbstractButton):
    """A title that may wrap; the section being read is set in bold, with a line at its left. There is room for that."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self.setText(title)
        self.setAccessibleName(title)
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        room = QRect(0, 0, max(1, width - 2 * S), 10_000)
        text = QFontMetrics(_face(is_bold=True)).boundingRect(room, int(WRAPPED), self.text())
        return max(TARGET, text.height() + 2 * XS + 2)

    def sizeHint(self) -> QSize:
        width = self.width() if self.isVisible() else scaled(160)
        return QSize(scaled(80), self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(scaled(80), TARGET)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002  all of it is drawn
        colours = colours_of(self.palette())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(_face(is_bold=self.isChecked()))
        painter.setPen(QColor(colours.ink if self.isChecked() or self.underMouse() else colours.ink_soft))
        painter.drawText(self.rect().adjusted(S, 0, -S, 0), int(WRAPPED), self.text())
        if self.isChecked():
            painter.fillRect(0, XS, 2, self.height() - 2 * XS, QColor(colours.accent))
        if self.hasFocus():
            painter.setPen(QPen(QColor(colours.accent), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 3, 3)


def _face(*, is_bold: bool) -> QFont:
    font = small_font()
    font.setWeight(QFont.Weight.DemiBold if is_bold else QFont.Weight.Normal)
    return font


class SectionIndex(QWidget):
    """`section_wanted` carries the number of the section; `current` is that of the one being read."""

    section_wanted = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._titles: tuple[str, ...] = ()
        self._entries: list[IndexEntry] = []
        self.current = 0
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(M, 0, 0, 0)
        self._column.setSpacing(XS)
        self._column.addStretch(1)
        self.setAccessibleName(tr("Sections of the debrief"))

    def set_titles(self, titles: tuple[str, ...]) -> None:
        if titles == self._titles:
            return
        self._titles = titles
        for entry in self._entries:
            entry.hide()
            entry.deleteLater()
        self._entries = [IndexEntry(title) for title in titles]
        for number, entry in enumerate(self._entries):
            entry.clicked.connect(lambda _=False, chosen=number: self.section_wanted.emit(chosen))
            self._column.insertWidget(number, entry)

    def set_current(self, current: int) -> None:
        """Mark the section that is being read."""
        self.current = current
        for number, entry in enumerate(self._entries):
            entry.setChecked(number == current)
