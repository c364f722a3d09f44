"""The section on what each process is refused, and the attempts to get out, each with its refusal."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from closeddoor.language import tr
from closeddoor.presenters.states.privacy.shut import AttemptGroup, ProcessRow, ShutViewState, TriedProcess
from closeddoor.presenters.states.shared import Busy
from closeddoor.ui.theme.spacing import XL, XS, L, M, S
from closeddoor.ui.widgets.buttons import primary, secondary
from closeddoor.ui.widgets.emptying import empty
from closeddoor.ui.widgets.fold import Fold
from closeddoor.ui.widgets.headed_part import HeadedPart
from closeddoor.ui.widgets.notices import BusyLine, ProblemBanner, announce
from closeddoor.ui.widgets.words import set_words, words

ABOUT_TRYING = tr(
    "Closed Door starts one process of each kind for this, confined by the same code as the real ones, and lets it try"
    " to get out: to open a connection, start a program, reach another process, or touch files that are not its own."
    " Only addresses of this machine and those reserved for documentation are used. An attempt that got through would"
    " touch nothing of yours."
)
"""Said before anything is tried."""


class ShutSection(QWidget):
    """Asks to try, to stop and to copy; keeps nothing."""

    try_requested = Signal()
    cancel_requested = Signal()
    copy_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._said: tuple[tuple[str, ...], tuple[ProcessRow, ...]] = ((), ())
        self._problem, self._busy = ProblemBanner(), BusyLine()
        self._busy.cancel_requested.connect(self.cancel_requested)
        self._facts = QVBoxLayout()
        self._facts.setSpacing(XL)
        self._try = primary(tr("Try to get out"))
        self._try.clicked.connect(self.try_requested)
        self._results = Results()
        self._results.copy_requested.connect(self.copy_requested)
        self._trying = HeadedPart(tr("See for yourself"), "heading")
        self._lay_out()

    def render(self, state: ShutViewState) -> None:  # type: ignore[override]  # a state, not a paint device
        self._problem.render(state.problem)
        if (state.sentences, state.processes) != self._said:
            self._said = (state.sentences, state.processes)
            self._say(state)
        self._trying.setVisible(state.can_try)
        self._render_work(state.busy)
        self._results.render(state)

    def _render_work(self, busy: Busy | None) -> None:
        """Show the way to try or, while that goes on, the way to stop; the keyboard goes from the one to the other."""
        was_at_try, was_at_cancel = self._try.hasFocus(), self._busy.has_keyboard()
        self._try.setVisible(busy is None)
        self._busy.render(busy)
        if was_at_try and busy is not None:
            self._busy.focus_cancel()
        elif was_at_cancel and busy is None:
            self._try.setFocus(Qt.FocusReason.OtherFocusReason)

    def _say(self, state: ShutViewState) -> None:
        empty(self._facts)
        system = HeadedPart(tr("What this system enforces"), "heading")
        for sentence in state.sentences:
            system.column.addWidget(words(sentence))
        self._facts.addWidget(system)
        processes = HeadedPart(tr("Each process, as it is now or was last"), "heading")
        for row in state.processes:
            processes.column.addWidget(_process(row))
        self._facts.addWidget(processes)

    def _lay_out(self) -> None:
        self._trying.column.addWidget(words(ABOUT_TRYING))
        self._trying.column.addSpacing(S)
        self._trying.column.addWidget(self._try, 0, Qt.AlignmentFlag.AlignLeft)
        self._trying.column.addWidget(self._busy)
        self._trying.column.addWidget(self._results)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(M)
        column.addWidget(self._problem)
        column.addLayout(self._facts)
        column.addSpacing(L)
        column.addWidget(self._trying)


class Results(QWidget):
    """What came of it, in one sentence, then each kind of process, to be unfolded."""

    copy_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._tried: tuple[TriedProcess, ...] = ()
        self._verdict, self._advice = words(face="strong"), words()
        self._not_tried = words(face="small")
        self._folds = QVBoxLayout()
        self._folds.setSpacing(S)
        self._copy = secondary(tr("Copy all of it as text"), "copy")
        self._copy.clicked.connect(self.copy_requested)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, M, 0, 0)
        column.setSpacing(S)
        for label in (self._verdict, self._advice, self._not_tried):
            column.addWidget(label)
        column.addLayout(self._folds)
        column.addSpacing(S)
        column.addWidget(self._copy, 0, Qt.AlignmentFlag.AlignLeft)
        self.hide()

    def render(self, state: ShutViewState) -> None:  # type: ignore[override]  # a state, not a paint device
        if state.verdict and state.verdict != self._verdict.text():
            announce(self, state.verdict)
        set_words(self._verdict, state.verdict)
        set_words(self._advice, state.advice)
        set_words(self._not_tried, state.not_tried)
        if state.tried != self._tried:
            self._tried = state.tried
            empty(self._folds)
            for each in state.tried:
                self._folds.addWidget(Fold(each.name, each.name, partial(_attempts, each), each.tally))
        self.setVisible(bool(state.verdict))


def _process(row: ProcessRow) -> QWidget:
    entry = QWidget()
    column = QVBoxLayout(entry)
    column.setContentsMargins(0, XS, 0, S)
    column.setSpacing(0)
    column.addWidget(words(row.name, "strong"))
    value = words(row.sentence, selectable=True)
    value.setAccessibleName(row.name)
    column.addWidget(value)
    return entry


def _attempts(process: TriedProcess) -> QWidget:
    """Return every attempt of one process with its outcome, under the kinds of thing that it tried."""
    content = QWidget()
    column = QVBoxLayout(content)
    column.setContentsMargins(L, 0, 0, M)
    column.setSpacing(M)
    for note in process.notes:
        column.addWidget(words(note, "soft"))
    for group in process.groups:
        column.addWidget(_group(group))
    return content


def _group(group: AttemptGroup) -> QWidget:
    part = QWidget()
    grid = QGridLayout(part)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(L)
    grid.setVerticalSpacing(XS)
    grid.setColumnStretch(0, 3)
    grid.setColumnStretch(1, 2)
    grid.addWidget(words(group.title, "strong"), 0, 0, 1, 2)
    for place, row in enumerate(group.rows, 1):
        grid.addWidget(words(row.name, "small"), place, 0, Qt.AlignmentFlag.AlignTop)
        outcome = words(row.outcome, "small")
        outcome.setAccessibleName(f"{row.name}: {row.outcome}")
        grid.addWidget(outcome, place, 1, Qt.AlignmentFlag.AlignTop)
    return part
