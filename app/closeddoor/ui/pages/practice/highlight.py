"""Marking what matters in a document, by pointer or keyboard: select, then give a label."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from closeddoor.language import tr
from closeddoor.presenters.states.briefing import BriefingViewState, HighlightState, LabelView
from closeddoor.ui.pages.practice.intents import PracticeIntents
from closeddoor.ui.pages.practice.mark_list import MarkList
from closeddoor.ui.pages.practice.marks import Marks, mark_at, relabelled, with_mark, without
from closeddoor.ui.pages.practice.panes import Panes
from closeddoor.ui.pages.practice.reading import ReadingPane
from closeddoor.ui.pages.practice.step_widget import StepWidget, body_of
from closeddoor.ui.pages.practice.task_page import TaskPage
from closeddoor.ui.widgets.document import DocumentView, TextRange
from closeddoor.ui.widgets.notices import announce
from closeddoor.ui.widgets.words import rule, words

NO_BREAK = "\u00a0"
KEYS = tr(
    "In the document Shift and the arrow keys select, a number gives the label, Delete removes the mark at the caret, "
    "N writes a note beside it. Ctrl+Z undoes."
)


def labels_line(labels: tuple[LabelView, ...]) -> str:
    """Say which key gives which label; a number never stands at the end of a line without its label."""
    keys = " · ".join(f"{number} {label.title}".replace(" ", NO_BREAK) for number, label in enumerate(labels, 1))
    return tr("Select words, then press a number: {keys}", keys=keys)


class HighlightStep(StepWidget):
    """The document is the work; the task and the list of marks stand beside it, the other documents behind it.

    In the document a digit labels what is selected, or the mark the caret is in; Delete removes that mark.
    """

    def __init__(self, intents: PracticeIntents) -> None:
        super().__init__(intents)
        self._marks: Marks = ()
        self._labels: tuple[LabelView, ...] = ()
        self._current: int | None = None
        self._can_edit = True
        self._document = DocumentView(keeps_margin=True)
        self._document.range_activated.connect(self._activate)
        self._document.selection_changed.connect(self._follow_selection)
        self._document.installEventFilter(self)
        self._how = words(face="small")
        self._reading = ReadingPane(intents, marked=self._document, how=self._how)
        self._palette = self._reading.marking.palette
        self._palette.label_chosen.connect(self._label_selection)
        self._palette.removal_wanted.connect(self._remove_at_caret)
        self._task = TaskPage()
        self._list = MarkList()
        self._list.opened.connect(self._open)
        self._list.removed.connect(self._remove)
        self._list.relabelled.connect(self._relabel)
        self._heading = words(face="strong")
        for part in (words(KEYS, "small"), rule(), self._heading, self._list):
            self._task.body.addWidget(part)
        self._panes = Panes(
            self._reading,
            self._task,
            first_words=tr("To the document"),
            second_words=tr("Task and marks"),
            both_from_px=940,
        )
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._panes)

    def assign(self, view: BriefingViewState) -> None:
        state = body_of(view, HighlightState)
        self._marks, self._labels, self._can_edit = state.marks, state.labels, view.can_edit
        if self._current is not None and self._current >= len(state.marks):
            self._current = None
        self._task.assign(state.title, state.prompt)
        self._how.setText(labels_line(state.labels))
        self._document.setAccessibleName(state.document.title)
        others = (each for each in view.reading if each.document_id != state.document.document_id)
        self._reading.assign(view, (state.document, *others), state.labels)
        self._how.setVisible(view.can_edit)
        self._panes.set_words(tr("To the document"), tr("Task and marks ({count})", count=len(state.marks)))
        self._draw()

    def focus_search(self) -> bool:
        self._panes.show_first()
        self._reading.search.open()
        return True

    def first_field(self) -> QWidget | None:
        return self._document if self._document.isVisible() else None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and watched is self._document:
            return self._took_key(event)
        return super().eventFilter(watched, event)

    # Drawing

    def _draw(self) -> None:
        titles = {label.label_id: label.title for label in self._labels}
        self._document.set_ranges(
            [
                TextRange(
                    mark.start, mark.end, "mark", str(index), titles.get(mark.label_id, ""), index == self._current
                )
                for index, mark in enumerate(self._marks)
            ]
        )
        count = len(self._marks)
        self._heading.setText(tr("Your marks") if not count else tr("Your marks ({count})", count=count))
        self._list.assign(self._marks, self._labels, self._current, can_edit=self._can_edit)

    def _activate(self, key: str) -> None:
        """Show the mark that was clicked, and what can be done with it; what else can be clicked is not ours."""
        if key.isdecimal():
            mark = self._marks[int(key)]
            if mark_at(self._marks, self._document.selected()[0]) != int(key):  # its word in the margin was clicked
                self._document.select(mark.start, mark.start)
            self._show_current(int(key))
            self._palette.offer_for_mark(mark.start, mark.end)

    def _show_current(self, index: int | None) -> None:
        self._current = index
        self._draw()

    def _open(self, index: int) -> None:
        """Go from the list to the place in the document."""
        if not self._panes.shows_both():
            self._panes.show_first()
        self._reading.show_first()
        self._document.show_place(self._marks[index].start)
        self._show_current(index)

    # Marking

    def _took_key(self, event: QKeyEvent) -> bool:
        number = event.key() - Qt.Key.Key_1
        if not self._can_edit or event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            return False
        if 0 <= number < len(self._labels):
            self._label_selection(self._labels[number].label_id)
            return True
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._remove_at_caret()
            return True
        return False

    def _label_selection(self, label_id: str) -> None:
        """Mark what is selected; with nothing selected, give the mark around the caret this label."""
        start, end = self._document.selected()
        if end > start:
            marks = with_mark(self._marks, self._document.displayed(), start, end, label_id)
            self._document.clear_selection()
            self._say(tr("Marked, {title_of}", title_of=self._title_of(label_id)))
            self.intents.quotes_changed.emit(marks)
            return
        index = mark_at(self._marks, start)
        if index is not None:
            self._relabel(index, label_id)

    def _relabel(self, index: int, label_id: str) -> None:
        if self._can_edit:
            self._say(tr("Now {title_of}", title_of=self._title_of(label_id)))
            self.intents.quotes_changed.emit(relabelled(self._marks, index, label_id))

    def _remove(self, index: int) -> None:
        if self._can_edit:
            self._current = None
            self._say(tr("Mark removed"))
            self.intents.quotes_changed.emit(without(self._marks, index))

    def _remove_at_caret(self) -> None:
        index = mark_at(self._marks, self._document.selected()[0])
        if index is not None:
            self._remove(index)

    def _say(self, text: str) -> None:
        announce(self, text)

    def _title_of(self, label_id: str) -> str:
        return next((label.title for label in self._labels if label.label_id == label_id), label_id)

    def _follow_selection(self, start: int, end: int) -> None:
        self._show_current(mark_at(self._marks, start) if start == end and self._document.hasFocus() else None)
