"""What the debrief of every task has in common: title, what came of it in words, points on demand."""

from typing import TypeVar

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from closeddoor.presenters.states.debrief import TaskDebrief
from closeddoor.ui.pages.debrief.intents import DebriefIntents
from closeddoor.ui.theme import scaled
from closeddoor.ui.theme.spacing import XL, M, S
from closeddoor.ui.widgets.prose import Prose, headline
from closeddoor.ui.widgets.words import rule, set_words, words

State = TypeVar("State", bound=TaskDebrief)

TEXT_PX = 590
"""Greatest width of running text at text size 1.0; documents with notes may be wider."""


class TextColumn(QHBoxLayout):
    """Keeps one part to the width of running text.

    A greatest width alone would not do: a vertical layout measures heights at its own width.
    """

    def __init__(self, part: QWidget) -> None:
        super().__init__()
        self._part = part
        self.addWidget(part, 1000)
        self.addStretch(1)
        self.fit()

    def fit(self) -> None:
        """Take the width from the text size in force."""
        self._part.setMaximumWidth(scaled(TEXT_PX))


class Section(QWidget):
    """The debrief of one task. `place_wanted` asks the page to show `y` of a widget."""

    place_wanted = Signal(QWidget, int)

    def __init__(self, intents: DebriefIntents) -> None:
        super().__init__()
        self.intents = intents
        self._title = Prose()
        self._summary = words(face="document")
        self._points = words(face="small")
        head = QWidget()
        text = QVBoxLayout(head)
        text.setContentsMargins(0, 0, 0, 0)
        text.setSpacing(S)
        for part in (self._title, self._summary, self._points):
            text.addWidget(part)
        self._head = TextColumn(head)
        self.body = QVBoxLayout()
        self.body.setSpacing(M)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, XL, 0, 0)
        column.setSpacing(S)
        column.addWidget(rule(strong=True))
        column.addLayout(self._head)
        column.addSpacing(M)
        column.addLayout(self.body)

    def assign(self, state: TaskDebrief, *, shows_points: bool) -> None:
        """Show `state`; what did not change is not touched."""
        self._title.set_text(headline(state.title))
        set_words(self._summary, self.lead(state))
        set_words(self._points, state.points_line if shows_points else "")
        self.fill(state, shows_points=shows_points)

    def lead(self, state: TaskDebrief) -> str:
        """Return what stands under the title; a section that says it better itself returns nothing."""
        return state.summary

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._head.fit()

    def fill(self, state: TaskDebrief, *, shows_points: bool) -> None:
        """Show what this kind of task has to show; nothing of it counts points unless `shows_points`."""
        raise NotImplementedError


def debrief_of(state: TaskDebrief, kind: type[State]) -> State:
    """Return `state`, which is a `kind` because the registry chose the section by it."""
    if not isinstance(state, kind):
        raise TypeError(f"a section for {kind.__name__} was given {type(state).__name__}")
    return state
