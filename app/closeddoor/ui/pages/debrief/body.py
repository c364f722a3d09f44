"""The debrief in full: what came of it, one section per task, the author's text, one line for next time."""

from functools import partial

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from closeddoor.language import tr
from closeddoor.presenters.states.debrief import DebriefViewState, TaskDebrief
from closeddoor.ui import shortcuts
from closeddoor.ui.pages.debrief.cards import NextTime
from closeddoor.ui.pages.debrief.closing import Again, AuthorsDebrief, OwnNotes, Terms
from closeddoor.ui.pages.debrief.highlight import HighlightSection
from closeddoor.ui.pages.debrief.index import SectionIndex
from closeddoor.ui.pages.debrief.intents import DebriefIntents
from closeddoor.ui.pages.debrief.memo import MemoSection
from closeddoor.ui.pages.debrief.overview import Overview
from closeddoor.ui.pages.debrief.registry import spec_for
from closeddoor.ui.pages.debrief.section import Section, TextColumn
from closeddoor.ui.theme import scaled
from closeddoor.ui.theme.spacing import L, S
from closeddoor.ui.widgets.column import room
from closeddoor.ui.widgets.flow_page import FlowPage
from closeddoor.ui.widgets.notices import announce
from closeddoor.ui.widgets.tab_order import order_by_layout

WIDE_PX = 1060
INDEX_PX = 190
INDEX_FROM_PX = 1180
READING_LINE_PX = 160
"""How far below the top a section counts as the one being read."""

SETTLING_MS = 60
"""New heights travel up one layout per round of events; after this they have arrived."""


