"""The forms of the keep page, one per mode."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QWidget

from closeddoor.language import tr
from closeddoor.presenters.states.keep import KeepViewState
from closeddoor.ui.pages.keep.protections import ProtectionChoice
from closeddoor.ui.theme.spacing import L, S
from closeddoor.ui.widgets.buttons import link, secondary
from closeddoor.ui.widgets.flow import Flow
from closeddoor.ui.widgets.secret_form import Form
from closeddoor.ui.widgets.words import set_words, words


class AskForm(Form):
    """Keep it, or not: both are fine."""

    keep_requested = Signal()
    decline_requested = Signal()
    stay_requested = Signal()

    def __init__(self, heading: str, about: str, decline: str, stay: str = "") -> None:
        super().__init__(heading, about)
        self.add_send(tr("Keep it …"))
        self.submitted.connect(self.keep_requested)
        self.add_button(secondary(decline)).clicked.connect(self.decline_requested)
        if stay:
            self.add_button(link(stay)).clicked.connect(self.stay_requested)


class ChooseForm(Form):
    """How it is to be protected; the passphrase twice, for the ways that take one."""

    create_requested = Signal(str, str)
    protection_chosen = Signal(str)
    decline_requested = Signal()

    def __init__(self) -> None:
        super().__init__(tr("How is it to be opened?"), tr("A recovery code on paper follows, whichever you choose."))
        self._choice = ProtectionChoice()
        self._choice.chosen.connect(self.protection_chosen)
        self.column.addWidget(self._choice)
        self._keychain = words(face="small")
        self.column.addWidget(self._keychain)
        self._hint = words(tr("Four or five words of your own are easy to type and hard to guess."), "small")
        self.column.addSpacing(S)
        self.column.addWidget(self._hint)
        self._passphrase = self.add_field(tr("Passphrase"))
        self._repeated = self.add_field(tr("The same passphrase once more"))
        self._echo = self.add_echo(self._passphrase, self._repeated)
        self.add_send(tr("Keep my history"))
        self.add_button(secondary(tr("Not now, just practise"))).clicked.connect(self.decline_requested)
        self.submitted.connect(lambda: self.create_requested.emit(self._passphrase.take(), self._repeated.take()))

    def render_form(self, state: KeepViewState) -> None:
        self._choice.render(state.protections, state.chosen)
        set_words(self._keychain, state.keychain_line)
        takes_one = state.chosen != "account"
        for field in (self._passphrase, self._repeated):
            self.show_field(field, is_shown=takes_one)
        self._hint.setVisible(takes_one)
        self._echo.setVisible(takes_one)


class RecoveryShowForm(Form):
    """The recovery code, this once."""

    recovery_noted = Signal()

    def __init__(self) -> None:
        super().__init__(
            tr("Write down your recovery code"),
            tr(
                "It opens your history if everything else is lost. It is shown this once and stored nowhere. Paper in "
                "a drawer at home is a good place for it."
            ),
        )
        self._groups = QWidget()
        self._flow = Flow(self._groups, gap_px=L)
        self._code: list[QLabel] = []
        self.column.addWidget(self._groups)
        self.column.addSpacing(S)
        self.add_send(tr("I have written it down"))
        self.submitted.connect(self.recovery_noted)

    def render_form(self, state: KeepViewState) -> None:
        if tuple(label.text() for label in self._code) == state.recovery_groups:
            return
        for label in self._code:
            self._flow.removeWidget(label)
            label.setText("")
            label.deleteLater()
        self._code = [words(group, "code") for group in state.recovery_groups]
        for label in self._code:
            label.setWordWrap(False)
            self._flow.addWidget(label)

    def clear(self) -> None:
        super().clear()
        self.render_form(KeepViewState("recovery_show"))


class RecoveryCheckForm(Form):
    """Two groups of the code, typed from the paper."""

    recovery_checked = Signal(list)

    def __init__(self) -> None:
        super().__init__(
            tr("Check what you wrote"), tr("Type these groups from your paper, so that both of us know it is right.")
        )
        self._fields = [self.add_field(tr("Group"), hidden=False), self.add_field(tr("Group"), hidden=False)]
        self.add_send(tr("Check"))
        self.add_way(tr("Show the code again"), "recovery_show")
        self.submitted.connect(lambda: self.recovery_checked.emit([field.take() for field in self._fields]))

    def render_form(self, state: KeepViewState) -> None:
        for field, index in zip(self._fields, state.asked_groups, strict=False):
            self.rename_field(field, tr("Group {index}", index=index + 1))


class KeptForm(Form):
    """It is kept, and the window was about to close."""

    close_requested = Signal()
    go_on_requested = Signal()

    def __init__(self) -> None:
        super().__init__(
            tr("It is kept"), tr("Encrypted on this laptop; it waits for you behind the page that opens it.")
        )
        self.add_send(tr("Close Closed Door"))
        self.submitted.connect(self.close_requested)
        self.add_button(secondary(tr("Go on practising"))).clicked.connect(self.go_on_requested)
