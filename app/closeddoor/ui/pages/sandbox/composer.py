"""Where the user writes; send and stop share a place, and under it stands who answers.

Where there is little room, what stands around the field folds into one line (`set_brief`). `about` says in full what
the model is and can be trusted with, when that is asked for: a page places it where it scrolls.
"""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from closeddoor.language import tr
from closeddoor.presenters.states.sandbox import SandboxViewState
from closeddoor.ui.pages.sandbox.asides import Watch
from closeddoor.ui.pages.sandbox.brief_line import BriefLine
from closeddoor.ui.pages.sandbox.transcript import COLUMN_PX
from closeddoor.ui.theme import scaled
from closeddoor.ui.theme.spacing import XS, M, S
from closeddoor.ui.widgets.buttons import Button, primary, quiet, secondary
from closeddoor.ui.widgets.column import side_margin_px
from closeddoor.ui.widgets.fields import ENTER_SENDS, TextArea
from closeddoor.ui.widgets.words import set_words, words

HINT = tr("Write to the model. {enter_sends}.", enter_sends=ENTER_SENDS)
LEAST_LINES, MOST_LINES = 2, 6
SCROLL_BAR_PX = 12
"""The width of the style sheet's scroll bars, left free so that writing stands under what is read."""


class Composer(QWidget):
    """Emits what is to be sent and empties itself; while the model writes, its button stops it."""

    send_requested = Signal(str)
    stop_requested = Signal()
    draft_changed = Signal(str)
    edit_given_up = Signal()
    models_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._can_send = self._is_brief = self._says_about = False
        self._state: SandboxViewState | None = None
        self._above: QWidget | None = None
        self._area = TextArea(
            tr("Message to the model"), HINT, least_lines=LEAST_LINES, most_lines=MOST_LINES, enter_sends=True
        )
        self._area.draft_changed.connect(self._drafted)
        self._area.submitted.connect(self._send)
        self._send_button = primary(tr("Send"), "send", shortcut="Enter")
        self._send_button.clicked.connect(self._send)
        self._stop_button = secondary(tr("Stop"), "stop", shortcut="Esc")
        self._stop_button.clicked.connect(self.stop_requested)
        self._model = words(face="small")
        self._room = Button(tr("Model room"), "link", hint=tr("What this model is, and what it can be trusted with"))
        self._room.clicked.connect(self.models_requested)
        self._caveat = words(face="small")
        self._record = words(tr("Off the record: nothing you write here is kept."), "kicker")
        self.about = words(face="small")
        self._brief = BriefLine()
        self._brief.about_toggled.connect(self._say_about)
        self._below = Watch(self)
        self._below.changed.connect(self._make_way)
        self._editing = self._make_editing()
        self._lay_out()
        self._show_parts()

    def render(self, state: SandboxViewState) -> None:  # type: ignore[override]  # a state, not a paint device
        self._can_send = state.can_send
        self._area.set_draft(state.draft)
        self._state = state
        was_editing = not self._editing.isHidden()
        self._show_parts()
        if state.editing_id is not None and not was_editing:
            self.focus_area()
            self._area.place_caret_at_end()
        self._stop_button.setVisible(state.can_stop)
        self._send_button.setVisible(not state.can_stop)
        self._enable_send()

    def place_above(self, widget: QWidget, in_brief: QWidget) -> None:
        """Give `widget` a place above the field: what is attached; `in_brief` stands for it where room is little."""
        self._above = widget
        self._column.insertWidget(0, widget)
        self._brief.place_documents(in_brief)
        self._show_parts()

    def set_brief(self, *, is_brief: bool) -> None:
        """Fold all but the field into one line, and let the field grow no more; or unfold it."""
        self._is_brief = is_brief
        self._area.set_most_lines(LEAST_LINES if is_brief else MOST_LINES)
        self._show_parts()
        self._fit()

    def step_aside_for(self, widget: QWidget) -> None:
        """Let the one line go while `widget`, which stands below and is as high, shows."""
        self._below.add(widget)

    def focus_area(self) -> None:
        self._area.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._fit()

    def _show_parts(self) -> None:
        state, is_brief = self._state, self._is_brief
        is_editing = state is not None and state.editing_id is not None
        if state is not None:
            set_words(self._model, "" if is_brief else model_words(state))
            self._room.setVisible(not is_brief)
            set_words(self._caveat, "" if is_brief else state.model_caveat)
            about = f"{model_words(state)}\n{state.model_caveat}".strip()
            set_words(self.about, about if is_brief and self._says_about else "")
            self._brief.render(" · ".join(part for part in (state.context_line, state.model_caveat) if part))
        self._record.setVisible(state is not None and state.set_up.is_off_the_record and not is_brief)
        self._editing.setVisible(is_editing)
        self._brief.setVisible(is_brief and not is_editing and not self._below.any_shown())
        if self._above is not None:
            self._above.setVisible(not is_brief)

    def _say_about(self, is_wanted: bool) -> None:  # noqa: FBT001  Qt's signal
        self._says_about = is_wanted
        self._show_parts()

    def _make_way(self) -> None:
        self._show_parts()
        self._fit()

    def _drafted(self, text: str) -> None:
        self._enable_send()
        self.draft_changed.emit(text)

    def _enable_send(self) -> None:
        self._send_button.setEnabled(self._can_send and bool(self._area.draft().strip()))

    def _send(self) -> None:
        text = self._area.draft().strip()
        if self._can_send and text:
            self.focus_area()  # the button goes away while the model writes
            self._area.set_draft("")
            self._enable_send()
            self.send_requested.emit(text)

    def _make_editing(self) -> QWidget:
        editing = QWidget()
        row = QHBoxLayout(editing)
        row.setContentsMargins(0, 0, 0, 0)
        leave = quiet(tr("Leave it as it was"), "close", shortcut="Esc")
        leave.clicked.connect(self.edit_given_up)
        row.addWidget(
            words(tr("You ask anew, in a branch of its own. The old turn stays."), "small"),
            1,
            Qt.AlignmentFlag.AlignVCenter,
        )
        row.addWidget(leave)
        return editing

    def _lay_out(self) -> None:
        writing = QHBoxLayout()
        writing.setSpacing(M)
        writing.addWidget(self._area, 1)
        writing.addWidget(self._send_button, 0, Qt.AlignmentFlag.AlignBottom)
        writing.addWidget(self._stop_button, 0, Qt.AlignmentFlag.AlignBottom)
        inside = QWidget()
        self._inside = inside
        self._column = column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(S)
        column.addWidget(self._record)
        column.addWidget(self._editing)
        column.addLayout(writing)
        column.addWidget(self._brief)
        answering = QHBoxLayout()
        answering.setSpacing(M)
        answering.addWidget(self._model, 1, Qt.AlignmentFlag.AlignVCenter)
        answering.addWidget(self._room)
        column.addLayout(answering)
        column.addWidget(self._caveat)
        self._row = row = QHBoxLayout(self)
        row.addStretch(1)
        row.addWidget(inside, 100)
        row.addStretch(1)

    def _fit(self) -> None:
        """Take the width of the column from the text size in force."""
        side = side_margin_px(self)
        above_px, below_px = (XS, XS) if self._below.any_shown() else (S, S) if self._is_brief else (S, M)
        self._row.setContentsMargins(side, above_px, side + SCROLL_BAR_PX, below_px)
        self._inside.setMaximumWidth(scaled(COLUMN_PX))


def model_words(state: SandboxViewState) -> str:
    """Return which model answers, and how much of what it can hold is used where that is to be known."""
    return " · ".join(part for part in (state.model_line, state.context_line) if part)
