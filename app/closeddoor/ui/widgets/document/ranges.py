"""Stretches of a document that the page draws attention to, and how each is drawn."""

from dataclasses import dataclass, replace
from typing import Literal, get_args

from PySide6.QtGui import QBrush, QColor, QTextCharFormat

from closeddoor.language import tr
from closeddoor.presenters.states.shared import Verdict
from closeddoor.ui.theme import Colours, Tint
from closeddoor.ui.theme.verdicts import VERDICTS, VerdictStyle, tint_of

Look = Verdict | Literal["mark", "evidence", "note", "hit"]
"""A verdict; a mark or a note of the participant's own; a sentence that earned a point; words that are sought."""

Layer = Literal["notes", "ranges", "hits"]
"""Ranges of one kind are assigned without touching the others; each layer is drawn over the one before."""

LAYERS: tuple[Layer, ...] = get_args(Layer)

_SINGLE = QTextCharFormat.UnderlineStyle.SingleUnderline

LOOKS: dict[Look, VerdictStyle] = {
    **dict[Look, VerdictStyle](VERDICTS.items()),
    "decoy": replace(VERDICTS["decoy"], word=tr("Sound after all")),
    "mark": VerdictStyle(tr("Mark"), "▪", _SINGLE),
    "evidence": VerdictStyle(tr("Evidence"), "▪", _SINGLE),
    "note": VerdictStyle(tr("Note"), "†", QTextCharFormat.UnderlineStyle.DashDotLine),
    "hit": VerdictStyle(tr("Found words"), "▸", QTextCharFormat.UnderlineStyle.NoUnderline),
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
    if look == "mark" or look == "note":  # noqa: PLR1714 - mypy narrows a Literal by comparison, not by `in`
        return colours.mark
    if look == "hit":
        return colours.partly
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
    if marked.look != "note":  # a note stands in the margin; the words it is about keep the ground that a mark gave
        result.setBackground(QBrush(QColor(tint.ground)))
        result.setForeground(QBrush(QColor(colours.ink)))
    result.setUnderlineStyle(LOOKS[marked.look].underline)
    result.setUnderlineColor(QColor(tint.ink))
    if marked.current:
        result.setForeground(QBrush(QColor(tint.ink)))
    if marked.current and marked.look == "hit":  # ink and ground exchanged: seen without telling two tints apart
        result.setForeground(QBrush(QColor(tint.ground)))
        result.setBackground(QBrush(QColor(tint.ink)))
    return result
