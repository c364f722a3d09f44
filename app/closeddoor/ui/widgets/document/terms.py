"""Terms that explain themselves: where they stand in a text, and the small card that says what they mean."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from closeddoor.presenters.states.briefing import TermView
from closeddoor.ui.theme import scaled
from closeddoor.ui.theme.spacing import XS, M, S
from closeddoor.ui.widgets.notices import announce
from closeddoor.ui.widgets.words import set_words, words


@dataclass(frozen=True)
class TermPlace:
    """A term and where it stands, in code points of the displayed text."""

    start: int
    end: int
    term: TermView


def find_terms(displayed: str, terms: Sequence[TermView]) -> tuple[TermPlace, ...]:
    """Return each term where it first stands in each block, as a whole word, a plural s allowed; longer terms win."""
    taken: list[TermPlace] = []
    for term in sorted(terms, key=lambda each: -len(each.term)):
        pattern = re.compile(rf"(?<!\w){re.escape(term.term)}(?:s|es)?(?!\w)", re.IGNORECASE)
        last_block = -1
        for found in pattern.finditer(displayed):
            block = displayed.count("\n", 0, found.start())
            overlaps = any(place.start < found.end() and found.start() < place.end for place in taken)
            if block != last_block and not overlaps:
                taken.append(TermPlace(found.start(), found.end(), term))
                last_block = block
    return tuple(sorted(taken, key=lambda place: place.start))


class TermCard(QFrame):
    """What a term means and why it matters, beside the word. It closes by itself; nobody records that it was open."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._ground = parent
        self.setProperty("card", "true")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._term = words(face="strong")
        self._means = words()
        self._matters = words(face="soft")
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(M, S, M, M)
        column.setSpacing(XS)
        for label in (self._term, self._means, self._matters):
            column.addWidget(label)
        self.hide()

    def show_term(self, term: TermView, word: QRect) -> None:
        """Show `term` under `word` (in coordinates of the parent), above it where there is no room below."""
        self._term.setText(term.term)
        set_words(self._means, term.means)
        set_words(self._matters, term.matters)
        bounds = self._ground.rect()
        width = min(scaled(340), bounds.width() - 2 * M)
        self.setFixedWidth(width)
        height = self._column.heightForWidth(width)
        left = max(M, min(word.left(), bounds.width() - width - M))
        below = word.bottom() + XS
        fits_below = below + height <= bounds.height() - M
        self.setGeometry(QRect(QPoint(left, below if fits_below else max(M, word.top() - XS - height)), self.size()))
        self.resize(width, height)
        self.raise_()
        self.show()
        announce(self._ground, f"{term.term}: {term.means}")
