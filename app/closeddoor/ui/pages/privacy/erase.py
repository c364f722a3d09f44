"""The section that erases everything: what goes and what stays, and below it the one step that confirms it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from closeddoor.language import tr
from closeddoor.presenters.states.privacy.erase import EraseViewState
from closeddoor.ui.theme.spacing import XL, XS, L, M
from closeddoor.ui.widgets.buttons import primary
from closeddoor.ui.widgets.choice import Tick
from closeddoor.ui.widgets.column import narrowed
from closeddoor.ui.widgets.emptying import empty
from closeddoor.ui.widgets.fields import Line
from closeddoor.ui.widgets.headed_part import HeadedPart
from closeddoor.ui.widgets.notices import BusyLine, ProblemBanner
from closeddoor.ui.widgets.words import set_words, words

FIELD_PX = 320


class EraseSection(QWidget):
    """Says what is typed and chosen; keeps none of it."""

    word_typed = Signal(str)
    models_chosen = Signal(bool)
    erase_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._said: tuple[tuple[str, tuple[str, ...]], ...] = ()
        self._problem, self._busy = ProblemBanner(), BusyLine()
        self._lead = words(face="document")
        self._parts = QVBoxLayout()
        self._parts.setSpacing(XL)
        self._confirm = Confirm()
        self._confirm.word_typed.connect(self.word_typed)
        self._confirm.models_chosen.connect(self.models_chosen)
        self._confirm.erase_requested.connect(self.erase_requested)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(L)
        for widget in (self._problem, self._lead):
            column.addWidget(widget)
        column.addLayout(self._parts)
        column.addSpacing(M)
        column.addWidget(self._confirm)
        column.addWidget(self._busy)

    def render(self, state: EraseViewState) -> None:  # type: ignore[override]  # a state, not a paint device
        self._problem.render(state.problem)
        self._busy.render(state.busy)
        set_words(self._lead, state.lead)
        self._say(state)
        self._confirm.setVisible(bool(state.goes))
        self._confirm.render(state)

    def _say(self, state: EraseViewState) -> None:
        said = (
            (tr("What goes"), state.goes),
            (tr("What stays"), state.stays if state.goes else ()),
            (tr("What this cannot reach"), state.beyond if state.goes else ()),
        )
        if said == self._said:
            return
        self._said = said
        empty(self._parts)
        for title, sentences in said:
            if sentences:
                part = HeadedPart(title, "heading")
                for sentence in sentences:
                    part.column.addWidget(words(sentence))
                self._parts.addWidget(part)


class Confirm(QWidget):
    """The word, whether the models go too, and the button."""

    word_typed = Signal(str)
    models_chosen = Signal(bool)
    erase_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._label = words(face="strong")
        self._field = Line()
        self._field.textEdited.connect(self.word_typed)
        self._field.returnPressed.connect(self.erase_requested)
        self._label.setBuddy(self._field)
        self._models = Tick(tr("The copied models too"))
        self._models.clicked.connect(self.models_chosen)
        self._send = primary(tr("Erase everything"))
        self._send.clicked.connect(self.erase_requested)
        self._field.setMaximumWidth(FIELD_PX)
        group = QVBoxLayout()
        group.setSpacing(XS)
        group.addWidget(self._label)
        group.addLayout(narrowed(self._field))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(L)
        column.addWidget(self._models, 0, Qt.AlignmentFlag.AlignLeft)
        column.addLayout(group)
        column.addWidget(self._send, 0, Qt.AlignmentFlag.AlignLeft)

    def render(self, state: EraseViewState) -> None:  # type: ignore[override]  # a state, not a paint device
        asked = tr("Type “{word}” to confirm", word=state.word)
        self._label.setText(asked)
        self._field.setAccessibleName(asked)
        if self._field.text() != state.typed:
            self._field.setText(state.typed)
        self._models.setVisible(bool(state.models))
        self._models.setText(state.models)
        self._models.setAccessibleName(state.models)
        self._models.setChecked(state.with_models)
        is_idle = state.busy is None
        self._field.setEnabled(is_idle)
        self._models.setEnabled(is_idle)
        self._send.setEnabled(is_idle and state.can_erase)
