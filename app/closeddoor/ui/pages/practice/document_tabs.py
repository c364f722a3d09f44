"""Which of several documents is shown: side by side where one line holds all titles, else in a menu."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QWidget

from closeddoor.language import tr
from closeddoor.ui.theme import scaled
from closeddoor.ui.widgets.buttons import Button
from closeddoor.ui.widgets.choice import SegmentedChoice
from closeddoor.ui.widgets.words import ElidedLabel

Choice = tuple[str, str]
"""The id of a document, and its title."""


class DocumentTabs(QWidget):
    """`chosen` carries the id of a document."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._choices: tuple[Choice, ...] = ()
        self._at = 0
        self._segments = SegmentedChoice(tr("Documents"))
        self._segments.chosen.connect(self.chosen)
        self._menu = Button("", "quiet", "down", hint=tr("All documents"))
        self._menu.clicked.connect(self._open_menu)
        self._title = ElidedLabel()
        self._title.setProperty("face", "strong")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        for part in (self._segments, self._menu):
            row.addWidget(part)
        row.addWidget(self._title, 1)

    def set_choices(self, choices: Sequence[Choice]) -> None:
        """Offer documents, in the order they are read."""
        self._choices, self._at = tuple(choices), 0
        self._segments.set_choices(self._choices)
        self.setVisible(len(self._choices) > 1)
        self._arrange()

    def choose(self, document_id: object) -> None:
        """Show which document is in front."""
        self._segments.choose(document_id)
        self._at = [each for each, _ in self._choices].index(str(document_id))
        self._tell()

    def minimumSizeHint(self) -> QSize:
        return QSize(scaled(120), self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def event(self, event: QEvent) -> bool:
        """Arrange anew when what is inside takes another size: new segments have none until they are shown."""
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._arrange()
        return done

    def _arrange(self) -> None:
        in_one_line = self._segments.sizeHint().width() <= self.width()
        self._segments.setVisible(in_one_line)
        self._menu.setVisible(not in_one_line)
        self._title.setVisible(not in_one_line)
        self._tell()

    def _tell(self) -> None:
        if self._choices:
            said = tr("Document {at} of {count}", at=self._at + 1, count=len(self._choices))
            title = self._choices[self._at][1]
            self._menu.setText(said)
            self._menu.setAccessibleName(tr("{said}: {title}. Choose another", said=said, title=title))
            self._title.set_text(title)

    def _open_menu(self) -> None:
        menu = QMenu(self._menu)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for document_id, title in self._choices:
            action = menu.addAction(title.replace("&", "&&"))
            action.triggered.connect(lambda _=False, wanted=document_id: self.chosen.emit(wanted))
        menu.popup(self._menu.mapToGlobal(self._menu.rect().bottomLeft()))
