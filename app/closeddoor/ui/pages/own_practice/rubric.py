"""The first step of the work: what would a good answer hold? Written before one's own answer exists."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from closeddoor.language import tr
from closeddoor.presenters.states.own_practice import OwnPracticeViewState, PointRow
from closeddoor.ui.theme.spacing import M, S
from closeddoor.ui.widgets.buttons import quiet
from closeddoor.ui.widgets.fields import TextArea
from closeddoor.ui.widgets.words import words

_HINTS = (
    tr("… name the assumption that the figures rest on"),
    tr("… say what would have to be true for this to fail"),
    tr("… ask who carries the cost when it does"),
)


class Rubric(QWidget):
    """Three to six points, blank at first."""

    point_changed = Signal(int, str)
    add_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._fields: list[TextArea] = []
        self._add = quiet(tr("Add a point"), "plus")
        self._add.clicked.connect(self.add_requested)
        self._points = QVBoxLayout()
        self._points.setSpacing(M)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(S)
        column.addWidget(words(tr("What would a good answer hold?"), "heading"))
        column.addWidget(
            words(
                tr("Three to six points of your own, before you answer: afterwards one finds what one wrote."), "soft"
            )
        )
        column.addSpacing(S)
        column.addLayout(self._points)
        column.addWidget(self._add, 0, Qt.AlignmentFlag.AlignLeft)

    def render(self, state: OwnPracticeViewState) -> None:  # type: ignore[override]  # a state, not a paint device
        points = state.points if state.stage == "rubric" else ()
        self._match(points)
        for field, point in zip(self._fields, points, strict=True):
            field.set_draft(point.text)
        self._add.setVisible(state.can_add_point)

    def _match(self, points: Sequence[PointRow]) -> None:
        """Have as many fields as points; those that stay keep focus and caret."""
        while len(self._fields) > len(points):
            field = self._fields.pop()
            field.hide()
            field.deleteLater()
        while len(self._fields) < len(points):
            self._fields.append(self._field(len(self._fields)))

    def _field(self, index: int) -> TextArea:
        hint = _HINTS[index] if index < len(_HINTS) else "…"
        field = TextArea(
            tr("Point {index}: a good answer would", index=index + 1),
            tr("A good answer would {hint}", hint=hint),
            least_lines=2,
        )
        field.draft_changed.connect(lambda text: self.point_changed.emit(index, text))
        self._points.addWidget(field)
        return field
