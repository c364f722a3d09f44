"""The section on what the model can be trusted with: the verdict of the measurement, and measuring."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from closeddoor.language import tr
from closeddoor.presenters.states.models import TrustView
from closeddoor.ui.pages.models.facts import Facts
from closeddoor.ui.theme.spacing import S
from closeddoor.ui.widgets.buttons import secondary
from closeddoor.ui.widgets.headed_part import HeadedPart
from closeddoor.ui.widgets.notices import BusyLine, ProblemBanner, announce
from closeddoor.ui.widgets.words import set_words, words


class TrustSection(HeadedPart):
    """Asks to measure and to stop; keeps nothing."""

    measure_requested = Signal()
    cancel_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("What it can be trusted with"), "heading")
        self.setParent(parent)
        self._verdict, self._about, self._reasons = words(face="strong"), words(face="soft"), words()
        self._problem, self._busy = ProblemBanner(), BusyLine()
        self._busy.cancel_requested.connect(self.cancel_requested)
        self._figures = Facts(tr("What was measured"))
        self._measure = secondary(tr("Measure it"))
        self._measure.clicked.connect(self.measure_requested)
        self._lay_out()

    def render(self, view: TrustView) -> None:  # type: ignore[override]  # a state, not a paint device
        was_at_work = self._busy.isVisibleTo(self)
        if was_at_work and view.busy is None and view.verdict:
            announce(self, view.verdict)
        self.setVisible(bool(view.verdict))  # nothing is known yet, in the moment before the room has looked
        set_words(self._verdict, view.verdict)
        set_words(self._about, view.about)
        set_words(self._reasons, "\n".join(view.reasons))
        self._problem.render(view.problem)
        self._figures.render(view.figures)
        was_at_button, was_at_cancel = self._measure.hasFocus(), self._busy.has_keyboard()
        self._busy.render(view.busy)
        if view.measure:
            self._measure.set_words(view.measure)
        self._measure.setVisible(bool(view.measure))
        if was_at_button and view.busy is not None:
            self._busy.focus_cancel()
        elif was_at_cancel and view.busy is None:
            self._measure.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay_out(self) -> None:
        for part in (self._verdict, self._reasons, self._about):
            self.column.addWidget(part)
        self.column.addSpacing(S)
        self.column.addWidget(self._figures)
        self.column.addWidget(self._problem)
        self.column.addWidget(self._busy)
        buttons = QVBoxLayout()
        buttons.addWidget(self._measure, 0, Qt.AlignmentFlag.AlignLeft)
        self.column.addLayout(buttons)
