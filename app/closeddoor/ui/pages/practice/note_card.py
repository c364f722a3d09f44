"""The small card in which a note in the margin is written and read."""

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout

from closeddoor.language import tr
from closeddoor.presenters.states.briefing import NoteView
from closeddoor.ui.pages.practice.growing_field import GrowingField
from closeddoor.ui.theme import scaled
from closeddoor.ui.theme.spacing import XS, M, S
from closeddoor.ui.widgets.buttons import quiet, secondary
from closeddoor.ui.widgets.document import DocumentView
from closeddoor.ui.widgets.document.floating import place_beside
from closeddoor.ui.widgets.words import ElidedLabel, words

WIDTH_PX = 340
NAME = tr("Your note on this passage")


class NoteCard(QFrame):
    """Beside its passage in `document`; what is typed counts at once, Esc or "Done" leads back to the document."""

    written = Signal(str)
    removed = Signal()
    closed = Signal()

    def __init__(self, document: DocumentView) -> None:
        super().__init__(document)
        self._document = document
        self._note = NoteView(0, 0, "", "")
        self.setProperty("card", "true")
        self.setAccessibleName(tr("A note in the margin"))
        self._quote = ElidedLabel()
        self._quote.setProperty("face", "strong")
        self._field = GrowingField(NAME, tr("What you want to remember or ask"), least_lines=2, most_lines=6)
        self._field.draft_changed.connect(self.written)
        self._field.submitted.connect(self.close_card)
        self._field.installEventFilter(self)
        self._field.document().documentLayout().documentSizeChanged.connect(self.place_beside_words)
        self._remove = quiet(tr("Remove"), "trash")
        self._remove.clicked.connect(self.removed)
        self._done = secondary(tr("Done"), shortcut="Esc")
        self._done.clicked.connect(self.close_card)
        self._lay_out()
        self.hide()
        document.verticalScrollBar().valueChanged.connect(self.place_beside_words)
        document.document().documentLayout().documentSizeChanged.connect(self.place_beside_words)

    @property
    def note(self) -> NoteView:
        """The note that is shown, as it was last assigned."""
        return self._note

    def open_note(self, note: NoteView, *, can_edit: bool) -> None:
        """Show `note` and let it be written, or only read."""
        self._field.set_draft("")
        self.show_note(note)
        self._field.setReadOnly(not can_edit)
        self._remove.setVisible(can_edit)
        self.show()
        self.place_beside_words()
        self._field.place_caret_at_end()
        self._field.setFocus(Qt.FocusReason.PopupFocusReason)

    def show_note(self, note: NoteView) -> None:
        """Take over another text of the note that is shown; blanks alone are no note yet and stay as typed."""
        self._note = note
        self._quote.set_text(f"“{note.quote}”")
        if note.text.strip() or self._field.draft().strip():
            self._field.set_draft(note.text)

    def close_card(self) -> None:
        if self.isVisible():
            self.hide()
            self._document.setFocus(Qt.FocusReason.OtherFocusReason)
            self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """No key leaves the card for the document below it."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_card()
        event.accept()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            self.close_card()
            return True
        return super().eventFilter(watched, event)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(S)
        row.addWidget(self._remove)
        row.addStretch(1)
        row.addWidget(self._done)
        column = QVBoxLayout(self)
        column.setContentsMargins(M, S, M, M)
        column.setSpacing(XS)
        column.addWidget(words(tr("Your note"), "kicker"))
        column.addWidget(self._quote)
        column.addSpacing(XS)
        column.addWidget(self._field)
        column.addSpacing(XS)
        column.addLayout(row)

    def place_beside_words(self) -> None:
        """Put the card where its words are now: they move with the page, and when a first note makes a margin."""
        if not self.isVisible():
            return
        bounds = self._document.rect().adjusted(S, 0, -S, 0)
        self.setFixedWidth(min(scaled(WIDTH_PX), bounds.width()))
        self.layout().activate()  # type: ignore[union-attr]  # made in `_lay_out`
        self.resize(self.width(), self.sizeHint().height())
        passage = self._document.place_rect(self._note.start, self._note.end)
        at = self._document.viewport().mapTo(self._document, QPoint(passage.left(), passage.top()))
        self.move(place_beside(QRect(at, passage.size()), self.size(), bounds, XS))
        self.raise_()
        self._bring_into_view()

    def _bring_into_view(self) -> None:
        """Where the page scrolls and not the document, it shows the card."""
        ground = self._document.parentWidget()
        while ground is not None:
            if isinstance(ground, QScrollArea):
                ground.ensureWidgetVisible(self, 0, S)
            ground = ground.parentWidget()
