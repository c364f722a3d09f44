"""The library page."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from closeddoor.language import tr
from closeddoor.presenters.states.library import LibraryViewState, NotShownRow, QuestionView
from closeddoor.ui.pages.library.adding import AddPack
from closeddoor.ui.pages.library.briefings import BriefingList, Finder
from closeddoor.ui.pages.library.entry import NotShownEntry
from closeddoor.ui.pages.library.question import Question
from closeddoor.ui.pages.library.shelf import Shelf
from closeddoor.ui.theme.spacing import L, M, S
from closeddoor.ui.widgets.buttons import quiet
from closeddoor.ui.widgets.choice import SegmentedChoice
from closeddoor.ui.widgets.column import ColumnPage
from closeddoor.ui.widgets.emptying import empty
from closeddoor.ui.widgets.flow import Flow
from closeddoor.ui.widgets.notices import BusyLine, ProblemBanner, announce
from closeddoor.ui.widgets.tab_order import order_by_layout
from closeddoor.ui.widgets.undo_band import UndoBand
from closeddoor.ui.widgets.words import set_words, words

VIEWS = (("briefings", tr("Briefings")), ("packs", tr("Packs")))
OWN = tr("Practise on a document of your own")
ABOUT_OWN = tr("A proposal, a paper or a contract from your desk: you say what a good answer holds, and judge yours.")
WITH_GROUP = tr("A session with a group")
ABOUT_GROUP = tr("Two to eight people, a projector, papers to hand out: nobody is scored, and nothing is stored.")
DESK = tr("Write a pack of your own")
ABOUT_DESK = tr("The facilitator's desk: documents, marks, points and samples in forms, checked as you type.")
LOOKING = tr("Looking at the shelf.")


class LibraryPage(ColumnPage):
    """Shows briefings or packs, or the one question that is open.

    `pack_chosen` carries the path of a file or folder to look at, `briefing_requested` the ids of pack and briefing.
    `own_requested`: to practise on a document of one's own; `desk_requested`: to write a pack.
    """

    pack_chosen = Signal(object)
    view_requested = Signal(object)
    text_changed = Signal(str)
    filter_chosen = Signal(str, str)
    clear_requested = Signal()
    more_requested = Signal()
    briefing_requested = Signal(str, str)
    own_requested = Signal()
    policy_requested = Signal()
    session_requested = Signal()
    desk_requested = Signal()
    removal_requested = Signal(str)
    debrief_requested = Signal(int)
    agreement_changed = Signal(bool)
    confirm_requested = Signal()
    decline_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(760, parent)
        self._asked: QuestionView | None = None
        self._question: Question | None = None
        self._is_busy = False
        self._problem = ProblemBanner()
        self._said = words(face="plain")
        self._busy = BusyLine()
        self._busy.cancel_requested.connect(self.decline_requested)
        self._add = AddPack()
        self._add.pack_chosen.connect(self.pack_chosen)
        self._add.policy_requested.connect(self.policy_requested)
        self._view = SegmentedChoice(tr("What to show"), VIEWS)
        self._view.chosen.connect(self.view_requested)
        self._own = quiet(OWN, "document", hint=ABOUT_OWN)
        self._own.clicked.connect(lambda: self.own_requested.emit())  # noqa: PLW0108 - without Qt's `checked`
        self._with_group = quiet(WITH_GROUP, "persona", hint=ABOUT_GROUP)
        self._with_group.clicked.connect(lambda: self.session_requested.emit())  # noqa: PLW0108 - as above
        self._desk = quiet(DESK, "document", hint=ABOUT_DESK)
        self._desk.clicked.connect(lambda: self.desk_requested.emit())  # noqa: PLW0108 - as above
        self._finder = Finder()
        self._briefings = BriefingList()
        self._shelf = Shelf()
        self._faults = QVBoxLayout()
        self._faults_shown: tuple[NotShownRow, ...] = ()
        self._connect_lists()
        self._packs = self._lay_out()
        self._undo = UndoBand()
        self.put_at_foot(self._undo)
        self.body.setSpacing(L)
        for widget in (self._problem, self._busy, self._packs):
            self.body.addWidget(widget)
        self.body.addStretch(1)
        order_by_layout(self)

    def render(self, state: LibraryViewState) -> None:  # type: ignore[override]  # a state, not a paint device
        was_at_rest = self._asked is None and not self._is_busy
        self._is_busy = state.busy is not None
        self._problem.render(state.problem)
        self._busy.render(state.busy or state.reading)
        self._add.say_rule(state.packs_rule)
        self._add.set_enabled(is_enabled=not self._is_busy)
        self._say(state.said or ("" if state.is_known else LOOKING))
        has_changed = self._list(state)
        self._ask(state.question)
        if has_changed:
            order_by_layout(self)
        if self._asked is None and not self._is_busy and not was_at_rest:
            (self._finder if self._add.isHidden() else self._add).take_focus()

    def offer_undo(self, text: str, undo: Callable[[], None], settled: Callable[[], None]) -> None:
        """Say what was done and offer to take it back."""
        self._undo.offer(text, undo, settled)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and (self._asked is not None or self._is_busy):
            self.decline_requested.emit()
            return
        super().keyPressEvent(event)

    def _say(self, said: str) -> None:
        if said and said not in (self._said.text(), LOOKING):
            announce(self, said)
        set_words(self._said, said)

    def _list(self, state: LibraryViewState) -> bool:
        """Show what there is of the chosen view; return whether anything in it changed."""
        has_packs = state.view == "packs"
        self._view.choose(state.view)
        self._finder.render(state)
        self._own.setVisible(not has_packs)
        self._desk.setVisible(has_packs)
        self._add.setVisible(has_packs or not (state.briefings or state.is_filtered or not state.is_known))
        self._briefings.setVisible(not has_packs)
        self._shelf.setVisible(has_packs)
        changed = [self._show_faults(state), self._briefings.render(state)]
        return any((*changed, has_packs and self._shelf.render(state)))

    def _show_faults(self, state: LibraryViewState) -> bool:
        """Show above both views what cannot be shown and not be removed here either."""
        faults = tuple(row for row in state.not_shown if not row.pack_id)
        if faults == self._faults_shown:
            return False
        self._faults_shown = faults
        empty(self._faults)
        for row in faults:
            self._faults.addWidget(NotShownEntry(row))
        return True

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

    def _connect_lists(self) -> None:
        self._finder.text_changed.connect(self.text_changed)
        self._finder.filter_chosen.connect(self.filter_chosen)
        self._finder.clear_requested.connect(self.clear_requested)
        for briefings in (self._briefings, self._shelf):
            briefings.briefing_requested.connect(self.briefing_requested)
            briefings.more_requested.connect(self.more_requested)
        self._shelf.removal_requested.connect(self.removal_requested)
        self._shelf.debrief_requested.connect(self.debrief_requested)

    def _lay_out(self) -> QWidget:
        packs = QWidget()
        column = QVBoxLayout(packs)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(M)
        column.addWidget(words(tr("Library"), "title"))
        column.addWidget(self._said)
        column.addLayout(self._faults)
        column.addSpacing(S)
        column.addLayout(self._above_the_list())
        for widget in (self._add, self._finder, self._briefings, self._shelf):
            column.addWidget(widget)
        return packs

    def _above_the_list(self) -> Flow:
        above = Flow(gap_px=L)
        above.addWidget(self._view)
        for widget in (self._own, self._with_group, self._desk):
            above.addWidget(widget)
        return above


def _to_draw(question: QuestionView | None) -> QuestionView | None:
    """Return what decides how a question is drawn: all but whether it is agreed to."""
    return replace(question, is_agreed=False) if question is not None else None
