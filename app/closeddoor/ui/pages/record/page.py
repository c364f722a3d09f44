"""The record page: four views under one head."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QScrollArea, QVBoxLayout, QWidget

from closeddoor.language import tr
from closeddoor.presenters.states.record import DeletionQuestion, RecordView, RecordViewState, UndoOffer
from closeddoor.ui.pages.record.attempts import AttemptsView
from closeddoor.ui.pages.record.cards import CardsView
from closeddoor.ui.pages.record.centred import Centred
from closeddoor.ui.pages.record.head import Head, Views
from closeddoor.ui.pages.record.question import Question
from closeddoor.ui.pages.record.shows import ShowsView
from closeddoor.ui.pages.record.statement import StatementView
from closeddoor.ui.theme.spacing import XL, M, S
from closeddoor.ui.widgets.choice import SegmentedChoice
from closeddoor.ui.widgets.notices import BusyLine, ProblemBanner, announce
from closeddoor.ui.widgets.undo_band import UndoBand
from closeddoor.ui.widgets.words import set_words, words

VIEWS: tuple[tuple[RecordView, str], ...] = (
    ("shows", tr("What it shows")),
    ("attempts", tr("Attempts")),
    ("cards", tr("Questions due")),
    ("statement", tr("Statement")),
)


class RecordPage(QWidget):
    """Shows one of four views; says what the user wants of it. What can be undone stands at the foot."""

    view_chosen = Signal(object)
    debrief_requested = Signal(int)
    briefing_requested = Signal(str, str)
    own_requested = Signal(int)
    home_requested = Signal()
    more_requested = Signal()
    selecting_changed = Signal(bool)
    attempt_ticked = Signal(int, bool)
    delete_requested = Signal(object)
    delete_own_requested = Signal(int)
    delete_all_requested = Signal()
    confirm_requested = Signal()
    decline_requested = Signal()
    undo_accepted = Signal(int)
    undo_passed = Signal(int)
    turn_requested = Signal()
    recall_chosen = Signal(str)
    forget_requested = Signal(int)
    module_ticked = Signal(str, bool)
    hours_changed = Signal(str, str)
    name_changed = Signal(str)
    save_requested = Signal(object, object)
    copy_requested = Signal()
    policy_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._offered: UndoOffer | None = None
        self._view: RecordView = "shows"
        self._choice = SegmentedChoice(tr("What to look at"), VIEWS)
        self._choice.chosen.connect(self.view_chosen)
        self._problem = ProblemBanner()
        self._busy = BusyLine()
        self._said = words(face="plain")
        self._shows, self._attempts = ShowsView(), AttemptsView()
        self._cards, self._statement = CardsView(), StatementView()
        self._views: dict[RecordView, QWidget] = {
            "shows": self._shows, "attempts": self._attempts, "cards": self._cards, "statement": self._statement,
        }  # fmt: skip
        self._undo = UndoBand()
        self._names = Centred(top_px=XL, bottom_px=0)
        self._head = Head(self._names)
        self._stack = Views()
        self._question = Question()
        for view in (self._shows, self._attempts, self._cards, self._statement, self._question):
            self._stack.addWidget(view)
        self._connect()
        self._lay_out()

    def render(self, state: RecordViewState) -> None:  # type: ignore[override]  # a state, not a paint device
        self._problem.render(state.problem)
        self._busy.render(state.busy)
        if state.said and state.said != self._said.text():
            announce(self, state.said)
        set_words(self._said, state.said)
        for view in (self._shows, self._attempts, self._cards, self._statement):
            view.render(state)
        self._turn_to(state.view)
        self._ask(state.question)
        self._offer(state.undo)

    def focusInEvent(self, event: object) -> None:  # noqa: ARG002  whatever brought the keyboard here
        """Pass the keyboard on to what shows."""
        self._focus_view()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._leave_mode():
            return
        super().keyPressEvent(event)

    def _turn_to(self, view: RecordView) -> None:
        self._choice.choose(view)
        if view != self._view:
            self._view = view
            self._show(self._views[view])

    def _ask(self, question: DeletionQuestion | None) -> None:
        """Show the question in place of the view it was asked in, or that view again."""
        was_asking = self._stack.currentWidget() is self._question
        if question is not None:
            self._question.ask(question)
            self._show(self._question)
        elif was_asking:
            self._show(self._views[self._view])
        if was_asking != (question is not None):
            self._focus_view()

    def _show(self, part: QWidget) -> None:
        self._stack.setCurrentWidget(part)
        self._align_head()

    def _leave_mode(self) -> bool:
        """Leave a question or a choice; return whether there was any."""
        if self._stack.currentWidget() is self._question:
            self.decline_requested.emit()
            return True
        return self._view == "attempts" and self._attempts.leave_mode()

    def _align_head(self) -> None:
        """Let the head stand over the column of what shows, which a scroll bar moves to the left."""
        shown = self._stack.currentWidget()
        bar = shown.verticalScrollBar() if isinstance(shown, QScrollArea) else None
        bar_px = bar.sizeHint().width() if bar is not None and bar.maximum() > 0 else 0
        self._names.keep_right(max(0, bar_px - self._head.bar_px))

    def _follow_head(self) -> None:
        """Bring a problem into sight where the head has to scroll, and keep the head over the column of what shows."""
        self._align_head()
        if self._problem.isVisible():
            self._head.scroll_to(self._problem)

    def _focus_view(self) -> None:
        if self._stack.currentWidget() is self._question:
            self._question.focus()
        elif self._view == "attempts":
            self._attempts.focus()
        elif self._view == "cards":
            self._cards.focus()
        elif self._view == "statement":
            self._statement.focus()
        if self.hasFocus():  # there is nothing yet that could take it
            self._focus_choice()

    def _focus_choice(self) -> None:
        chosen = (button for button in self._choice.findChildren(QAbstractButton) if button.isChecked())
        next(chosen, self._choice).setFocus()

    def _offer(self, offer: UndoOffer | None) -> None:
        """Hand a new offer to the band; which offer it was goes back with the answer."""
        if offer == self._offered:
            return
        self._offered = offer
        if offer is None:
            self._undo.settle()
            return
        token = offer.token
        self._undo.offer(offer.text, lambda: self.undo_accepted.emit(token), lambda: self.undo_passed.emit(token))

    def _connect(self) -> None:
        self._head.verticalScrollBar().rangeChanged.connect(self._follow_head)
        for scrolling in (self._shows, self._cards, self._statement, self._question):
            scrolling.verticalScrollBar().rangeChanged.connect(self._align_head)
        for home_requested in (self._shows.home_requested, self._attempts.home_requested, self._cards.home_requested):
            home_requested.connect(self.home_requested)
        for debrief_requested in (self._shows.debrief_requested, self._attempts.debrief_requested):
            debrief_requested.connect(self.debrief_requested)
        self._attempts.briefing_requested.connect(self.briefing_requested)
        self._attempts.own_requested.connect(self.own_requested)
        self._attempts.more_requested.connect(self.more_requested)
        self._attempts.selecting_changed.connect(self.selecting_changed)
        self._attempts.attempt_ticked.connect(self.attempt_ticked)
        self._attempts.delete_requested.connect(self.delete_requested)
        self._attempts.delete_own_requested.connect(self.delete_own_requested)
        self._attempts.delete_all_requested.connect(self.delete_all_requested)
        self._question.confirmed.connect(self.confirm_requested)
        self._question.declined.connect(self.decline_requested)
        self._cards.turn_requested.connect(self.turn_requested)
        self._cards.recall_chosen.connect(self.recall_chosen)
        self._cards.forget_requested.connect(self.forget_requested)
        self._statement.module_ticked.connect(self.module_ticked)
        self._statement.hours_changed.connect(self.hours_changed)
        self._statement.name_changed.connect(self.name_changed)
        self._statement.save_requested.connect(self.save_requested)
        self._statement.copy_requested.connect(self.copy_requested)
        self._statement.policy_requested.connect(self.policy_requested)

    def _lay_out(self) -> None:
        head = self._names.body
        head.setSpacing(M)
        for widget in (words(tr("My record"), "title"), self._choice, self._problem, self._busy, self._said):
            head.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(S)
        column.addWidget(self._head)
        column.addWidget(self._stack, 1)
        column.addWidget(self._undo)
