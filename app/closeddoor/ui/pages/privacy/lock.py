"""The section on locking: after how long, what else locks, what a lock does, and a button that locks now."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from closeddoor.language import tr
from closeddoor.presenters.states.privacy.lock import LockViewState
from closeddoor.ui.theme.spacing import XL, XS, L
from closeddoor.ui.widgets.buttons import primary
from closeddoor.ui.widgets.choice import SegmentedChoice
from closeddoor.ui.widgets.emptying import empty
from closeddoor.ui.widgets.entries import Entries
from closeddoor.ui.widgets.headed_part import HeadedPart
from closeddoor.ui.widgets.notices import ProblemBanner
from closeddoor.ui.widgets.switched_off import SwitchedOff
from closeddoor.ui.widgets.words import set_words, words


class LockSection(QWidget):
    """Says which time was chosen, and that it is to lock, or to be kept, now."""

    minutes_chosen = Signal(object)
    lock_requested = Signal()
    keep_requested = Signal()
    policy_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown = LockViewState()
        self._problem = ProblemBanner()
        self._lead = words(face="document")
        self._after = After()
        self._after.chosen.connect(self.minutes_chosen)
        self._after.bound.asked.connect(self.policy_requested)
        self._lock = primary(tr("Lock now"))
        self._lock.clicked.connect(self.lock_requested)
        self._keep = primary(tr("Keep it …"))
        self._keep.clicked.connect(self.keep_requested)
        self._parts = QVBoxLayout()
        self._parts.setSpacing(XL)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(L)
        for widget in (self._problem, self._lead):
            column.addWidget(widget)
        for button in (self._lock, self._keep):
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._after)
        column.addLayout(self._parts)

    def render(self, state: LockViewState) -> None:  # type: ignore[override]  # a state, not a paint device
        self._problem.render(state.problem)
        set_words(self._lead, state.lead)
        self._lock.setVisible(state.can_lock)
        self._keep.setVisible(bool(state.lead) and not state.can_lock)
        self._after.setVisible(state.can_lock)
        self._after.render(state)
        if (state.triggers, state.effects) != (self._shown.triggers, self._shown.effects):
            self._say(state)
        self._shown = state

    def _say(self, state: LockViewState) -> None:
        empty(self._parts)
        if state.triggers:
            self._parts.addWidget(
                Entries(tr("What else locks"), [(each.name, "", each.how) for each in state.triggers])
            )
        if state.effects:
            part = HeadedPart(tr("What a lock does"), "heading")
            for sentence in state.effects:
                part.column.addWidget(words(sentence))
            self._parts.addWidget(part)


class After(QWidget):
    """The time without use after which it locks."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        title = tr("Lock after")
        self._choice = SegmentedChoice(title)
        self._choice.chosen.connect(self.chosen)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(XS)
        column.addWidget(words(title, "strong"))
        column.addWidget(
            words(
                tr(
                    "Without a key, the pointer or the wheel. A document that is open counts as read until its reading "
                    "time has passed twice. A minute before, the line at the foot of the window says so."
                ),
                "soft",
            )
        )
        self.bound = SwitchedOff()
        column.addWidget(self.bound)
        column.addSpacing(XS)
        column.addWidget(self._choice)

    def render(self, state: LockViewState) -> None:  # type: ignore[override]  # a state, not a paint device
        self.bound.say(state.bound)
        self._choice.set_choices(state.choices)
        self._choice.choose(state.after_minutes)
