"""The forms of a restore: which file and its code, what it holds, and that it is done."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from closeddoor.language import tr
from closeddoor.presenters.states.mending import PreviewWords, RestoreView
from closeddoor.ui.file_choice import ask_for_files
from closeddoor.ui.theme.spacing import L, S
from closeddoor.ui.widgets.buttons import secondary
from closeddoor.ui.widgets.emptying import empty
from closeddoor.ui.widgets.notices import announce
from closeddoor.ui.widgets.secret_form import Form
from closeddoor.ui.widgets.words import words

BACKUPS = tr("Backups of Closed Door (*.cdbackup)")
NO_FILE = tr("No file is chosen yet.")


class RestoreForm(Form):
    """Asks for a backup and its recovery code. The code stays in its field until the form is left: it is long."""

    backup_chosen = Signal(object)
    look_requested = Signal(str)

    def __init__(self) -> None:
        super().__init__(
            tr("Restore a backup"),
            tr(
                "You see what it holds before anything changes. A history that is kept here is set aside, not deleted;"
                " one in memory only ends."
            ),
        )
        self._file = words(NO_FILE)
        choose = secondary(tr("Choose the backup …"))
        choose.clicked.connect(self._choose)
        self.column.addWidget(self._file)
        self.add_button(choose)
        self.column.addSpacing(L)
        self._code = self.add_field(tr("Recovery code"), hidden=False)
        self.column.addWidget(
            words(
                tr("The code that was valid when the backup was made, also if you have made a new one since."), "small"
            )
        )
        self.add_send(tr("See what it holds"))
        self._first = choose
        self.column.addSpacing(S)
        self.add_way(tr("Back"), "back")
        self.submitted.connect(lambda: self.look_requested.emit(self._code.text()))

    def render_form(self, view: RestoreView) -> None:
        self._file.setText(view.file_name or NO_FILE)
        self._first = self._code if view.file_name else self._first

    def _choose(self) -> None:
        ask_for_files(self.window(), tr("Choose a backup"), BACKUPS, lambda paths: self.backup_chosen.emit(paths[0]))


class PreviewForm(Form):
    """What the backup holds; nothing has changed yet."""

    restore_requested = Signal()

    def __init__(self) -> None:
        super().__init__(tr("This backup"), "")
        self._shown: PreviewWords | None = None
        self._lines = _lines(self)
        self.add_send(tr("Put it in place"))
        self.submitted.connect(self.restore_requested)
        self.add_button(secondary(tr("Leave everything as it is"))).clicked.connect(
            lambda: self.mode_requested.emit("back")
        )

    def render_form(self, view: RestoreView) -> None:
        if view.preview is None or view.preview == self._shown:
            return
        self._shown = view.preview
        self.set_words(tr("This backup"), view.preview.made)
        announce(self, " ".join((view.preview.made, *view.preview.holds, *view.preview.beside)))
        empty(self._lines)
        for line in view.preview.holds:
            self._lines.addWidget(words(line, "strong"))
        self._lines.addSpacing(S)
        for line in view.preview.beside:
            self._lines.addWidget(words(line))


class RestoredForm(Form):
    """It is in its place."""

    open_requested = Signal()

    def __init__(self) -> None:
        super().__init__(tr("The backup is restored"), tr("It is your history now."))
        self._shown: tuple[str, ...] = ()
        self._lines = _lines(self)
        self.add_send(tr("Open it"))
        self.submitted.connect(self.open_requested)

    def render_form(self, view: RestoreView) -> None:
        if view.result == self._shown:
            return
        self._shown = view.result
        announce(self, " ".join(view.result))
        empty(self._lines)
        for line in view.result:
            self._lines.addWidget(words(line))


def _lines(form: Form) -> QVBoxLayout:
    holder = QWidget()
    lines = QVBoxLayout(holder)
    lines.setContentsMargins(0, 0, 0, 0)
    lines.setSpacing(S)
    form.column.addWidget(holder)
    return lines
