"""The keep page: the promise with its proof and its limits, the choice of protection, the recovery code."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from closeddoor.language import tr
from closeddoor.presenters.states.keep import KeepViewState
from closeddoor.ui.pages.keep.forms import AskForm, ChooseForm, KeptForm
from closeddoor.ui.widgets.code_forms import CodeCheckForm, CodeShowForm
from closeddoor.ui.widgets.promise_page import PromisePage

WITHOUT_PROMISE = frozenset({"ask", "ask_closing", "kept"})
"""One question with two answers: nothing stands beside it."""


class KeepPage(PromisePage):
    """Says what the user chose and typed, once; keeps none of it.

    `decline_requested` is "not now"; `let_go_requested` closes the window and lets what is in memory go.
    """

    keep_requested = Signal()
    decline_requested = Signal()
    let_go_requested = Signal()
    protection_chosen = Signal(str)
    create_requested = Signal(str, str)
    recovery_noted = Signal()
    recovery_checked = Signal(list)

    def __init__(self, parent: QWidget | None = None) -> None:
        self._ask = AskForm(
            tr("Keep your history?"),
            tr("So far it is in memory only. Kept, it is encrypted on this laptop: briefings, answers and debriefs."),
            tr("Not now, just practise"),
        )
        self._closing = AskForm(
            tr("Keep what you did before you close?"),
            tr("It is in memory only, and gone with this window."),
            tr("Let it go and close"),
            tr("Go on practising"),
        )
        self._choose, self._kept = ChooseForm(), KeptForm()
        self._show = CodeShowForm(
            tr("Write down your recovery code"),
            tr(
                "It opens your history if everything else is lost. It is shown this once and stored nowhere. A sheet of"
                " paper in a drawer at home is a good place for it."
            ),
        )
        self._check = CodeCheckForm("recovery_show")
        forms = {
            "ask": self._ask,
            "ask_closing": self._closing,
            "choose": self._choose,
            "recovery_show": self._show,
            "recovery_check": self._check,
            "kept": self._kept,
        }
        super().__init__(forms, frozenset({"choose"}), parent)
        self._connect()

    def render(self, state: KeepViewState) -> None:  # type: ignore[override]  # a state, not a paint device
        self._promise.setVisible(state.mode not in WITHOUT_PROMISE)
        self._promise.render(state.promise, state.limits, state.proof)
        self._choose.render_form(state)
        self._show.render_code(state.recovery_groups)
        self._check.ask_for(state.asked_groups)
        self.show_form(state.mode, state.busy, state.problem)

    def _connect(self) -> None:
        for asking in (self._ask, self._closing):
            asking.keep_requested.connect(self.keep_requested)
        self._ask.decline_requested.connect(self.decline_requested)
        self._closing.decline_requested.connect(self.let_go_requested)
        self._closing.stay_requested.connect(self.decline_requested)
        self._choose.decline_requested.connect(self.decline_requested)
        self._choose.protection_chosen.connect(self.protection_chosen)
        self._choose.create_requested.connect(self.create_requested)
        self._show.submitted.connect(self.recovery_noted)
        self._check.checked.connect(self.recovery_checked)
        self._kept.close_requested.connect(self.let_go_requested)
        self._kept.go_on_requested.connect(self.decline_requested)
