"""The section on copies: a backup, a restore, a repair, and what was set aside, one form at a time."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from closeddoor.language import tr
from closeddoor.presenters.states.privacy.copies import CopiesViewState
from closeddoor.ui.pages.privacy.copies_forms import AskForm, ClosedForm, OverviewForm
from closeddoor.ui.widgets.form_stack import FormStack
from closeddoor.ui.widgets.repair_form import RepairedForm, RepairForm
from closeddoor.ui.widgets.restore_form import PreviewForm, RestoredForm, RestoreForm


class CopiesSection(QWidget):
    """Says what the user chose and typed; keeps none of it. `left`: nobody looks at it any more."""

    step_requested = Signal(str)
    save_requested = Signal(object)
    keep_requested = Signal()
    cancel_requested = Signal()
    backup_chosen = Signal(object)
    look_into_requested = Signal(str)
    restore_requested = Signal()
    repair_requested = Signal()
    aside_chosen = Signal(str, str)
    put_back_requested = Signal()
    delete_requested = Signal()
    anew_requested = Signal()
    left = Signal()
    policy_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._overview, self._closed = OverviewForm(), ClosedForm()
        self._restore, self._preview, self._restored = RestoreForm(), PreviewForm(), RestoredForm()
        self._repair, self._repaired = RepairForm(), RepairedForm()
        self._put_back = AskForm(
            tr("Put it back?"),
            tr(
                "It takes the place of your history, which is closed for it and set aside in its turn. It opens with"
                " the passphrase or the code that it had then."
            ),
            tr("Put it back"),
        )
        self._delete = AskForm(
            tr("Delete it for good?"), tr("This cannot be undone. Your history and your backups stay."), tr("Delete it")
        )
        self._stack = FormStack(
            {
                "overview": self._overview,
                "restore": self._restore,
                "preview": self._preview,
                "restored": self._restored,
                "repair": self._repair,
                "repaired": self._repaired,
                "put_back": self._put_back,
                "delete": self._delete,
                "closed": self._closed,
            }
        )
        self._was_busy = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)
        self._connect()

    def render(self, state: CopiesViewState) -> None:  # type: ignore[override]  # a state, not a paint device
        for form in (self._overview, self._put_back, self._delete, self._closed):
            form.render_form(state)
        for restoring in (self._restore, self._preview, self._restored):
            restoring.render_form(state.restore)
        for repairing in (self._repair, self._repaired):
            repairing.render_form(state.repair)
        has_keyboard = self._has_keyboard()
        is_another = self._stack.show_form(state.step, state.busy, state.problem)
        if has_keyboard and (is_another or (self._was_busy and state.busy is None)):
            self._stack.focus_first()
        self._was_busy = state.busy is not None

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if not event.spontaneous():  # a window that is only put away for a moment comes back to the same step
            self.left.emit()

    def _has_keyboard(self) -> bool:
        """Whether the keyboard is in here; a form that is disabled while something is under way has let go of it."""
        focused = self.window().focusWidget()
        return self.isVisible() and (self._was_busy if focused is None else self.isAncestorOf(focused))

    def _connect(self) -> None:
        self._stack.mode_requested.connect(self.step_requested)
        self._stack.cancel_requested.connect(self.cancel_requested)
        self._overview.save_requested.connect(self.save_requested)
        self._overview.keep_requested.connect(self.keep_requested)
        self._overview.aside_chosen.connect(self.aside_chosen)
        self._overview.policy_requested.connect(self.policy_requested)
        self._restore.backup_chosen.connect(self.backup_chosen)
        self._restore.look_requested.connect(self.look_into_requested)
        self._preview.restore_requested.connect(self.restore_requested)
        self._repair.repair_requested.connect(self.repair_requested)
        self._put_back.accepted.connect(self.put_back_requested)
        self._delete.accepted.connect(self.delete_requested)
        for form in (self._restored, self._repaired, self._closed):
            form.open_requested.connect(self.anew_requested)
