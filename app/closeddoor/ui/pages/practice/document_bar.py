"""The line above a document: take back, bring again, and find words in it."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from closeddoor.language import tr
from closeddoor.presenters.states.briefing import BriefingViewState
from closeddoor.ui.pages.practice.intents import PracticeIntents
from closeddoor.ui.theme.spacing import XS, S
from closeddoor.ui.widgets.buttons import quiet
from closeddoor.ui.widgets.fields import Line
from closeddoor.ui.widgets.notices import announce
from closeddoor.ui.widgets.words import words

MOST_CHARACTERS = 200
FORWARD, BACK = 1, -1


class FindRow(QWidget):
    """What is sought, how often it stands there, and the way from one place to the next. Enter, Shift+Enter, Esc."""

    sought = Signal(str)
    step_wanted = Signal(int)
    closed = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self._field = Line(name, name)
        self._field.setMaxLength(MOST_CHARACTERS)
        self._field.textChanged.connect(self.sought)
        self._field.installEventFilter(self)
        self._count = words(face="small")
        self._count.setWordWrap(False)
        self._before = quiet(tr("Previous place"), "up", shortcut="Shift+Enter", icon_only=True)
        self._after = quiet(tr("Next place"), "down", shortcut="Enter", icon_only=True)
        self._close = quiet(tr("Close the search"), "close", shortcut="Esc", icon_only=True)
        self._before.clicked.connect(lambda: self.step_wanted.emit(BACK))
        self._after.clicked.connect(lambda: self.step_wanted.emit(FORWARD))
        self._close.clicked.connect(self.closed)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, XS)
        row.setSpacing(XS)
        row.addWidget(self._field, 1)
        for part in (self._count, self._before, self._after, self._close):
            row.addWidget(part, 0, Qt.AlignmentFlag.AlignVCenter)

    def take_focus(self) -> None:
        self._field.selectAll()
        self._field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def text(self) -> str:
        return self._field.text()

    def show_count(self, said: str, *, can_step: bool) -> None:
        """Say how many places there are, to a screen reader too, which does not follow the highlight."""
        if said and said != self._count.text():
            announce(self._field, said)
        self._count.setText(said)
        self._before.setEnabled(can_step)
        self._after.setEnabled(can_step)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                is_back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
                self.step_wanted.emit(BACK if is_back else FORWARD)
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.closed.emit()
                return True
        return super().eventFilter(watched, event)


class DocumentBar(QWidget):
    """Quiet buttons at the right; the find row opens under them. Put what belongs at the left into `row`."""

    def __init__(self, intents: PracticeIntents, find_name: str) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._undo = quiet(tr("Undo"), "undo", shortcut="Ctrl+Z", icon_only=True)
        self._redo = quiet(tr("Redo"), "redo", shortcut="Ctrl+Shift+Z", icon_only=True)
        self._undo.clicked.connect(intents.undo_requested)
        self._redo.clicked.connect(intents.redo_requested)
        self.find_button = quiet(tr("Find in the text"), "search", shortcut="Ctrl+F", icon_only=True)
        self.finder = FindRow(find_name)
        self.finder.hide()
        left = QWidget(self)  # a layout without visible widgets would take no room, and the buttons would drift apart
        self.row = QHBoxLayout(left)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(XS)
        tools = QHBoxLayout()
        tools.setSpacing(XS)
        tools.addWidget(left, 1)
        for button in (self._undo, self._redo, self.find_button):
            tools.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(S, 0, S, 0)
        column.setSpacing(XS)
        column.addLayout(tools)
        column.addWidget(self.finder)

    def assign(self, view: BriefingViewState) -> None:
        for button, is_possible in ((self._undo, view.can_undo), (self._redo, view.can_redo)):
            if button.hasFocus() and not is_possible:
                self.find_button.setFocus(Qt.FocusReason.OtherFocusReason)
            button.setEnabled(is_possible)
            button.setVisible(view.can_edit)
