"""A headed list of what there is: a name, how much of it, and a sentence about it where one is needed."""

from collections.abc import Iterable

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from closeddoor.ui.theme.spacing import XS, L, S
from closeddoor.ui.widgets.headed_part import HeadedPart
from closeddoor.ui.widgets.words import words


class Entries(HeadedPart):
    """Each of `entries` is a name, a short value at the right, and what is said below; a `place` can be copied."""

    def __init__(self, title: str, entries: Iterable[tuple[str, str, str]], about: str = "", place: str = "") -> None:
        super().__init__(title, "heading")
        if about:
            self.column.addWidget(words(about, "soft"))
        if place:
            self.column.addWidget(words(place, "small", selectable=True))
        for name, value, below in entries:
            self.column.addWidget(_entry(name, value, below))


def _entry(name: str, value: str, below: str) -> QWidget:
    entry = QWidget()
    row = QHBoxLayout()
    row.setSpacing(L)
    row.addWidget(words(name), 1)
    if value:
        figure = words(value)
        figure.setWordWrap(False)
        figure.setAccessibleName(f"{name}: {value}")
        row.addWidget(figure)
    column = QVBoxLayout(entry)
    column.setContentsMargins(0, XS, 0, S)
    column.setSpacing(0)
    column.addLayout(row)
    if below:
        column.addWidget(words(below, "small"))
    return entry
