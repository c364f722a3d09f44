"""A row one can press: words at the left, a short word at the right, all of it the target."""

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from closeddoor.ui.theme import scaled
from closeddoor.ui.theme.spacing import XS, L, M
from closeddoor.ui.widgets.words import Face, set_words, words


class RowButton(QPushButton):
    """`title` over `below`, and `aside` at the right; a screen reader hears them in this order."""

    def __init__(
        self,
        title: str,
        below: str = "",
        aside: str = "",
        *,
        title_face: Face = "heading",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("kind", "row")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAutoDefault(False)
        self.setAccessibleName(". ".join(part for part in (title, aside) if part))
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        left = QVBoxLayout()
        left.setSpacing(XS)
        left.addWidget(words(title, title_face))
        self._below = words(face="small")
        left.addWidget(self._below)
        self._row = QHBoxLayout(self)
        self._row.setSpacing(L)
        self._row.addLayout(left, 1)
        # Not before it lies in the row: by itself it would show as a window and take the keyboard.
        self.set_below(below)
        if aside:
            self._row.addLayout(_aside(aside))
        for label in self.findChildren(QWidget):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._fit()

    def set_below(self, text: str) -> None:
        """Change what is said below the title."""
        set_words(self._below, text)
        self.setAccessibleDescription(text)

    def sizeHint(self) -> QSize:
        return self._row.totalSizeHint()

    def minimumSizeHint(self) -> QSize:
        return self._row.totalMinimumSize()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._fit()

    def _fit(self) -> None:
        self._row.setContentsMargins(0, scaled(M), scaled(6), scaled(M))


def _aside(text: str) -> QVBoxLayout:
    """Return the word at the right, its line level with the title's."""
    label = words(text, "small")
    label.setWordWrap(False)
    column = QVBoxLayout()
    column.setContentsMargins(0, XS, 0, 0)
    column.addWidget(label)
    column.addStretch(1)
    return column
