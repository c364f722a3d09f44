"""The debrief page: first one's own account, then everything else."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from closeddoor.language import tr
from closeddoor.presenters.states.debrief import DebriefViewState, HighlightDebrief, InterviewDebrief, MemoDebrief
from closeddoor.ui.pages.debrief.account import OwnAccount
from closeddoor.ui.pages.debrief.body import DebriefBody
from closeddoor.ui.pages.debrief.export import ask_before_saving
from closeddoor.ui.pages.debrief.intents import DebriefIntents
from closeddoor.ui.pages.debrief.paper import pdf_of_debrief
from closeddoor.ui.pages.debrief.section import TEXT_PX
from closeddoor.ui.pages.debrief.slip import SlipDialog
from closeddoor.ui.widgets.bands import FootBand, HeadBand, MessageBand
from closeddoor.ui.widgets.buttons import primary, quiet
from closeddoor.ui.widgets.flow_page import FlowPage
from closeddoor.ui.widgets.notices import UNSIGNED_PACK, announce
from closeddoor.ui.widgets.switched_off import SwitchedOff
from closeddoor.ui.widgets.words import ElidedLabel, words


def answers_of(state: DebriefViewState) -> tuple[object, ...]:
    """Return what tells one debrief from another: the briefing and what was answered, which no longer change."""
    answers = [
        task.text if isinstance(task, MemoDebrief) else task.lines if isinstance(task, InterviewDebrief) else ()
        for task in state.tasks
    ]
    places = [
        tuple((place.item_id, place.start) for place in task.places)
        for task in state.tasks
        if isinstance(task, HighlightDebrief)
    ]
    return (state.attempt_id, state.title, tuple(task.task_id for task in state.tasks), tuple(answers), tuple(places))


class DebriefPage(DebriefIntents):
    """Shows any `DebriefViewState`. The debrief itself is built when the own account is given or skipped."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._given = False
        self._body: DebriefBody | None = None
        self._attempt: object = None
        self._state: DebriefViewState | None = None
        self._slip: SlipDialog | None = None
        self._head = HeadBand()
        self._unsigned = words(UNSIGNED_PACK, "small")
        self._head.column.addWidget(self._unsigned)
        self._messages = MessageBand()
        self._messages.cancel_requested.connect(self.file_given_up)
        self._account = OwnAccount()
        self._account.changed.connect(self.account_changed)
        self._account.expected.submitted.connect(self._give_account)
        self._account.surprised.submitted.connect(self._give_account)
        account_page = FlowPage(TEXT_PX)
        account_page.body.addWidget(self._account)
        account_page.body.addStretch(1)
        self._stack = QStackedWidget()
        self._stack.addWidget(account_page)
        self._skip = quiet(tr("Skip"), hint=tr("Read the debrief without writing anything"))
        self._skip.clicked.connect(self.account_skipped)
        self._save = quiet(tr("Save as PDF …"), "document")
        self._save.clicked.connect(self._ask_where)
        self._closed_off = SwitchedOff()
        self._closed_off.asked.connect(self.policy_requested)
        self._saved = ElidedLabel()
        self._forward = primary(tr("Continue"), "forward", shortcut="Ctrl+Enter")
        self._forward.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self._forward.clicked.connect(self._go_forward)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head)
        column.addWidget(self._messages)
        column.addWidget(self._stack, 1)
        column.addWidget(self._foot())

    def render(self, state: DebriefViewState) -> None:  # type: ignore[override]  # a state, not a paint device
        """Show `state`; what did not change is not touched."""
        self._state = state
        self._head.assign(tr("Debrief · {module}", module=state.module), state.title)
        self._unsigned.setVisible(state.unsigned)
        self._messages.assign(state.problem, state.busy)
        self._account.assign(state)
        self._skip.setVisible(not state.own_account_given)
        self._save.setVisible(state.own_account_given)
        self._save.setEnabled(not state.export_refusal)
        self._closed_off.say(state.export_refusal if state.own_account_given else "", self._save)
        self._tell_saved(state.saved_line)
        self._forward.set_words(tr("Done") if state.own_account_given else tr("Continue"))
        if state.own_account_given:
            self._show_body(state)
        else:
            self._forget_body()
            self._stack.setCurrentIndex(0)
        self._given = state.own_account_given
        self._show_slip(state)

    def showEvent(self, event: QShowEvent) -> None:
        """The window brings the page to the front and then leaves the focus where it was.

        A window that comes back from the task bar does not: whoever was writing goes on writing.
        """
        super().showEvent(event)
        if not event.spontaneous():
            QTimer.singleShot(0, self, self._focus_first)

    # Parts

    def _foot(self) -> FootBand:
        foot = FootBand(self._closed_off)
        foot.row.addWidget(self._save)
        foot.row.addWidget(self._saved, 1)
        foot.row.addWidget(self._skip)
        foot.row.addWidget(self._forward)
        return foot

    def _show_body(self, state: DebriefViewState) -> None:
        """Show the debrief, made anew when it is that of another attempt."""
        attempt = answers_of(state)
        if self._body is not None and attempt == self._attempt:
            self._body.assign(state)
            self._stack.setCurrentWidget(self._body)
            return
        self._forget_body()
        self._attempt = attempt
        self._body = DebriefBody(self)
        self._stack.addWidget(self._body)
        self._body.assign(state)
        self._stack.setCurrentWidget(self._body)
        self._body.focus_start()

    def _forget_body(self) -> None:
        if self._body is not None:
            self._stack.removeWidget(self._body)
            self._body.hide()
            self._body.deleteLater()
            self._body = None

    def _focus_first(self) -> None:
        if self._body is not None:
            self._body.focus_start()
        else:
            self._account.expected.setFocus(Qt.FocusReason.OtherFocusReason)

    def _go_forward(self) -> None:
        if self._given:
            self.done_requested.emit()
        else:
            self._give_account()

    def _show_slip(self, state: DebriefViewState) -> None:
        """Open the slip's dialog, keep it in step, and close it: a pure follower of the state."""
        if state.slip is None:
            if self._slip is not None:
                slip, self._slip = self._slip, None
                slip.deleteLater()
            return
        if self._slip is None:
            self._slip = SlipDialog(self)
            self._slip.open()
        self._slip.assign(state.slip)

    def _ask_where(self) -> None:
        if self._state is not None:
            ask_before_saving(self, self._state.title, self._hand_over)

    def _hand_over(self, path: Path) -> None:
        """Ask for the debrief as it stands now to be set and saved."""
        if self._state is not None:
            self.file_requested.emit(path, partial(pdf_of_debrief, self._state))

    def _tell_saved(self, line: str) -> None:
        if line and line != self._saved.text():
            announce(self, line)
        self._saved.set_text(line)

    def _give_account(self) -> None:
        self.account_given.emit(self._account.expected.draft().strip(), self._account.surprised.draft().strip())
