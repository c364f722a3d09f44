"""The library page."""

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from closeddoor.presenters.states.library import LibraryViewState, QuestionView
from closeddoor.ui.pages.library.choosing import choose_pack, pack_dropped
from closeddoor.ui.pages.library.question import Question
from closeddoor.ui.pages.library.shelf import Shelf
from closeddoor.ui.theme.spacing import L, M
from closeddoor.ui.widgets.buttons import primary
from closeddoor.ui.widgets.column import ColumnPage
from closeddoor.ui.widgets.notices import BusyLine, ProblemBanner, announce
from closeddoor.ui.widgets.tab_order import order_by_layout
from closeddoor.ui.widgets.words import set_words, words

ABOUT = "A pack brings briefings. It is data only: nothing in it runs, and nothing is fetched."


class LibraryPage(ColumnPage):
    """Shows the packs, or the one question that is open; `pack_chosen` carries the path of a file to look at."""

    pack_chosen = Signal(object)
    removal_requested = Signal(str)
    debrief_requested = Signal(int)
    agreement_changed = Signal(bool)
    confirm_requested = Signal()
    decline_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(760, parent)
        self.setAcceptDrops(True)
        self._asked: QuestionView | None = None
        self._question: Question | None = None
        self._is_busy = False
        self._problem = ProblemBanner()
        self._said = words(face="plain")
        self._busy = BusyLine()
        self._busy.cancel_requested.connect(self.decline_requested)
        self._add = primary("Add a pack …", "plus")
        self._add.clicked.connect(lambda: choose_pack(self, self.pack_chosen.emit))
        self._shelf = Shelf()
        self._shelf.removal_requested.connect(self.removal_requested)
        self._shelf.debrief_requested.connect(self.debrief_requested)
        self._packs = self._lay_out_packs()
        self.body.setSpacing(L)
        for widget in (self._problem, self._busy, self._packs):
            self.body.addWidget(widget)
        self.body.addStretch(1)
        self.setFocusProxy(self._add)

    def render(self, state: LibraryViewState) -> None:  # type: ignore[override]  # a state, not a paint device
        self._problem.render(state.problem)
        self._busy.render(state.busy)
        was_at_rest = self._asked is None and not self._is_busy
        self._is_busy = state.busy is not None
        self._add.setEnabled(not self._is_busy)
        if state.said and state.said != self._said.text():
            announce(self, state.said)
        set_words(self._said, state.said)
        has_changed = self._shelf.render(state)
        self._ask(state.question)
        if has_changed:
            order_by_layout(self)
        if self._asked is None and not self._is_busy and not was_at_rest:
            self._add.setFocus()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if not self._is_busy and pack_dropped(event.mimeData()) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        path = pack_dropped(event.mimeData())
        if path is not None and not self._is_busy:
            event.acceptProposedAction()
            self.pack_chosen.emit(path)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and (self._asked is not None or self._is_busy):
            self.decline_requested.emit()
            return
        super().keyPressEvent(event)

    def _ask(self, question: QuestionView | None) -> None:
        """Show the question in place of the packs, or the packs again."""
        asked, self._asked = self._asked, question
        if _to_draw(question) != _to_draw(asked):
            self._drop_question()
            if question is not None:
                self._draw_question(question)
            elif asked is not None:
                self._packs.show()
        if question is not None and self._question is not None:
            self._question.assign(question, is_busy=self._is_busy)

    def _draw_question(self, question: QuestionView) -> None:
        asking = self._question = Question(question)
        asking.agreed.connect(self.agreement_changed)
        asking.confirmed.connect(self.confirm_requested)
        asking.declined.connect(self.decline_requested)
        self._packs.hide()
        self.body.insertWidget(2, asking)
        asking.show()
        order_by_layout(self)
        asking.assign(question, is_busy=self._is_busy)
        asking.take_focus(question)
        self.verticalScrollBar().setValue(0)

    def _drop_question(self) -> None:
        if self._question is not None:
            self._question.hide()
            self._question.deleteLater()
            self._question = None

    def _lay_out_packs(self) -> QWidget:
        packs = QWidget()
        column = QVBoxLayout(packs)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(M)
        column.addWidget(words("Library", "title"))
        column.addWidget(words(ABOUT, "document-soft"))
        column.addWidget(self._said)
        line = QHBoxLayout()
        line.setSpacing(L)
        line.addWidget(self._add)
        line.addWidget(words("or drop a .cdpack file on this page", "small"), 1, Qt.AlignmentFlag.AlignVCenter)
        column.addLayout(line)
        column.addSpacing(L)
        column.addWidget(self._shelf)
        return packs


def _to_draw(question: QuestionView | None) -> QuestionView | None:
    """Return what decides how a question is drawn: all but whether it is agreed to."""
    return replace(question, is_agreed=False) if question is not None else None
