"""The documents beside the work where there is room for both; else one of them, and a button that swaps."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QSizePolicy, QTextEdit, QVBoxLayout, QWidget

from closeddoor.ui.theme import scaled
from closeddoor.ui.theme.spacing import L, S
from closeddoor.ui.widgets.buttons import Button, secondary

SWAP_KEY = "F6"


class Panes(QWidget):
    """Two panes, `first` at the left. Below `both_from_px` (at 100 % text) only one of them shows.

    `first_words` and `second_words` are what the button says that leads to each ("Read the proposal"). `shows_first`:
    which one shows when there is room for only one, until the user swaps. `room_changed` carries whether both show.
    """

    room_changed = Signal(bool)

    def __init__(
        self,
        first: QWidget,
        second: QWidget,
        *,
        first_words: str,
        second_words: str,
        both_from_px: int = 1000,
        shares: tuple[int, int] = (58, 42),
        shows_first: bool = False,
    ) -> None:
        super().__init__()
        self._first, self._second = first, second
        self._words = (first_words, second_words)
        self._both_from_px = both_from_px
        self._shows_first = shows_first
        self._showed_both: bool | None = None
        self._swap: Button = secondary(second_words, "document", shortcut=SWAP_KEY)
        QShortcut(QKeySequence(SWAP_KEY), self, self._swap.click)
        self._swap.clicked.connect(self._swap_panes)
        self._line = QFrame()
        self._line.setProperty("line", "right")
        self._line.setFixedWidth(1)
        self._lay_out(shares)
        self._arrange()

    def set_words(self, first_words: str, second_words: str) -> None:
        self._words = (first_words, second_words)
        self._arrange()

    def shows_both(self) -> bool:
        return self.width() >= scaled(self._both_from_px)

    def show_first(self) -> None:
        """Bring the first pane in front where only one shows."""
        self._shows_first = True
        self._arrange()

    def show_second(self) -> None:
        """Bring the second pane in front where only one shows."""
        self._shows_first = False
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._arrange()

    def _lay_out(self, shares: tuple[int, int]) -> None:
        self._top = QWidget()
        self._top.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        top = QHBoxLayout(self._top)
        top.setContentsMargins(L, S, L, 0)
        top.addStretch(1)
        top.addWidget(self._swap)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._first, shares[0])
        row.addWidget(self._line)
        row.addWidget(self._second, shares[1])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._top)
        column.addLayout(row, 1)

    def _arrange(self) -> None:
        both = self.shows_both()
        self._top.setVisible(not both)
        self._line.setVisible(both)
        self._first.setVisible(both or self._shows_first)
        self._second.setVisible(both or not self._shows_first)
        self._swap.set_words(self._words[1] if self._shows_first else self._words[0])
        if both != self._showed_both:
            self._showed_both = both
            self.room_changed.emit(both)

    def _swap_panes(self) -> None:
        in_first = self._first.isAncestorOf(QApplication.focusWidget() or self)
        self._shows_first = not (in_first if self.shows_both() else self._shows_first)
        self._arrange()
        shown = self._first if self._shows_first else self._second
        _field_of(shown).setFocus(Qt.FocusReason.OtherFocusReason)


def _field_of(pane: QWidget) -> QWidget:
    """Return where the focus was last in `pane`, else its text, else its first field.

    A focus proxy would do this too, but Qt's Tab then skips every widget between the two in its chain.
    """
    fields = [each for each in pane.findChildren(QWidget) if each.isVisibleTo(pane) and _takes_tab(each)]
    texts = [each for each in fields if isinstance(each, QTextEdit)]
    last = pane.focusWidget()
    return last if last in fields else (*texts, *fields, pane)[0]


def _takes_tab(widget: QWidget) -> bool:
    return widget.isEnabled() and bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
