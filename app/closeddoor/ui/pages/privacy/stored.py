"""The section on what is kept: the promise and its limits, then what is there, counted."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from closeddoor.language import tr
from closeddoor.presenters.states.privacy.stored import StoredPart, StoredViewState
from closeddoor.ui.theme.spacing import XL, M
from closeddoor.ui.widgets.emptying import empty
from closeddoor.ui.widgets.entries import Entries
from closeddoor.ui.widgets.headed_part import HeadedPart
from closeddoor.ui.widgets.notices import ProblemBanner
from closeddoor.ui.widgets.words import words


class StoredSection(QWidget):
    """Shows; asks for nothing."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown = StoredViewState()
        self._problem = ProblemBanner()
        self._parts = QVBoxLayout()
        self._parts.setSpacing(XL)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(M)
        self._column.addWidget(self._problem)
        self._column.addLayout(self._parts)

    def render(self, state: StoredViewState) -> None:  # type: ignore[override]  # a state, not a paint device
        self._problem.render(state.problem)
        if (state.parts, state.promise, state.limits) == (self._shown.parts, self._shown.promise, self._shown.limits):
            return
        self._shown = state
        empty(self._parts)
        self._say(tr("What is promised"), state.promise)
        self._say(tr("What this does not protect against"), state.limits)
        for part in state.parts:
            self._parts.addWidget(_part(part))

    def _say(self, title: str, sentences: tuple[str, ...]) -> None:
        if not sentences:
            return
        part = HeadedPart(title, "heading")
        for sentence in sentences:
            part.column.addWidget(words(sentence))
        self._parts.addWidget(part)


def _part(part: StoredPart) -> QWidget:
    entries = [(entry.name, entry.value, entry.about) for entry in part.entries]
    return Entries(part.title, entries, part.about, part.place)
