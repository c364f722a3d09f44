"""The section on what opens the history: the ways, one change at a time, a new code shown once."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from closeddoor.language import tr
from closeddoor.presenters.states.privacy.protection import ProtectionViewState
from closeddoor.ui.pages.privacy.protection_forms import StepForm, WaysForm
from closeddoor.ui.theme.spacing import L
from closeddoor.ui.widgets.code_forms import CodeCheckForm, CodeShowForm
from closeddoor.ui.widgets.form_stack import FormStack
from closeddoor.ui.widgets.notices import announce
from closeddoor.ui.widgets.secret_form import Form
from closeddoor.ui.widgets.words import set_words, words


class ProtectionSection(QWidget):
    """Says what was asked for and typed, once; keeps none of it. `left`: nobody looks at it any more."""

    step_requested = Signal(str)
    sent = Signal(str, str, str)
    code_noted = Signal()
    groups_checked = Signal(list)
    mode_requested = Signal(str)
    keep_requested = Signal()
    restart_requested = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ways, self._step = WaysForm(), StepForm()
        self._code = CodeShowForm(
            tr("Write down your new recovery code"),
            tr("It is shown this once and stored nowhere. Until you have checked it, it opens nothing."),
            tr("Leave it as it is"),
            "ways",
        )
        self._check = CodeCheckForm("code_show")
        self._memory = _one_button(
            tr("Nothing is kept yet"),
            tr("What you do is in memory only and gone when you close. Keep it first, and choose what opens it."),
            tr("Keep it …"),
        )
        self._stopped = _one_button(
            tr("Your history is closed"),
            tr("What is left to do is done when you open it."),
            tr("Open it again"),
        )
        self._done = words(face="strong")
        self._stack = FormStack(
            {
                "ways": self._ways,
                "step": self._step,
                "code_show": self._code,
                "code_check": self._check,
                "in_memory": self._memory,
                "stopped": self._stopped,
            }
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(L)
        column.addWidget(self._done)
        column.addWidget(self._stack)
        self._done.hide()
        self._connect()

    def render(self, state: ProtectionViewState) -> None:  # type: ignore[override]  # a state, not a paint device
        self._say(state.done)
        if self._ways.render_form(state):
            self._stack.order()
        self._step.render_form(state.step)
        self._check.ask_for(state.asked_groups)
        if self._stack.show_form(state.mode, state.busy, state.problem) and self.isVisible():
            self._stack.focus_first()
        self._code.render_code(state.recovery_groups)

    def focus_step(self) -> None:
        """Put the cursor where typing begins: the section came to the front by itself."""
        self._stack.focus_first()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if not event.spontaneous():  # a window that is only put away for a moment comes back to the same step
            self.left.emit()

    def _say(self, done: str) -> None:
        if done and done != self._done.text():
            announce(self, done)
        set_words(self._done, done)

    def _connect(self) -> None:
        self._ways.step_requested.connect(self.step_requested)
        self._step.sent.connect(self.sent)
        self._code.submitted.connect(self.code_noted)
        self._check.checked.connect(self.groups_checked)
        self._memory.submitted.connect(self.keep_requested)
        self._stopped.submitted.connect(self.restart_requested)
        self._stack.mode_requested.connect(self.mode_requested)


def _one_button(heading: str, about: str, send: str) -> Form:
    form = Form(heading, about)
    form.add_send(send)
    return form
