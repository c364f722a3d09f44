"""The documents of a briefing, at hand while working."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from closeddoor.presenters.states.briefing import BriefingViewState
from closeddoor.presenters.states.briefing import DocumentView as DocumentState
from closeddoor.ui.pages.practice.document_bar import DocumentBar
from closeddoor.ui.pages.practice.document_search import DocumentSearch
from closeddoor.ui.pages.practice.intents import PracticeIntents
from closeddoor.ui.pages.practice.note_taking import NoteTaking
from closeddoor.ui.pages.practice.panes import Panes
from closeddoor.ui.pages.practice.step_widget import StepWidget
from closeddoor.ui.theme.spacing import M, S
from closeddoor.ui.widgets.choice import SegmentedChoice
from closeddoor.ui.widgets.document import DocumentView


class ReadingPane(QWidget):
    """One document at a time on a lighter sheet; each keeps its place when another is shown. All are searched."""

    def __init__(self, intents: PracticeIntents) -> None:
        super().__init__()
        self._intents = intents
        self._ids: tuple[str, ...] = ()
        self._views: list[DocumentView] = []
        self._notes: list[NoteTaking] = []
        self._tabs = SegmentedChoice("Documents")
        self._tabs.chosen.connect(self._show)
        self._bar = DocumentBar(intents, "Find in the documents")
        self._bar.row.addWidget(self._tabs, 1)
        self._bar.row.addStretch()
        self.search = DocumentSearch(self._bar, self._reveal)
        self._stack = QStackedWidget()
        self.setProperty("ground", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(self)
        column.setContentsMargins(M, M, M, 0)
        column.setSpacing(S)
        column.addWidget(self._bar)
        column.addWidget(self._stack, 1)

    def assign(self, view: BriefingViewState) -> None:
        ids = tuple(document.document_id for document in view.reading)
        if ids != self._ids:
            self._ids = ids
            self._rebuild(view.reading)
        self._bar.assign(view)
        for sheet, notes, document in zip(self._views, self._notes, view.reading, strict=True):
            sheet.set_document(document.text)
            sheet.set_terms(view.terms)
            notes.palette.offer((), can_edit=view.can_edit)
            notes.assign(document, can_edit=view.can_edit)

    def _rebuild(self, documents: tuple[DocumentState, ...]) -> None:
        for gone in self._views:
            self._stack.removeWidget(gone)
            gone.deleteLater()
        self._views = [DocumentView(document.title, keeps_margin=True) for document in documents]
        self._notes = [NoteTaking(view, self._intents) for view in self._views]
        for view in self._views:
            self._stack.addWidget(view)
        self._tabs.set_choices([(document.document_id, document.title) for document in documents])
        self._tabs.setVisible(len(documents) > 1)
        self.search.set_views(self._views)
        if documents:
            self._show(documents[0].document_id)

    def _show(self, document_id: object) -> None:
        self._tabs.choose(document_id)
        view = self._views[self._ids.index(str(document_id))]
        self._stack.setCurrentWidget(view)

    def _reveal(self, index: int, start: int) -> None:
        self._show(self._ids[index])
        self._views[index].reveal(start)


class BesideReading(Panes):
    """A task with the documents at its left."""

    def __init__(self, task: QWidget, intents: PracticeIntents) -> None:
        self._reading = ReadingPane(intents)
        super().__init__(self._reading, task, first_words="Read the document", second_words="Back to the task")

    def assign(self, view: BriefingViewState) -> None:
        self._reading.assign(view)
        several = "s" if len(view.reading) > 1 else ""
        self.set_words(f"Read the document{several}", "Back to the task")

    def focus_search(self) -> bool:
        """Let the documents be searched, in front of the task where there is room for one of both."""
        self.show_first()
        self._reading.search.open()
        return True


def beside_reading(step: StepWidget, task: QWidget) -> BesideReading:
    """Fill `step` with `task` and the documents beside it."""
    panes = BesideReading(task, step.intents)
    column = QVBoxLayout(step)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(panes)
    return panes
