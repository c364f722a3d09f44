"""Signing and building: a key that is there or a new one, its passphrase, and the pack file beside the folder."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from closeddoor.domain.secret import Secret
from closeddoor.language import tr
from closeddoor.presenters.states.desk import DeskViewState
from closeddoor.ui.file_choice import ANY_FILE, ask_for_files, ask_where_to_save
from closeddoor.ui.theme.spacing import M, S
from closeddoor.ui.widgets.buttons import primary, quiet, secondary
from closeddoor.ui.widgets.fields import SecretField
from closeddoor.ui.widgets.flow import Flow
from closeddoor.ui.widgets.words import set_words, words

KEEP_A_COPY = tr(
    "The key is encrypted with the passphrase. Keep a copy of its file in another place: a lost key cannot name its "
    "successor, and participants would have to trust a stranger's."
)


NAME_FORMER = tr("Signed before with another key …")
ABOUT_FORMER = tr(
    "Your former key names the new one as its successor. Whoever has an earlier revision reads: “Signed by a new key "
    "that the former one names”, with the words of both, and need not take a stranger's on trust. When they install "
    "it, the former key no longer counts for them. Name it again in later revisions, for those who missed this one."
)


class BuildForm(QWidget):
    """Emits what signs and what is built.

    `build_requested` carries the passphrase of the key as a `Secret`, or None for a pack that nobody signs, and that of
    the former key, or None where none is chosen; `former_chosen` its file, or None when it is left out again.
    """

    key_chosen = Signal(object)
    new_key_wanted = Signal(object)
    former_chosen = Signal(object)
    build_requested = Signal(object, object)

    def __init__(self) -> None:
        super().__init__()
        self._key = words(face="plain", selectable=True)
        self._passphrase = SecretField(tr("Passphrase of the key"))
        self._again = SecretField(tr("The same passphrase once more"))
        self._labels = [words(each.accessibleName(), "strong") for each in (self._passphrase, self._again)]
        self._former = words(face="plain", selectable=True)
        self._of_former = SecretField(tr("Passphrase of the former key"))
        self._label_of_former = words(self._of_former.accessibleName(), "strong")
        self._about_former = words(ABOUT_FORMER, "soft")
        self._name_former, self._leave_out = quiet(NAME_FORMER), quiet(tr("Leave the former key out"))
        self._differ = words(face="small")
        self._about_new = words(KEEP_A_COPY, "soft")
        self._sign = primary(tr("Sign and build"))
        self._unsigned = quiet(tr("Build without signing"))
        self._is_new = False
        self._lay_out()

    def render(self, state: DeskViewState) -> None:  # type: ignore[override]  # a state, not a paint device
        has_key, is_idle = bool(state.key_name), state.busy is None
        name = state.key_name.rpartition("/")[2]
        self._is_new = state.key_is_new
        says = tr("New key: {name}", name=name) if state.key_is_new else tr("Key: {name}", name=name)
        set_words(self._key, says if has_key else tr("No key is chosen yet."))
        for widget in (self._labels[0], self._passphrase):
            widget.setVisible(has_key)
        for widget in (self._labels[1], self._again, self._about_new):
            widget.setVisible(has_key and state.key_is_new)
        self._show_former(state.former_name.rpartition("/")[2], can_name=has_key)
        self._sign.setEnabled(has_key and is_idle and state.is_sound)
        self._unsigned.setEnabled(is_idle and state.is_sound)

    def _show_former(self, name: str, *, can_name: bool) -> None:
        set_words(self._former, tr("Former key: {name}", name=name) if name and can_name else "")
        for widget in (self._label_of_former, self._of_former, self._about_former, self._leave_out):
            widget.setVisible(bool(name) and can_name)
        self._name_former.setVisible(can_name and not name)

    def _sign_and_build(self) -> None:
        typed = self._passphrase.take()
        again = self._again.take()
        if self._is_new and (typed != again or not typed):
            set_words(self._differ, tr("The two are not the same, or empty. No key was made: type them again."))
            self._passphrase.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        set_words(self._differ, "")
        of_former = Secret(self._of_former.take().encode()) if self._former.text() else None
        self.build_requested.emit(Secret(typed.encode()), of_former)

    def _choose(self) -> None:
        title = tr("Choose the key to sign with")
        ask_for_files(self.window(), title, ANY_FILE, lambda paths: self.key_chosen.emit(paths[0]))

    def _make_new(self) -> None:
        title = tr("Where the new key goes")
        ask_where_to_save(self.window(), title, "closed-door-key.pem", ANY_FILE, self.new_key_wanted.emit)

    def _choose_former(self) -> None:
        title = tr("Choose the key that you signed with before")
        ask_for_files(self.window(), title, ANY_FILE, lambda paths: self.former_chosen.emit(paths[0]))

    def _lay_out(self) -> None:
        choose, new = secondary(tr("Choose a key …")), secondary(tr("Make a new key …"))
        choose.clicked.connect(self._choose)
        new.clicked.connect(self._make_new)
        self._sign.clicked.connect(self._sign_and_build)
        self._unsigned.clicked.connect(lambda: self.build_requested.emit(None, None))
        self._name_former.clicked.connect(self._choose_former)
        self._leave_out.clicked.connect(lambda: self.former_chosen.emit(None))
        for field in (self._passphrase, self._of_former):
            field.returnPressed.connect(self._sign.click)
        keys, ends = Flow(gap_px=M), Flow(gap_px=M)
        for button in (choose, new):
            keys.addWidget(button)
        for button in (self._sign, self._unsigned):
            ends.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(S)
        column.addWidget(self._key)
        column.addLayout(keys)
        column.addSpacing(M)
        for label, field in zip(self._labels, (self._passphrase, self._again), strict=True):
            column.addWidget(label)
            column.addWidget(field)
        for part in (self._differ, self._about_new, self._former, self._about_former):
            column.addWidget(part)
        column.addWidget(self._label_of_former)
        column.addWidget(self._of_former)
        for button in (self._name_former, self._leave_out):
            row = Flow(gap_px=M)
            row.addWidget(button)
            column.addLayout(row)
        column.addSpacing(M)
        column.addLayout(ends)
