"""A headed list of rows to press."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from closeddoor.ui.theme.spacing import S
from closeddoor.ui.widgets.row_button import RowButton
from closeddoor.ui.widgets.words import Face, rule, words


class Rows(QWidget):
    """A headed list of rows to press, or one sentence when there are none."""

    def __init__(self, title: str, when_empty: str, row_face: Face) -> None:
        super().__init__()
        self._face: Face = row_face
        self._empty = words(when_empty, "soft")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(words(title, "strong"))
        self._column.addSpacing(S)
        self._column.addWidget(rule(strong=True))
        self._column.addSpacing(S)
        self._column.addWidget(self._empty)
        self._rows: list[QWidget] = []

    def clear(self) -> None:
        for row in self._rows:
            row.hide()
            row.deleteLater()
        self._rows.clear()
        self._empty.setVisible(True)

    def add(self, title: str, below: str, aside: str = "") -> RowButton:
        row = RowButton(title, below, aside, title_face=self._face)
        self.put(row)
        return row

    def put(self, widget: QWidget) -> None:
        """Put a row of another make at the end, or what belongs to the row that was added last."""
        self._rows.append(widget)
        self._column.addWidget(widget)
        self._empty.setVisible(False)
