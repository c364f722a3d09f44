"""The way through a briefing: where one is, what is done, what is still to come and how long it takes."""

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from closeddoor.presenters.states.briefing import Step
from closeddoor.ui.theme.spacing import XS, S
from closeddoor.ui.widgets.buttons import Button, quiet
from closeddoor.ui.widgets.words import plain_tip, words

STATE_WORDS = {"done": "done", "current": "you are here", "ahead": "still to come"}


def minutes_words(minutes: int) -> str:
    return f"{minutes} min" if minutes else ""


def step_words(number: int, step: Step, *, whole: bool) -> str:
    """Return what a step says in the strip: its number or a tick, and where there is room its title and minutes."""
    sign = "✓" if step.state == "done" else str(number)
    if not whole:
        return sign
    length = minutes_words(step.minutes)
    return f"{sign}  {step.title}" + (f" · {length}" if length else "")


class StepStrip(QWidget):
    """All steps with titles where they fit on one line; else numbers, with the title of the current one.

    A step already done can be gone back to. Every step says its title, minutes and state to a screen reader and in its
    tooltip.
    """

    step_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("The way through this briefing")
        self._steps: tuple[Step, ...] = ()
        self._whole = False
        self._parts: list[Button | QLabel] = []
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(XS)

    def set_steps(self, steps: tuple[Step, ...]) -> None:
        if steps != self._steps:
            self._steps = steps
            self._whole = self._all_fit()
            self._build()

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    def _fit(self) -> None:
        if self._all_fit() != self._whole:
            self._whole = not self._whole
            self._build()

    def _all_fit(self) -> bool:
        metrics = QFontMetrics(self.font())
        texts = [step_words(number, step, whole=True) for number, step in enumerate(self._steps, 1)]
        return sum(metrics.horizontalAdvance(text) + metrics.height() * 2 for text in texts) < self.width()

    def _build(self) -> None:
        while (item := self._row.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for number, step in enumerate(self._steps, 1):
            self._row.addWidget(self._part(number, step))
        self._row.addStretch(1)

    def _part(self, number: int, step: Step) -> Button | QLabel:
        told = f"Step {number} of {len(self._steps)}: {step.title}, {minutes_words(step.minutes)}, "
        told = told.replace(", , ", ", ") + STATE_WORDS[step.state]
        if step.state == "current":
            part: Button | QLabel = self._current(number, step)
        else:
            part = self._other(number, step)
        part.setAccessibleName(told)
        part.setToolTip(plain_tip(told))
        return part

    def _current(self, number: int, step: Step) -> QLabel:
        label = words(step_words(number, step, whole=True), "strong")
        label.setWordWrap(False)
        label.setContentsMargins(S, 0, S, 0)
        label.setAlignment(Qt.AlignmentFlag.AlignVCenter)
        return label

    def _other(self, number: int, step: Step) -> Button:
        button = quiet(step_words(number, step, whole=self._whole))
        button.setEnabled(step.state == "done")
        button.clicked.connect(lambda: self.step_requested.emit(step.step_id))
        return button
