"""How a verdict looks: a word, a shape and a tint, so that colour never carries the meaning alone."""

from dataclasses import dataclass

from PySide6.QtGui import QTextCharFormat

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
    "found": VerdictStyle("Found", "●", Underline.SingleUnderline),
    "partly": VerdictStyle("Partly", "◐", Underline.DashDotLine),
    "missed": VerdictStyle("Missed", "○", Underline.DashUnderline),
    "decoy": VerdictStyle("Sound after all", "△", Underline.WaveUnderline),
    "unsure": VerdictStyle("Unsure", "?", Underline.DashDotDotLine),
    "neutral": VerdictStyle("Yours", "–", Underline.NoUnderline),
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
