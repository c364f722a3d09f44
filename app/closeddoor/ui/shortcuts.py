"""Every shortcut of the application, in one list: the keys work, stand in tooltips and are shown by F1."""

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractSlider,
    QDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from closeddoor.language import tr
from closeddoor.ui.theme import scaled
from closeddoor.ui.theme.spacing import XL, L, M
from closeddoor.ui.widgets.buttons import primary
from closeddoor.ui.widgets.words import words


@dataclass(frozen=True)
class ShortcutSpec:
    """`keys` in Qt's portable notation; `does` in the user's words. `also` are keys that belong to it unsaid."""

    keys: str
    does: str
    also: tuple[str, ...] = ()


NEW_CONVERSATION = ShortcutSpec("Ctrl+N", tr("Start a new conversation"))
SEARCH = ShortcutSpec("Ctrl+F", tr("Search the documents of a briefing; elsewhere all conversations"))
SEND = ShortcutSpec("Return", tr("Send what is written; with Shift: a new line"))
STOP = ShortcutSpec("Esc", tr("Stop the model, or close what is open"))
SETTINGS = ShortcutSpec("Ctrl+,", tr("Open the settings"))
HOME = ShortcutSpec("Alt+Home", tr("Go to the home page"))
LIBRARY = ShortcutSpec("Ctrl+B", tr("Go to the library"))
RECORD = ShortcutSpec("Ctrl+R", tr("Go to your record"))
BACK = ShortcutSpec("Alt+Left", tr("Go back"))
MOVE_UP = ShortcutSpec("Alt+Up", tr("At the desk: move what the keyboard is in up"))
MOVE_DOWN = ShortcutSpec("Alt+Down", tr("At the desk: move it down"))
FORWARD = ShortcutSpec("Alt+Right", tr("In a briefing: continue"))
OTHER_PANE = ShortcutSpec("F6", tr("In a briefing: between the document and the work"))
NUMBERS = ShortcutSpec(tr("1 to 9"), tr("Label what is selected, or choose an option"))
NEXT_TERM = ShortcutSpec("T", tr("In a document: explain the next term"))
NEXT_PART = ShortcutSpec("Ctrl+PgDown", tr("In a debrief: go to the next part; with PgUp: to the one before"))
PREVIOUS_PART = ShortcutSpec("Ctrl+PgUp", NEXT_PART.does)
NOTE = ShortcutSpec("N", tr("In a document: write a note beside what is selected"))
UNDO = ShortcutSpec(
    "Ctrl+Z",
    tr("Undo: what is typed, a mark, a note, or what was just deleted; with Shift: again"),
    also=("Ctrl+Shift+Z", "Ctrl+Y"),
)
NEXT_SLIDE = ShortcutSpec("Right", tr("In a group session: what comes next, also with a remote"), also=("PgDown",))
LAST_SLIDE = ShortcutSpec("Left", tr("In a group session: what came before"), also=("PgUp",))
RUN_STEP = ShortcutSpec("Ctrl+Right", tr("In a group session: the next step of the run of show"), also=("Ctrl+Left",))
STAGE_SIZE = ShortcutSpec("+", tr("In a group session: larger text on the projector; with -: smaller"), also=("-",))
WHOLE_SCREEN = ShortcutSpec("F11", tr("In a group session: the whole screen, and back"))
PRIVACY = ShortcutSpec("Ctrl+Shift+P", tr("Open the privacy room"))
MODELS = ShortcutSpec("Ctrl+Shift+M", tr("Open the model room"))
DESK = ShortcutSpec("Ctrl+Shift+D", tr("Open the desk, where packs are written"))
PALETTE = ShortcutSpec("Ctrl+K", tr("Go to anything by its name"))
LARGER = ShortcutSpec("Ctrl++", tr("Larger text"), also=("Ctrl+=",))
SMALLER = ShortcutSpec("Ctrl+-", tr("Smaller text"))
USUAL_SIZE = ShortcutSpec("Ctrl+0", tr("Text in its usual size"))
LOCK = ShortcutSpec("Ctrl+L", tr("Lock: everything is closed until you open it again"))
QUICK_HIDE = ShortcutSpec("Ctrl+Shift+H", tr("Hide the window at once, and lock"))
LIST = ShortcutSpec("F1", tr("Show this list"))

SHORTCUTS = (
    *(PALETTE, HOME, LIBRARY, RECORD, SETTINGS, PRIVACY, MODELS, DESK, BACK, FORWARD, OTHER_PANE),
    *(NUMBERS, NEXT_TERM, NOTE, NEXT_PART, UNDO, MOVE_UP, MOVE_DOWN),
    *(NEXT_SLIDE, LAST_SLIDE, RUN_STEP, STAGE_SIZE, WHOLE_SCREEN),
    *(NEW_CONVERSATION, SEARCH, SEND, STOP, LARGER, SMALLER, USUAL_SIZE),
    *(LOCK, QUICK_HIDE, LIST),
)


SCROLLING = {
    Qt.Key.Key_Down: QAbstractSlider.SliderAction.SliderSingleStepAdd,
    Qt.Key.Key_Up: QAbstractSlider.SliderAction.SliderSingleStepSub,
    Qt.Key.Key_PageDown: QAbstractSlider.SliderAction.SliderPageStepAdd,
    Qt.Key.Key_PageUp: QAbstractSlider.SliderAction.SliderPageStepSub,
}


def shown_keys(spec: ShortcutSpec) -> str:
    """Return the keys as people name them: `Ctrl + ,`."""
    modifiers, plus, last = spec.keys[:-1].rpartition("+")
    parts = [*modifiers.split("+"), f"{last}{spec.keys[-1]}"] if plus else [spec.keys]
    return " + ".join(parts).replace("Return", "Enter")


class ShortcutList(QDialog):
    """What F1 shows; it scrolls where the window is too low for all of it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Closed Door"))
        self.setAccessibleName(tr("Keyboard shortcuts"))
        column = QVBoxLayout(self)
        column.setContentsMargins(XL, XL, L, L)
        column.setSpacing(L)
        column.addWidget(words(tr("Keyboard"), "title"))
        column.addWidget(self._scrolling(), 1)
        close = primary(tr("Close"))
        close.clicked.connect(self.accept)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(close)
        column.addLayout(row)
        close.setFocus()
        if parent is not None:
            self.resize(min(scaled(560), parent.width() - XL), min(scaled(900), parent.height() - XL))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F1:
            self.accept()
            return
        step = SCROLLING.get(Qt.Key(event.key()))
        if step is not None:
            self._area.verticalScrollBar().triggerAction(step)
            return
        super().keyPressEvent(event)

    def _scrolling(self) -> QWidget:
        inside = QWidget()
        inside.setProperty("ground", "paper")
        inside.setLayout(self._rows())
        self._area = QScrollArea()
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setWidget(inside)
        return self._area

    def _rows(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, M, 0)
        grid.setHorizontalSpacing(XL)
        grid.setVerticalSpacing(M)
        for row, spec in enumerate(SHORTCUTS):
            keys = words(shown_keys(spec), "strong")
            keys.setWordWrap(False)
            grid.addWidget(keys, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(words(spec.does), row, 1)
        grid.setColumnStretch(1, 1)
        return grid
