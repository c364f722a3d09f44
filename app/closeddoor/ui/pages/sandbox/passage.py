"""A document open beside the conversation, at the passage that was quoted."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from closeddoor.language import tr
from closeddoor.presenters.states.attachments import PassageView
from closeddoor.ui.theme import scaled
from closeddoor.ui.theme.spacing import L, M, S
from closeddoor.ui.widgets.buttons import primary, secondary
from closeddoor.ui.widgets.document import DocumentView
from closeddoor.ui.widgets.document.ranges import TextRange
from closeddoor.ui.widgets.flow import Flow
from closeddoor.ui.widgets.words import set_words, words

_SHARE = 0.86
"""Of the window that it opens over."""
_WIDEST_PX = 820


class PassageDialog(QDialog):
    """Reading only; Esc and Close go back to the conversation. `practice_requested` asks for a briefing on it."""

    practice_requested = Signal()

    def __init__(self, passage: PassageView, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Closed Door"))
        self.setAccessibleName(passage.title)
        self._start = passage.start
        title = words(passage.title, "heading")
        note = words(face="small")
        self._document = DocumentView(passage.title)
        self._document.set_document(passage.text)
        if passage.end > passage.start:
            self._document.set_ranges([TextRange(passage.start, passage.end, "mark", word=None)])
        close = primary(tr("Close"))
        close.clicked.connect(self.accept)
        practise = secondary(tr("Practise on this document"), hint=tr("Turn it into a briefing for yourself"))
        practise.clicked.connect(self._practise)
        practise.setVisible(passage.can_practise)
        buttons = Flow(gap_px=M)
        buttons.addWidget(close)
        buttons.addWidget(practise)
        column = QVBoxLayout(self)
        column.setContentsMargins(L, L, L, M)
        column.setSpacing(S)
        column.addWidget(title)
        column.addWidget(note)
        column.addWidget(self._document, 1)
        column.addLayout(buttons)
        set_words(note, passage.note)
        self.resize(min(scaled(_WIDEST_PX), round(parent.width() * _SHARE)), round(parent.height() * _SHARE))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._document.setFocus(Qt.FocusReason.OtherFocusReason)
        QTimer.singleShot(0, self, lambda: self._document.show_place(self._start))

    def _practise(self) -> None:
        self.accept()
        self.practice_requested.emit()
