"""The forms of the keep page, one per mode."""

from PySide6.QtCore import Signal

from closeddoor.language import tr
from closeddoor.presenters.states.keep import KeepViewState
from closeddoor.ui.pages.keep.protections import ProtectionChoice
from closeddoor.ui.theme.spacing import S
from closeddoor.ui.widgets.buttons import link, secondary
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
        super().__init__(tr("How should it open?"), tr("A recovery code on paper follows, whichever you choose."))
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
