"""One turn of a conversation on the page."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from closeddoor.presenters.states.sandbox import MessageRow
from closeddoor.ui.theme.spacing import XS, L, M, S
from closeddoor.ui.widgets.buttons import quiet
from closeddoor.ui.widgets.flow import Flow
from closeddoor.ui.widgets.markdown_stream import MarkdownStream
from closeddoor.ui.widgets.notices import announce
from closeddoor.ui.widgets.words import set_words, words

INSET = M
"""How far the words of both stand inside the column: the ground of one and the focus rule of the other take it."""


class Turn(QWidget):
    """What both kinds of turn can do."""

    copy_requested = Signal(int)
    regenerate_requested = Signal()

    def assign(self, row: MessageRow, *, can_regenerate: bool, found: bool) -> None:
        """Show `row`; `found` marks it as the place a search led to."""
        raise NotImplementedError

    def append_piece(self, piece: str) -> None:
        """Add what was written since."""
        raise NotImplementedError


class UserTurn(Turn):
    """The user's words, as characters."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = words(selectable=True)
        frame = QFrame()
        frame.setProperty("spoken", "you")
        self._frame = frame
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(M, M, M, M)
        inside.setSpacing(XS)
        inside.addWidget(words("You", "small"))
        inside.addWidget(self._text)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, L, 0, S)
        column.addWidget(frame)

    def assign(self, row: MessageRow, *, can_regenerate: bool, found: bool) -> None:  # noqa: ARG002  never the user's
        if self._text.text() != row.text:
            self._text.setText(row.text)
        mark(self._frame, found=found)

    def append_piece(self, piece: str) -> None:
        self._text.setText(self._text.text() + piece)


class ModelTurn(Turn):
    """The model's words, with what can be done with them under the text."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._message_id = -1
        self._was_writing = False
        self._text = MarkdownStream("Answer of the model")
        self._waiting = words("Reading what you wrote …", "soft")
        self._note = words(face="small")
        under = QVBoxLayout()
        under.setContentsMargins(INSET, 0, 0, 0)
        under.addWidget(self._waiting)
        under.addWidget(self._note)
        self._copy = quiet("Copy", "copy", hint="Copy this answer")
        self._copy.clicked.connect(lambda: self.copy_requested.emit(self._message_id))
        self._again = quiet("Write again", "again", hint="Discard this answer and let the model write another")
        self._again.clicked.connect(self.regenerate_requested)
        self._actions = QWidget()
        flow = Flow(self._actions)
        flow.addWidget(self._copy)
        flow.addWidget(self._again)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, S, 0, M)
        column.setSpacing(S)
        column.addWidget(self._text)
        column.addLayout(under)
        column.addWidget(self._actions)

    def assign(self, row: MessageRow, *, can_regenerate: bool, found: bool) -> None:
        self._message_id = row.message_id
        writing = row.state == "writing"
        if not (writing and self._text.text().startswith(row.text)):
            self._text.set_text(row.text)
        set_words(self._note, row.note)
        self._actions.setVisible(not writing)
        self._again.setVisible(can_regenerate)
        self._show_waiting(writing=writing)
        mark(self._text, found=found)
        if self._was_writing and not writing:
            announce(self, row.text)
        self._was_writing = writing

    def append_piece(self, piece: str) -> None:
        self._text.append_markdown(piece)
        self._show_waiting(writing=True)

    def _show_waiting(self, *, writing: bool) -> None:
        has_text = bool(self._text.text())
        self._text.setVisible(has_text)
        self._waiting.setVisible(writing and not has_text)


def mark(widget: QWidget, *, found: bool) -> None:
    """Show by a rule at the left that a search led here."""
    if widget.property("found") != found:
        widget.setProperty("found", found)
        widget.style().unpolish(widget)
        widget.style().polish(widget)
