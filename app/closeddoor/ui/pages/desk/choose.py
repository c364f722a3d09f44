"""Where the desk begins: a folder to open, one that was open before, or a new pack."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from closeddoor.language import tr
from closeddoor.presenters.states.desk import DeskRow, DeskViewState
from closeddoor.ui.file_choice import ask_for_folder
from closeddoor.ui.theme.spacing import M
from closeddoor.ui.widgets.buttons import primary, secondary
from closeddoor.ui.widgets.column import ColumnPage
from closeddoor.ui.widgets.fields import Line
from closeddoor.ui.widgets.notices import ProblemBanner
from closeddoor.ui.widgets.picker import Picker
from closeddoor.ui.widgets.rows import Rows
from closeddoor.ui.widgets.tab_order import order_by_layout
from closeddoor.ui.widgets.words import rule, words

ABOUT = tr(
    "Write a pack of briefings: paste a document, mark in it what a good reader finds, say why, and see it as a "
    "participant does. A pack is a folder of plain files. It may lie in a folder of your home, such as Documents, or "
    "on another disk."
)


class Choose(ColumnPage):
    """`begin_requested` carries the folder that the new one goes into, title, name of the author and module."""

    folder_chosen = Signal(object)
    row_chosen = Signal(str)
    begin_requested = Signal(object, str, str, str)

    def __init__(self) -> None:
        super().__init__(720)
        self._shown: tuple[DeskRow, ...] | None = None
        self._modules: tuple[tuple[str, str], ...] = ()
        self._module = ""
        self._problem = ProblemBanner()
        self._open = primary(tr("Open a pack's folder …"), "folder")
        self._open.clicked.connect(self._ask)
        self._rows = Rows(tr("Open before"), tr("Nothing yet."), "heading")
        self._title = Line(tr("Title of the pack"), tr("Reading vendor claims"))
        self._author = Line(tr("Your name, as participants read it"), tr("Optional"))
        self._picker = Picker(tr("Module"))
        self._picker.chosen.connect(self._choose_module)
        self._begin = secondary(tr("Choose where it goes, and begin …"))
        self._begin.clicked.connect(self._ask_where)
        self._title.textChanged.connect(lambda: self._begin.setEnabled(bool(self._title.text().strip())))
        self._begin.setEnabled(False)
        self._lay_out()

    def render(self, state: DeskViewState) -> None:  # type: ignore[override]  # a state, not a paint device
        self._problem.render(state.problem)
        if state.modules != self._modules:
            self._modules = state.modules
            self._choose_module(state.modules[0][0] if state.modules else "")
        if state.rows != self._shown:
            self._shown = state.rows
            self._rows.clear()
            for row in state.rows:
                button = self._rows.add(row.title, row.about)
                button.clicked.connect(lambda _=False, key=row.key: self.row_chosen.emit(key))
            self._rows.setVisible(bool(state.rows))
            order_by_layout(self)

    def take_focus(self) -> None:
        self._open.setFocus(Qt.FocusReason.OtherFocusReason)

    def _choose_module(self, module: str) -> None:
        self._module = module
        self._picker.assign(self._modules, module)
        self._picker.set_words(tr("Module: {title}", title=dict(self._modules).get(module, "")))

    def _ask(self) -> None:
        ask_for_folder(self.window(), tr("Choose the folder of a pack"), self.folder_chosen.emit)

    def _ask_where(self) -> None:
        ask_for_folder(self.window(), tr("Choose where the new pack's folder goes"), self.begin_in)

    def begin_in(self, folder: object) -> None:
        """Begin in a folder that was chosen."""
        self.begin_requested.emit(folder, self._title.text(), self._author.text(), self._module)

    def _lay_out(self) -> None:
        self.body.addWidget(words(tr("The desk"), "title"))
        self.body.addWidget(words(ABOUT, "document-soft"))
        self.body.addWidget(self._problem)
        self.body.addSpacing(M)
        self.body.addWidget(self._open, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(self._rows)
        self.body.addSpacing(M)
        self.body.addWidget(words(tr("Begin a new pack"), "heading"))
        self.body.addWidget(rule())
        for field in (self._title, self._author):
            self.body.addWidget(words(field.accessibleName(), "strong"))
            self.body.addWidget(field)
        choices: list[QWidget] = [self._picker, self._begin]
        for choice in choices:
            row = QHBoxLayout()
            row.addWidget(choice)
            row.addStretch(1)
            self.body.addLayout(row)
        self.body.addStretch(1)
