"""A part of the pack as a column: the way back, what it is, its rows, fields and buttons, and what the check says."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from closeddoor.language import tr
from closeddoor.presenters.states.desk import DeskFinding, DeskRow, DeskViewState
from closeddoor.ui.pages.desk.build import BuildForm
from closeddoor.ui.pages.desk.form import FormGroups, buttons_row
from closeddoor.ui.shortcuts import MOVE_DOWN, MOVE_UP
from closeddoor.ui.theme.spacing import XL, XS, L, M, S
from closeddoor.ui.widgets.buttons import link, quiet, secondary
from closeddoor.ui.widgets.column import ColumnPage
from closeddoor.ui.widgets.emptying import empty
from closeddoor.ui.widgets.flow import Flow
from closeddoor.ui.widgets.notices import BusyLine, ProblemBanner, announce
from closeddoor.ui.widgets.rows import Rows
from closeddoor.ui.widgets.tab_order import fields_of, order_by_layout
from closeddoor.ui.widgets.words import rule, set_words, words

TAKE_THEIRS, KEEP_MINE = tr("Take what is in the folder"), tr("Write mine over it")
WRONG, LEFT, BETTER = tr("▲ Wrong"), tr("○ Left to do"), tr("Could be better")


class Work(ColumnPage):
    """Emits what the user does; keys are those of the state."""

    written = Signal(str, str)
    pressed = Signal(str)
    part_requested = Signal(str)
    finding_requested = Signal(str, str)
    step_back_requested = Signal()
    decided = Signal(bool)
    cancel_requested = Signal()

    def __init__(self, width_px: int = 760) -> None:
        super().__init__(width_px, top_px=XL)
        self._shown: object = None
        self._said_before = ""
        self._verbs: list[str] = []
        self._way = Flow(gap_px=S)
        self._title = words(face="title")
        self._about = words(face="document-soft", selectable=True)
        self._problem = ProblemBanner()
        self._busy = BusyLine()
        self._busy.cancel_requested.connect(self.cancel_requested)
        self._said = words(face="plain", selectable=True)
        self._conflict = self._make_conflict()
        self._main = QWidget()
        self._rows = QVBoxLayout()
        self._groups = FormGroups()
        self._groups.written.connect(self.written)
        self._groups.pressed.connect(self.pressed)
        self._groups.made.connect(lambda: order_by_layout(self))
        self.build = BuildForm()
        self._actions = QVBoxLayout()
        self._findings = Rows(tr("What the check says"), tr("Nothing to mend."), "plain")
        self._verdict = words(face="strong")
        self._saved = words(face="small")
        self._step_back = quiet(tr("Step back"), hint=tr("Take the last change that was written back"))
        self._step_back.clicked.connect(self.step_back_requested)
        for spec, verb in ((MOVE_UP, "move-up"), (MOVE_DOWN, "move-down")):
            shortcut = QShortcut(QKeySequence(spec.keys), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(partial(self._move, verb))
        self._lay_out()

    def render(self, state: DeskViewState) -> None:  # type: ignore[override]  # a state, not a paint device
        self._verbs = [each.key for each in state.actions]
        is_new_part = self._show_frame(state)
        has_changed = self._groups.render(state.groups)
        self._problem.render(state.problem)
        self._busy.render(state.busy)
        self._conflict.setVisible(state.has_conflict)
        set_words(self._said, state.said)
        if state.said and state.said != self._said_before:
            announce(self, state.said)
        self._said_before = state.said
        self.build.setVisible(state.stage == "build")
        self.build.render(state)
        self._title.setText(state.title)
        set_words(self._about, state.about)
        set_words(self._verdict, state.verdict)
        set_words(self._saved, state.saved)
        self._step_back.setEnabled(state.can_step_back)
        if is_new_part or has_changed:
            order_by_layout(self)

    def show_field(self, key: str) -> None:
        """Bring a field into view, with the keyboard in it."""
        self._soon(lambda: self._go_to(key))

    def take_focus(self) -> None:
        """Give the keyboard the first thing there is to do, below the way back."""
        self._soon(self._go_to_first)

    def _soon(self, go: Callable[[], None]) -> None:
        """Go once Qt shows what was just made: until then it takes no keyboard and has no place."""
        QTimer.singleShot(0, self, lambda: go())  # noqa: PLW0108 - PySide keeps no method's object

    def _go_to(self, key: str) -> None:
        self._groups.finish()
        field = self._groups.field(key)
        if field is not None:
            field.editor().setFocus(Qt.FocusReason.OtherFocusReason)
            self.ensureWidgetVisible(field, 0, 80)

    def _go_to_first(self) -> None:
        first = next((each for each in fields_of(self._main) if each.isVisibleTo(self) and each.isEnabled()), None)
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _move(self, verb: str) -> None:
        """Move the entry that the keyboard is in; else the document or task that shows."""
        own = [each for each in self._verbs if each == verb]
        key = self._groups.action_here(verb) or next(iter(own), None)
        if key is not None:
            self.pressed.emit(key)

    def groups(self) -> FormGroups:
        return self._groups

    def _show_frame(self, state: DeskViewState) -> bool:
        """Show what changes seldom; return whether it did."""
        shown = (state.part, state.way, state.rows, state.actions, state.findings)
        if shown == self._shown:
            return False
        is_other = not isinstance(self._shown, tuple) or self._shown[0] != state.part
        self._shown = shown
        self._show_way(state.way)
        empty(self._rows)
        if state.rows:
            self._rows.addWidget(self._list(state.rows))
        empty(self._actions)
        if state.actions:
            holder = QWidget()
            row = QVBoxLayout(holder)
            row.setContentsMargins(0, S, 0, S)
            row.addLayout(buttons_row(state.actions, self.pressed.emit))
            self._actions.addWidget(holder)
        self._show_findings(state.findings)
        if is_other:
            self.verticalScrollBar().setValue(0)
            announce(self, state.title)
        return True

    def _show_way(self, way: Sequence[tuple[str, str]]) -> None:
        empty(self._way)
        for key, title in way:
            step = link(tr("{title} ›", title=title))
            step.setAccessibleName(tr("Back to {title}", title=title))
            step.clicked.connect(lambda _=False, key=key: self.part_requested.emit(key))
            self._way.addWidget(step)

    def _list(self, rows: Sequence[DeskRow]) -> QWidget:
        shown = Rows(tr("Parts"), "", "heading")
        for row in rows:
            button = shown.add(row.title, row.about, row.aside)
            button.clicked.connect(lambda _=False, key=row.key: self.part_requested.emit(key))
        return shown

    def _show_findings(self, findings: Sequence[DeskFinding]) -> None:
        self._findings.clear()
        for found in findings:
            row = self._findings.add(found.says, found.place, _standing(found))
            row.clicked.connect(lambda _=False, it=found: self.finding_requested.emit(it.part, it.field))

    def _make_conflict(self) -> QWidget:
        band = QWidget()
        row = Flow(band, gap_px=M)
        theirs, mine = secondary(TAKE_THEIRS), secondary(KEEP_MINE)
        theirs.clicked.connect(lambda: self.decided.emit(False))
        mine.clicked.connect(lambda: self.decided.emit(True))
        row.addWidget(theirs)
        row.addWidget(mine)
        return band

    def _lay_out(self) -> None:
        self.body.addLayout(self._way)
        for widget in (self._title, self._about, self._problem, self._conflict, self._busy, self._said):
            self.body.addWidget(widget)
        main = QVBoxLayout(self._main)
        main.setContentsMargins(0, 0, 0, 0)
        main.setSpacing(M)
        main.addLayout(self._rows)
        main.addWidget(self._groups)
        main.addWidget(self.build)
        main.addLayout(self._actions)
        self.body.addWidget(self._main)
        self.body.addSpacing(M)
        self.body.addWidget(self._findings)
        self.body.addStretch(1)
        foot = self._foot_line()
        self.put_at_foot(foot)
        foot.show()

    def _foot_line(self) -> QWidget:
        """Return what always shows: how the pack is, where it lies, and the way to take the last change back."""
        foot = QWidget()
        foot.setProperty("ground", "paper")
        line = Flow(gap_px=M, on_one_line=True)
        for part in (self._verdict, self._saved, self._step_back):
            line.addWidget(part)
        within = QVBoxLayout()
        within.setContentsMargins(L, XS, L, XS)
        within.addLayout(line)
        column = QVBoxLayout(foot)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(rule())
        column.addLayout(within)
        return foot


def _standing(found: DeskFinding) -> str:
    if found.is_unfinished:
        return LEFT
    return WRONG if found.is_refusal else BETTER
