"""A statement of practice: tick, change the hours, see the page as it will be, save or copy it."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from closeddoor.language import tr
from closeddoor.presenters.states.record import RecordViewState, StatementPage, StatementRow
from closeddoor.presenters.states.shared import UNPROTECTED
from closeddoor.ui.file_choice import ask_where_to_save
from closeddoor.ui.pages.record.evidence import section
from closeddoor.ui.pages.record.paper import HEAD, pdf_of_statement
from closeddoor.ui.theme import scaled
from closeddoor.ui.theme.spacing import XL, XS, L, M, S
from closeddoor.ui.widgets.buttons import primary, secondary
from closeddoor.ui.widgets.choice import Tick
from closeddoor.ui.widgets.emptying import empty
from closeddoor.ui.widgets.fields import Line
from closeddoor.ui.widgets.flow import Flow
from closeddoor.ui.widgets.flow_page import FlowPage
from closeddoor.ui.widgets.switched_off import SwitchedOff
from closeddoor.ui.widgets.words import rule, set_words, words

ABOUT = tr(
    "For whoever asks what you did, in your own words: modules and hours, and nothing about how well. Nothing is sent; "
    "the page is yours to hand over, or not."
)
FILE_NAME = tr("Statement of practice.pdf")
PDF_FILES = tr("PDF (*.pdf)")
TICK_GAP_PX = 15
"""What a `Tick` leaves around its square."""


class StatementView(FlowPage):
    """`save_requested` carries a path and a `Prepare` of the PDF; nothing that is typed here is kept."""

    module_ticked = Signal(str, bool)
    hours_changed = Signal(str, str)
    name_changed = Signal(str)
    save_requested = Signal(object, object)
    copy_requested = Signal()
    policy_requested = Signal()

    def __init__(self) -> None:
        super().__init__(760, top_px=L)
        self._page: StatementPage | None = None
        self._rows: dict[str, ModuleRow] = {}
        self._modules = QVBoxLayout()
        self._modules.setSpacing(M)
        self._name = Line(tr("Your name, if you like; it is not stored"))
        self._name.textEdited.connect(self.name_changed)
        self._paper = Paper()
        self._hint = words(face="soft")
        self._save = primary(tr("Save as PDF …"), "document")
        self._save.clicked.connect(self._ask_where)
        self._closed_off = SwitchedOff()
        self._closed_off.asked.connect(self.policy_requested)
        self._copy = secondary(tr("Copy"), "copy")
        self._copy.clicked.connect(lambda: self.copy_requested.emit())  # noqa: PLW0108  the signal carries a flag
        self._lay_out()

    def render(self, state: RecordViewState) -> None:  # type: ignore[override]  # a state, not a paint device
        for row in state.statement.rows:
            if row.module not in self._rows:
                self._add(row)
            self._rows[row.module].assign(row)
        if self._name.text() != state.statement.name:
            self._name.setText(state.statement.name)
        page = state.statement.page
        if page != self._page:
            self._page = page
            self._paper.assign(page)
        self._paper.setVisible(page is not None)
        set_words(self._hint, state.statement.hint)
        self._save.setEnabled(page is not None)
        self._copy.setEnabled(page is not None)
        self._closed_off.say(state.statement.refusal, self._save, self._copy)

    def focus(self) -> None:
        """Let the keyboard begin at the first module."""
        first = next(iter(self._rows.values()), None)
        if first is not None:
            first.tick.setFocus()

    def _add(self, row: StatementRow) -> None:
        entry = ModuleRow(row)
        entry.ticked.connect(self.module_ticked)
        entry.hours_changed.connect(self.hours_changed)
        self._rows[row.module] = entry
        self._modules.addWidget(entry)

    def _ask_where(self) -> None:
        ask_where_to_save(self, tr("Save the statement. ") + UNPROTECTED, FILE_NAME, PDF_FILES, self._tell)

    def _tell(self, path: Path) -> None:
        if self._page is not None:
            self.save_requested.emit(path, partial(pdf_of_statement, self._page))

    def _lay_out(self) -> None:
        self.body.setSpacing(M)
        self.body.addWidget(words(ABOUT, "document-soft"))
        self.body.addWidget(section(tr("Modules and hours")))
        suggested = tr(
            "Hours are suggested from the words and tasks of what you finished. Change them as you know better."
        )
        self.body.addWidget(words(suggested, "small"))
        self.body.addLayout(self._modules)
        self.body.addSpacing(S)
        self.body.addWidget(words(tr("Your name, if you like. It is not stored."), "small"))
        self.body.addWidget(self._name)
        self.body.addWidget(section(tr("The page as it will be")))
        self.body.addWidget(self._hint)
        self.body.addWidget(self._paper)
        buttons = Flow(gap_px=M)
        buttons.addWidget(self._save)
        buttons.addWidget(self._copy)
        self.body.addLayout(buttons)
        self.body.addWidget(self._closed_off)
        self.body.addWidget(words(UNPROTECTED, "small"))
        self.body.addStretch(1)


class ModuleRow(QWidget):
    """A module to tick, what was practised in it, and its hours."""

    ticked = Signal(str, bool)
    hours_changed = Signal(str, str)

    def __init__(self, row: StatementRow) -> None:
        super().__init__()
        self._module = row.module
        self.tick = Tick(row.title)
        self.tick.clicked.connect(partial(self._tell_tick))
        self._about = words(face="small")
        self._hours = Line(tr("Hours, {title}", title=row.title.lower()), tr("Hours"))
        self._hours.textEdited.connect(lambda text: self.hours_changed.emit(self._module, text))
        self._problem = words(face="strong")
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(XS)
        grid.setHorizontalSpacing(0)
        grid.setColumnStretch(1, 1)
        grid.addWidget(self.tick, 0, 0, 1, 2)
        grid.addWidget(self._about, 1, 1)
        grid.addWidget(self._hours, 0, 2, 2, 1, Qt.AlignmentFlag.AlignVCenter)
        grid.addWidget(self._problem, 2, 1, 1, 2)
        self._grid = grid
        self._fit()

    def assign(self, row: StatementRow) -> None:
        self.tick.setChecked(row.is_ticked)
        self._about.setText(row.about)
        if self._hours.text() != row.hours:
            self._hours.setText(row.hours)
        self._hours.setAccessibleDescription(row.problem)
        set_words(self._problem, row.problem)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._fit()

    def _fit(self) -> None:
        """Set the words below a title under its first letter, which a square stands before."""
        self._grid.setColumnMinimumWidth(0, scaled(18) + TICK_GAP_PX)
        self._hours.setFixedWidth(scaled(110))

    def _tell_tick(self, is_ticked: bool) -> None:  # noqa: FBT001 - Qt's signal
        self.ticked.emit(self._module, is_ticked)


class Paper(QFrame):
    """The page as it will be, on a sheet."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("card", "true")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(XL, XL, XL, XL)
        self._column.setSpacing(M)

    def assign(self, page: StatementPage | None) -> None:
        self._clear()
        if page is None:
            return
        self._column.addWidget(words(page.title, "title"))
        for text in page.above:
            self._column.addWidget(words(text, "document"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(XL)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        grid.setVerticalSpacing(S)
        for column, text in enumerate(HEAD):
            grid.addWidget(words(text, "strong"), 0, column)
        grid.addWidget(rule(strong=True), 1, 0, 1, 2)
        for row, texts in enumerate(page.modules, 2):
            for column, text in enumerate(texts):
                grid.addWidget(words(text, "document"), row, column)
        grid.setContentsMargins(0, 0, 0, 0)
        holder = QWidget()
        holder.setLayout(grid)
        self._column.addWidget(holder)
        for text in page.below:
            self._column.addWidget(words(text, "document"))

    def _clear(self) -> None:
        empty(self._column)
