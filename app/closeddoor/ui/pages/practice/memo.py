"""Writing: a quiet surface in the document face, with a live count and the documents beside it."""

from PySide6.QtWidgets import QWidget

from closeddoor.language import tr
from closeddoor.presenters.states.briefing import BriefingViewState, MemoState
from closeddoor.ui.pages.practice.growing_field import GrowingField
from closeddoor.ui.pages.practice.intents import PracticeIntents
from closeddoor.ui.pages.practice.reading import beside_reading
from closeddoor.ui.pages.practice.step_widget import StepWidget, body_of
from closeddoor.ui.pages.practice.task_page import TaskPage
from closeddoor.ui.widgets.words import words


def count_words(text: str, advised: tuple[int, int]) -> str:
    """Say how long the text is and what is advised; length does not change the score."""
    count = len(text.split())
    least, most = advised
    written = tr("1 word") if count == 1 else tr("{count} words", count=count)
    return tr("{written} · {least:g} to {most:g} are enough", written=written, least=least, most=most)


class MemoField(GrowingField):
    """The surface to write on."""


class MemoStep(StepWidget):
    """A text that grows with what is written."""

    def __init__(self, intents: PracticeIntents) -> None:
        super().__init__(intents)
        self._text = ""
        self._advised = (0, 0)
        self._task = TaskPage()
        self._field = MemoField(
            tr("Your text"), tr("Write as you would send it"), least_lines=9, most_lines=200, serif=True
        )
        self._field.draft_changed.connect(self._written)
        self._field.cursorPositionChanged.connect(self._keep_caret_in_view)
        self._count = words(face="small")
        self._task.body.addWidget(self._field)
        self._task.foot.addWidget(self._count)
        self._panes = beside_reading(self, self._task)

    def assign(self, view: BriefingViewState) -> None:
        state = body_of(view, MemoState)
        self._panes.assign(view)
        self._task.assign(state.title, state.prompt)
        self._advised = state.words
        if state.text != self._text:
            self._text = state.text
            self._field.set_draft(state.text)
        self._field.setReadOnly(not view.can_edit)
        self._show_count()

    def focus_search(self) -> bool:
        return self._panes.focus_search()

    def first_field(self) -> QWidget | None:
        return self._field

    def _written(self, text: str) -> None:
        self._show_count()
        self.intents.memo_changed.emit(text)

    def _show_count(self) -> None:
        self._count.setText(count_words(self._field.draft(), self._advised))

    def _keep_caret_in_view(self) -> None:
        if self._field.hasFocus():
            self._task.keep_caret_in_view(self._field)
