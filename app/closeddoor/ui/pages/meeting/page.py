"""The page for a meeting one has: a choice of six, or the guide to one of them."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from closeddoor.language import tr
from closeddoor.presenters.states.home import BriefingOffer
from closeddoor.presenters.states.meeting import GuideView, MeetingKindRow, MeetingViewState
from closeddoor.ui.pages.meeting.guide import QuestionsPart, said_part
from closeddoor.ui.pages.meeting.if_time import IfTime
from closeddoor.ui.pages.meeting.notes import NotesPart
from closeddoor.ui.theme import scaled
from closeddoor.ui.theme.spacing import XL, L, M, S
from closeddoor.ui.widgets.buttons import secondary
from closeddoor.ui.widgets.column import narrowed, room
from closeddoor.ui.widgets.emptying import empty
from closeddoor.ui.widgets.flow_page import FlowPage
from closeddoor.ui.widgets.notices import ProblemBanner, announce
from closeddoor.ui.widgets.rows import Rows
from closeddoor.ui.widgets.tab_order import order_by_layout
from closeddoor.ui.widgets.undo_band import UndoBand
from closeddoor.ui.widgets.words import set_words, words

SIDE_BY_SIDE = 880
"""Width at text size 1.0 from which notes and terms stand beside the questions."""

OFFER = tr("A meeting I have")


class MeetingPage(FlowPage):
    """Shows the guide it is given; says what was typed, copied, begun and chosen.

    `other_requested` carries when the notes for another meeting were begun.
    """

    kind_requested = Signal(str)
    notes_changed = Signal(str)
    name_changed = Signal(str)
    another_requested = Signal()
    other_requested = Signal(object)
    more_requested = Signal()
    deletion_requested = Signal()
    copy_requested = Signal()
    briefing_requested = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(1040, parent)
        self._problem = ProblemBanner()
        self._title = words(face="title")
        self._opening = words(face="document")
        self._kinds = Rows(tr("Six kinds, one page each"), "", "heading")
        self._copy = secondary(tr("Copy the questions"), "copy")
        self._copy.clicked.connect(self.copy_requested)
        self._copied = words(face="small")
        self._notes = NotesPart()
        self._connect_notes()
        self._if_time = IfTime()
        self._if_time.briefing_requested.connect(self.briefing_requested)
        self._shown: tuple[tuple[MeetingKindRow, ...], GuideView | None] = ((), None)
        self._lay_out()
        self._undo = UndoBand()
        self.put_at_foot(self._undo)

    def render(self, state: MeetingViewState) -> None:  # type: ignore[override]  # a state, not a paint device
        self._problem.render(state.problem)
        self._assign_content(state)
        self._notes.assign(state)
        self._tell_copied(state.copied_line)
        self._show_briefing(state.briefing)

    def offer_undo(self, text: str, undo: Callable[[], None], settled: Callable[[], None]) -> None:
        """Say what was done and offer to take it back."""
        self._undo.offer(text, undo, settled)

    def _connect_notes(self) -> None:
        self._notes.changed.connect(self.notes_changed)
        self._notes.name_changed.connect(self.name_changed)
        self._notes.another_requested.connect(self.another_requested)
        self._notes.other_requested.connect(self.other_requested)
        self._notes.more_requested.connect(self.more_requested)
        self._notes.deletion_requested.connect(self.deletion_requested)

    def _assign_content(self, state: MeetingViewState) -> None:
        """Draw the choice or the guide anew when it is another one; the page then begins at its top."""
        if (state.kinds, state.guide) == self._shown:
            return
        self._shown = (state.kinds, state.guide)
        was_chosen_here = self._kinds.isAncestorOf(QApplication.focusWidget() or self)
        self._guide.setVisible(state.guide is not None)
        self._kinds.setVisible(state.guide is None)
        set_words(self._title, state.guide.title if state.guide else tr("What is the meeting?"))
        set_words(self._opening, state.guide.opening if state.guide else "")
        self._fill_kinds(state.kinds)
        if state.guide is not None:
            self._fill_guide(state.guide)
        order_by_layout(self)
        if was_chosen_here:
            self._copy.setFocus(Qt.FocusReason.OtherFocusReason)
        self.verticalScrollBar().setValue(0)

    def _fill_kinds(self, kinds: tuple[MeetingKindRow, ...]) -> None:
        self._kinds.clear()
        for row in kinds:
            self._kinds.add(row.title, row.about).clicked.connect(partial(self._ask_kind, row.kind))

    def _fill_guide(self, guide: GuideView) -> None:
        for layout in (self._left, self._right):
            empty(layout)
        self._left.addWidget(QuestionsPart(guide.questions))
        self._left.addWidget(said_part(tr("Red flags"), guide.red_flags, "heading"))
        terms = said_part(tr("Terms likely to come up"), guide.terms, "strong")
        terms.column.addWidget(words(guide.facts_line, "small"))
        self._right.addWidget(terms)

    def _tell_copied(self, line: str) -> None:
        if line and line != self._copied.text():
            announce(self, line)
        set_words(self._copied, line)

    def _show_briefing(self, offer: BriefingOffer | None) -> None:
        self._if_time.setVisible(offer is not None)
        if offer is not None:
            self._if_time.assign(offer)

    def _ask_kind(self, kind: str) -> None:
        self.kind_requested.emit(kind)

    def _lay_out(self) -> None:
        self._guide = QWidget()
        self._guide.hide()
        self._left, self._right = QVBoxLayout(), QVBoxLayout()
        self._pair = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._pair.addWidget(_share(self._left), 13)
        self._pair.addWidget(_share(self._right, self._notes), 8)
        column = QVBoxLayout(self._guide)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(L)
        column.addWidget(self._copy, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._copied)
        column.addLayout(self._pair)
        column.addWidget(self._if_time)
        self.body.setSpacing(M)
        self.body.addWidget(self._problem)
        self.body.addWidget(words(OFFER, "kicker"))
        self.body.addWidget(self._title)
        self.body.addLayout(narrowed(self._opening))
        self.body.addSpacing(S)
        self.body.addWidget(self._guide)
        self.body.addWidget(self._kinds)
        self.body.addStretch(1)

    def _arrange(self) -> None:
        beside = room(self) >= SIDE_BY_SIDE
        directions = QBoxLayout.Direction
        self._pair.setDirection(directions.LeftToRight if beside else directions.TopToBottom)
        self._pair.setSpacing(scaled(XL) + L)
        self._opening.setMaximumWidth(scaled(760))


def _share(layout: QVBoxLayout, *first: QWidget) -> QWidget:
    """Return a part of the page whose width is its share, with `first` above what is put into `layout`."""
    part = QWidget()
    part.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    column = QVBoxLayout(part)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(XL)
    for widget in first:
        column.addWidget(widget)
    layout.setSpacing(XL)
    column.addLayout(layout)
    column.addStretch(1)
    return part
