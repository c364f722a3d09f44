"""The documents of a briefing, at hand while working."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from closeddoor.presenters.states.briefing import BriefingViewState, TermView
from closeddoor.presenters.states.briefing import DocumentView as DocumentState
from closeddoor.ui.pages.practice.panes import Panes
from closeddoor.ui.theme.spacing import L, M, S
from closeddoor.ui.widgets.choice import SegmentedChoice
from closeddoor.ui.widgets.document import DocumentView


class ReadingPane(QWidget):
    """One document at a time on a lighter sheet; each keeps its place when another is shown."""

    def __init__(self) -> None:
        super().__init__()
        self._ids: tuple[str, ...] = ()
        self._views: list[DocumentView] = []
        self._tabs = SegmentedChoice("Documents")
        self._tabs.chosen.connect(self._show)
        self._tab_row = QWidget()
        row = QHBoxLayout(self._tab_row)
        row.setContentsMargins(M, S, M, S)
        row.addWidget(self._tabs)
        row.addStretch(1)
        self._stack = QStackedWidget()
        self.setProperty("ground", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(self)
        column.setContentsMargins(M, L, M, 0)
        column.addWidget(self._tab_row)
        column.addWidget(self._stack, 1)

    def assign(self, documents: tuple[DocumentState, ...], terms: tuple[TermView, ...]) -> None:
        ids = tuple(document.document_id for document in documents)
        if ids != self._ids:
            self._ids = ids
            self._rebuild(documents)
        for view, document in zip(self._views, documents, strict=True):
            view.set_document(document.text)
            view.set_terms(terms)

    def _rebuild(self, documents: tuple[DocumentState, ...]) -> None:
        for gone in self._views:
            self._stack.removeWidget(gone)
            gone.deleteLater()
        self._views = [DocumentView(document.title) for document in documents]
        for view in self._views:
            self._stack.addWidget(view)
        self._tabs.set_choices([(document.document_id, document.title) for document in documents])
        self._tab_row.setVisible(len(documents) > 1)
        if documents:
            self._show(documents[0].document_id)

    def _show(self, document_id: object) -> None:
        self._tabs.choose(document_id)
        view = self._views[self._ids.index(str(document_id))]
        self._stack.setCurrentWidget(view)


class BesideReading(Panes):
    """A task with the documents at its left."""

    def __init__(self, task: QWidget) -> None:
        self._reading = ReadingPane()
        super().__init__(self._reading, task, first_words="Read the document", second_words="Back to the task")

    def assign(self, view: BriefingViewState) -> None:
        self._reading.assign(view.reading, view.terms)
        several = "s" if len(view.reading) > 1 else ""
        self.set_words(f"Read the document{several}", "Back to the task")


def beside_reading(step: QWidget, task: QWidget) -> BesideReading:
    """Fill `step` with `task` and the documents beside it."""
    panes = BesideReading(task)
    column = QVBoxLayout(step)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(panes)
    return panes
