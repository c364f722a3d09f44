"""How a verdict looks: a word, a shape and a tint, so that colour never carries the meaning alone."""

from dataclasses import dataclass

from PySide6.QtGui import QTextCharFormat

from closeddoor.language import tr
from closeddoor.presenters.states.shared import Verdict
from closeddoor.ui.theme.colours import Colours, Tint

Underline = QTextCharFormat.UnderlineStyle


@dataclass(frozen=True)
class VerdictStyle:
    """`shape` is one character that stands before `word`; `underline` is its line under text in a document."""

    word: str
    shape: str
    underline: Underline


VERDICTS: dict[Verdict, VerdictStyle] = {
    "found": VerdictStyle(tr("Found"), "●", Underline.SingleUnderline),
    "partly": VerdictStyle(tr("Partly"), "◐", Underline.DashDotLine),
    "missed": VerdictStyle(tr("Missed"), "○", Underline.DashUnderline),
    "decoy": VerdictStyle(tr("Sound after all"), "△", Underline.WaveUnderline),
    "unsure": VerdictStyle(tr("Unsure"), "?", Underline.DashDotDotLine),
    "neutral": VerdictStyle(tr("Yours"), "–", Underline.NoUnderline),
}


def tint_of(verdict: Verdict, colours: Colours) -> Tint:
    """Return ink and ground of `verdict` in `colours`."""
    tints: dict[Verdict, Tint] = {
        "found": colours.found,
        "partly": colours.partly,
        "missed": colours.missed,
        "decoy": colours.decoy,
        "unsure": colours.unsure,
        "neutral": colours.neutral,
    }
    return tints[verdict]
