"""A text as the participant sees it; in a document, what is selected is marked as a target or a decoy."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from closeddoor.language import tr
from closeddoor.presenters.states.desk import DeskDocument
from closeddoor.presenters.states.shared import Problem
from closeddoor.ui.theme.spacing import L, M, S
from closeddoor.ui.widgets.buttons import secondary
from closeddoor.ui.widgets.document import DocumentView, TextRange
from closeddoor.ui.widgets.flow import Flow
from closeddoor.ui.widgets.notices import ProblemBanner
from closeddoor.ui.widgets.picker import Picker
from closeddoor.ui.widgets.words import set_words, words

HOW = tr("Select words here, by pointer or with Shift and the arrow keys, and say what they are.")
LOOKS = {tr("Target"): "found", tr("Decoy"): "decoy"}


class Reading(QWidget):
    """`mark_requested` carries target or decoy; what is selected is asked of `selected`."""

    mark_requested = Signal(str)
    task_chosen = Signal(str)
    label_chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._marks: dict[str, int] = {}
        self._view = DocumentView(tr("As the participant sees it"), keeps_margin=True)
        self._cannot = words(face="plain")
        self._how = words(HOW, "small")
        self._said, self._problem = words(face="plain"), ProblemBanner()
        self._target, self._decoy = secondary(tr("Mark as a target")), secondary(tr("Mark as a decoy"))
        self._target.clicked.connect(lambda: self.mark_requested.emit("target"))
        self._decoy.clicked.connect(lambda: self.mark_requested.emit("decoy"))
        self._task, self._label = Picker(tr("Task"), "quiet"), Picker(tr("What is wrong"), "quiet")
        self._task.chosen.connect(self.task_chosen)
        self._label.chosen.connect(self.label_chosen)
        self._lay_out()

    def render(self, document: DeskDocument, *, is_other: bool = True) -> None:  # type: ignore[override]  # a state, not a paint device
        """Show a text; one that is being written (not `is_other`) stays where its author reads in it."""
        scrolled = 0 if is_other else self._view.verticalScrollBar().value()
        set_words(
            self._cannot, tr("It cannot be shown. {why}", why=document.cannot_show) if document.cannot_show else ""
        )
        self._view.setVisible(not document.cannot_show)
        self._view.set_document(document.shown)
        self._view.verticalScrollBar().setValue(scrolled)
        self._marks = {mark.span: mark.start for mark in document.marks}
        self._view.set_ranges(
            [
                TextRange(mark.start, mark.end, LOOKS.get(mark.words, "unsure"), mark.span, mark.words)  # type: ignore[arg-type]  # the looks are such
                for mark in document.marks
            ]
        )
        for part in (self._how, self._target, self._decoy):
            part.setVisible(document.can_mark and not document.cannot_show)
        self._task.setVisible(len(document.tasks) > 1)
        self._label.setVisible(len(document.labels) > 1)
        self._task.assign(document.tasks, document.task)
        self._label.assign(document.labels, document.label)
        self._label.set_words(
            tr("Label of the next target: {label}", label=dict(document.labels).get(document.label, ""))
        )

    def view(self) -> DocumentView:
        return self._view

    def tell(self, said: str, problem: Problem | None) -> None:
        """Say here what is said beside the source, where that does not show."""
        set_words(self._said, said)
        self._problem.render(problem)

    def show_mark(self, span: str) -> None:
        """Bring a mark into view; one that shows already moves nothing under its reader's eyes."""
        if span not in self._marks:
            return
        at = self._view.place_rect(self._marks[span], self._marks[span])
        if self._view.viewport().rect().contains(at.center()):
            self._view.select(self._marks[span], self._marks[span])
        else:
            self._view.show_place(self._marks[span])

    def _lay_out(self) -> None:
        bar = Flow(gap_px=M)
        for part in (self._target, self._decoy, self._label, self._task):
            bar.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(M, L, 0, 0)
        column.setSpacing(S)
        column.addWidget(words(tr("As the participant sees it"), "kicker"))
        column.addWidget(self._how)
        column.addLayout(bar)
        column.addWidget(self._said)
        column.addWidget(self._problem)
        column.addWidget(self._cannot)
        column.addWidget(self._view, 1)
