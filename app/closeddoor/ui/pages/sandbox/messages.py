"""One turn of a conversation on the page."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLayout, QVBoxLayout, QWidget

from closeddoor.language import tr
from closeddoor.presenters.states.sandbox import MessageRow
from closeddoor.ui.pages.sandbox.places import Places
from closeddoor.ui.theme.spacing import XS, L, M, S
from closeddoor.ui.widgets.buttons import quiet
from closeddoor.ui.widgets.cited_text import CitedText
from closeddoor.ui.widgets.flow import Flow
from closeddoor.ui.widgets.menu import Item, MenuButton
from closeddoor.ui.widgets.notices import announce
from closeddoor.ui.widgets.words import set_words, words

INSET = M
"""How far the words of both stand inside the column: the ground of one and the focus rule of the other take it."""

SWITCHED_OFF = tr("Saving and copying are switched off here …")
NOBODY = -1
"""The id of no message."""


@dataclass(frozen=True)
class Manner:
    """What a turn offers besides its words; `found` marks it as the place a search led to."""

    can_regenerate: bool = False
    can_branch: bool = True
    can_copy: bool = True
    shows_figures: bool = False
    found: bool = False


class Turn(QWidget):
    """What both kinds of turn can do. `copy_requested` says whether as Markdown."""

    copy_requested = Signal(int, bool)
    regenerate_requested = Signal()
    edit_requested = Signal(int)
    step_requested = Signal(int, int)
    figures_toggled = Signal(bool)
    passage_requested = Signal(int, int)
    policy_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._message_id = NOBODY
        self._places: Places | None = None

    def assign(self, row: MessageRow, manner: Manner) -> None:
        """Show `row`."""
        raise NotImplementedError

    def append_piece(self, piece: str) -> None:
        """Add what was written since."""
        raise NotImplementedError

    def forget(self) -> None:
        """Hold no words any more: it waits, out of sight, to be given others."""
        raise NotImplementedError

    def _assign_places(self, row: MessageRow, manner: Manner, layout: QLayout, what: str) -> None:
        """Offer the alternatives; most turns have none, and no widget for them."""
        if self._places is None and row.places > 1:
            self._places = Places(what)
            self._places.step_requested.connect(lambda step: self.step_requested.emit(self._message_id, step))
            layout.addWidget(self._places)
        if self._places is not None:
            self._places.assign(row.place, row.places, can_step=manner.can_branch)
            self._places.setVisible(row.places > 1)


class UserTurn(Turn):
    """The user's words, as characters."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = words(selectable=True)
        self._note = words(face="small")
        self._edit = quiet(
            tr("Edit"), "rename", icon_only=True, hint=tr("Ask this in other words, in a branch of its own")
        )
        self._edit.clicked.connect(lambda: self.edit_requested.emit(self._message_id))
        frame = QFrame()
        frame.setProperty("spoken", "you")
        self._frame = frame
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(M, XS, XS, M)
        inside.setSpacing(0)
        self._head = QHBoxLayout()
        self._head.setSpacing(S)
        self._head.addWidget(words(tr("You"), "small"), 1, Qt.AlignmentFlag.AlignVCenter)
        self._head.addWidget(self._edit)
        inside.addLayout(self._head)
        inside.addWidget(self._text)
        inside.addWidget(self._note)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, L, 0, S)
        column.addWidget(frame)

    def assign(self, row: MessageRow, manner: Manner) -> None:
        self._message_id = row.message_id
        if self._text.text() != row.text:
            self._text.setText(row.text)
        set_words(self._note, row.note)
        self._edit.setEnabled(manner.can_branch)
        self._assign_places(row, manner, self._head, "wording")
        mark(self._frame, found=manner.found)

    def append_piece(self, piece: str) -> None:
        self._text.setText(self._text.text() + piece)

    def forget(self) -> None:
        self.assign(MessageRow(NOBODY, "user", "", "complete"), Manner())


class ModelTurn(Turn):
    """The model's words, with what can be done with them under the text."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._was_writing = self._shows_figures = False
        self._can_copy = True
        self._text = CitedText(tr("Answer of the model"))
        self._text.passage_requested.connect(lambda number: self.passage_requested.emit(self._message_id, number))
        self._waiting = words(tr("Reading what you wrote …"), "soft")
        self._note = words(face="small")
        self._figures = words(face="small")
        under = QVBoxLayout()
        under.setContentsMargins(INSET, 0, 0, 0)
        for label in (self._waiting, self._note, self._figures):
            under.addWidget(label)
        self._actions = QWidget()
        self._flow = self._make_actions()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, S, 0, M)
        column.setSpacing(S)
        column.addWidget(self._text)
        column.addLayout(under)
        column.addWidget(self._actions)

    def assign(self, row: MessageRow, manner: Manner) -> None:
        is_other = row.message_id != self._message_id
        self._message_id, self._shows_figures = row.message_id, manner.shows_figures
        self._was_writing = self._was_writing and not is_other
        writing = row.state == "writing"
        if is_other or not (writing and self._text.text().startswith(row.text)):
            self._text.set_text(row.text)
        self._text.set_passages({} if writing else {each.number: each.words for each in row.passages})
        set_words(self._note, row.note)
        set_words(self._figures, row.figures if manner.shows_figures else "")
        self._assign_places(row, manner, self._flow, "reply")
        self._can_copy = manner.can_copy
        self._copy.setVisible(self._can_copy and not writing and bool(row.text))
        self._more.setVisible(not writing and bool(row.text))
        self._again.setVisible(not writing and manner.can_regenerate)
        self._show_waiting(writing=writing)
        mark(self._text, found=manner.found)
        if self._was_writing and not writing:
            announce(self, row.text)
        self._was_writing = writing

    def append_piece(self, piece: str) -> None:
        self._text.append_markdown(piece)
        self._show_waiting(writing=True)

    def forget(self) -> None:
        self.assign(MessageRow(NOBODY, "assistant", "", "complete"), Manner())

    def _make_actions(self) -> Flow:
        self._copy = quiet(tr("Copy"), "copy", hint=tr("Copy this answer as plain text"))
        self._copy.clicked.connect(lambda: self.copy_requested.emit(self._message_id, False))
        self._more = MenuButton(tr("More for this answer"), self._items, "more", icon_only=True)
        self._again = quiet(tr("Write again"), "again", hint=tr("Let the model write another answer; this one stays"))
        self._again.clicked.connect(self.regenerate_requested)
        flow = Flow(self._actions)
        for button in (self._copy, self._again, self._more):
            flow.addWidget(button)
        return flow

    def _items(self) -> Sequence[Item]:
        shows = self._shows_figures
        return (
            Item(tr("Copy as Markdown"), lambda: self.copy_requested.emit(self._message_id, True))
            if self._can_copy
            else Item(SWITCHED_OFF, self.policy_requested.emit),
            Item(tr("Show token use and speed"), lambda: self.figures_toggled.emit(not shows), is_chosen=shows),
        )

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
