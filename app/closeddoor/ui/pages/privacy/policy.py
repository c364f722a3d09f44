"""The section on what the organisation has set: every rule, what no rule can do, and what is wrong with the file."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from closeddoor.language import tr
from closeddoor.presenters.states.privacy.policy import PolicyViewState
from closeddoor.ui.theme.spacing import XL, L
from closeddoor.ui.widgets.emptying import empty
from closeddoor.ui.widgets.entries import Entries
from closeddoor.ui.widgets.headed_part import HeadedPart
from closeddoor.ui.widgets.notices import ProblemBanner
from closeddoor.ui.widgets.words import set_words, words


class PolicySection(QWidget):
    """Shows; asks for nothing."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown = PolicyViewState()
        self._problem = ProblemBanner()
        self._lead = words(face="document")
        self._place = words("", "small", selectable=True)
        self._parts = QVBoxLayout()
        self._parts.setSpacing(XL)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(L)
        for widget in (self._problem, self._lead, self._place):
            column.addWidget(widget)
        column.addLayout(self._parts)

    def render(self, state: PolicyViewState) -> None:  # type: ignore[override]  # a state, not a paint device
        self._problem.render(state.problem)
        set_words(self._lead, state.lead)
        set_words(self._place, state.place)
        if (state.rules, state.never, state.faults) == (self._shown.rules, self._shown.never, self._shown.faults):
            return
        self._shown = state
        empty(self._parts)
        self._say(tr("What is wrong with the file"), state.faults)
        if state.rules:
            self._parts.addWidget(Entries(tr("In force"), [(rule.name, "", rule.says) for rule in state.rules]))
        self._say(tr("What no rule can do"), state.never)

    def _say(self, title: str, sentences: tuple[str, ...]) -> None:
        if not sentences:
            return
        part = HeadedPart(title, "heading")
        for sentence in sentences:
            part.column.addWidget(words(sentence))
        self._parts.addWidget(part)
