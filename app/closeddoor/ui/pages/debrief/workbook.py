"""The debrief of a workbook: each assumption against the evidence, and the results at both sets of values."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from closeddoor.language import tr
from closeddoor.presenters.states.debrief import InputOutcome, TaskDebrief, WorkbookDebrief
from closeddoor.ui.pages.debrief.intents import DebriefIntents
from closeddoor.ui.pages.debrief.section import Section, debrief_of
from closeddoor.ui.pages.debrief.slip import slip_link
from closeddoor.ui.pages.practice.results import ResultTable
from closeddoor.ui.theme.spacing import XS, L, M, S
from closeddoor.ui.widgets.flow import Flow
from closeddoor.ui.widgets.verdict_badge import VerdictBadge
from closeddoor.ui.widgets.words import rule, words


class InputOutcomeView(QWidget):
    """One assumption: right or not, three values side by side in the unit that the title names, and why."""

    def __init__(self, intents: DebriefIntents, task_id: str, outcome: InputOutcome) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, M, 0, M)
        column.setSpacing(S)
        if outcome.is_right is not None:
            column.addLayout(_badge(is_right=outcome.is_right))
        column.addWidget(words(f"{outcome.title}, {outcome.unit}" if outcome.unit else outcome.title, "heading"))
        column.addWidget(_values(outcome))
        column.addWidget(words(outcome.why))
        if outcome.is_right is False:
            column.addWidget(slip_link(intents, task_id, outcome.item_id))


class WorkbookSection(Section):
    """What was answered does not change any more, so the rows are built once."""

    def __init__(self, intents: DebriefIntents) -> None:
        super().__init__(intents)
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        self._results = ResultTable(tr("Result"))
        self.body.addWidget(self._results)
        self.body.addLayout(self._list)

    def fill(self, state: TaskDebrief, *, shows_points: bool) -> None:  # noqa: ARG002  nothing here counts points
        workbook = debrief_of(state, WorkbookDebrief)
        self._results.assign(workbook.outputs)
        self._results.setVisible(workbook.is_answered)
        if not self._list.count():
            for outcome in workbook.inputs:
                self._list.addWidget(rule())
                self._list.addWidget(InputOutcomeView(self.intents, workbook.task_id, outcome))


def _badge(*, is_right: bool) -> QHBoxLayout:
    row = QHBoxLayout()
    row.addWidget(VerdictBadge("found", tr("Right")) if is_right else VerdictBadge("missed", tr("Not supported")))
    row.addStretch(1)
    return row


def _values(outcome: InputOutcome) -> QWidget:
    """Return yours, proposed and defensible, each under its name."""
    line = QWidget()
    flow = Flow(line, gap_px=L)
    for name, value in (
        (tr("Yours"), outcome.yours),
        (tr("Proposed"), outcome.proposed),
        (tr("The evidence supports"), outcome.defensible),
    ):
        if value:
            flow.addWidget(_named(name, value))
    return line


def _named(name: str, value: str) -> QWidget:
    pair = QWidget()
    column = QVBoxLayout(pair)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(XS)
    for text, face in ((name, "small"), (value, "strong")):
        label = words(text, face)  # type: ignore[arg-type]  # both are faces
        label.setWordWrap(False)
        column.addWidget(label)
    return pair
