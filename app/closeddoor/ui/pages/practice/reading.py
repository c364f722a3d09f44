"""The documents of a briefing, at hand while working."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from closeddoor.language import tr, tr_many
from closeddoor.presenters.states.briefing import BriefingViewState, LabelView
from closeddoor.presenters.states.briefing import DocumentView as DocumentState
from closeddoor.ui.pages.practice.document_bar import DocumentBar
from closeddoor.ui.pages.practice.document_search import DocumentSearch
from closeddoor.ui.pages.practice.document_tabs import DocumentTabs
from closeddoor.ui.pages.practice.intents import PracticeIntents
from closeddoor.ui.pages.practice.note_taking import NoteTaking
from closeddoor.ui.pages.practice.panes import Panes
from closeddoor.ui.pages.practice.step_widget import StepWidget
from closeddoor.ui.theme.spacing import M, S
from closeddoor.ui.widgets.document import DocumentView


class ReadingPane(QWidget):
    """One document at a time on a lighter sheet; each keeps its place when another is shown. All are searched.

    `marked` is the view that a step works in itself: it stays, and shows the first document. `how` says how to work.
    """

    def __init__(
        self, intents: PracticeIntents, *, marked: DocumentView | None = None, how: QWidget | None = None
    ) -> None:
        super().__init__()
        self._intents = intents
        self._how = how
        self._ids: tuple[str, ...] = ()
        self._views = [] if marked is None else [marked]
        self._notes = [NoteTaking(view, intents) for view in self._views]
        self._kept = len(self._views)
        self._tabs = DocumentTabs()
        self._tabs.chosen.connect(self._show)
        self._bar = DocumentBar(intents, tr("Find in the documents"))
        self._bar.row.addWidget(self._tabs, 1)
        self.search = DocumentSearch(self._bar, self._reveal)
        self._stack = QStackedWidget()
        for view in self._views:
            self._stack.addWidget(view)
        self.setProperty("ground", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(M, M, M, 0)
        self._column.setSpacing(S)
        self._column.addWidget(self._bar)
        self._column.addWidget(self._stack, 1)

    @property
    def marking(self) -> NoteTaking:
        """The notes, and the palette, of the view that a step works in itself."""
        return self._notes[0]

    def assign(
        self, view: BriefingViewState, documents: Sequence[DocumentState], labels: Sequence[LabelView] = ()
    ) -> None:
        """Show `documents`; the first can be marked with `labels`, where there are any."""
        ids = tuple(document.document_id for document in documents)
        if ids != self._ids:
            self._ids = ids
            self._rebuild(documents)
        self._bar.assign(view)
        for place, (sheet, notes, document) in enumerate(zip(self._views, self._notes, documents, strict=True)):
            sheet.set_document(document.text)
            sheet.set_terms(view.terms)
            notes.palette.offer(() if place else labels, can_edit=view.can_edit)
            notes.assign(document, can_edit=view.can_edit)

    def show_first(self) -> None:
        """Bring the first document to the front."""
        self._show(self._ids[0])

    def _rebuild(self, documents: Sequence[DocumentState]) -> None:
        for gone in self._views[self._kept :]:
            self._stack.removeWidget(gone)
            gone.deleteLater()
        made = [DocumentView(document.title) for document in documents[self._kept :]]
        self._views = [*self._views[: self._kept], *made]
        self._notes = [*self._notes[: self._kept], *(NoteTaking(view, self._intents) for view in made)]
        for view in made:
            self._stack.addWidget(view)
        self._place_how(has_tabs=len(documents) > 1)
        self._tabs.set_choices([(document.document_id, document.title) for document in documents])
        self.search.set_views(self._views)
        if documents:
            self._show(documents[0].document_id)

    def _show(self, document_id: object) -> None:
        self._tabs.choose(document_id)
        view = self._views[self._ids.index(str(document_id))]
        self._stack.setCurrentWidget(view)

    def _place_how(self, *, has_tabs: bool) -> None:
        """Say how to work beside the tools where the tabs leave room, else in a line of its own."""
        if self._how is not None and has_tabs:
            self._column.insertWidget(1, self._how)
        elif self._how is not None:
            self._bar.row.insertWidget(0, self._how, 1, Qt.AlignmentFlag.AlignVCenter)

    def _reveal(self, index: int, start: int) -> None:
        self._show(self._ids[index])
        self._views[index].reveal(start)


class BesideReading(Panes):
    """A task with the documents at its left."""

    def __init__(self, task: QWidget, intents: PracticeIntents) -> None:
        self._reading = ReadingPane(intents)
        super().__init__(self._reading, task, first_words=tr("Read the document"), second_words=tr("Back to the task"))

    def assign(self, view: BriefingViewState) -> None:
        self._reading.assign(view, view.reading)
        way_back = tr_many("Read the document", "Read the documents", len(view.reading))
        self.set_words(way_back, tr("Back to the task"))

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
