"""What is said beside the conversation: problems, work under way, what was done. It scrolls with what it stands in."""

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from closeddoor.ui.theme.spacing import M


class Watch(QObject):
    """Follows which of some widgets show. A widget counts that is not hidden itself, whatever it stands in.

    `changed`: one was shown or hidden; `appeared`: one was shown.
    """

    changed = Signal()
    appeared = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._widgets: list[QWidget] = []

    def add(self, widget: QWidget) -> None:
        self._widgets.append(widget)
        widget.installEventFilter(self)

    def any_shown(self) -> bool:
        return any(not widget.isHidden() for widget in self._widgets)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.ShowToParent, QEvent.Type.HideToParent):
            self.changed.emit()
            if event.type() == QEvent.Type.ShowToParent:
                self.appeared.emit()
        return super().eventFilter(watched, event)


class Asides(QWidget):
    """One under the other; takes no room while nothing is said. `spoke`: something is said that was not said before."""

    spoke = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._watch = Watch(self)
        self._watch.changed.connect(self._show_or_hide)
        self._watch.appeared.connect(self.spoke)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, M, 0, 0)
        self._column.setSpacing(M)
        self.hide()

    def add(self, *widgets: QWidget) -> None:
        """Give `widgets` their place, in this order."""
        for widget in widgets:
            self._column.addWidget(widget)
            self._watch.add(widget)
        self._show_or_hide()

    def _show_or_hide(self) -> None:
        self.setVisible(self._watch.any_shown())
