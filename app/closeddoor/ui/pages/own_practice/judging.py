"""The last step: one's own verdict on one's own points. Nobody else's is asked, and nothing is added up."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from closeddoor.language import tr
from closeddoor.presenters.states.own_practice import OwnPracticeViewState, PointRow
from closeddoor.ui.pages.debrief.cards import AS_A_CARD, NEXT_TIME
from closeddoor.ui.theme.spacing import L, M, S
from closeddoor.ui.widgets.choice import SegmentedChoice
from closeddoor.ui.widgets.fields import TextArea
from closeddoor.ui.widgets.tab_order import fields_of
from closeddoor.ui.widgets.words import set_words, words

VERDICTS = (("met", tr("My answer holds it")), ("not_met", tr("It does not")), ("unsure", tr("Unsure")))
ASKS = tr("Does your answer hold it?")
ABOUT = tr("Only you judge this. Nothing is graded or added up, and no model reads it.")


class Judging(QWidget):
    """Each point with three words to choose from, one's answer below for comparison."""

    judged = Signal(int, str)
    next_time_changed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setAccessibleName(ASKS)
        self._texts: tuple[str, ...] = ()
        self._choices: list[SegmentedChoice] = []
        self._rows: list[QWidget] = []
        self._points = QVBoxLayout()
        self._points.setSpacing(L)
        self._memo = words(face="document", selectable=True)
        self._next_time = TextArea(NEXT_TIME, least_lines=2, most_lines=4)
        self._next_time.draft_changed.connect(self.next_time_changed)
        self._as_card = words(AS_A_CARD, "small")
        label = words(NEXT_TIME, "heading")
        label.setBuddy(self._next_time)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(S)
        column.addWidget(words(ASKS, "heading"))
        column.addWidget(words(ABOUT, "soft"))
        column.addSpacing(M)
        column.addLayout(self._points)
        column.addSpacing(M)
        column.addWidget(label)
        column.addWidget(self._next_time)
        column.addWidget(self._as_card)
        column.addSpacing(M)
        column.addWidget(words(tr("What you wrote"), "heading"))
        column.addWidget(self._memo)

    def render(self, state: OwnPracticeViewState) -> None:  # type: ignore[override]  # a state, not a paint device
        points = state.points if state.stage == "judge" else ()
        texts = tuple(point.text for point in points)
        if texts != self._texts:
            self._texts = texts
            self._set(points)
        for choice, point in zip(self._choices, points, strict=True):
            choice.choose(point.verdict)
        self._next_time.set_draft(state.next_time)
        self._as_card.setVisible(bool(state.next_time.strip()))
        set_words(self._memo, state.memo)

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: FBT001 - Qt's signature
        """Lead Tab from the ground, at which it does not stop, to the first verdict."""
        first = next(fields_of(self._choices[0]), None) if self._choices else None
        if forward and self.hasFocus() and first is not None:
            first.setFocus(Qt.FocusReason.TabFocusReason)
            return True
        return super().focusNextPrevChild(forward)

    def _set(self, points: Sequence[PointRow]) -> None:
        for row in self._rows:
            row.hide()
            row.deleteLater()
        self._rows, self._choices = [], []
        for index, point in enumerate(points):
            self._points.addWidget(self._row(index, point))

    def _row(self, index: int, point: PointRow) -> QWidget:
        holder = QWidget()
        choice = SegmentedChoice(tr("Point {index}: {text}", index=index + 1, text=point.text), VERDICTS)
        choice.chosen.connect(lambda verdict: self.judged.emit(index, verdict))
        self._choices.append(choice)
        self._rows.append(holder)
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(S)
        column.addWidget(words(point.text, "document"))
        column.addWidget(choice)
        return holder
