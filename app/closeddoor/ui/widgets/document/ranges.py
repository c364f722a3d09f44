"""Stretches of a document that the page draws attention to, and how each is drawn."""

from dataclasses import dataclass, replace
from typing import Literal

from PySide6.QtGui import QBrush, QColor, QTextCharFormat

from closeddoor.presenters.states.shared import Verdict
from closeddoor.ui.theme import VERDICTS, Colours, Tint, VerdictStyle, tint_of

Look = Verdict | Literal["mark", "evidence"]
"""A verdict, a mark of the participant's own, or a sentence that earned a point."""

_SINGLE = QTextCharFormat.UnderlineStyle.SingleUnderline

LOOKS: dict[Look, VerdictStyle] = {
    **dict[Look, VerdictStyle](VERDICTS.items()),
    "decoy": replace(VERDICTS["decoy"], word="Sound after all"),
    "mark": VerdictStyle("Mark", "▪", _SINGLE),
    "evidence": VerdictStyle("Evidence", "▪", _SINGLE),
}


@dataclass(frozen=True)
class TextRange:
    """From code point `start` to `end` of the displayed text; `key` comes back when it is clicked.

    `word` stands in the margin after the look's shape; empty, it is the look's own word; None leaves the margin free.
    `current` draws it as the one being looked at.
    """

    start: int
    end: int
    look: Look
    key: str = ""
    word: str | None = ""
    current: bool = False


def tint_of_look(look: Look, colours: Colours) -> Tint:
    """Return ink and ground of `look`."""
    if look == "mark":
        return colours.mark
    return colours.found if look == "evidence" else tint_of(look, colours)


def shape_of(look: Look) -> str:
    """Return the character that stands before the word in the margin."""
    return LOOKS[look].shape


def margin_words(marked: TextRange) -> str:
    """Return what the margin says beside `marked`: shape and word, or nothing."""
    return "" if marked.word is None else f"{shape_of(marked.look)} {marked.word or LOOKS[marked.look].word}"


def characters_of(marked: TextRange, colours: Colours) -> QTextCharFormat:
    """Return how the text of `marked` is drawn: ground, ink and the underline of its look."""
    tint = colours.mark_current if marked.current and marked.look == "mark" else tint_of_look(marked.look, colours)
    result = QTextCharFormat()
    result.setBackground(QBrush(QColor(tint.ground)))
    result.setForeground(QBrush(QColor(colours.ink)))
    result.setUnderlineStyle(LOOKS[marked.look].underline)
    result.setUnderlineColor(QColor(tint.ink))
    if marked.current:
        result.setForeground(QBrush(QColor(tint.ink)))
    return result