class DebriefBody(QWidget):
    """A long page with its index. A place that is asked for is shown in the upper third."""

    def __init__(self, intents: DebriefIntents) -> None:
        super().__init__()
        self._intents = intents
        self._state: DebriefViewState | None = None
        self._sections: dict[str, Section] = {}
        self._assigned: dict[str, tuple[TaskDebrief, bool]] = {}
        self._is_in_order = False
        self._columns: list[TextColumn] = []
        self._page = FlowPage(WIDE_PX)
        self._page.verticalScrollBar().valueChanged.connect(self._tell_current)
        self._overview = Overview()
        self._overview.points_toggled.connect(self._show_or_hide_points)
        self._overview.task_wanted.connect(self._go_to_task)
        self._tasks = QVBoxLayout()
        self._tasks.setSpacing(L)
        self._builder = QTimer(self, singleShot=True, interval=0)
        self._builder.timeout.connect(self._build_next)
        self._author, self._notes, self._terms = AuthorsDebrief(), OwnNotes(), Terms()
        self._next_time, self._again = NextTime(intents), Again(intents)
        self._closing = self._closing_parts()
        self._closing.hide()
        self._next_time.next_time_changed.connect(intents.next_time_changed)
        self._page.body.addLayout(self._kept_to_text(self._overview))
        self._page.body.addLayout(self._tasks)
        self._page.body.addWidget(self._closing)
        self._page.body.addStretch(1)
        for keys, by in ((shortcuts.NEXT_PART, 1), (shortcuts.PREVIOUS_PART, -1)):
            shortcut = QShortcut(QKeySequence(keys.keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(partial(self._go_on, by))
        self._index = SectionIndex()
        self._index.section_wanted.connect(self._go_to)
        self._side = QWidget()
        self._side.setFixedWidth(scaled(INDEX_PX))
        side = QVBoxLayout(self._side)
        side.setContentsMargins(S, L, 0, L)
        side.addWidget(self._index)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._side)
        row.addWidget(self._page, 1)

    def assign(self, state: DebriefViewState) -> None:
        self._is_in_order = self._state is not None and rows_of(self._state) == rows_of(state)
        self._state = state
        self._overview.assign(state)
        for task in state.tasks:
            if task.task_id in self._sections:
                self._assign_section(task)
        if not self._closing.isHidden():
            self._assign_closing(state)
        self._index.set_titles(titles_of(state))
        self._builder.start()

    def build_rest(self) -> None:
        """Build at once what is not built yet."""
        while self._build_next():
            pass

    def focus_start(self) -> None:
        """Let the keyboard scroll the page."""
        self._page.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._arrange()

    def _arrange(self) -> None:
        self._side.setVisible(room(self) >= INDEX_FROM_PX)
        self._side.setFixedWidth(scaled(INDEX_PX))
        for column in self._columns:
            column.fit()

    def _closing_parts(self) -> QWidget:
        closing = QWidget()
        column = QVBoxLayout(closing)
        column.setContentsMargins(0, 0, 0, 0)
        for part in self._closing_widgets():
            column.addLayout(self._kept_to_text(part))
        return closing

    def _closing_widgets(self) -> tuple[AuthorsDebrief, OwnNotes, Terms, NextTime, Again]:
        return self._author, self._notes, self._terms, self._next_time, self._again

    def _kept_to_text(self, part: QWidget) -> TextColumn:
        column = TextColumn(part)
        self._columns.append(column)
        return column

    def _build_next(self) -> bool:
        """Build the next part and come back for more; the headline is on the screen meanwhile. False: all is built."""
        if self._state is None or not self._closing.isHidden():
            self._tell_current()
            if not self._is_in_order:
                order_by_layout(self)
                self._is_in_order = self._state is not None
            return False
        self._is_in_order = False
        missing = next((task for task in self._state.tasks if task.task_id not in self._sections), None)
        if missing is None:
            self._assign_closing(self._state)
            self._closing.show()
        else:
            self._assign_section(missing)
        self._builder.start()
        return True

    def _assign_section(self, task: TaskDebrief) -> None:
        """Show a task, unless it shows so already: each letter that is typed elsewhere comes by here."""
        shown = (task, self._overview.shows_points)
        if self._assigned.get(task.task_id) != shown:
            self._section_of(task).assign(task, shows_points=self._overview.shows_points)
            self._assigned[task.task_id] = shown

    def _assign_closing(self, state: DebriefViewState) -> None:
        for part in self._closing_widgets():
            part.assign(state)

    def _section_of(self, task: TaskDebrief) -> Section:
        if task.task_id not in self._sections:
            spec = spec_for(task)
            section = spec.section(self._intents)
            section.place_wanted.connect(lambda widget, y: self._page.bring_up(widget, y, share=0.3))
            if isinstance(section, HighlightSection | MemoSection):
                self._page.adopt(section.view)
            self._sections[task.task_id] = section
            if spec.wide:
                self._tasks.addWidget(section)
            else:
                self._tasks.addLayout(self._kept_to_text(section))
        return self._sections[task.task_id]

    def _parts(self) -> list[QWidget]:
        closing = [part for part in self._closing_widgets() if not part.isHidden()]
        return [self._overview, *self._sections.values(), *closing]

    def _go_to_task(self, task_id: str) -> None:
        tasks = self._state.tasks if self._state else ()
        self._go_to(1 + next(number for number, task in enumerate(tasks) if task.task_id == task_id))

    def _go_to(self, number: int) -> None:
        was_unfinished = self._closing.isHidden()
        self.build_rest()
        part = self._parts()[number]
        self._page.bring_up(part)
        (first_field(part) or self._page).setFocus(Qt.FocusReason.ShortcutFocusReason)
        if self._state is not None:
            announce(self, titles_of(self._state)[number])
        if was_unfinished:
            QTimer.singleShot(SETTLING_MS, self, lambda: self._page.bring_up(part))

    def _go_on(self, by: int) -> None:
        """Go to the part before or after the one with the focus, else the one that is read; at either end, stay."""
        self.build_rest()
        parts, focused = self._parts(), QApplication.focusWidget()
        holding = (number for number, part in enumerate(parts) if focused and part.isAncestorOf(focused))
        self._go_to(max(0, min(len(parts) - 1, next(holding, self._index.current) + by)))

    def _tell_current(self) -> None:
        """Mark the section at the top in the index; at the very end, the last one."""
        if self._closing.isHidden():
            self._index.set_current(0)
            return
        bar = self._page.verticalScrollBar()
        limit = bar.value() + min(self._page.viewport().height() // 3, scaled(READING_LINE_PX))
        tops = [part.mapTo(self._page.ground(), part.rect().topLeft()).y() for part in self._parts()]
        at_end = bar.maximum() > 0 and bar.value() == bar.maximum()
        reached = [number for number, top in enumerate(tops) if top <= limit]
        self._index.set_current(len(tops) - 1 if at_end else max(reached, default=0))

    def _show_or_hide_points(self) -> None:
        if self._state is not None:
            self.assign(self._state)


def first_field(part: QWidget) -> QWidget | None:
    """Return what Tab would reach first in a part; not every part has a layout to go by."""
    fields = (field for field in part.findChildren(QWidget) if field.focusPolicy() & Qt.FocusPolicy.TabFocus)
    return next((field for field in fields if field.isVisible()), None)


def rows_of(state: DebriefViewState) -> tuple[object, ...]:
    """Return what rows are made of that come anew when it changes: Tab has to learn about them."""
    return state.outcomes, state.again, len(state.cards)


def titles_of(state: DebriefViewState) -> tuple[str, ...]:
    """Return what the index lists, in the order of the page; what is empty is not there."""
    tasks = (task.title for task in state.tasks)
    closing = (
        (tr("The reasons"), bool(state.debrief.blocks)),
        (tr("Your notes"), bool(state.noted)),
        (tr("Terms"), bool(state.terms)),
        (tr("Next time"), True),
        (tr("Go on"), True),
    )
    return (tr("What came of it"), *tasks, *(title for title, is_there in closing if is_there))
