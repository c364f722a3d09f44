"""Which points do you think you made: asked before anything is shown, skipped in one click."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from closeddoor.language import tr
from closeddoor.presenters.states.briefing import BriefingViewState, PointView, SelfScoreState
from closeddoor.ui.pages.practice.intents import PracticeIntents
from closeddoor.ui.pages.practice.step_widget import StepWidget, body_of
from closeddoor.ui.theme.spacing import L, M, S
from closeddoor.ui.widgets.buttons import quiet
from closeddoor.ui.widgets.choice import SegmentedChoice
from closeddoor.ui.widgets.flow_page import FlowPage
from closeddoor.ui.widgets.words import rule, words

WHY = tr(
    "Say which of these points you made, before you see what was found. The debrief then shows where your own picture "
    "and your answer part. It is not scored, and it stays here."
)
CHOICES: tuple[tuple[object, str], ...] = ((True, tr("I made this point")), (False, tr("I did not")))


class PointRow(QWidget):
    """One statement and what the participant says about it; choosing the same again takes it back."""

    def __init__(self, point: PointView, intents: PracticeIntents) -> None:
        super().__init__()
        self._point = point
        self._intents = intents
        self._choice = SegmentedChoice(point.statement, CHOICES)
        self._choice.chosen.connect(self._judged)
        row = QHBoxLayout()
        row.addWidget(self._choice)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, M, 0, M)
        column.setSpacing(S)
        column.addWidget(words(point.statement, "document"))
        column.addLayout(row)

    def assign(self, point: PointView, *, can_edit: bool) -> None:
        self._point = point
        self._choice.choose(point.thinks_made)
        self._choice.setEnabled(can_edit)

    def _judged(self, made: object) -> None:
        said = None if made == self._point.thinks_made else made
        self._choice.choose(said)
        self._intents.point_judged.emit(self._point.task_id, self._point.item_id, said)


class SelfScoreStep(StepWidget):
    """A list of statements, and a way past it."""

    def __init__(self, intents: PracticeIntents) -> None:
        super().__init__(intents)
        self._rows: dict[tuple[str, str], PointRow] = {}
        self._skip = quiet(tr("Skip this"), hint=tr("Go to the debrief without saying"))
        self._skip.clicked.connect(intents.skip_requested)
        page = FlowPage(680)
        column = page.body
        column.addWidget(words(tr("Which points did you make?"), "title"))
        column.addWidget(words(WHY, "document-soft"))
        skip_row = QHBoxLayout()
        skip_row.addWidget(self._skip)
        skip_row.addStretch(1)
        column.addLayout(skip_row)
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        column.addLayout(self._list)
        column.addSpacing(L)
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(page)

    def assign(self, view: BriefingViewState) -> None:
        for point in body_of(view, SelfScoreState).points:
            self._row_of(point).assign(point, can_edit=view.busy is None)

    def first_field(self) -> QWidget | None:
        return self._skip

    def _row_of(self, point: PointView) -> PointRow:
        key = (point.task_id, point.item_id)
        if key not in self._rows:
            row = PointRow(point, self.intents)
            self._list.addWidget(rule())
            self._list.addWidget(row)
            self._rows[key] = row
        return self._rows[key]
