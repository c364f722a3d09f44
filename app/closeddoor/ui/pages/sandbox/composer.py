"""Where the user writes; send and stop share a place, and under it stands how much the model can still hold."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from closeddoor.language import tr
from closeddoor.presenters.states.sandbox import SandboxViewState
from closeddoor.ui.pages.sandbox.transcript import COLUMN_PX
from closeddoor.ui.theme import scaled
from closeddoor.ui.theme.spacing import M, S
from closeddoor.ui.widgets.buttons import primary, quiet, secondary
from closeddoor.ui.widgets.column import side_margin_px
from closeddoor.ui.widgets.fields import ENTER_SENDS, TextArea
from closeddoor.ui.widgets.words import set_words, words

HINT = tr("Write to the model. {enter_sends}.", enter_sends=ENTER_SENDS)
SCROLL_BAR_PX = 12
"""The width of the style sheet's scroll bars, left free so that writing stands under what is read."""


class Composer(QWidget):
    """Emits what is to be sent and empties itself; while the model writes, its button stops it."""

    send_requested = Signal(str)
    stop_requested = Signal()
    draft_changed = Signal(str)
    edit_given_up = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._can_send = False
        self._area = TextArea(tr("Message to the model"), HINT, least_lines=2, most_lines=8, enter_sends=True)
        self._area.draft_changed.connect(self._drafted)
        self._area.submitted.connect(self._send)
        self._send_button = primary(tr("Send"), "send", shortcut="Enter")
        self._send_button.clicked.connect(self._send)
        self._stop_button = secondary(tr("Stop"), "stop", shortcut="Esc")
        self._stop_button.clicked.connect(self.stop_requested)
        self._model = words(face="small")
        self._caveat = words(face="small")
        self._record = words(tr("Off the record: nothing you write here is kept."), "kicker")
        self._editing = self._make_editing()
        self._lay_out()

    def render(self, state: SandboxViewState) -> None:  # type: ignore[override]  # a state, not a paint device
        self._can_send = state.can_send
        self._area.set_draft(state.draft)
        set_words(self._model, " · ".join(part for part in (state.model_line, state.context_line) if part))
        set_words(self._caveat, state.model_caveat)
        self._record.setVisible(state.set_up.is_off_the_record)
        was_editing = self._editing.isVisibleTo(self)
        self._editing.setVisible(state.editing_id is not None)
        if state.editing_id is not None and not was_editing:
            self.focus_area()
            self._area.place_caret_at_end()
        self._stop_button.setVisible(state.can_stop)
        self._send_button.setVisible(not state.can_stop)
        self._enable_send()

    def place_above(self, widget: QWidget) -> None:
        """Give `widget` a place above the field: what is attached."""
        self._column.insertWidget(0, widget)

    def focus_area(self) -> None:
        self._area.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
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
        column.addWidget(self._model)
        column.addWidget(self._caveat)
        self._row = row = QHBoxLayout(self)
        row.addStretch(1)
        row.addWidget(inside, 100)
        row.addStretch(1)

    def _fit(self) -> None:
        """Take the width of the column from the text size in force."""
        side = side_margin_px(self)
        self._row.setContentsMargins(side, S, side + SCROLL_BAR_PX, M)
        self._inside.setMaximumWidth(scaled(COLUMN_PX))
