"""The section on the model in use: what it is, how it stands with it, and loading or unloading it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from closeddoor.language import tr
from closeddoor.presenters.states.models import InUseAction, InUseView
from closeddoor.ui.pages.models.facts import Facts
from closeddoor.ui.theme.spacing import XS, L, M, S
from closeddoor.ui.widgets.buttons import secondary
from closeddoor.ui.widgets.flow import Flow
from closeddoor.ui.widgets.notices import BusyLine, ProblemBanner
from closeddoor.ui.widgets.words import rule, set_words, words

ACTIONS: dict[InUseAction, str] = {
    "load": tr("Load it now"),
    "unload": tr("Take it out of memory"),
    "retry": tr("Try again"),
    "": "",
}


class InUseSection(QWidget):
    """Says what the user wants of the model in use; keeps nothing but which button does what."""

    load_requested = Signal()
    unload_requested = Signal()
    load_anyway_requested = Signal()
    back_requested = Signal()
    cancel_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("In use"))
        self._action: InUseAction = ""
        self._name, self._caveat, self._status = words(face="heading"), words(face="soft"), words(face="strong")
        self._problem, self._busy = ProblemBanner(), BusyLine()
        self._busy.cancel_requested.connect(self.cancel_requested)
        self._act, self._anyway, self._back = secondary(""), secondary(tr("Load it anyway")), secondary("")
        self._act.clicked.connect(self._asked)
        self._anyway.clicked.connect(self.load_anyway_requested)
        self._back.clicked.connect(self.back_requested)
        self._facts, self._uses = Facts(tr("About this model")), Facts(tr("What it is used for"))
        self._lay_out()

    def render(self, view: InUseView) -> None:  # type: ignore[override]  # a state, not a paint device
        self._name.setText(view.name)
        set_words(self._caveat, view.caveat)
        set_words(self._status, view.status)
        self._problem.render(view.problem)
        had_keyboard = self._act.hasFocus() or self._anyway.hasFocus() or self._back.hasFocus()
        had_cancel = self._busy.has_keyboard()
        self._busy.render(view.busy)
        self._render_buttons(view)
        if had_keyboard and view.busy is not None:
            self._busy.focus_cancel()
        elif had_cancel and view.busy is None and view.action:
            self._act.setFocus(Qt.FocusReason.OtherFocusReason)
        self._facts.render(view.facts)
        self._uses.render(view.uses)

    def _render_buttons(self, view: InUseView) -> None:
        self._action = view.action
        if view.action:
            self._act.setText(ACTIONS[view.action])
            self._act.set_words(ACTIONS[view.action])
        if view.back_to:
            back = tr("Go back to {name}", name=view.back_to)
            self._back.setText(back)
            self._back.set_words(back)
        self._act.setVisible(bool(view.action))
        self._anyway.setVisible(view.can_load_anyway)
        self._back.setVisible(bool(view.back_to))
        self._buttons.setVisible(bool(view.action))

    def _asked(self) -> None:
        if self._action == "unload":
            self.unload_requested.emit()
        else:
            self.load_requested.emit()

    def _lay_out(self) -> None:
        self._buttons = QWidget()
        row = Flow(self._buttons, gap_px=M)
        for button in (self._act, self._anyway, self._back):
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(S)
        for label in (words(tr("In use"), "kicker"), self._name, self._caveat):
            column.addWidget(label)
        column.addSpacing(S)
        for part in (self._problem, self._busy, self._status):
            column.addWidget(part)
        column.addSpacing(XS)
        column.addWidget(self._buttons)
        for title, facts in ((tr("What it is used for"), self._uses), (tr("About this model"), self._facts)):
            column.addSpacing(L)
            column.addWidget(words(title, "strong"))
            column.addWidget(rule())
            column.addSpacing(S)
            column.addWidget(facts)
