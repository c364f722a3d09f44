"""What the section on the keys shows: the ways there are, and one step of changing them."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from closeddoor.language import tr
from closeddoor.presenters.states.privacy.protection import ProtectionViewState, Step, WayRow
from closeddoor.ui.theme.spacing import XL, XS, L, M, S
from closeddoor.ui.widgets.buttons import Button, link
from closeddoor.ui.widgets.emptying import empty
from closeddoor.ui.widgets.flow import Flow
from closeddoor.ui.widgets.headed_part import HeadedPart
from closeddoor.ui.widgets.secret_form import Form
from closeddoor.ui.widgets.words import words

Shown = tuple[tuple[str, tuple[WayRow, ...]], ...]


class WaysForm(Form):
    """The ways, each with what it is good for and what can be done about it; `step_requested` carries which."""

    step_requested = Signal(str)

    def __init__(self) -> None:
        super().__init__(
            "", tr("Each of these opens your history; any one is enough. So it is as safe as the weakest.")
        )
        self._heading.hide()
        self._shown: Shown = ()
        self._buttons: list[Button] = []
        self._parts = QVBoxLayout()
        self._parts.setSpacing(XL)
        self.column.addLayout(self._parts)

    def focus_first(self) -> None:
        if self._buttons:
            self._buttons[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def render_form(self, state: ProtectionViewState) -> bool:
        """Show the ways; return whether they were drawn anew."""
        keys = (state.keys,) if state.keys else ()
        shown = (
            (tr("What opens it"), state.ways),
            (tr("What does not"), state.others),
            (tr("The key behind all of them"), keys),
        )
        if shown == self._shown:
            return False
        self._shown = shown
        self._buttons = []
        empty(self._parts)
        for title, rows in shown:
            if rows:
                self._parts.addWidget(self._part(title, rows))
        return True

    def _part(self, title: str, rows: tuple[WayRow, ...]) -> QWidget:
        part = HeadedPart(title, "heading")
        for row in rows:
            part.column.addSpacing(S)
            part.column.addWidget(self._way(row))
        return part

    def _way(self, row: WayRow) -> QWidget:
        way, doors = QWidget(), QWidget()
        column = QVBoxLayout(way)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(XS)
        column.addWidget(words(row.title, "strong"))
        column.addWidget(words(row.about))
        if row.limit:
            column.addWidget(words(row.limit, "small"))
        flow = Flow(doors, gap_px=L)
        for step in row.steps:
            button = link(step.title)
            button.setAccessibleDescription(f"{row.title}. {row.about} {row.limit}".strip())
            button.clicked.connect(lambda _=False, name=step.name: self.step_requested.emit(name))
            self._buttons.append(button)
            flow.addWidget(button)
        column.addWidget(doors)
        return way


class StepForm(Form):
    """One step: what it does, the present passphrase where it is asked for, and another where one is to be set."""

    sent = Signal(str, str, str)

    def __init__(self) -> None:
        super().__init__("", "")
        self._step: Step | None = None
        self._more = QVBoxLayout()
        self._more.setSpacing(M)
        self.column.addLayout(self._more)
        self.column.addSpacing(S)
        self._present = self.add_field(tr("Present passphrase"))
        self._new = self.add_field(tr("New passphrase"))
        self._repeated = self.add_field(tr("The new passphrase once more"))
        self._echo = self.add_echo(self._present, self._new, self._repeated)
        self._button = self.add_send(tr("Change it"))
        self._back = self.add_way(tr("Leave it as it is"), "ways")
        self.submitted.connect(lambda: self.sent.emit(self._present.take(), self._new.take(), self._repeated.take()))

    def focus_first(self) -> None:
        fields = (field for field in (self._present, self._new, self._button) if not field.isHidden())
        next(fields).setFocus(Qt.FocusReason.OtherFocusReason)

    def render_form(self, step: Step | None) -> None:
        if step is None or step == self._step:
            return
        self._step = step
        self.set_words(step.heading, step.about)
        empty(self._more)
        for sentence in step.more:
            self._more.addWidget(words(sentence, "small"))
        self.show_field(self._present, is_shown=step.asks)
        for field in (self._new, self._repeated):
            self.show_field(field, is_shown=step.asks_new)
        self._echo.setVisible(step.asks or step.asks_new)
        for widget in (self._present, self._new, self._button):
            widget.setAccessibleDescription(f"{step.heading}. {' '.join((step.about, *step.more))}")
        self._button.set_words(step.send)
        self._back.set_words(step.back)
