"""The way through a briefing: where one is, what is done, what is still to come and how long it takes."""

from typing import Literal

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QSizePolicy, QWidget

from closeddoor.language import tr
from closeddoor.presenters.states.briefing import Step
from closeddoor.ui.pages.practice.short_line import ShortLine
from closeddoor.ui.theme import scaled
from closeddoor.ui.theme.spacing import TARGET, XS
from closeddoor.ui.widgets.buttons import Button, quiet
from closeddoor.ui.widgets.emptying import empty
from closeddoor.ui.widgets.words import plain_tip, words

Form = Literal["titles", "numbers", "menu"]

ENTRY_PX = 36
"""Height of a quiet button at text size 1.0."""

STATE_WORDS = {"done": tr("no answer yet"), "current": tr("you are here"), "ahead": tr("still to come")}


def minutes_words(minutes: int) -> str:
    return tr("{minutes} min", minutes=minutes) if minutes else ""


def step_words(number: int, step: Step, *, whole: bool) -> str:
    """Return what a step says in the strip: its number, or a tick once answered; with room its title and minutes."""
    sign = "✓" if step.answered and step.state != "current" else str(number)
    if not whole:
        return sign
    length = minutes_words(step.minutes)
    return f"{sign}  {step.title}" + (f" · {length}" if length else "")


def told(number: int, count: int, step: Step) -> str:
    """Return a step in a whole sentence, for tooltips and screen readers."""
    state = "done" if step.answered and step.state != "current" else STATE_WORDS[step.state]
    parts = (
        tr("Step {number} of {count}: {title}", number=number, count=count, title=step.title),
        minutes_words(step.minutes),
        state,
    )
    return ", ".join(part for part in parts if part)


class StepStrip(QWidget):
    """All steps with titles where they fit on one line; else numbers, with the title of the current one.

    Where not even that fits, the current step and a menu of the others. A step already done can be gone back to. Every
    step says its title, minutes and state to a screen reader and in its tooltip.
    """

    step_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("The way through this briefing"))
        self._steps: tuple[Step, ...] = ()
        self._form: Form = "numbers"
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(XS)

    def set_steps(self, steps: tuple[Step, ...]) -> None:
        if steps != self._steps:
            self._steps = steps
            self._form = self._fitting()
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
        if self._fitting() != self._form:
            self._form = self._fitting()
            self._build()

    def _fitting(self) -> Form:
        """Return the fullest form that fits."""
        forms: tuple[Form, ...] = ("titles", "numbers")
        return next((form for form in forms if self._width_of(form) < self.width()), "menu")

    def _width_of(self, form: Form) -> int:
        metrics = QFontMetrics(self.font())
        texts = [
            step_words(number, step, whole=form == "titles" or step.state == "current")
            for number, step in enumerate(self._steps, 1)
        ]
        return sum(max(TARGET, metrics.horizontalAdvance(text) + metrics.height() * 2) for text in texts)

    def _build(self) -> None:
        self.setMinimumHeight(scaled(ENTRY_PX))
        empty(self._row)
        if self._form == "menu" and self._steps:
            self._build_menu()
        else:
            for number, step in enumerate(self._steps, 1):
                self._row.addWidget(self._part(number, step), 0, Qt.AlignmentFlag.AlignVCenter)
            self._row.addStretch(1)
        self.updateGeometry()

    def _build_menu(self) -> None:
        number, step = next(((n, each) for n, each in enumerate(self._steps, 1) if each.state == "current"), (0, None))
        button = Button(
            tr("Step {number} of {count}", number=number, count=len(self._steps)), "quiet", "down", hint=tr("All steps")
        )
        menu = QMenu(button)
        for place, each in enumerate(self._steps, 1):
            action = menu.addAction(step_words(place, each, whole=True).replace("&", "&&"))
            action.setEnabled(each.state == "done")
            action.triggered.connect(lambda _=False, step_id=each.step_id: self.step_requested.emit(step_id))
        button.clicked.connect(lambda: menu.popup(button.mapToGlobal(button.rect().bottomLeft())))
        button.setFixedHeight(scaled(ENTRY_PX))
        self._row.addWidget(button)
        self._add_current(step)

    def _add_current(self, step: Step | None) -> None:
        """Where room is short the title is cut, never the minutes."""
        title = ShortLine(step.title if step else "")
        minutes = words(f"· {minutes_words(step.minutes)}" if step and step.minutes else "")
        minutes.setWordWrap(False)
        self._row.addWidget(title)
        self._row.addWidget(minutes, 0, Qt.AlignmentFlag.AlignVCenter)
        self._row.addStretch()

    def _part(self, number: int, step: Step) -> Button | QLabel:
        part = self._current(number, step) if step.state == "current" else self._other(number, step)
        said = told(number, len(self._steps), step)
        part.setAccessibleName(said)
        part.setToolTip(plain_tip(said))
        return part

    def _current(self, number: int, step: Step) -> QLabel:
        label = words(step_words(number, step, whole=True), "strong")
        label.setWordWrap(False)
        return label

    def _other(self, number: int, step: Step) -> Button:
        button = quiet(step_words(number, step, whole=self._form == "titles").replace("&", "&&"))
        button.setEnabled(step.state == "done")
        button.clicked.connect(lambda: self.step_requested.emit(step.step_id))
        return button
