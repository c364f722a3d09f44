"""Something that is there for those who want it: a line that opens."""

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from closeddoor.ui.theme.spacing import S
from closeddoor.ui.widgets.buttons import Button
from closeddoor.ui.widgets.words import words


class Fold(QWidget):
    """A button that opens and closes what `build` makes, which is made when it is first opened.

    `below` stays under the button in either case: it wraps, as the words of a button cannot.
    """

    def __init__(self, closed_words: str, open_words: str, build: Callable[[], QWidget], below: str = "") -> None:
        super().__init__()
        self._words = (closed_words, open_words)
        self._build = build
        self._content: QWidget | None = None
        self._button = Button(closed_words, "link")
        self._button.setCheckable(True)
        self._button.toggled.connect(self._toggle)
        row = QHBoxLayout()
        row.addWidget(self._button)
        row.addStretch(1)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(S)
        self._column.addLayout(row)
        if below:
            self._button.setAccessibleDescription(below)
            self._column.addWidget(words(below, "small"))

    @property
    def is_open(self) -> bool:
        return self._button.isChecked()

    def set_open(self, *, is_open: bool) -> None:
        """Open or close it as its button does."""
        self._button.setChecked(is_open)

    def _toggle(self, is_open: bool) -> None:  # noqa: FBT001  Qt's signal
        self._button.set_words(self._words[is_open])
        if is_open and self._content is None:
            self._content = self._build()
            self._column.addWidget(self._content)
        if self._content is not None:
            self._content.setVisible(is_open)
