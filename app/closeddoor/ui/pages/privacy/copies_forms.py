"""The forms of the section on copies that are its own: the overview, and what is asked about what was set aside."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from closeddoor.language import tr
from closeddoor.presenters.states.privacy.copies import AsideRow, CopiesViewState
from closeddoor.presenters.words import today
from closeddoor.ui.file_choice import ask_where_to_save
from closeddoor.ui.theme.spacing import XS, L, M, S
from closeddoor.ui.widgets.buttons import Button, secondary
from closeddoor.ui.widgets.emptying import empty
from closeddoor.ui.widgets.flow import Flow
from closeddoor.ui.widgets.headed_part import HeadedPart
from closeddoor.ui.widgets.notices import announce
from closeddoor.ui.widgets.restore_form import BACKUPS
from closeddoor.ui.widgets.secret_form import Form
from closeddoor.ui.widgets.switched_off import SwitchedOff
from closeddoor.ui.widgets.words import set_words, words

ABOUT_BACKUP = tr(
    "One encrypted file with everything that is in your history now, read back before it counts as saved. It opens"
    " with the recovery code that is valid today, and with nothing else: keep that paper too. A code that you make"
    " later does not open it."
)
ABOUT_RESTORE = tr(
    "You see what a backup holds before anything changes. A history that is kept here is set aside, not deleted; one in"
    " memory only ends."
)
ABOUT_REPAIR = tr(
    "For a history in which something cannot be read. What can be read goes into a new one, and you see what was lost."
)
ABOUT_ASIDE = tr(
    "What was in use before a restore or a repair. It stays until you delete it, and opens as it did then."
)


class OverviewForm(Form):
    """Save a backup; below it, restoring, repairing, and what was set aside."""

    save_requested = Signal(object)
    keep_requested = Signal()
    aside_chosen = Signal(str, str)
    policy_requested = Signal()

    def __init__(self) -> None:
        super().__init__(tr("Save a backup"), ABOUT_BACKUP)
        self._is_kept = True
        self._folder: Path | None = None
        self._bound = SwitchedOff()
        self._bound.asked.connect(self.policy_requested)
        self._done, self._last, self._refusal = words(face="strong"), words(), words()
        for line in (self._done, self._last, self._refusal, self._bound):
            self.column.addWidget(line)
        self._send = self.add_send(tr("Save a backup …"))
        self.submitted.connect(self._submit)
        self._restoring = _Part(tr("Restore a backup"), ABOUT_RESTORE, tr("Restore a backup …"))
        self._restoring.button.clicked.connect(lambda: self.mode_requested.emit("restore"))
        self._repairing = _Part(tr("Repair"), ABOUT_REPAIR, tr("Repair this history …"))
        self._repairing.button.clicked.connect(lambda: self.mode_requested.emit("repair"))
        self._asides = Asides()
        self._asides.chosen.connect(self.aside_chosen)
        for part in (self._restoring, self._repairing, self._asides):
            self.column.addSpacing(L)
            self.column.addWidget(part)

    def render_form(self, state: CopiesViewState) -> None:
        self._is_kept, self._folder = state.is_kept, state.folder
        if state.done_line and state.done_line != self._done.text():
            announce(self._done, state.done_line)
        set_words(self._done, state.done_line)
        set_words(self._last, state.last_line)
        set_words(self._refusal, state.refusal)
        if self._send is not None:
            self._send.set_words(tr("Save a backup …") if state.is_kept else tr("Keep this history …"))
            self._send.setEnabled(not state.is_kept or not state.refusal)
            is_nowhere = state.is_kept and bool(state.rule) and state.folder is None
            self._bound.say(state.rule if state.is_kept else "", *((self._send,) if is_nowhere else ()))
        self._repairing.setVisible(state.is_kept)
        self._asides.render(state.asides)

    def _submit(self) -> None:
        if self._is_kept:
            name = tr("Closed Door {day}.cdbackup", day=today().isoformat())
            ask_where_to_save(self.window(), tr("Save a backup"), name, BACKUPS, self.save_requested.emit, self._folder)
        else:
            self.keep_requested.emit()


class Asides(HeadedPart):
    """What was set aside, each with two things that can be done about it; `chosen` carries which, and its name."""

    chosen = Signal(str, str)

    def __init__(self) -> None:
        super().__init__(tr("Set aside"), "heading")
        self._shown: tuple[AsideRow, ...] = ()
        self.column.addWidget(words(ABOUT_ASIDE, "soft"))
        self._rows = QVBoxLayout()
        self._rows.setSpacing(M)
        self.column.addLayout(self._rows)
        self.hide()

    def render(self, rows: tuple[AsideRow, ...]) -> None:  # type: ignore[override]  # not a paint device
        self.setVisible(bool(rows))
        if rows == self._shown:
            return
        self._shown = rows
        empty(self._rows)
        for row in rows:
            self._rows.addWidget(self._entry(row))

    def _entry(self, row: AsideRow) -> QWidget:
        entry = QWidget()
        column = QVBoxLayout(entry)
        column.setContentsMargins(0, S, 0, 0)
        column.setSpacing(XS)
        column.addWidget(words(row.title, "strong"))
        column.addWidget(words(row.about, "small"))
        buttons = Flow(gap_px=M)
        for title, step in ((tr("Put it back …"), "put_back"), (tr("Delete it …"), "delete")):
            buttons.addWidget(self._button(title, step, row))
        column.addLayout(buttons)
        return entry

    def _button(self, title: str, step: str, row: AsideRow) -> Button:
        button = secondary(title)
        button.setAccessibleName(f"{title} {row.name}")  # two rows would say the same otherwise
        button.setAccessibleDescription(f"{row.title}. {row.about}")
        button.clicked.connect(lambda: self.chosen.emit(step, row.name))
        return button


class AskForm(Form):
    """One question about what was set aside; the keyboard begins at the answer that changes nothing."""

    accepted = Signal()

    def __init__(self, heading: str, about: str, accept: str) -> None:
        super().__init__(heading, about)
        self._what, self._which = words(face="strong"), words(face="small")
        self.column.addWidget(self._what)
        self.column.addWidget(self._which)
        self.add_send(accept)
        self.submitted.connect(self.accepted)
        leave = self.add_button(secondary(tr("Leave everything as it is")))
        leave.clicked.connect(lambda: self.mode_requested.emit("back"))
        self._first = leave

    def render_form(self, state: CopiesViewState) -> None:
        if state.chosen is not None:
            self._what.setText(state.chosen.title)
            self._which.setText(state.chosen.about)


class ClosedForm(Form):
    """The history is closed; all that is left to do is to open it."""

    open_requested = Signal()

    def __init__(self) -> None:
        super().__init__(tr("Your history is closed"), tr("It was closed so that its files could change places."))
        self._done = words(face="strong")
        self.column.addWidget(self._done)
        self.add_send(tr("Open it"))
        self.submitted.connect(self.open_requested)

    def render_form(self, state: CopiesViewState) -> None:
        set_words(self._done, state.done_line)


class _Part(HeadedPart):
    """A title, a sentence, and one button."""

    def __init__(self, title: str, about: str, button: str) -> None:
        super().__init__(title, "heading")
        self.button = secondary(button)
        row = Flow(gap_px=M)
        row.addWidget(self.button)
        self.column.addWidget(words(about, "soft"))
        self.column.addLayout(row)
