"""Rows under headings: what is to be decided, what was found, what was missed."""

from collections.abc import Mapping

from PySide6.QtWidgets import QVBoxLayout, QWidget

from closeddoor.presenters.states.shared import Verdict
from closeddoor.ui.theme.spacing import M
from closeddoor.ui.widgets.words import rule, words


class GroupedRows(QWidget):
    """Rows in the order in which they come; a heading where another group begins.

    A row stays where it came first, whatever is decided about it later: nothing moves under the reader's eyes.
    """

    def __init__(self, headings: Mapping[Verdict, str]) -> None:
        super().__init__()
        self._headings = headings
        self._group = ""
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

    def add(self, verdict: Verdict, row: QWidget) -> None:
        """Put `row` at the end, under the heading of its verdict."""
        group = self._headings.get(verdict, "")
        if group and group != self._group:
            if self._group:
                self._column.addSpacing(M)
            self._column.addWidget(words(group, "strong"))
            self._column.addSpacing(M)
        self._group = group
        self._column.addWidget(rule())
        self._column.addWidget(row)
