"""The page of a briefing: where one is, the step itself, the way back and the one way on."""

from dataclasses import replace

from PySide6.QtCore import Qt, QTimer, SignalInstance
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from closeddoor.language import tr
from closeddoor.presenters.states.briefing import BriefingViewState, CommitState, InterviewState, OpeningState
from closeddoor.ui.pages.practice.intents import PracticeIntents
from closeddoor.ui.pages.practice.registry import widget_for
from closeddoor.ui.pages.practice.short_line import ShortLine
from closeddoor.ui.pages.practice.step_strip import StepStrip
from closeddoor.ui.pages.practice.step_widget import StepWidget
from closeddoor.ui.theme.spacing import L
from closeddoor.ui.widgets.bands import FootBand, HeadBand, MessageBand
from closeddoor.ui.widgets.buttons import primary, quiet
from closeddoor.ui.widgets.column import room
from closeddoor.ui.widgets.notices import announce
from closeddoor.ui.widgets.tab_order import order_by_layout
from closeddoor.ui.widgets.words import ElidedLabel

UNDO_KEY, REDO_KEYS = "Ctrl+Z", ("Ctrl+Shift+Z", "Ctrl+Y")
FORWARD_KEY = "Alt+Right"
BOTH_LINES_FROM_PX = 640
"""Below it, what a step still lacks is said in the footer and what is kept is not."""


class BriefingPage(PracticeIntents):
    """Shows any `BriefingViewState`; holds nothing but what is on the screen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown_step = ("", "")
        self._step: StepWidget | None = None
        self._ordered: tuple[StepWidget, BriefingViewState] | None = None
        self._commits = False
        self._fitted = (0, 0)
        self._head = HeadBand()
        self._strip = StepStrip()
        self._strip.step_requested.connect(self.step_requested)
        self._head.column.addWidget(self._strip)
        self._messages = MessageBand()
        self._back = quiet(tr("Previous step"), "back")
        self._back.clicked.connect(self.back_requested)
        self._saved = ElidedLabel()
        self._saved.setMinimumWidth(1)
        self._open = ShortLine()
        self._forward = primary(tr("Continue"), "forward", shortcut=FORWARD_KEY)
        self._forward.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        # Not the button's own shortcut: Qt drops it whenever the button's words change.
        QShortcut(QKeySequence(FORWARD_KEY), self, self._forward.click)
        self._forward.clicked.connect(self._go_forward)
        QShortcut(QKeySequence(UNDO_KEY), self, lambda: self._take_back(tr("Undone"), self.undo_requested))
        for keys in REDO_KEYS:
            QShortcut(QKeySequence(keys), self, lambda: self._take_back(tr("Done again"), self.redo_requested))
        self._body = QVBoxLayout()
        self._body.setContentsMargins(0, 0, 0, 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head)
        column.addWidget(self._messages)
        column.addLayout(self._body, 1)
        column.addWidget(self._foot())

    def render(self, state: BriefingViewState) -> None:  # type: ignore[override]  # a state, not a paint device
        """Show `state`. The step's widget is made anew only when the step changes."""
        self._head.assign(state.module, state.title)
        self._strip.set_steps(state.steps)
        is_conversing = isinstance(state.body, InterviewState) and state.body.waiting
        self._messages.assign(state.problem, None if is_conversing else state.busy)
        self._render_footer(state)
        self._render_step(state)

    def focus_search(self) -> bool:
        """Let the documents of this step be searched; False where the step shows none."""
        return self._step is not None and self._step.focus_search()

    # Parts

    def _foot(self) -> FootBand:
        foot = FootBand()
        foot.row.addWidget(self._back)
        foot.row.addWidget(self._saved, 1, Qt.AlignmentFlag.AlignVCenter)
        foot.row.addWidget(self._open, 0, Qt.AlignmentFlag.AlignVCenter)
        foot.row.addWidget(self._forward)
        return foot

    def _render_footer(self, state: BriefingViewState) -> None:
        self._commits = isinstance(state.body, CommitState)
        self._back.setVisible(state.can_go_back)
        has_room = room(self) >= BOTH_LINES_FROM_PX or not state.open_line
        self._saved.set_text(state.saved_line if has_room else "")
        self._open.set_text(state.open_line)
        self._open.setVisible(bool(state.open_line))
        self._open.updateGeometry()
        self._forward.set_words(state.forward_title)
        self._forward.setVisible(bool(state.steps))
        self._forward.setEnabled(state.busy is None)
        self._fit_foot()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_foot()

    def _fit_foot(self) -> None:
        """Let the way back go by its arrow alone where its words would cut those of the way on."""
        forward_px = self._forward.sizeHint().width()
        if (self.width(), forward_px) != self._fitted:
            self._fitted = (self.width(), forward_px)
            self._back.show_words(shows=True)
            self._back.show_words(shows=self._back.sizeHint().width() + forward_px + 4 * L <= self.width())

    def _render_step(self, state: BriefingViewState) -> None:
        step_id = next((step.step_id for step in state.steps if step.state == "current"), "")
        shown_step = (state.title, step_id)
        kind = widget_for(state.body)
        if self._step is None or shown_step != self._shown_step or type(self._step) is not kind:
            self._replace_step(kind(self))
            self._shown_step = shown_step
            QTimer.singleShot(0, self, self._focus_first)
        if self._step is not None:
            had_focus = self._step.isAncestorOf(self.focusWidget() or self)
            self._step.assign(state)
            self._order_tabs(self._step, state)
            if had_focus:  # what had it may be gone, such as the field for a question when the last one is asked
                self._focus_first()

    def _order_tabs(self, step: StepWidget, state: BriefingViewState) -> None:
        """Let Tab go by the layout: 17 ms with forty fields, so a key does not pay for it where nothing can differ."""
        around = replace(state, body=OpeningState(), saved_line="", open_line="")
        if not step.keeps_order or (step, around) != self._ordered:
            order_by_layout(self)
        self._ordered = (step, around)

    def _replace_step(self, step: StepWidget) -> None:
        if self._step is not None:
            self._step.hide()
            self._body.removeWidget(self._step)
            self._step.deleteLater()
        self._step = step
        self._body.addWidget(step)

    def _focus_first(self) -> None:
        """Put the keyboard where the step begins, unless the user was faster."""
        if self._step is not None and not self._step.isAncestorOf(self.focusWidget() or self):
            field = self._step.first_field() or self._forward
            field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _take_back(self, said: str, wanted: SignalInstance) -> None:
        announce(self, said)
        wanted.emit()

    def _go_forward(self) -> None:
        if self._commits:
            self.commit_requested.emit()
        else:
            self.forward_requested.emit()
