"""The ten words of a key, set so that two people can read them to each other over a telephone."""

from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from closeddoor.presenters.states.library import KeyWords
from closeddoor.ui.theme.spacing import XS, L, M
from closeddoor.ui.widgets.words import words

COLUMNS = 2
"""A word of two syllables, a word of three: a pair to a line, as they are read aloud."""


class KeyWordsView(QWidget):
    """A screen reader hears the title and all words at once."""

    def __init__(self, key: KeyWords) -> None:
        super().__init__()
        self.setAccessibleName(f"{key.title}: {' '.join(key.words)}")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, M, 0, M)
        column.setSpacing(XS)
        column.addWidget(words(key.title, "strong"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(L)
        grid.setVerticalSpacing(XS)
        for place, word in enumerate(key.words):
            label = words(word, "document")
            label.setWordWrap(False)
            grid.addWidget(label, place // COLUMNS, place % COLUMNS)
        grid.setColumnStretch(COLUMNS, 1)
        column.addLayout(grid)
        column.addStretch(1)
