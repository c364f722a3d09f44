"""Erasing everything, as a form of the unlock page."""

from PySide6.QtCore import Signal

from closeddoor.language import tr
from closeddoor.presenters.states.privacy.erase import EraseViewState
from closeddoor.ui.pages.privacy.erase import EraseSection
from closeddoor.ui.theme.spacing import S
from closeddoor.ui.widgets.secret_form import Form


class EraseForm(Form):
    """The step of the privacy room, with a way back."""

    word_typed = Signal(str)
    models_chosen = Signal(bool)
    erase_requested = Signal()

    def __init__(self) -> None:
        super().__init__(
            tr("Erase everything"), tr("For when nothing opens your history any more, or you want to be rid of it.")
        )
        self._section = EraseSection()
        self._section.word_typed.connect(self.word_typed)
        self._section.models_chosen.connect(self.models_chosen)
        self._section.erase_requested.connect(self.erase_requested)
        self.column.addWidget(self._section)
        self.column.addSpacing(S)
        self._first = self.add_way(tr("Back"), "back")

    def render_form(self, state: EraseViewState) -> None:
        self._section.render(state)
