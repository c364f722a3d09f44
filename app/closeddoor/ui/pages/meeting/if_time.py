"""A briefing that prepares for the meeting, if there is time before it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from closeddoor.language import tr
from closeddoor.presenters.states.home import BriefingOffer
from closeddoor.ui.widgets.buttons import secondary
from closeddoor.ui.widgets.headed_part import HeadedPart
from closeddoor.ui.widgets.words import set_words, words

BEGIN = {"new": tr("Begin the briefing"), "open": tr("Continue"), "done": tr("Begin again")}


class IfTime(HeadedPart):
    """One briefing with its minutes and why it is the one; its button names it to a screen reader."""

    briefing_requested = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("If there is time"))
        self.setParent(parent)
        self._ids = ("", "")
        self._title = words(face="heading")
        self._minutes = words(face="small")
        self._why = words()
        self._begin = secondary(BEGIN["new"])
        self._begin.clicked.connect(self._ask)
        for label in (self._title, self._minutes, self._why):
            self.column.addWidget(label)
        self.column.addWidget(self._begin, 0, Qt.AlignmentFlag.AlignLeft)

    def assign(self, offer: BriefingOffer) -> None:
        row = offer.row
        self._ids = (row.pack_id, row.scenario_id)
        set_words(self._title, row.title)
        unsigned = tr("unsigned pack") if row.is_unsigned else ""
        set_words(self._minutes, " · ".join(part for part in (row.module, offer.minutes_line, unsigned) if part))
        set_words(self._why, row.summary)
        self._begin.set_words(BEGIN[row.state])
        self._begin.setAccessibleDescription(row.title)

    def _ask(self) -> None:
        self.briefing_requested.emit(*self._ids)
